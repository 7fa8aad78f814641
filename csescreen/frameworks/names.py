"""The names that a framework file may use, and the problems found while they were looked up."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from csescreen.core.conditions import Condition
from csescreen.core.framework import ClockName, Contact, Indicator, Level, Question
from csescreen.errors import Problem
from csescreen.validation import nearest, shown


@dataclass(slots=True)
class Names:
    """Everything that conditions and actions may refer to by id, gathered before they are read."""

    file: str
    signs: Mapping[str, Indicator]
    questions: Mapping[str, Question]
    clocks: Mapping[str, ClockName]
    contacts: Mapping[str, Contact]
    levels: Mapping[str, Level]
    conditions: dict[str, Condition] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def found(self, kind: str, known: Mapping[str, object], name: str, place: str) -> bool:
        """Return whether the name is known; note a problem with the nearest one if it is not."""
        if name in known:
            return True
        self.problem(
            place, f"unknown-{kind}", f"There is no {kind} {shown(name)}.", nearest(name, known)
        )
        return False

    def problem(self, place: str, code: str, what: str, remedy: str = "") -> None:
        """Note a problem at the place."""
        self.problems.append(Problem(self.file, place, code, what, remedy))
