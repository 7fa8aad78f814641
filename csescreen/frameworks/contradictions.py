"""Conditions that can never hold, because they ask one thing for two answers at once."""

from collections.abc import Mapping

from csescreen.core.conditions import AllOf, Condition, Named
from csescreen.core.statements import AgeFrom, AgeUnknown, FactIs, LevelIs, NumberFrom

Answers = frozenset[object] | range
Needs = Mapping[str, Answers]
"""By what is looked at: the answers with which a condition can still hold."""

_BEYOND = 100_001
"""More than any number that a case may give."""


class Contradictions:
    """Finds them; make one for a framework and use it for each of its rules."""

    def __init__(self) -> None:
        """Start with no named condition looked at."""
        self._named: dict[str, Needs] = {}

    def within(self, condition: Condition) -> bool:
        """Return whether the condition can never hold."""
        return not all(self._needs(condition).values())

    def _needs(self, condition: Condition) -> Needs:
        if isinstance(condition, AllOf):
            together: dict[str, Answers] = {}
            for part in condition.parts:
                for what, answers in self._needs(part).items():
                    before = together.get(what)
                    together[what] = answers if before is None else _both(before, answers)
            return together
        if isinstance(condition, Named):
            if condition.name not in self._named:  # worked out once, however often it is named
                self._named[condition.name] = self._needs(condition.part)
            return self._named[condition.name]
        return _needs_of_one(condition)


def _needs_of_one(condition: Condition) -> Needs:
    needs: Needs = {}
    match condition:
        case FactIs(fact=fact, values=values):
            needs = {f"fact {fact}": frozenset(values)}
        case NumberFrom(fact=fact, lowest=lowest, highest=highest):
            needs = {f"fact {fact}": _range(lowest, highest)}
        case AgeFrom(lowest=lowest, highest=highest):
            needs = {"age": _range(lowest, highest)}
        case AgeUnknown():
            needs = {"age": range(-1, 0)}
        case LevelIs(ranks=ranks):
            needs = {"level": frozenset(ranks)}
    return needs


def _range(lowest: int | None, highest: int | None) -> range:
    return range(lowest or 0, _BEYOND if highest is None else highest + 1)


def _both(one: Answers, other: Answers) -> Answers:
    if isinstance(one, range) and isinstance(other, range):
        return range(max(one.start, other.start), min(one.stop, other.stop))
    return frozenset(one) & frozenset(other)
