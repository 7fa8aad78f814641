"""What the workspace shows: one screening, and what its frameworks make of it. Never edited."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from textual.message import Message

from csescreen.core.asking import left_out_by_all
from csescreen.core.framework import Framework
from csescreen.core.outcome import Outcome
from csescreen.core.reading import Reading
from csescreen.core.screening import Screening

Change = Callable[[Screening], Screening]
"""A change to whatever the screening is by then, so that two quick ones cannot undo each other."""


@dataclass(frozen=True, eq=False)
class Situation:
    """The screening on screen, what was made of it, and the time at which that was worked out."""

    screening: Screening
    reading: Reading
    now: datetime

    @property
    def framework(self) -> Framework:
        """What is asked: the one framework, or of several everything that any of them asks."""
        return self.reading.asks

    @property
    def outcome(self) -> Outcome:
        """The outcome under the first framework, which is the only one as a rule."""
        return self.reading.first

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The questions that need not be asked, by what is known so far."""
        as_of = self.screening.as_of or self.now
        return left_out_by_all(self.reading.frameworks, self.screening, as_of)


def placed_elsewhere(situation: Situation) -> bool:
    """Return whether a further authority's framework may be wanted: the child is placed away."""
    away = situation.screening.facts.get("out_of_area") in ("planned", "placed")
    return away and not situation.reading.several


class Edit(Message):
    """A widget wants the screening changed. ``together`` names the text that is being typed."""

    def __init__(self, change: Change, together: str = "") -> None:
        """Carry the change."""
        super().__init__()
        self.change = change
        self.together = together
