"""Outcomes side by side, in words: two under one framework, or one story under several.

No level and no time limit is translated: each is its own authority's.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from csescreen.core.assess import assess
from csescreen.core.framework import Framework
from csescreen.core.outcome import CalledAction, OpenQuestion, Outcome
from csescreen.core.scenario import Scenario
from csescreen.core.short_words import by_urgency, change_words
from csescreen.core.timelimits import IsBankHoliday
from csescreen.core.union import unite
from csescreen.core.words import (
    ANSWERS,
    STATUSES,
    by_when,
    highest_sign,
    question_words,
    section_47_words,
)

_NOT_CALLED_FOR: Final = "not called for"


class Row(NamedTuple):
    """One part of two readings side by side, in words.

    ``part`` is "level", "possible_level", "section_47" or "action"; ``id`` names the action.
    """

    part: str
    id: str
    title: str
    yours: str
    document: str

    @property
    def differs(self) -> bool:
        """Whether the two readings say different things here."""
        return self.yours != self.document


def reading_at(
    scenario: Scenario, step: int, framework: Framework, is_bank_holiday: IsBankHoliday
) -> Outcome:
    """Return the document's reading of the story after a step."""
    screening = scenario.screening_at(step)
    return assess(framework, screening, scenario.time_at(step), is_bank_holiday)


def side_by_side(yours: Outcome, document: Outcome) -> tuple[Row, ...]:
    """Return every part of two outcomes under one framework, beside each other."""
    return tuple(_rows(yours, document))


def _rows(yours: Outcome, document: Outcome) -> Iterator[Row]:
    yield Row("level", "", "Highest sign present", highest_sign(yours), highest_sign(document))
    possible = [one.possible_level.name if one.possible_level else "" for one in (yours, document)]
    if any(possible):
        no_higher = "no higher than that"
        first, second = (name or no_higher for name in possible)
        yield Row("possible_level", "", "It could be, by what is not known", first, second)
    yield Row("section_47", "", "Section 47", section_47_words(yours), section_47_words(document))
    own = {called.action.id: called for called in yours.actions}
    theirs = {called.action.id: called for called in document.actions}
    for key in [*theirs, *(key for key in own if key not in theirs)]:
        action = (theirs.get(key) or own[key]).action
        yield Row(
            "action",
            key,
            action.text,
            called_words(yours.framework, own.get(key)),
            called_words(document.framework, theirs.get(key)),
        )


def called_words(framework: Framework, called: CalledAction | None) -> str:
    """Return how an action is called for and by when, in words."""
    if called is None:
        return _NOT_CALLED_FOR
    return f"{STATUSES[called.status]}. {by_when(framework, called)}"


def most_urgent_first(outcome: Outcome) -> list[CalledAction]:
    """Return what one framework calls for, for whoever has room for some of it."""
    return [united.called for united in by_urgency(unite([outcome]))]


class UnderOne(NamedTuple):
    """What one framework makes of the story, in that framework's own words."""

    framework: Framework
    outcome: Outcome
    level: str
    possible: str
    """How high it could be if whatever is not known were yes; empty where that is no higher."""
    section_47: str
    actions: tuple["CalledInWords", ...]
    """The most urgent first, for who shows only some of them."""
    open: tuple["OpenInWords", ...]
    """What could change the outcome and was asked and is not known, then what nobody asked.

    Signs that nobody asked about are counted in ``not_asked``.
    """
    not_asked: int
    """How many further signs that nobody asked about could change the outcome."""


class CalledInWords(NamedTuple):
    """An action that a framework calls for: how, and by when."""

    id: str
    text: str
    status: str
    when: str


class OpenInWords(NamedTuple):
    """Something that is not known, whether it was asked, and what it could change."""

    text: str
    known: str
    changes: str


def across(
    scenario: Scenario,
    step: int,
    frameworks: tuple[Framework, ...],
    is_bank_holiday: IsBankHoliday,
) -> tuple[UnderOne, ...]:
    """Return what each framework makes of the same story, side by side.

    No level and no time limit is translated: each is its own authority's.
    """
    return tuple(
        _under(framework, reading_at(scenario, step, framework, is_bank_holiday))
        for framework in frameworks
    )


def _under(framework: Framework, outcome: Outcome) -> UnderOne:
    further = [question for question in outcome.open_questions if _sign_not_asked(question)]
    others = [question for question in outcome.open_questions if question not in further]
    others.sort(key=lambda question: question.status == "not_asked")
    return UnderOne(
        framework,
        outcome,
        highest_sign(outcome),
        outcome.possible_level.name if outcome.possible_level else "",
        section_47_words(outcome),
        tuple(
            CalledInWords(
                called.action.id,
                called.action.text,
                STATUSES[called.status],
                by_when(framework, called),
            )
            for called in most_urgent_first(outcome)
        ),
        tuple(
            OpenInWords(
                question_words(framework, question.id),
                ANSWERS["unknown" if question.kind == "child" else question.status],
                change_words(question),
            )
            for question in others
        ),
        len(further),
    )


def _sign_not_asked(question: OpenQuestion) -> bool:
    return question.kind == "indicator" and question.status == "not_asked"
