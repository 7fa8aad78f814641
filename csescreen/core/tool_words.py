"""What only some frameworks have, in words: sums, sections, what protects, evidence, the last time.

Rows of a label and its lines, the same in the app, in the referral and on the command line.
"""

from collections.abc import Iterator
from typing import NamedTuple

from csescreen.core.outcome import Outcome
from csescreen.core.sections import SectionReading
from csescreen.core.sums import SumReading, range_words
from csescreen.core.wording import worded
from csescreen.core.words import ANSWERS, counted, listed


class Row(NamedTuple):
    """A label and what stands beside it, in lines of their own."""

    label: str
    lines: tuple[str, ...]


def tool_rows(outcome: Outcome) -> tuple[Row, ...]:
    """Return every row that the outcome has; none under a framework without such parts."""
    return (
        *_level(outcome),
        *(_sum(reading) for reading in outcome.sums),
        *_previous(outcome),
        *(_section(outcome, reading) for reading in outcome.sections),
        *_protective(outcome),
        *_evidence(outcome),
    )


def _level(outcome: Outcome) -> Iterator[Row]:
    indicated = outcome.indicated_level
    if indicated is not None and indicated.level.outcome:
        yield Row(f"What {indicated.level.name} means", (indicated.level.outcome,))


def _sum(reading: SumReading) -> Row:
    lines = [range_words(reading.range)]
    if reading.preset is not None:
        lines[0] += " with the amended weights"
        lines.append(f"{range_words(reading.preset)} with the preset weights")
        for preset, choice in reading.amended.values():
            lines.append(f"{preset} amended to {choice.weight}: {choice.reason}")
    could_be = reading.could_be
    if reading.level is not None:
        lines.append(f"Band: {reading.level.name}")
    elif len(could_be) > 1:
        lines.append(f"No one band yet: {could_be[0].name} to {could_be[-1].name}")
    is_open = [
        f"{counted(len(items), 'answer')} {words}"
        for items, words in ((reading.unknown, "not known"), (reading.not_asked, "not asked for"))
        if items
    ]
    if is_open:
        lines.append(f"{listed(is_open)}")
    return Row(reading.sum.name, tuple(lines))


def _previous(outcome: Outcome) -> Iterator[Row]:
    before = outcome.previous
    if before is None:
        return
    names = {reading.sum.id: reading for reading in outcome.sums}
    lines = [f"Level: {before.level.name}"] if before.level else []
    lines += [
        f"{names[key].sum.name}: {number}; now {range_words(names[key].range)}"
        for key, number in before.sums.items()
        if key in names
    ]
    yield Row(worded(outcome.framework, "previous"), tuple(lines))


def _section(outcome: Outcome, reading: SectionReading) -> Row:
    level = reading.level.name if reading.level else "No level so far"
    if reading.could_be:
        level += f"; could be {reading.could_be[-1].name}"
    highest_first = reversed(outcome.framework.levels)
    counts = [f"{reading.counts[one.id]} {one.name}" for one in highest_first]
    is_open = f"{reading.unknown} not known, {reading.not_asked} not asked for"
    return Row(reading.section.name, (level, ", ".join(counts), is_open))


def _protective(outcome: Outcome) -> Iterator[Row]:
    lines = tuple(
        f"{factor.question.statement}: {ANSWERS[factor.status].lower()}"
        for factor in outcome.protective
        if factor.status != "not_asked"
    )
    if outcome.protective:
        yield Row("What protects the child", lines or ("Nothing of it was asked for yet",))


def _evidence(outcome: Outcome) -> Iterator[Row]:
    if outcome.missing_evidence:
        signs = outcome.framework.indicators
        names = tuple(signs[sign].name for sign in outcome.missing_evidence)
        yield Row("Evidence still to be written down", names)
