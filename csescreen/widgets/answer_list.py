"""A list of signs or questions that are answered by single keys."""

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from csescreen.commands import ROW, bindings
from csescreen.core.framework import Framework, Question
from csescreen.core.items import Item, rows_of
from csescreen.core.outcome import Outcome
from csescreen.core.screening import POSSIBLE, SignAnswer, chosen_for
from csescreen.core.steps import section_of
from csescreen.core.weighing import choice_words, row_weight
from csescreen.core.windows import window_answers
from csescreen.core.words import answer_words
from csescreen.widgets.line_list import LineList, RowMessage
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.situation import Situation
from csescreen.widgets.words import MARKS, NO_MARK

NEXT_ANSWER = {"": "yes", "yes": "no", "possible": "no", "no": "unknown", "unknown": ""}
"""What a click on the mark makes of an answer: every answer can be reached by the mouse."""
NEXT_WITH_POSSIBLE = NEXT_ANSWER | {"yes": "possible"}
EVIDENCE_MISSING = "evidence?"


class AnswerList(LineList):
    """Rows with marks. It changes nothing itself: it says what the user wants."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ROW)]

    class Answered(RowMessage):
        """The user answers a row: "yes", "possible", "no", "unknown", or "" for not asked."""

        def __init__(self, rows: LineList, key: str, answer: str) -> None:
            """Carry the row's key and the answer."""
            super().__init__(rows, key)
            self.answer = answer

    class Wanted(RowMessage):
        """The user wants more of a row: "when", "regrade", "note", "about" or "possible"."""

        def __init__(self, rows: LineList, key: str, what: str) -> None:
            """Carry the row's key and what is wanted."""
            super().__init__(rows, key)
            self.what = what

    def __init__(
        self,
        takes_possible: Callable[[str], bool],
        *,
        goes_on: bool = False,
        id: str | None = None,
    ) -> None:
        """``goes_on`` says whether an answer takes the cursor to the next row without one."""
        super().__init__(id=id)
        self._takes_possible = takes_possible
        self._goes_on = goes_on

    def _say(self, message: Message) -> None:
        if self.rows:
            self.post_message(message)

    def action_answer(self, answer: str) -> None:
        """Answer the row at the cursor, and go on to the next that has no answer.

        The cursor goes at once, not when the answer has been taken: a second key that comes
        quickly must not answer the same row again.
        """
        if answer == POSSIBLE and not self._takes_possible(self.key):
            self._say(self.Wanted(self, self.key, POSSIBLE))  # to be told that it has no such one
            return
        self._say(self.Answered(self, self.key, answer))
        if answer and self._goes_on:
            without = (row.key for row in self.rows_below if row.lead == NO_MARK)
            self.move_to(next(without, self.key))

    def action_when(self) -> None:
        """Ask for the next of current, recent and historic."""
        self._say(self.Wanted(self, self.key, "when"))

    def action_regrade(self) -> None:
        """Ask for another level or weight."""
        self._say(self.Wanted(self, self.key, "regrade"))

    def action_note(self) -> None:
        """Ask for a note."""
        self._say(self.Wanted(self, self.key, "note"))

    def action_about(self) -> None:
        """Ask what the row means and where it is written."""
        self._say(self.Wanted(self, self.key, "about"))


def item_rows(situation: Situation, names: Iterable[str]) -> list[ListRow]:
    """Return signs and questions as rows: a sign has one for each time window, if there are any."""
    framework, rows = situation.framework, list[ListRow]()
    could = open_facts(situation.outcome)
    for name in names:
        if name not in framework.indicators:
            rows.append(question_row(situation, name, could))
        elif framework.windows:
            rows += _window_rows(situation, name)
        else:
            rows.append(sign_row(situation, name))
    return rows


def sign_row(situation: Situation, sign: str) -> ListRow:
    """Return a sign as a row: its mark, its name, and what else was said of it."""
    answer = situation.screening.signs.get(sign)
    weight = row_weight(situation.framework, Item(sign), answer)
    given = answer.answer if answer else ""
    if answer is None:
        return ListRow(sign, situation.framework.indicators[sign].name, NO_MARK, tail=weight)
    return ListRow(
        sign,
        situation.framework.indicators[sign].name,
        MARKS.get(given, NO_MARK),
        tail=_joined(
            "" if given == "no" else weight, answer.when or "", *_said(situation, sign, answer)
        ),
        tone="strong" if given == "yes" else "",
        lead_tone="warning" if given == "yes" else "",
    )


def _window_rows(situation: Situation, sign: str) -> Iterator[ListRow]:
    framework = situation.framework
    answer = situation.screening.signs.get(sign)
    answers = window_answers(answer, framework.windows)
    for place, item in enumerate(rows_of(framework, sign)):
        name = f"- {framework.windows[item.window].name}"
        given = answers[item.window] or ""
        said = [] if given == "no" else [row_weight(framework, item, answer)]
        if place == 0:  # the rows below belong to the same sign
            name = f"{framework.indicators[sign].name} {name}"
            said += _said(situation, sign, answer) if answer else ()
            if answer and answer.answer == "yes" and "yes" not in answers.values():
                said.append("yes, but not in which time")
        yield ListRow(
            item.key,
            name,
            MARKS.get(given, NO_MARK),
            tail=_joined(*said),
            tone="strong" if given == "yes" else "",
            lead_tone="warning" if given == "yes" else "",
        )


def _said(situation: Situation, sign: str, answer: SignAnswer) -> list[str]:
    framework = situation.framework
    chosen = chosen_for(answer.grades, framework.id)
    level = framework.level(chosen.level) if chosen else None
    heard = " ".join(answer.heard_from.split())
    return [
        f"regraded {level.name}" if level else "",
        heard if len(heard) <= 24 else f"{heard[:23]}…",
        "note" if answer.note.strip() else "",
        EVIDENCE_MISSING if sign in situation.outcome.missing_evidence else "",
    ]


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def question_row(situation: Situation, fact: str, open_now: frozenset[str]) -> ListRow:
    """Return a question as a row; one that cannot change the outcome now says so.

    Where the framework says when to ask it, that it is asked says that it matters.
    """
    framework = situation.framework
    question = framework.questions.get(fact)
    ask = question.ask if question else fact.replace("_", " ")
    value = situation.screening.facts.get(fact)
    mark = MARKS.get(value, "[ x ]") if isinstance(value, str) else "[ x ]"
    if value is None:
        mark = NO_MARK
    matters = fact in open_now or fact in framework.ask_when or _beside(framework, question)
    idle = value in (None, "unknown") and not matters
    marked = value is None or mark in MARKS.values()
    words = "" if marked or value is None else answer_words(framework, fact, value)
    stands_for = choice_words(framework, fact, str(value)) if value is not None else ""
    statement = _joined(words, stands_for) if stands_for and not marked else ""
    return ListRow(
        fact,
        ask,
        mark,
        tail=_joined("" if statement else _joined(words, stands_for), "no effect now" * idle),
        note=statement,
        tone="muted" if idle else ("strong" if value == "yes" else ""),
        lead_tone="warning" if value == "yes" else "",
        note_tone="strong" if statement else "muted",
    )


def _beside(framework: Framework, question: Question | None) -> bool:
    """Return whether the answer is wanted by itself: beside the result, or in a section."""
    return question is not None and (
        question.protective
        or bool(question.previous)
        or section_of(framework, question.id) is not None
    )


def open_facts(outcome: Outcome) -> frozenset[str]:
    """Return the ids of the questions that could still change the outcome."""
    return frozenset(question.id for question in outcome.open_questions)
