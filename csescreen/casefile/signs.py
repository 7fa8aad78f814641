"""Answered signs of a case file: the answer, by time window where a framework has windows."""

from collections.abc import Mapping
from typing import Any

from csescreen.casefile.chosen import Chosen, Note
from csescreen.core.framework import Framework
from csescreen.core.screening import ChosenLevel, SignAnswer, chosen_for
from csescreen.core.windows import as_a_whole
from csescreen.validation import shown

Table = Mapping[str, Any]


class SignReader:
    """Reads the signs of one case."""

    def __init__(self, frameworks: Mapping[str, Framework], chosen: Chosen, note: Note) -> None:
        """Keep the frameworks that the case is read under, by id."""
        self._frameworks = frameworks
        self._chosen = chosen
        self._note = note
        self._windows = tuple({name: None for f in frameworks.values() for name in f.windows})

    def read(self, sign: str, written: str | Table) -> SignAnswer:
        """Return the answer to the sign."""
        if isinstance(written, str):
            return SignAnswer(written)
        place = f"indicators.{sign}.grade"
        grades = self._chosen.levels(written.get("grade"), place)
        for choice in grades:
            self._check_lowered(sign, choice, place)
        return SignAnswer(
            self._answer(sign, written),
            written.get("when"),
            written.get("note", ""),
            written.get("heard_from", ""),
            grades,
            tuple(written.get("windows", {}).items()),
            self._chosen.weights(written.get("weight"), sign),
        )

    def _answer(self, sign: str, written: Table) -> str:
        windows, answer = written.get("windows"), written.get("answer")
        if not windows:
            if answer is None:
                place = f"indicators.{sign}.answer"
                self._note(place, "missing-key", "The answer is missing.", "Add the answer.")
            return answer or "unknown"
        together = as_a_whole(answer or "", windows, self._windows)
        if answer is not None and answer != together:
            self._note(
                f"indicators.{sign}.answer",
                "contradiction",
                f"The answers by window make {shown(together)}, not {shown(answer)}.",
                "Leave the answer out: it follows from the windows.",
            )
        return together

    def _check_lowered(self, sign: str, choice: ChosenLevel, place: str) -> None:
        """Note a problem where a sign is graded down without a reason."""
        for framework in self._frameworks.values():
            if chosen_for((choice,), framework.id) is None:
                continue
            level = framework.level(choice.level)
            usual = max((g.level.rank for g in framework.grades.get(sign, ())), default=0)
            if level and level.rank < usual and not choice.reason.strip():
                self._note(
                    f"{place}.reason",
                    "reason-needed",
                    "A sign is graded down with a reason only.",
                    "Say why this sign counts for less here.",
                )
