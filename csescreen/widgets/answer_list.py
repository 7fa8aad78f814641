"""A list of signs or questions that are answered by single keys."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from csescreen.commands import ROW, bindings
from csescreen.core.screening import POSSIBLE
from csescreen.widgets.line_list import LineList, RowMessage
from csescreen.widgets.words import NO_MARK

NEXT_ANSWER = {"": "yes", "yes": "no", "possible": "no", "no": "unknown", "unknown": ""}
"""What a click on the mark makes of an answer: every answer can be reached by the mouse."""
_BESIDE = ("when", "regrade", "note")
NEXT_WITH_POSSIBLE = NEXT_ANSWER | {"yes": "possible"}


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
        marks_alone: bool = False,
        id: str | None = None,
    ) -> None:
        """``goes_on`` says whether an answer takes the cursor to the next row without one.

        ``marks_alone`` says that a row takes an answer and nothing beside it.
        """
        super().__init__(id=id)
        self.set_class(marks_alone, "-marks")
        self._takes_possible = takes_possible
        self._goes_on, self._marks_alone = goes_on, marks_alone

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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what stands beside an answer where a row takes it."""
        return not (self._marks_alone and action in _BESIDE)

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
