"""From graded signs, rules and sums to the level: the one indicated, and how high it could be."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from csescreen.core.conditions import UNKNOWN, YES, View
from csescreen.core.framework import Framework
from csescreen.core.grading import BASIS_ORDER, ReadSigns
from csescreen.core.levels import Level, LevelRule
from csescreen.core.outcome import IndicatedLevel, JudgedLevel
from csescreen.core.screening import Screening
from csescreen.core.sums import SumReading

WORKED_OUT, ENTERED, NO_OVERALL_LEVEL = "worked_out", "entered", "none"
"""Whether the child's level is worked out, entered by people, or there is none."""


class Levels(NamedTuple):
    """What was found of the child's level.

    ``rank`` is what is certain so far, also where a sum that is still open states no one level;
    ``could_be`` the ranks to which answers of "not known" could take it.
    """

    indicated: IndicatedLevel | None
    judged: JudgedLevel | None
    rank: int
    could_be: frozenset[int]
    holding: tuple[LevelRule, ...]
    """The rules that hold and set the child's level."""

    @property
    def open(self) -> bool:
        """Whether the level so far is the least that an open sum can come to."""
        return self.indicated is None and self.rank > 0

    @property
    def counted_rank(self) -> int:
        """The higher of the indicated and the judged level."""
        return max(self.rank, self.judged.level.rank if self.judged else 0)

    def possible(self, framework: Framework) -> Level | None:
        """Return how high it would be if every answer of "not known" were yes, where higher."""
        highest = max(self.could_be, default=0)
        return framework.levels[highest - 1] if highest > self.rank else None


def read_levels(framework: Framework, view: View, read: ReadSigns, screening: Screening) -> Levels:
    """Return the child's level as far as signs, rules and sums set one."""
    judged = _judged(framework, screening)
    if framework.overall_level != WORKED_OUT:
        return Levels(None, judged, 0, frozenset(), ())
    rules = [(rule, rule.when.truth(view)) for rule in framework.level_rules if not rule.section]
    holding = tuple(rule for rule, truth in rules if truth == YES)
    sums = _overall(view.sums)
    indicated = _indicated(framework, read, holding, sums)
    could_be = {*read.unknown.values(), *(r.level.rank for r, truth in rules if truth == UNKNOWN)}
    for reading in sums:
        could_be |= reading.reachable_ranks
    ranks = [indicated.level.rank] if indicated else [0]
    ranks += [reading.least_rank for reading in sums]
    return Levels(indicated, judged, max(ranks), frozenset(could_be), holding)


def _overall(sums: Mapping[str, SumReading]) -> list[SumReading]:
    return [reading for reading in sums.values() if not reading.sum.section]


def _indicated(
    framework: Framework,
    read: ReadSigns,
    holding: Iterable[LevelRule],
    sums: Iterable[SumReading],
) -> IndicatedLevel | None:
    candidates = [(sign.rank, sign.basis) for sign in read.present if sign.rank]
    candidates += [(rule.level.rank, rule.basis) for rule in holding]
    least = 0
    for reading in sums:
        least = max(least, reading.least_rank)
        if level := reading.level:
            candidates.append((level.rank, "published"))
    highest = max((rank for rank, _ in candidates), default=0)
    if not highest or highest < least:
        return None  # an open sum lies higher, and in no one band
    bases = (basis for rank, basis in candidates if rank == highest)
    return IndicatedLevel(framework.levels[highest - 1], min(bases, key=BASIS_ORDER.__getitem__))


def _judged(framework: Framework, screening: Screening) -> JudgedLevel | None:
    chosen = screening.judged_level(framework.id)
    level = framework.level(chosen.level) if chosen else None
    return JudgedLevel(level, chosen.reason) if chosen and level else None
