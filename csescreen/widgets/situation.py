"""What the workspace shows: one screening, and what its framework makes of it. Never edited."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from textual.message import Message

from csescreen.core.asking import left_out
from csescreen.core.framework import Framework
from csescreen.core.outcome import Outcome
from csescreen.core.screening import Screening

Change = Callable[[Screening], Screening]
"""A change to whatever the screening is by then, so that two quick ones cannot undo each other."""


@dataclass(frozen=True, eq=False)
class Situation:
    """The screening on screen, its outcome, and the time at which that was worked out."""

    screening: Screening
    outcome: Outcome
    now: datetime

    @property
    def framework(self) -> Framework:
        """The framework under which the screening is read."""
        return self.outcome.framework

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The questions that need not be asked, by what is known so far."""
        return left_out(self.framework, self.screening, self.screening.as_of or self.now)


class Edit(Message):
    """A widget wants the screening changed. ``together`` names the text that is being typed."""

    def __init__(self, change: Change, together: str = "") -> None:
        """Carry the change."""
        super().__init__()
        self.change = change
        self.together = together
