"""The columns of a summary that say of an answered sign when, on what evidence, what it weighs."""

from csescreen.core.beside import missing_evidence
from csescreen.core.framework import Framework
from csescreen.core.screening import Screening, SignAnswer
from csescreen.core.summary import Cell, OwnWords
from csescreen.core.weighing import amended, preset_words, weights_of
from csescreen.core.windows import window_answers
from csescreen.core.words import ANSWERS


class SignColumns:
    """What a table says of each sign under one framework, beside its name and its grade."""

    def __init__(self, framework: Framework, screening: Screening) -> None:
        """Look once at what holds for every sign."""
        self._framework = framework
        self._signs = screening.signs
        self._missing = frozenset(missing_evidence(framework, screening))
        self.weighs = any(weights_of(framework, sign) for sign in framework.indicators)
        """Whether any sign of the framework has a weight."""
        self.graded = bool(framework.grades) or not self.weighs
        """Whether to say the grade of each: not under a tool that only weighs."""

    def when(self, sign: str) -> Cell:
        """Return when it was: by time window, where the framework has windows."""
        answer = self._signs[sign]
        if self._framework.windows and answer.windows:
            return self.by_window(answer)
        return answer.when.capitalize() if answer.when else "Not said"

    def by_window(self, answer: SignAnswer) -> tuple[str, ...]:
        """Return the answer in each time window, a line each; none without windows."""
        answers = window_answers(answer, self._framework.windows)
        return tuple(
            f"{self._framework.windows[window].name}: {ANSWERS[given or 'not_asked'].lower()}"
            for window, given in answers.items()
        )

    def evidence(self, sign: str) -> Cell:
        """Return what was written down of it; what is missing is said, where it is asked for."""
        if sign in self._missing:
            return "Still to be written down"
        return OwnWords(self._signs[sign].note)

    def weight(self, sign: str) -> Cell:
        """Return what it weighs by the document, and what the practitioner put in its place."""
        lines = [
            preset_words(self._framework, weight)
            if label == "weight"
            else f"{label}: {preset_words(self._framework, weight)}"
            for label, weight in weights_of(self._framework, sign)
        ]
        own = amended(self._framework, sign, self._signs[sign])
        if own is not None:
            lines += [f"amended to {own.weight} by the practitioner:", OwnWords(own.reason)]
        return tuple(lines) or "No weight"
