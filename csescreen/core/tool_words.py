"""What only some frameworks have, in words: sums, sections, what protects, evidence, the last time.

Rows of a label and its lines, the same in the app, in the referral and on the command line.
"""

from collections.abc import Iterator
from typing import NamedTuple

from csescreen.core.leveling import NO_OVERALL_LEVEL
from csescreen.core.outcome import Outcome
from csescreen.core.sections import SectionReading
from csescreen.core.steps import place_of
from csescreen.core.sums import SumReading, range_words
from csescreen.core.wording import worded
from csescreen.core.words import ANSWERS, answer_words, counted, listed

_PLAIN = frozenset(ANSWERS.values())


class Row(NamedTuple):
    """A label and what stands beside it, in lines of their own."""

    label: str
    lines: tuple[str, ...]


def tool_rows(outcome: Outcome) -> tuple[Row, ...]:
    """Return every row that the outcome has; none under a framework without such parts."""
    return (*counted_rows(outcome), *beside_rows(outcome), *_evidence(outcome))


def counted_rows(outcome: Outcome) -> tuple[Row, ...]:
    """Return the rows of what the tool makes of the answers: its level, sums and sections."""
    return (
        *_level(outcome),
        *(_sum(outcome, reading) for reading in outcome.sums),
        *(_section(outcome, reading) for reading in outcome.sections),
    )


def beside_rows(outcome: Outcome) -> tuple[Row, ...]:
    """Return the rows of what changes nothing: the screening before, and what protects."""
    return (*_previous(outcome), *_protective(outcome))


def in_brief(outcome: Outcome) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each sum by its name; and each section, where they are all that has a level."""
    for reading in outcome.sums:
        yield reading.sum.name, _sum_in_brief(reading)
    if outcome.framework.overall_level == NO_OVERALL_LEVEL:
        for part in outcome.sections:
            yield part.section.name, (_section_in_brief(part),)


def _sum_in_brief(reading: SumReading) -> tuple[str, ...]:
    """Return what a sum comes to and its band, or the bands in which it may lie."""
    amended = " with the amended weights" if reading.preset is not None else ""
    return (f"{range_words(reading.range)}{amended}", *_band(reading))


def _level(outcome: Outcome) -> Iterator[Row]:
    indicated = outcome.indicated_level
    if indicated is not None and indicated.level.outcome:
        yield Row(f"What {indicated.level.name} means", (indicated.level.outcome,))


def _sum(outcome: Outcome, reading: SumReading) -> Row:
    found, *band = _sum_in_brief(reading)
    lines = [found]
    if reading.preset is not None:
        lines.append(f"{range_words(reading.preset)} with the preset weights")
        for sign, (preset, choice) in reading.amended.items():
            name = outcome.framework.indicators[sign].name
            lines.append(f"{name}: {preset} amended to {choice.weight}, because: {choice.reason}")
    lines += band
    is_open = [
        f"{counted(len(items), 'answer')} {words}"
        for items, words in ((reading.unknown, "not known"), (reading.not_asked, "not asked for"))
        if items
    ]
    if is_open:
        lines.append(f"{listed(is_open)}")
    return Row(reading.sum.name, tuple(lines))


def _band(reading: SumReading) -> Iterator[str]:
    could_be = reading.could_be
    if reading.level is not None:
        yield f"Band: {reading.level.name}"
    elif len(could_be) > 1:
        yield f"No one band yet: {could_be[0].name} to {could_be[-1].name}"


def _previous(outcome: Outcome) -> Iterator[Row]:
    before = outcome.previous
    if before is None:
        return
    names = {reading.sum.id: reading for reading in outcome.sums}
    lines = []
    if before.level:
        lines.append(f"Level: {before.level.name}{_now(outcome)}")
    lines += [
        f"{names[key].sum.name}: {number}; now {range_words(names[key].range)}"
        for key, number in before.sums.items()
        if key in names
    ]
    yield Row(worded(outcome.framework, "previous"), tuple(lines))


def _now(outcome: Outcome) -> str:
    """Return the level of now beside the one before; nothing where only sections have one."""
    found = outcome.judged_level or outcome.indicated_level
    return f"; now {found.level.name}" if found else ""


def _section_in_brief(reading: SectionReading) -> str:
    """Return the level of a section, and how high it could be."""
    if reading.level is None and reading.rank:
        return f"No one level yet: {reading.could_be[0].name} to {reading.could_be[-1].name}"
    level = reading.level.name if reading.level else "No level so far"
    if reading.could_be:
        level += f"; could be {reading.could_be[-1].name}"
    return level


def _section(outcome: Outcome, reading: SectionReading) -> Row:
    level = _section_in_brief(reading)
    highest_first = reversed(outcome.framework.levels)
    counts = [f"{reading.counts[one.id]} {one.name}" for one in highest_first]
    is_open = f"{reading.unknown} not known, {reading.not_asked} not asked for"
    return Row(reading.section.name, (level, ", ".join(counts), is_open))


def _protective(outcome: Outcome) -> Iterator[Row]:
    """Yield what protects, by the section or the domain in which it was asked for."""
    framework, groups = outcome.framework, dict[str, list[str]]()
    for factor in outcome.protective:
        question = factor.question
        lines = groups.setdefault(place_of(framework, question.id), [])
        if factor.status != "not_asked":
            said = answer_words(framework, question.id, factor.status)
            lines.append(f"{question.statement}: {said.lower() if said in _PLAIN else said}")
    for place, lines in groups.items():
        label = f"What protects the child: {place}" if place else "What protects the child"
        yield Row(label, tuple(lines) or ("Nothing of it was asked for yet",))


def _evidence(outcome: Outcome) -> Iterator[Row]:
    if outcome.missing_evidence:
        signs = outcome.framework.indicators
        names = tuple(signs[sign].name for sign in outcome.missing_evidence)
        yield Row("Evidence still to be written down", names)
