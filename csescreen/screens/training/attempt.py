"""How far a trainee is in each case, in memory alone and for as long as training is open."""

from dataclasses import dataclass, field, replace

from csescreen.core.framework import Framework
from csescreen.core.scenario import Scenario
from csescreen.core.timelimits import as_instant
from csescreen.core.training import Marks, marked
from csescreen.services.training import TrainingServices
from csescreen.widgets.situation import Situation


@dataclass(frozen=True, slots=True)
class Attempt:
    """One case as far as a trainee is with it: the step, from 0, the framework and the marks."""

    case: Scenario
    framework: Framework
    step: int = 0
    marks: Marks = field(default_factory=lambda: Marks(facts={}))

    @property
    def is_last(self) -> bool:
        """Whether the story does not go on."""
        return self.step + 1 >= len(self.case.steps)

    def next(self) -> "Attempt":
        """Return the attempt at the next step; the marks stay."""
        return self if self.is_last else replace(self, step=self.step + 1)

    def situation(self, services: TrainingServices) -> Situation:
        """Return what the trainee marked and what the framework makes of it, at the story's time.

        Clocks and age are the story's: a trainee marks signs and answers questions.
        """
        screening = marked(self.case, self.step, self.marks)
        reading = services.read(screening, self.framework)
        return Situation(screening, reading, as_instant(self.case.time_at(self.step)))


class Attempts:
    """All attempts of a session, by case."""

    def __init__(self, services: TrainingServices) -> None:
        """Begin with none."""
        self._services = services
        self._by_case: dict[str, Attempt] = {}

    def of(self, case: Scenario) -> Attempt:
        """Return how far the trainee is in a case."""
        return self._by_case.get(case.id) or Attempt(case, self._services.frameworks_for(case)[0])

    def keep(self, attempt: Attempt) -> None:
        """Remember an attempt while training is open."""
        self._by_case[attempt.case.id] = attempt
