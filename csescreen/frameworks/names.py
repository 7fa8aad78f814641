"""The names that a framework file may use, and the problems found while they were looked up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from csescreen.core.conditions import AtLeast, Condition
from csescreen.core.framework import ClockName, Contact, Grade, Indicator, Level, Question
from csescreen.errors import Problem
from csescreen.validation import MAX_PROBLEMS, nearest, shown

_WHERE = {
    "action": "under [[actions]] or of the program's own",
    "answer": "of the question's answers",
    "clock": "under [[clocks]] or among the shared ones",
    "condition": "under [conditions] or among the shared ones",
    "contact": "under [[contacts]] or among the shared ones",
    "document": "under [documents]",
    "fact": "under [[questions]] or among the shared ones",
    "level": "under [[levels]]",
    "section": "under [[sections]]",
    "shared-action": "of the program's own actions",
    "sign": "of the catalogue of signs",
    "sum": "under [[sums]]",
    "window": "under [[windows]]",
}
_MOST_NAMED = 12


NEVER = AtLeast(1, ())
"""Stands where a condition could not be read; the file is refused anyway."""


class NamedCondition(NamedTuple):
    """A condition under its name, with what matters to those who name it."""

    condition: Condition
    looks_at: frozenset[str]
    """Forms in it, however deep, that look at what is worked out late."""
    chain: int
    """How many named conditions stand in a row, each named by the one before."""


@dataclass(slots=True)
class Names:
    """Everything that conditions and actions may refer to by id, gathered before they are read."""

    file: str
    signs: Mapping[str, Indicator]
    questions: Mapping[str, Question]
    clocks: Mapping[str, ClockName]
    contacts: Mapping[str, Contact]
    levels: Mapping[str, Level]
    documents: Mapping[str, str]
    written_conditions: Mapping[str, Any]
    """The named conditions as the file writes them: each is read when it is first needed."""
    sums: Mapping[str, str] = field(default_factory=dict)
    """Names of the sums, by id; of sections and windows likewise."""
    sections: Mapping[str, str] = field(default_factory=dict)
    windows: Mapping[str, str] = field(default_factory=dict)
    catalogue: frozenset[str] = frozenset()
    """The ids of the catalogue's signs, which a sign of the framework's own may not take."""
    possible_answer: bool = False
    own_questions: frozenset[str] = frozenset()
    grades: Mapping[str, tuple[Grade, ...]] = field(default_factory=dict)
    """Grades by sign, once they are read."""
    conditions: dict[str, NamedCondition] = field(default_factory=dict)
    being_read: list[str] = field(default_factory=list)
    """The named conditions that are just being read, each because the one before names it."""
    problems: list[Problem] = field(default_factory=list)

    def found(self, kind: str, known: Mapping[str, object], name: str, place: str) -> bool:
        """Return whether the name is known; note a problem with the nearest one if it is not.

        An empty name stands in for one that is missing or wrong, which was already told.
        """
        if name in known:
            return True
        if name and self._has_room():
            remedy = nearest(name, known) or _one_of(kind, known)
            what = f"There is no {kind.replace('-', ' ')} {shown(name)}."
            self.problem(place, f"unknown-{kind}", what, remedy)
        return False

    def problem(self, place: str, code: str, what: str, remedy: str) -> None:
        """Note a problem at the place."""
        if self._has_room():
            self.problems.append(Problem(self.file, place, code, what, remedy))

    def _has_room(self) -> bool:
        """Return whether another problem would be told, or at least that there are more."""
        return len(self.problems) <= MAX_PROBLEMS


def _one_of(kind: str, known: Mapping[str, object]) -> str:
    if 0 < len(known) <= _MOST_NAMED:
        return f"Known here: {', '.join(shown(name) for name in known if name)}."
    return f"Give one {_WHERE[kind]}."
