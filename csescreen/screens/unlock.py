"""The door: choose a passphrase on the first start, give it on every later one."""

from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Button, Footer, Input, Static

from csescreen.core.ports import ScreeningStore
from csescreen.core.recovery_code import groups
from csescreen.core.vault import Vault
from csescreen.errors import UserError, WrongPassphraseError
from csescreen.screens.dialogs import explained
from csescreen.widgets.fields import Field, Passphrase, Press, Tick, Title
from csescreen.widgets.plain import plain

SHORTEST: Final = 12
_FIRST: Final = (
    "Your screenings are kept on this computer, encrypted with a passphrase that you choose now.\n"
    "\n"
    f"Use at least {SHORTEST} characters. Whoever steals a computer can try millions of short "
    "passphrases; length is what stops them. Three or four words that do not belong together are "
    "hard to guess and easy to remember."
)
_WARNING: Final = (
    "If the passphrase is lost, nobody can read the screenings: not you, not your IT team, not "
    "the makers of csescreen. There is no way round it. Keep it where your team keeps such things."
)
_AGAIN: Final = "The two passphrases are not the same. Type the second one again."
_OPENING: Final = "Opening… This takes a moment."


class UnlockScreen(Screen[None]):
    """Asks for the passphrase. It is painted before anything else is known or loaded."""

    HELP: ClassVar[str] = (
        "Type the passphrase and press Enter. On the first start, choose one and type it twice. "
        "Tab moves between the fields; Space ticks the box that shows what you type."
    )
    BINDINGS: ClassVar[list[BindingType]] = []

    class Opened(Message):
        """The store is open."""

        def __init__(self, store: ScreeningStore) -> None:
            super().__init__()
            self.store = store

    def __init__(self) -> None:
        """Begin without a vault: it is found after the first paint."""
        super().__init__()
        self._vault: Vault | None = None
        self._first = False
        self._busy = False

    def compose(self) -> ComposeResult:
        """Yield the name, and one line that says that the rest is coming."""
        yield Title("")
        with Vertical(id="door"):
            yield Static("Getting ready…", id="busy")
        yield Footer(show_command_palette=False)

    async def ready(self, vault: Vault) -> None:
        """Show the form for this vault."""
        self._vault = vault
        self._first = not vault.exists()
        door = self.query_one("#door")
        await door.remove_children()
        await door.mount(VerticalScroll(*self._form(), id="form", can_focus=False))
        self.query_one("#passphrase").focus()

    def _form(self) -> list[Static | Field | Tick | Horizontal]:
        name = "Create and open" if self._first else "Open"
        buttons = Horizontal(Press(name, id="open"), classes="buttons")
        fields: list[Static | Field | Tick | Horizontal]
        fields = [Field("Passphrase", Passphrase(id="passphrase"))]
        head: list[Static | Field | Tick | Horizontal]
        head = [Static("Unlock your screenings", classes="heading")]
        if self._first:
            head = [
                Static("Choose a passphrase", classes="heading"),
                Static(plain(_FIRST)),
                Static(plain(_WARNING), classes="warning"),
            ]
            fields.append(Field("The same again", Passphrase(id="again")))
        message = Static("", id="message")
        return [*head, *fields, message, Tick("Show what I type", id="show"), buttons]

    def trouble(self, error: UserError) -> None:
        """Say what keeps the app from starting."""
        self.query_one("#busy", Static).update(explained(error))

    @on(Tick.Changed, "#show")
    def show(self, event: Tick.Changed) -> None:
        """Show or hide what is typed."""
        for field in self.query(Passphrase):
            field.password = not event.value

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """Go on to the second field, or open."""
        event.stop()
        again = self.query("#again")
        if event.input.id == "passphrase" and again and not again.only_one(Input).value:
            if self._long_enough():
                again.only_one(Input).focus()
            return
        self._go()

    @on(Button.Pressed, "#open")
    def pressed(self, event: Button.Pressed) -> None:
        """Open."""
        event.stop()
        self._go()

    def _go(self) -> None:
        if self._busy or self._vault is None:
            return
        passphrase = self.query_one("#passphrase", Input).value
        if self._first and not self._long_enough():
            return
        if self._first and self.query_one("#again", Input).value != passphrase:
            self._say(_AGAIN, focus="again")
            return
        if not passphrase:
            self._say("Type your passphrase first.", focus="passphrase")
            return
        self._busy = True
        self._say(_OPENING)
        self._open(self._vault, passphrase, first=self._first)

    def _long_enough(self) -> bool:
        length = len(self.query_one("#passphrase", Input).value)
        if length < SHORTEST:
            short = SHORTEST - length
            more = "1 more character" if short == 1 else f"{short} more characters"
            self._say(f"It needs {more}. Add another word.", focus="passphrase")
        return length >= SHORTEST

    @work(thread=True, group="opening")
    def _open(self, vault: Vault, passphrase: str, *, first: bool) -> None:
        """Open the store off the screen's thread: making a key from words takes a while."""
        try:
            store = _made(vault, passphrase) if first else vault.unlock(passphrase)
        except UserError as error:
            self.app.call_from_thread(self._failed, error)
        else:
            self.app.call_from_thread(self._opened, store)

    def _failed(self, error: UserError) -> None:
        self._busy = False
        message = self.query_one("#message", Static)
        message.update(explained(error))
        message.add_class("-trouble")
        field = self.query_one("#passphrase", Input)
        field.focus()
        if isinstance(error, WrongPassphraseError):
            field.action_select_all()  # typing replaces it; an arrow key keeps it
        self.call_after_refresh(message.scroll_visible)

    def _opened(self, store: ScreeningStore) -> None:
        for field in self.query(Passphrase):
            field.value = ""
        self.post_message(self.Opened(store))

    def _say(self, text: str, *, focus: str = "") -> None:
        message = self.query_one("#message", Static)
        message.update(plain(text))
        message.set_class(bool(focus), "-trouble")
        if focus:
            self.query_one(f"#{focus}").focus()


def _made(vault: Vault, passphrase: str) -> ScreeningStore:
    unfinished = vault.begin(passphrase)
    return unfinished.finish(groups(unfinished.code, unfinished.asked))
