"""A list of signs or questions that are answered by single keys."""

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from csescreen.commands import ROW, bindings
from csescreen.core.answers import counted_level
from csescreen.core.reading import Reading
from csescreen.core.screening import SignAnswer, chosen_for
from csescreen.core.words import answer_words
from csescreen.widgets.line_list import LineList, RowMessage
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.situation import Situation, placed_elsewhere
from csescreen.widgets.words import ELSEWHERE, MARKS, NO_MARK

NEXT_ANSWER = {"": "yes", "yes": "no", "no": "unknown", "unknown": ""}
"""What a click on the mark makes of an answer: every answer can be reached by the mouse."""


class AnswerList(LineList):
    """Rows with marks. It changes nothing itself: it says what the user wants."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ROW)]

    class Answered(RowMessage):
        """The user answers a row: "yes", "no", "unknown", or "" for not asked."""

        def __init__(self, rows: LineList, key: str, answer: str) -> None:
            """Carry the row's key and the answer."""
            super().__init__(rows, key)
            self.answer = answer

    class Wanted(RowMessage):
        """The user wants more of a row: "when", "regrade", "note" or "about"."""

        def __init__(self, rows: LineList, key: str, what: str) -> None:
            """Carry the row's key and what is wanted."""
            super().__init__(rows, key)
            self.what = what

    def __init__(self, *, goes_on: bool = False, id: str | None = None) -> None:
        """``goes_on`` says whether an answer takes the cursor to the next row without one."""
        super().__init__(id=id)
        self._goes_on = goes_on

    def _say(self, message: Message) -> None:
        if self.rows:
            self.post_message(message)

    def action_answer(self, answer: str) -> None:
        """Answer the row at the cursor, and go on to the next that has no answer.

        The cursor goes at once, not when the answer has been taken: a second key that comes
        quickly must not answer the same row again.
        """
        self._say(self.Answered(self, self.key, answer))
        if answer and self._goes_on:
            without = (row.key for row in self.rows_below if row.lead == NO_MARK)
            self.move_to(next(without, self.key))

    def action_when(self) -> None:
        """Ask for the next of current, recent and historic."""
        self._say(self.Wanted(self, self.key, "when"))

    def action_regrade(self) -> None:
        """Ask for another level."""
        self._say(self.Wanted(self, self.key, "regrade"))

    def action_note(self) -> None:
        """Ask for a note."""
        self._say(self.Wanted(self, self.key, "note"))

    def action_about(self) -> None:
        """Ask what the row means and where it is written."""
        self._say(self.Wanted(self, self.key, "about"))


def sign_row(situation: Situation, sign: str) -> ListRow:
    """Return a sign as a row: its mark, its name, and what else was said of it."""
    indicator = situation.framework.indicators[sign]
    answer = situation.screening.signs.get(sign)
    if answer is None:
        return ListRow(sign, indicator.name, NO_MARK)
    return ListRow(
        sign,
        indicator.name,
        MARKS[answer.answer],
        tail=_said(situation.reading, sign, answer),
        tone="strong" if answer.answer == "yes" else "",
        lead_tone="warning" if answer.answer == "yes" else "",
    )


def _said(reading: Reading, sign: str, answer: SignAnswer) -> str:
    heard = " ".join(answer.heard_from.split())
    parts = [
        answer.when or "",
        *(_grades(reading, sign, answer) if reading.several else (_regraded(reading, answer),)),
        heard if len(heard) <= 24 else f"{heard[:23]}…",
        "note" if answer.note.strip() else "",
    ]
    return " · ".join(part for part in parts if part)


def _regraded(reading: Reading, answer: SignAnswer) -> str:
    framework = reading.first.framework
    chosen = chosen_for(answer.grades, framework.id)
    level = framework.level(chosen.level) if chosen else None
    return f"regraded {level.name}" if level else ""


def _grades(reading: Reading, sign: str, answer: SignAnswer) -> Iterator[str]:
    """Yield what the sign counts for under each framework that has levels, if it is not no."""
    names = reading.short_names
    for framework in reading.frameworks:
        level = counted_level(framework, sign, answer)
        if level and answer.answer != "no":
            own = " (regraded)" if chosen_for(answer.grades, framework.id) else ""
            yield f"{names[framework.id]}: {level.name}{own}"


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
    matters = fact in open_now or fact in framework.ask_when
    idle = value in (None, "unknown") and not matters
    marked = value is None or mark in MARKS.values()
    words = "" if marked or value is None else answer_words(framework, fact, value)
    elsewhere = ELSEWHERE if fact == "out_of_area" and placed_elsewhere(situation) else ""
    tail = " · ".join(part for part in (words, "no effect now" if idle else "", elsewhere) if part)
    return ListRow(
        fact,
        ask,
        mark,
        tail=tail,
        tone="muted" if idle else ("strong" if value == "yes" else ""),
        lead_tone="warning" if value == "yes" else "",
    )


def open_facts(reading: Reading) -> frozenset[str]:
    """Return the ids of the questions that could still change an outcome."""
    return frozenset(united.question.id for united in reading.open_questions)
