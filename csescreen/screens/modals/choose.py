"""Choosing one answer from a list, or typing one where the question asks for a number or names."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label, Static

from csescreen.commands import ROW
from csescreen.core.framework import Question
from csescreen.core.items import answers_of
from csescreen.core.screening import FactValue
from csescreen.core.text import clean_line
from csescreen.core.typed import TypedError, typed_fact
from csescreen.screens.modals.base import Modal
from csescreen.widgets.line_list import LineList
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.plain import plain
from csescreen.widgets.text_fields import TextField

NOT_ASKED = ""
"""The key of the choice that takes an answer back."""
_TAKEN = ("answer('yes')", "answer('no')", "answer('unknown')", "answer('possible')")
"""The commands that answer a row, whose keys answer here as well."""


def choices_of(question: Question | None, *, possible: bool = False) -> list[ListRow]:
    """Return the answers that a question may have, as rows: "Not asked" first.

    Where nothing is answered yet the cursor begins there: a habitual enter answers nothing, and
    one step down is the first answer.
    """
    answers = answers_of(question, possible=possible)
    return [ListRow(NOT_ASKED, "Not asked"), *(ListRow(key, said) for key, said in answers.items())]


class ChooseScreen(Modal[str]):
    """A list of answers: the arrow keys and enter, two clicks, or the keys that answer a row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        one.also(one.action.replace("answer", "take")) for one in ROW if one.action in _TAKEN
    ]
    DEFAULT_CSS = """
    ChooseScreen LineList { height: auto; max-height: 14; margin: 1 0; }
    """

    def __init__(self, title: str, rows: Sequence[ListRow], chosen: str = "") -> None:
        """Offer the rows, with the cursor on the one that is chosen now."""
        super().__init__()
        self._heading = title
        self._rows = rows
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """Lay out question, answers and hint."""
        with Vertical(classes="box"):
            yield Static(plain(self._heading), classes="title")
            yield LineList(self._rows)
            yield Label("Enter: choose · Escape: leave it as it is", classes="hint")

    def on_mount(self) -> None:
        """Put the cursor on what is chosen."""
        rows = self.query_one(LineList)
        rows.styles.height = min(14, len(self._rows))
        rows.move_to(self._chosen)
        self.set_focus(rows)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Answer with the chosen row."""
        event.stop()
        self.dismiss(event.key)

    def action_take(self, answer: str) -> None:
        """Answer so, where it is offered."""
        if any(row.key == answer for row in self._rows):
            self.dismiss(answer)


class TypeScreen(Modal[FactValue]):
    """A question whose answer is typed: a number, or names with commas between them."""

    KEPT_AT_ITS_END: ClassVar[bool] = True

    def __init__(self, question: Question, value: FactValue | None) -> None:
        """Ask the question, with the answer so far."""
        super().__init__()
        self._question = question
        self._value = ", ".join(value) if isinstance(value, tuple) else str(value or "")
        if value == 0:
            self._value = "0"

    def compose(self) -> ComposeResult:
        """Lay out question, field and hint."""
        with Vertical(classes="box"):
            yield Static(plain(self._question.ask), classes="title")
            if self._question.help:
                yield Static(plain(self._question.help), classes="hint")
            yield TextField(clean_line(self._value))
            yield Static("", classes="problem")
            hint = "a number, or unknown; empty: not asked · Enter: keep it"
            if self._question.kind == "names":
                hint = "names with commas between them; empty: not asked · Enter: keep them"
            yield Label(hint, classes="hint")

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            value = typed_fact(self._question, clean_line(event.value))
        except TypedError as error:
            self.query_one(".problem", Static).update(plain(str(error)))
        else:
            self.dismiss(NOT_ASKED if value is None else value)
