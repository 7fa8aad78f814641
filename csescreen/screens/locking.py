"""What covers a screening while csescreen locks, and while its last change cannot be saved."""

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.events import ScreenResume
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Button, Input, Static

from csescreen.errors import UserError
from csescreen.keymap import with_keys
from csescreen.screens.dialogs import explained
from csescreen.widgets.fields import Field, Passphrase, Press, Title
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.plain import plain

_UNSAVED: Final = (
    "The last change could not be saved, so csescreen keeps it in memory and has not closed. "
    "Everything before it is saved."
)
_AGAIN: Final = (
    " It is tried again every few seconds, and as soon as it is saved csescreen locks by itself."
)
_NOT_AGAIN: Final = (
    " It cannot be saved in the store as it is now, so go back to your text, and export it "
    "with {export}."
)
_BACK: Final = (
    "\n\nTo go back to your text, type your passphrase or your recovery code. To leave without the "
    "last change, go back first."
)
_STAY: Final = (
    "csescreen stays, so that your last change is not lost. To leave without it, type your "
    "passphrase first, and then press F12."
)


class LockCover(Screen[None]):
    """Covers everything. First it says that all is being saved; it asks only where that fails."""

    HELP: ClassVar[str] = (
        "csescreen is locked, but your last change is not saved yet. Type your passphrase to go "
        "back to it. Make room on the disk, or connect it again: then it is saved by itself. To "
        "leave without it, go back to it first."
    )
    BINDINGS: ClassVar[list[BindingType]] = []

    class Answered(Message):
        """Somebody typed a passphrase, to go back to the text."""

        def __init__(self, cover: "LockCover", secret: str) -> None:
            super().__init__()
            self.cover = cover
            self.secret = secret

    def __init__(self) -> None:
        """Begin as what covers."""
        super().__init__()
        self._gone = False

    def compose(self) -> ComposeResult:
        """Yield one line, and the form, which is hidden."""
        yield Title("locking")
        with Vertical(id="form"):
            yield Static("csescreen is locking. One moment: everything is being saved.", id="busy")
            with Vertical(id="unsaved"):
                yield Static("Locked, with your last change not saved", classes="heading")
                yield Static("", id="why")
                yield Field("Passphrase", Passphrase(id="passphrase"))
                yield Static("", id="message")
                with Horizontal(classes="buttons"):
                    yield Press("Go back to my text", id="back")
        yield KeyLine()

    def on_mount(self) -> None:
        """Ask for nothing yet."""
        self.query_one("#unsaved").display = False

    def ask(self, *, tried_again: bool, problem: UserError | None = None) -> None:
        """Say that the last change is not saved, and why; ask for the passphrase."""
        what = f"{problem.what} " if problem else ""
        lasting = problem is not None and problem.lasting
        again = _NOT_AGAIN if lasting else _AGAIN if tried_again else ""
        why = f"{what}{_UNSAVED}{with_keys(again)}{_BACK}"
        self.query_one("#why", Static).update(plain(why))
        self.query_one("#busy").display = False
        self.query_one("#unsaved").display = True
        self.set_focus(self.query_one("#passphrase"))

    @on(Input.Submitted)
    @on(Button.Pressed)
    def answered(self, event: Message) -> None:
        """Try the passphrase."""
        event.stop()
        field = self.query_one("#passphrase", Input)
        if field.value:
            self._say("One moment…")
            self.app.post_message(self.Answered(self, field.value))

    def stay(self) -> None:
        """Say why it does not leave from here."""
        if self.query_one("#unsaved").display:
            self._say(_STAY)
            self.set_focus(self.query_one("#passphrase"))

    def go(self) -> None:
        """Uncover what is beneath, at the latest when what lies above has gone."""
        self._gone = True
        if self.is_current:
            self.dismiss(None)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Go, where the passphrase came while another screen lay above."""
        if self._gone:
            self.dismiss(None)

    def refuse(self, error: UserError) -> None:
        """Say why this does not lead back."""
        self._say(error)
        field = self.query_one("#passphrase", Input)
        self.set_focus(field)
        field.action_select_all()

    def _say(self, what: str | UserError) -> None:
        message = self.query_one("#message", Static)
        message.update(plain(what) if isinstance(what, str) else explained(what))
        message.set_class(isinstance(what, UserError), "-trouble")
