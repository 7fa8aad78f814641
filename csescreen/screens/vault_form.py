"""A form that asks the vault for something: Enter goes on, and the vault works in a thread.

Making a key from words takes half a second, and a keyring may ask its owner first; the screen
stays alive meanwhile. What keys bring behind an Enter never lands in a field that it left.
"""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual import on, work
from textual.actions import SkipAction
from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Input

from csescreen.commands import DOOR, bindings
from csescreen.core.vault import Vault, WaysIn
from csescreen.errors import TooManyAttemptsError, UserError, WrongPassphraseError
from csescreen.screens.dialogs import explained
from csescreen.widgets.fields import Passphrase, Tick
from csescreen.widgets.told import Told

ResultT = TypeVar("ResultT")
DoneT = TypeVar("DoneT")


class VaultForm(Screen[ResultT]):
    """A form over the vault: fields, one message, and buttons."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DOOR)]

    @property
    def bars_settings(self) -> bool:
        """Whether the settings may not be opened above: here somebody types a secret."""
        return True

    def __init__(self, vault: Vault | None) -> None:
        """Take the vault, or None where it is found later."""
        super().__init__()
        self._vault = vault
        self.busy = False
        """Whether the vault is at work; nothing else is asked of it meanwhile."""
        self.ways: WaysIn | None = None
        """The ways in, once they are known."""
        self._came_from: Widget | None = None
        self._leaving_with: list[ResultT | None] = []

    # -- for the forms ------------------------------------------------------------------------

    @property
    def vault(self) -> Vault:
        """The vault; there before anything can be typed."""
        if self._vault is None:
            raise RuntimeError("the form has no vault yet")
        return self._vault

    @property
    def told(self) -> Told:
        """The message of the form."""
        return self.query_one(Told)

    def submit(self) -> None:
        """Do what the form is for, with what stands in its fields."""
        raise NotImplementedError

    def left(self, field: Input) -> None:
        """Look at a field that was left by Enter."""

    def ways_known(self, ways: WaysIn) -> None:
        """Show what follows from the ways in."""

    def ways_unknown(self, error: UserError) -> None:
        """Say why the ways in cannot be known."""
        self.told.complain(explained(error))

    def refused(self, error: UserError) -> None:
        """Show what follows from an error, beside its words."""

    def ask(self, work: Callable[[], DoneT], then: Callable[[DoneT], None], doing: str) -> None:
        """Let the vault work, and go on with what it gave; an error is told in the form."""
        if self.busy:
            return
        if self.told.waiting:
            self.go_back_to(self._came_from)
            return
        self.busy = True
        self.set_focus(None)
        self.told.say(doing)
        self._in_thread(self.app, work, then)

    def point_out(self, what: str, field: Widget) -> None:
        """Say what is wrong with a field, and go there."""
        self.told.say(what, trouble=True)
        self.set_focus(field)

    def look_at_ways(self) -> None:
        """Find out which ways in there are, and whether the next attempt has to wait."""
        self._look(self.app, self.vault)

    def forget(self) -> None:
        """Leave nothing secret in the fields."""
        for field in self.query(Passphrase):
            field.value = ""

    def go_back_to(self, widget: Widget | None) -> None:
        """Give the keyboard back to where it was, else to the first field."""
        there = widget is not None and widget.is_attached
        self.set_focus(widget if there else self.query(Input).first())

    # -- keys ---------------------------------------------------------------------------------

    def action_onward(self) -> None:
        """Go to the next field, or submit; keys already behind Enter go where it went."""
        field = self.focused
        if not isinstance(field, Input):
            raise SkipAction
        fields = [*self.query(Input)]
        following = fields[fields.index(field) + 1 :]
        self._came_from = field
        if following:
            self.set_focus(following[0])
            field.call_later(self.call_later, self.left, field)
        elif not self.busy:
            self.set_focus(None)
            field.call_later(self.call_later, self._submit)

    def _submit(self) -> None:
        self.submit()
        if self.focused is None and not self.busy and self.is_attached:
            self.go_back_to(self._came_from)

    def action_back(self) -> None:
        """Go back; nothing is changed."""
        if not self.busy:
            self.leave(None)

    def leave(self, result: ResultT | None) -> None:
        """Leave with a result, at once or when this screen is on top again."""
        self.forget()
        if self.is_current:
            self.dismiss(result)
        else:  # the window is too small, or help is open
            self._leaving_with = [result]

    def on_screen_resume(self) -> None:
        """Leave, where that was wanted while another screen lay above."""
        if self._leaving_with and self.is_current:
            self.dismiss(self._leaving_with.pop())

    @on(Tick.Changed, "#show")
    def show_typed(self, event: Tick.Changed) -> None:
        """Show or hide what is typed."""
        for field in self.query(Passphrase):
            field.password = not event.value

    # -- the vault's thread -------------------------------------------------------------------

    @work(thread=True, group="vault", description="vault")
    def _in_thread(
        self, app: App[object], work: Callable[[], DoneT], then: Callable[[DoneT], None]
    ) -> None:  # the app is handed in: a screen that was left does not know it any more
        try:
            done = work()
        except UserError as error:
            app.call_from_thread(self._if_there, self._failed, error, self._wait_seconds())
        else:
            app.call_from_thread(self._done, then, done)

    def _wait_seconds(self) -> float:
        try:
            return self.vault.ways_in().wait_seconds
        except UserError:
            return 0.0

    @work(thread=True, group="ways", exclusive=True, description="ways in")
    def _look(self, app: App[object], vault: Vault) -> None:
        try:
            ways = vault.ways_in()
        except UserError as error:
            app.call_from_thread(self._if_there, self.ways_unknown, error)
        else:
            app.call_from_thread(self._if_there, self._ways_found, ways)

    def _if_there(self, then: Callable[..., None], *results: object) -> None:
        if self.is_running and self.is_attached:  # it may have been left meanwhile
            then(*results)

    def _ways_found(self, ways: WaysIn) -> None:
        self.ways = ways
        if not self.busy and not self.told.waiting:
            self.told.wait(ways.wait_seconds)
        self.ways_known(ways)

    def _done(self, then: Callable[[DoneT], None], done: DoneT) -> None:
        self.busy = False
        then(done)

    def _failed(self, error: UserError, wait_seconds: float) -> None:
        self.busy = False
        if isinstance(error, TooManyAttemptsError):  # its seconds would stand still
            self.told.say("")
            self.told.wait(max(wait_seconds, error.seconds))
        else:
            self.told.complain(explained(error), wait_seconds)
        wrong = isinstance(error, WrongPassphraseError)
        self.go_back_to(None if wrong else self._came_from)
        if wrong and isinstance(self.focused, Input):
            self.focused.action_select_all()  # typing replaces it; an arrow key keeps it
        self.refused(error)
        self.call_after_refresh(self.told.scroll_visible)


class AskingForm(VaultForm[ResultT]):
    """A form with one thing to do and a way back: a button "back", and one other."""

    def on_mount(self) -> None:
        """Find out whether the next attempt has to wait."""
        self.look_at_ways()

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        """Do it, or go back."""
        event.stop()
        if event.button.id == "back":
            self.action_back()
        else:
            self.submit()
