"""How far a trainee is in each case, in memory alone and for as long as training is open."""

from dataclasses import dataclass, field, replace
from functools import partial

from csescreen.core.framework import Framework
from csescreen.core.quiz import QuizSession
from csescreen.core.scenario import Scenario
from csescreen.core.timelimits import as_instant
from csescreen.core.training import Marks, marked
from csescreen.screens.training.beats import beats
from csescreen.screens.training.showing import Showing
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
    """All attempts of a session, by case; with what a room was shown, and the quiz."""

    def __init__(self, services: TrainingServices) -> None:
        """Begin with none."""
        self._services = services
        self._by_case: dict[str, Attempt] = {}
        self._shown: dict[str, Showing] = {}
        self.quiz: QuizSession | None = None
        """The round of the quiz that is not at its end."""

    def of(self, case: Scenario) -> Attempt:
        """Return how far the trainee is in a case."""
        return self._by_case.get(case.id) or Attempt(case, self._services.frameworks_for(case)[0])

    def keep(self, attempt: Attempt) -> None:
        """Remember an attempt while training is open."""
        self._by_case[attempt.case.id] = attempt

    def showing(self, case: Scenario) -> Showing | None:
        """Return how far a room is with a case; None where it is to begin with."""
        kept = self._shown.get(case.id)
        return kept if kept and kept.is_under_way else None

    def new_showing(self, case: Scenario) -> Showing:
        """Return a case as a room is shown it from its beginning."""
        framework = self.of(case).framework
        document = partial(self._services.document, case, framework=framework)
        return Showing(beats(case, framework, document))

    def keep_showing(self, case: Scenario, showing: Showing) -> None:
        """Remember how far a room is while training is open."""
        self._shown[case.id] = showing
