"""How large a framework's conditions are, once the conditions that they name are written out.

A few names that name one another many times over make a condition that nobody could ever read, and
that no computer works out in time.
"""

from csescreen.core.conditions import Condition, Named, Not, Unless
from csescreen.core.framework import Framework
from csescreen.errors import Problem
from csescreen.frameworks.lint.rules import placed_conditions

MAX_STATEMENTS = 5_000
"""In all conditions together, written out. The largest framework that ships has 211."""


def too_large(framework: Framework, file: str) -> list[Problem]:
    """Return the first condition with which there are too many statements, if there are."""
    sizes = Sizes()
    total = 0
    for place, condition in placed_conditions(framework):
        total += sizes.of(condition)
        if total > MAX_STATEMENTS:
            what = f"With this, all conditions written out hold more than {MAX_STATEMENTS:,} parts."
            remedy = "Name fewer conditions that name many others."
            return [Problem(file, place, "too-large", what, remedy)]
    return []


class Sizes:
    """Counts the parts of conditions; each named one is worked out once."""

    def __init__(self) -> None:
        """Start with nothing counted."""
        self._named: dict[str, int] = {}

    def of(self, condition: Condition) -> int:
        """Return how many parts the condition has, written out."""
        if isinstance(condition, Named):
            if condition.name not in self._named:
                self._named[condition.name] = self.of(condition.part)
            return self._named[condition.name]
        if isinstance(condition, (Not, Unless)):
            return 1 + self.of(condition.part)
        return 1 + sum(self.of(part) for part in getattr(condition, "parts", ()))
