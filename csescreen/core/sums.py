"""What a screening adds up to: so far, at the least and at the most, while answers are open.

An answer that is not known, or not asked for yet, is never taken for nothing: it leaves a range.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from csescreen.core.framework import Framework
from csescreen.core.levels import Level
from csescreen.core.screening import (
    POSSIBLE,
    ChosenWeight,
    FactValue,
    Screening,
    SignAnswer,
    chosen_for,
)
from csescreen.core.weights import Sum, Weight, Window
from csescreen.core.windows import window_answers

SETTLED: Final = "settled"
NOT_KNOWN: Final = "unknown"
NOT_ASKED: Final = "not_asked"


class Part(NamedTuple):
    """What one sign or question adds, as in `Range`, and whether it is open."""

    so_far: int
    least: int
    most_unknown: int
    most: int
    state: str


class Range(NamedTuple):
    """A sum that may still be open.

    ``most_unknown`` is the most if every answer of "not known" counted in full and what was not
    asked counted least; ``most`` if both counted in full.
    """

    so_far: int
    least: int
    most_unknown: int
    most: int

    @property
    def settled(self) -> bool:
        """Whether the sum can no longer change by an answer that is open."""
        return self.least == self.most


@dataclass(frozen=True, slots=True)
class SumReading:
    """One sum of a screening, as it counts: with the weights that the practitioner amended.

    ``preset`` is the sum by the document's own weights alone, where it differs. ``unknown`` and
    ``not_asked`` are the items that are open. The bands follow the higher of the two sums: neither
    hides the other.
    """

    sum: Sum
    range: Range
    preset: Range | None = None
    unknown: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    amended: Mapping[str, tuple[int, ChosenWeight]] = field(default_factory=dict)
    """By sign: the preset weight, and what the practitioner put in its place."""
    adds: Mapping[str, int] = field(default_factory=dict)
    """By sign or question: what it adds so far, where that is anything."""

    @property
    def known(self) -> bool:
        """Whether anything is known that counts, or all that could count was answered."""
        answered = bool(self.sum.weights) and not (self.unknown or self.not_asked)
        return self.counted.so_far > 0 or answered

    @property
    def counted(self) -> Range:
        """The sum that the bands follow: at every end the higher of amended and preset."""
        if self.preset is None:
            return self.range
        return Range(*(max(both) for both in zip(self.range, self.preset, strict=True)))

    def rank(self, of: str) -> int:
        """Return the rank of the band at "least", "most_unknown" or "most"; 0 for none."""
        band = self.sum.band(getattr(self.counted, of))
        return band.level.rank if band else 0

    @property
    def least_rank(self) -> int:
        """The rank that the sum reaches at the least; 0 while nothing that counts is known."""
        return self.rank("least") if self.known else 0

    @property
    def level(self) -> Level | None:
        """The level of the one band in which the sum lies for certain, or None."""
        if not self.known or self.rank("least") != self.rank("most"):
            return None
        band = self.sum.band(self.counted.least)
        return band.level if band else None

    @property
    def reachable_ranks(self) -> frozenset[int]:
        """The ranks of the bands in which the sum may lie by answers of "not known"."""
        if not self.unknown:
            return frozenset()
        lowest, highest = self.rank("least"), self.rank("most_unknown")
        ranks = (band.level.rank for band in self.sum.bands)
        return frozenset(rank for rank in ranks if lowest <= rank <= highest)

    @property
    def could_be(self) -> tuple[Level, ...]:
        """The levels of all bands in which the sum may lie, the lowest first."""
        lowest, highest = self.rank("least"), self.rank("most")
        ranks = {band.level.rank: band.level for band in self.sum.bands}
        return tuple(ranks[rank] for rank in sorted(ranks) if lowest <= rank <= highest)


def read_sums(
    framework: Framework, screening: Screening, facts: Mapping[str, FactValue]
) -> tuple[SumReading, ...]:
    """Return every sum of the framework, as the screening's answers make it."""
    return tuple(_read(framework, one, screening, facts) for one in framework.sums)


def _read(
    framework: Framework, the_sum: Sum, screening: Screening, facts: Mapping[str, FactValue]
) -> SumReading:
    parts: dict[str, Part] = {}
    presets: list[Part] = []
    amended: dict[str, tuple[int, ChosenWeight]] = {}
    for weight in the_sum.weights:
        answer = screening.signs.get(weight.item)
        if weight.item in framework.indicators:
            part = sign_part(weight, answer, framework.windows)
        else:
            part = fact_part(weight, facts.get(weight.item))
        presets.append(part)
        chosen = _amended(weight, answer, framework.id)
        if chosen is not None:
            amended[weight.item] = (part.so_far or part.most, chosen)
            part = _settled(chosen.weight)
        parts[weight.item] = part
    return SumReading(
        the_sum,
        _total(parts.values()),
        _total(presets) if amended else None,
        tuple(item for item, part in parts.items() if part.state == NOT_KNOWN),
        tuple(item for item, part in parts.items() if part.state == NOT_ASKED),
        amended,
        {item: part.so_far for item, part in parts.items() if part.so_far},
    )


def _amended(weight: Weight, answer: SignAnswer | None, framework: str) -> ChosenWeight | None:
    if not weight.amendable or answer is None or answer.answer not in ("yes", POSSIBLE):
        return None
    return chosen_for(answer.weights, framework)


def _total(parts: Iterable[Part]) -> Range:
    so_far = least = most_unknown = most = 0
    for part in parts:
        so_far += part.so_far
        least += part.least
        most_unknown += part.most_unknown
        most += part.most
    return Range(so_far, least, most_unknown, most)


def _settled(number: int) -> Part:
    return Part(number, number, number, number, SETTLED)


def _open(least: int, most: int, state: str) -> Part:
    return Part(0, least, most if state == NOT_KNOWN else least, most, state)


def sign_part(weight: Weight, answer: SignAnswer | None, windows: Mapping[str, Window]) -> Part:
    """Return what a sign adds; each window counts by itself where the weight has windows."""
    if not weight.windows:
        return _one_answer(weight.answers, answer.answer if answer else None)
    answers = window_answers(answer, windows)
    together = _by_window(weight, answers)
    if answer is not None and answer.answer == "yes" and "yes" not in answers.values():
        # present, but in which window is not known: in one of them at the least
        may_be = (window for window, answered in answers.items() if answered != "no")
        lightest = min((weight.windows.get(window, 0) for window in may_be), default=0)
        most_unknown = max(lightest, together.most_unknown)
        return together._replace(so_far=lightest, least=lightest, most_unknown=most_unknown)
    return together


def _by_window(weight: Weight, answers: Mapping[str, str | None]) -> Part:
    parts = [
        _one_answer({"yes": number}, answers[window]) for window, number in weight.windows.items()
    ]
    states = {part.state for part in parts}
    state = next((one for one in (NOT_KNOWN, NOT_ASKED) if one in states), SETTLED)
    return Part(*_total(parts), state)


def _one_answer(weights: Mapping[str, int], answer: str | None) -> Part:
    most = max(0, *weights.values())
    if answer is None:
        return _open(0, most, NOT_ASKED)
    if answer == "no" or answer in weights:
        return _settled(weights.get(answer, 0))
    return _open(0, most, NOT_KNOWN)


def fact_part(weight: Weight, value: FactValue | None) -> Part:
    """Return what a question's answer adds; while it is open, any of its answers may be the one."""
    numbers = weight.answers
    known = numbers.get(value) if isinstance(value, str) else None
    if known is not None:
        return _settled(known)
    # "not known", and an answer that this question does not have, may stand for any of them
    state = NOT_ASKED if value is None else NOT_KNOWN
    return _open(min(numbers.values()), max(numbers.values()), state)


def range_words(found: Range) -> str:
    """Return a sum in words: "12", or "4 so far, 4 to 22"."""
    if found.settled:
        return str(found.so_far)
    return f"{found.so_far} so far, {found.least} to {found.most}"


def sum_words(reading: SumReading) -> str:
    """Return what a sum comes to in words, with its band, or the bands in which it may lie."""
    words = f"{reading.sum.name}: {range_words(reading.range)}"
    if reading.preset is not None:
        words += f" as amended, {range_words(reading.preset)} by the preset weights"
    could_be = reading.could_be
    if reading.level is not None:
        return f"{words}: {reading.level.name}"
    if len(could_be) > 1:
        return f"{words}: no one band yet, {could_be[0].name} to {could_be[-1].name}"
    return words
