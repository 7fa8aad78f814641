"""A trainee's marks beside the document's reading of a story, as facts. Never a mark out of ten.

Both readings are worked out by `assess`, under one framework, of the same story at the same time;
they differ in what was marked alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple, TypeVar

from csescreen.core.assess import assess
from csescreen.core.framework import Framework
from csescreen.core.outcome import Outcome
from csescreen.core.scenario import PRESENT, Scenario
from csescreen.core.screening import FactValue, Screening, SignAnswer
from csescreen.core.side_by_side import (
    CalledInWords,
    Row,
    UnderOne,
    across,
    reading_at,
    side_by_side,
)
from csescreen.core.timelimits import IsBankHoliday
from csescreen.core.words import answer_words, question_words

__all__ = [
    "AGREED",
    "LEFT",
    "MISSED",
    "NOT_SHOWN",
    "OTHERWISE",
    "VERDICTS",
    "CalledInWords",
    "Compared",
    "Comparison",
    "Marks",
    "Row",
    "UnderOne",
    "across",
    "compare",
    "marked",
    "reading_at",
    "side_by_side",
]

T = TypeVar("T")

AGREED: Final = "agreed"
MISSED: Final = "missed"
OTHERWISE: Final = "otherwise"
NOT_SHOWN: Final = "not_shown"
LEFT: Final = "left"
VERDICTS: Final = {
    AGREED: "As the story shows it",
    MISSED: "The story shows it; it was not marked",
    OTHERWISE: "Answered otherwise than the story shows it",
    NOT_SHOWN: "Marked; the story does not show it",
    LEFT: "The story answers it; it was left open",
}
"""How a mark stands beside the story, by id."""

_NOT_TOLD: Final = "The story does not tell of it so far."
_UNKNOWN_IS_NOT_NO: Final = "Unknown is not no: nobody has said that it is not so."


@dataclass(frozen=True, slots=True)
class Marks:
    """What a trainee marked: signs by id, with their answers.

    ``facts`` are their answers to questions; None where the questions are not theirs to answer and
    the story's answers are taken for both.
    """

    signs: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, FactValue] | None = None

    def with_sign(self, sign: str, answer: str | None) -> "Marks":
        """Return the marks with a sign answered; None takes the mark away."""
        return replace(self, signs=_with(self.signs, sign, answer))

    def with_fact(self, fact: str, value: FactValue | None) -> "Marks":
        """Return the marks with a question answered; None takes the answer away."""
        return replace(self, facts=_with(self.facts or {}, fact, value))


class Compared(NamedTuple):
    """One sign or question: what was marked, what the story shows, and why."""

    kind: str
    """"sign" or "fact"."""
    id: str
    name: str
    verdict: str
    """One of `VERDICTS`."""
    marked: str
    """The trainee's answer in words; empty where there is none."""
    shown: str
    """The story's answer in words; empty where it does not tell of it."""
    because: str
    """Why the story says so, or why it does not."""
    step: int | None
    """The step, from 0, in which it was told last; None where it was not."""
    trap: bool = False
    """Whether it is one that is easily marked here."""
    changes: tuple[Row, ...] = ()
    """What this alone makes another outcome of, the trainee's answer in place of the story's."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """A trainee's marks beside the document's reading, after one step, under one framework."""

    framework: Framework
    yours: Outcome
    document: Outcome
    compared: tuple[Compared, ...]
    """Signs in the framework's order, then questions."""
    rows: tuple[Row, ...]
    """Both outcomes side by side."""

    def of(self, verdict: str) -> tuple[Compared, ...]:
        """Return what stands beside the story in one way."""
        return tuple(one for one in self.compared if one.verdict == verdict)

    @property
    def differences(self) -> tuple[Row, ...]:
        """The parts in which the two outcomes differ."""
        return tuple(row for row in self.rows if row.differs)


def marked(scenario: Scenario, step: int, marks: Marks) -> Screening:
    """Return the screening that the trainee's marks make of the story after a step."""
    shown = scenario.screening_at(step)
    signs = {sign: SignAnswer(answer) for sign, answer in marks.signs.items()}
    # where both answer alike, time windows and how long ago it was are the story's
    alike = {
        sign: shown.signs[sign]
        for sign, one in signs.items()
        if sign in shown.signs and shown.signs[sign].answer == one.answer
    }
    return replace(
        shown,
        signs={**signs, **alike},
        facts=shown.facts if marks.facts is None else dict(marks.facts),
    )


def compare(
    scenario: Scenario,
    step: int,
    framework: Framework,
    marks: Marks,
    is_bank_holiday: IsBankHoliday,
) -> Comparison:
    """Return the trainee's marks beside the document's reading after a step."""
    time = scenario.time_at(step)
    shown, own = scenario.screening_at(step), marked(scenario, step, marks)
    document = assess(framework, shown, time, is_bank_holiday)
    yours = assess(framework, own, time, is_bank_holiday)

    def changed(changed_by: Screening) -> tuple[Row, ...]:
        outcome = assess(framework, changed_by, time, is_bank_holiday)
        return tuple(row for row in side_by_side(outcome, document) if row.differs)

    found = [
        one
        if one.verdict == AGREED
        else one._replace(changes=changed(shown.with_sign(one.id, own.signs.get(one.id))))
        for one in _signs(scenario, step, framework, marks)
    ]
    found += [
        one
        if one.verdict == AGREED
        else one._replace(changes=changed(shown.with_fact(one.id, own.facts.get(one.id))))
        for one in _facts(scenario, step, framework, marks)
    ]
    return Comparison(framework, yours, document, tuple(found), side_by_side(yours, document))


def _signs(scenario: Scenario, step: int, framework: Framework, marks: Marks) -> Iterator[Compared]:
    traps = scenario.traps_at(step)
    told = scenario.screening_at(step).signs
    for sign in framework.indicators:
        answer = marks.signs.get(sign)
        if sign not in told and answer is None:
            continue
        last = scenario.shown_sign(sign, step)
        trap = traps.get(sign)
        verdict, why = _verdict(answer, told[sign].answer if sign in told else None)
        if trap:
            why = (trap.why_not, *(one for one in why if one != _NOT_TOLD))
        yield Compared(
            "sign",
            sign,
            framework.indicators[sign].name,
            verdict,
            answer_words(framework, sign, answer) if answer else "",
            answer_words(framework, sign, told[sign].answer) if sign in told else "",
            " ".join((*([last[1].because] if last else ()), *why)),
            last[0] if last else None,
            trap is not None,
        )


def _facts(scenario: Scenario, step: int, framework: Framework, marks: Marks) -> Iterator[Compared]:
    if marks.facts is None:
        return
    told = scenario.screening_at(step).facts
    for fact in framework.questions:
        value = marks.facts.get(fact)
        if fact not in told and value is None:
            continue
        last = scenario.shown_fact(fact, step)
        verdict, why = _verdict(value, told.get(fact))
        yield Compared(
            "fact",
            fact,
            question_words(framework, fact),
            verdict,
            "" if value is None else answer_words(framework, fact, value),
            "" if fact not in told else answer_words(framework, fact, told[fact]),
            " ".join((*([last[1].because] if last else ()), *why)),
            last[0] if last else None,
        )


def _verdict(answer: FactValue | None, shown: FactValue | None) -> tuple[str, tuple[str, ...]]:
    """Return how an answer stands beside the story's, and what is to be said of that."""
    if answer == shown:
        return AGREED, ()
    if answer is None:
        return (MISSED if shown in PRESENT else LEFT), ()
    told: tuple[str, ...] = () if shown is not None else (_NOT_TOLD,)
    if answer == "unknown" and shown is None:
        verdict = AGREED
    elif answer == "no" and shown in (None, "unknown"):
        verdict, told = OTHERWISE, (*told, _UNKNOWN_IS_NOT_NO)
    elif shown is None or (answer in PRESENT and shown in ("no", "unknown")):
        verdict = NOT_SHOWN
    else:
        verdict = OTHERWISE
    return verdict, told


def _with(mapping: Mapping[str, T], key: str, value: T | None) -> dict[str, T]:
    changed = {one: kept for one, kept in mapping.items() if one != key}
    if value is not None:
        changed[key] = value
    return changed
