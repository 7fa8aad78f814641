"""Conditions that count: several signs, signs of a grade, a sum, a section's level, a window.

Each is three-valued: what is open may still bring the count about, and is offered as a question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csescreen.core.conditions import NO, NOT_ASKED, TRUTH_WORDS, UNKNOWN, YES, Truth, View


def counted(yes: int, unknown: int, not_asked: int, needed: int) -> Truth:
    """Return whether so many are reached: by what is known, by what is not known, by any."""
    if yes >= needed:
        return YES
    if yes + unknown >= needed:
        return UNKNOWN
    return NOT_ASKED if yes + unknown + not_asked >= needed else NO


@dataclass(slots=True, eq=False, repr=False)
class SignsPresent:
    """At least so many of the signs are present."""

    names: Mapping[str, str]
    """The signs by id, with their wording."""
    needed: int

    def says(self) -> str:  # noqa: D102
        return f"at least {self.needed} of these signs: {'; '.join(self.names.values())}"

    def truth(self, view: View) -> Truth:  # noqa: D102
        truths = [view.signs.get(sign, NOT_ASKED) for sign in self.names]
        return sorted(truths, reverse=True)[self.needed - 1]

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        lowest = max(UNKNOWN, self.truth(view))
        return [
            f"{name}: {TRUTH_WORDS[truth].replace('_', ' ')}"
            for sign, name in self.names.items()
            if (truth := view.signs.get(sign, NOT_ASKED)) >= lowest
        ]

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return [sign for sign in self.names if NO < view.signs.get(sign, NOT_ASKED) < YES]


@dataclass(slots=True, eq=False, repr=False)
class SignsGraded:
    """At least so many present signs have this grade or a higher one."""

    rank: int
    name: str
    needed: int
    signs: tuple[str, ...]
    """The signs that the framework grades so, by id."""

    def says(self) -> str:  # noqa: D102
        return f"at least {self.needed} signs graded {self.name} or higher are present"

    def truth(self, view: View) -> Truth:  # noqa: D102
        return counted(
            sum(rank >= self.rank for rank in view.present_ranks),
            sum(rank >= self.rank for rank in view.unknown_ranks),
            sum(sign not in view.signs for sign in self.signs),
            self.needed,
        )

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        yes = sum(rank >= self.rank for rank in view.present_ranks)
        unknown = sum(rank >= self.rank for rank in view.unknown_ranks)
        perhaps = f", {unknown} not known" if unknown else ""
        return (f"{yes} of the signs graded {self.name} or higher present{perhaps}",)

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return [sign for sign in self.signs if NO < view.signs.get(sign, NOT_ASKED) < YES]


@dataclass(slots=True, eq=False, repr=False)
class SignInWindow:
    """One sign is present in one window of time."""

    sign: str
    window: str
    name: str
    window_name: str

    def says(self) -> str:  # noqa: D102
        return f"the sign is present, {self.window_name}: {self.name}"

    def truth(self, view: View) -> Truth:  # noqa: D102
        return view.windows.get((self.sign, self.window), NOT_ASKED)

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        words = TRUTH_WORDS[self.truth(view)].replace("_", " ")
        return (f"{self.name}, {self.window_name}: {words}",)

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return (self.sign,)


@dataclass(slots=True, eq=False, repr=False)
class SumIs:
    """A sum lies in a range; either end may be open."""

    sum: str
    name: str
    lowest: int | None
    highest: int | None

    def says(self) -> str:  # noqa: D102
        ends = ((self.lowest, "at least"), (self.highest, "at most"))
        words = " and ".join(f"{word} {end}" for end, word in ends if end is not None)
        return f"{self.name}: {words}"

    def truth(self, view: View) -> Truth:  # noqa: D102
        reading = view.sums.get(self.sum)
        if reading is None:
            return NO
        found, least = reading.counted, reading.counted.least
        truths = []
        if self.lowest is not None:
            reaches = (least, found.most_unknown - least, found.most - found.most_unknown)
            truths.append(counted(*reaches, self.lowest))
        if self.highest is not None:
            beyond = self.highest + 1
            if least >= beyond:
                truths.append(NO)
            elif found.most < beyond:
                truths.append(YES)
            else:
                truths.append(UNKNOWN if found.most_unknown > least else NOT_ASKED)
        return min(truths)

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        reading = view.sums.get(self.sum)
        if reading is None:
            return ()
        found = reading.counted
        if found.settled:
            return (f"{self.name}: {found.so_far}",)
        return (f"{self.name}: {found.so_far} so far, {found.least} to {found.most}",)

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        reading = view.sums.get(self.sum)
        return (*reading.unknown, *reading.not_asked) if reading else ()


@dataclass(slots=True, eq=False, repr=False)
class SectionLevelIs:
    """The level of one section is one of these."""

    section: str
    name: str
    ranks: frozenset[int]
    level_names: Mapping[int, str]

    def says(self) -> str:  # noqa: D102
        levels = " or ".join(self.level_names[rank] for rank in sorted(self.ranks))
        return f"the section {self.name} is {levels}"

    def truth(self, view: View) -> Truth:  # noqa: D102
        rank, reachable = view.section_ranks.get(self.section, (0, frozenset()))
        if rank in self.ranks:
            return YES
        return NO if self.ranks.isdisjoint(reachable) else UNKNOWN

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        rank, reachable = view.section_ranks.get(self.section, (0, frozenset()))
        if self.truth(view) == UNKNOWN:
            names = " or ".join(self.level_names[one] for one in sorted(self.ranks & reachable))
            return (f"the section {self.name} could be {names}: an answer is not known",)
        least = "at least " if self.section in view.open_sections else ""
        return (f"the section {self.name} is {least}{self.level_names.get(rank, 'not set')}",)

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return ()
