"""The columns of a summary that say of an answered sign when, on what evidence, what it weighs."""

from collections.abc import Callable, Iterator, Sequence

from csescreen.core.beside import missing_evidence
from csescreen.core.framework import Framework
from csescreen.core.screening import Screening, SignAnswer
from csescreen.core.summary import Cell, OwnWords
from csescreen.core.weighing import amended, preset_words, weights_of
from csescreen.core.windows import window_answers
from csescreen.core.words import ANSWERS

GradeOf = Callable[[str, SignAnswer], tuple[str, ...]]
"""Says how a sign is graded, in lines."""


class SignColumns:
    """What a table says of each sign beside its name: under one framework, or under several."""

    def __init__(
        self, asks: Framework, frameworks: Sequence[Framework], screening: Screening
    ) -> None:
        """Look once at what holds for every sign. ``asks`` is what all of them ask."""
        self._asks = asks
        self._frameworks = frameworks
        self._signs = screening.signs
        self._missing = {sign for one in frameworks for sign in missing_evidence(one, screening)}
        weighs = any(weights_of(one, sign) for one in frameworks for sign in one.indicators)
        graded = any(one.grades for one in frameworks) or not weighs
        self._weight = ("Weight",) if weighs else ()
        self._grade = ("Grade and its basis",) if graded else ()

    @property
    def header(self) -> tuple[str, ...]:
        """The columns' titles: a grade or a weight only where the documents have any."""
        return ("When", "Evidence", "Said by", *self._grade, *self._weight)

    def cells(self, sign: str, grade: GradeOf) -> tuple[Cell, ...]:
        """Return what stands in the columns of a sign."""
        answer = self._signs[sign]
        return (
            self._when(answer),
            "Still to be written down" if sign in self._missing else OwnWords(answer.note),
            OwnWords(answer.heard_from),
            *((grade(sign, answer),) if self._grade else ()),
            *((tuple(self._weights(sign, answer)) or "No weight",) if self._weight else ()),
        )

    def _when(self, answer: SignAnswer) -> Cell:
        if self._asks.windows and answer.windows:
            return self.by_window(answer)
        return answer.when.capitalize() if answer.when else "Not said"

    def by_window(self, answer: SignAnswer) -> tuple[str, ...]:
        """Return the answer in each time window, a line each; none without windows."""
        answers = window_answers(answer, self._asks.windows)
        return tuple(
            f"{self._asks.windows[window].name}: {ANSWERS[given or 'not_asked'].lower()}"
            for window, given in answers.items()
        )

    def _weights(self, sign: str, answer: SignAnswer) -> Iterator[str]:
        """Yield what it weighs by each document, and what the practitioner put in its place."""
        for framework in self._frameworks:
            whose = f"{framework.name}: " if len(self._frameworks) > 1 else ""
            for label, weight in weights_of(framework, sign):
                name = "" if label == "weight" else f"{label}: "
                yield f"{whose}{name}{preset_words(framework, weight)}"
            own = amended(framework, sign, answer)
            if own is not None:
                yield f"{whose}amended to {own.weight} by the practitioner:"
                yield OwnWords(own.reason)
