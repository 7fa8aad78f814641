"""One screening and what its frameworks make of it at one time, as every shell shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from csescreen.core.asking import left_out_by_all
from csescreen.core.framework import Framework
from csescreen.core.outcome import OpenQuestion, Outcome
from csescreen.core.reading import Reading
from csescreen.core.screening import Screening

Change = Callable[[Screening], Screening]
"""A change to whatever the screening is by then, so that two quick ones cannot undo each other."""


@dataclass(frozen=True, eq=False)
class Situation:
    """The screening that is shown, what was made of it, and the time at which that was worked out.

    Never edited: another answer makes another situation.
    """

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


def first_question(situation: Situation) -> OpenQuestion | None:
    """Return the most important thing that is not known, and matters by what is known so far."""
    left_out = situation.left_out
    asked = (united.question for united in situation.reading.open_questions)
    return next((question for question in asked if question.id not in left_out), None)
