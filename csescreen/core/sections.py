"""The sections of a tool that looks at each part by itself: counts and levels of each.

Where an authority names no level for the child as a whole, this is the whole result.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from csescreen.core.conditions import NOT_ASKED, UNKNOWN, YES, View
from csescreen.core.framework import Framework, Section
from csescreen.core.grading import ReadSigns
from csescreen.core.levels import Level, LevelRule
from csescreen.core.sums import SumReading


class SectionReading(NamedTuple):
    """One section: its level, how high it could be, and how many of its items are what.

    ``rank`` is that of the highest level that is known so far; ``level`` that level, or None where
    a sum that is still open may go beyond it. ``could_be`` are the levels at which it may end, and
    ``perhaps`` the ranks above to which answers of "not known" could take it. ``counts`` holds, by
    level id, how many present signs and chosen statements have that level; ``ranks`` the rank of
    each of these, by id; ``holding`` the rules that set the section's level.
    """

    section: Section
    rank: int
    level: Level | None
    could_be: tuple[Level, ...]
    perhaps: frozenset[int]
    counts: Mapping[str, int]
    ranks: Mapping[str, int]
    holding: tuple[LevelRule, ...]
    present: int
    unknown: int
    not_asked: int


def read_sections(
    framework: Framework, view: View, read: ReadSigns, sums: Iterable[SumReading]
) -> tuple[SectionReading, ...]:
    """Return every section, as the answers make it."""
    sums = tuple(sums)
    return tuple(_read(framework, section, view, read, sums) for section in framework.sections)


def _read(
    framework: Framework,
    section: Section,
    view: View,
    read: ReadSigns,
    sums: tuple[SumReading, ...],
) -> SectionReading:
    ranks = {sign.id: sign.rank for sign in read.present if sign.id in section.signs}
    perhaps = {read.unknown[sign] for sign in section.signs if sign in read.unknown}
    for fact in section.questions:
        found, open_ranks = _statement(framework, fact, view)
        if found:
            ranks[fact] = found
        perhaps |= open_ranks
    reached = {rank for rank in ranks.values() if rank}
    own_sums = [reading for reading in sums if reading.sum.section == section.id]
    for reading in own_sums:
        reached.add(reading.least_rank)
        perhaps |= reading.reachable_ranks
    rules = [
        (rule, rule.when.truth(view))
        for rule in framework.level_rules
        if rule.section == section.id
    ]
    holding = tuple(rule for rule, truth in rules if truth == YES)
    reached.update(rule.level.rank for rule in holding)
    perhaps.update(rule.level.rank for rule, truth in rules if truth == UNKNOWN)
    highest = max(reached, default=0)
    counted = Counter(rank for rank in ranks.values() if rank)
    truths = [view.signs.get(sign, NOT_ASKED) for sign in section.signs]
    given = [view.facts.get(fact) for fact in section.questions]
    beyond = {
        level.rank
        for reading in own_sums
        if reading.known and reading.level is None
        for level in reading.could_be
        if level.rank > highest
    }
    may_end = {rank for rank in perhaps if rank > highest} | beyond
    if beyond:
        may_end.add(highest)
    return SectionReading(
        section,
        highest,
        framework.levels[highest - 1] if highest and not beyond else None,
        tuple(level for level in framework.levels if level.rank in may_end),
        frozenset(rank for rank in perhaps if rank > highest),
        {level.id: counted[level.rank] for level in framework.levels},
        ranks,
        holding,
        truths.count(YES),
        truths.count(UNKNOWN) + sum(value in ("unknown", "possible") for value in given),
        truths.count(NOT_ASKED) + given.count(None),
    )


def _statement(framework: Framework, fact: str, view: View) -> tuple[int, set[int]]:
    """Return the rank that a question's answer sets, and those that an open answer could."""
    levels, value = framework.questions[fact].levels, view.facts.get(fact)
    if value is None or not levels:
        return 0, set()
    if str(value) in levels:
        return levels[str(value)].rank, set()
    return 0, (
        {level.rank for level in levels.values()} if value in ("unknown", "possible") else set()
    )
