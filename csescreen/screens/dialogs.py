"""Small dialogs: a question with two answers, and an error said calmly."""

from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Static

from csescreen.commands import DIALOG, bindings
from csescreen.errors import InputError, UserError
from csescreen.widgets.fields import Press
from csescreen.widgets.plain import plain


def explained(error: UserError) -> Content:
    """Return an error in words: what happened, every problem, what is safe, what to do next."""
    return plain("\n".join(error.lines()))


class Confirm(ModalScreen[bool]):
    """A question. The focus is on the answer that loses nothing; Escape gives the "no"."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DIALOG)]

    def __init__(
        self,
        title: str,
        text: str,
        *,
        yes: str,
        no: str = "Cancel",
        begin_at: Literal["yes", "no"] = "no",
    ) -> None:
        """Take the question, the words of the two answers, and which of them Enter gives."""
        super().__init__()
        self._begin_at = begin_at
        self._title, self._text, self._yes, self._no = title, text, yes, no

    def compose(self) -> ComposeResult:
        """Yield the question above its answers."""
        with Vertical(classes="dialog"):
            yield Label(plain(self._title), classes="heading")
            with VerticalScroll(can_focus=False):
                yield Static(plain(self._text))
            with Horizontal(classes="buttons"):
                answers = [Press(self._no, id="no"), Press(self._yes, id="yes")]
                yield from answers if self._begin_at == "no" else reversed(answers)

    def on_mount(self) -> None:
        """Begin at the safe answer."""
        self.query_one(f"#{self._begin_at}").focus()

    @on(Button.Pressed)
    def answered(self, event: Button.Pressed) -> None:
        """Give the answer."""
        event.stop()
        self.dismiss(event.button.id == "yes")

    def action_back(self) -> None:
        """Escape does not do it."""
        self.dismiss(False)


class ErrorDialog(ModalScreen[None]):
    """What happened, what is safe, and what to do next."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DIALOG)]

    def __init__(self, error: UserError) -> None:
        """Take the error."""
        super().__init__()
        self._error = error

    def compose(self) -> ComposeResult:
        """Yield the error's words and a way back."""
        title = self._error.title
        with Vertical(classes="dialog"):
            yield Label(plain(title), classes="heading")
            with VerticalScroll(can_focus=isinstance(self._error, InputError)):
                yield Static(explained(self._error), id="error")
            with Horizontal(classes="buttons"):
                yield Press("OK", id="ok")

    def on_mount(self) -> None:
        """Begin at the way back."""
        self.query_one("#ok").focus()

    @on(Button.Pressed)
    def action_back(self) -> None:
        """Go back."""
        self.dismiss(None)
