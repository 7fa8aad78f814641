"""The door: choose a passphrase on the first start, open the store on every later one."""

from datetime import datetime
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Key, Paste
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from csescreen.core.ports import ScreeningStore
from csescreen.core.recovery_code import is_one
from csescreen.core.vault import Unfinished, Vault, WaysIn
from csescreen.errors import UserError, WrongPassphraseError
from csescreen.screens.dialogs import explained
from csescreen.screens.lost import LostPassphrase
from csescreen.screens.recovery import RecoveryCode
from csescreen.screens.vault_form import VaultForm
from csescreen.widgets.call_waiting import CallWaiting
from csescreen.widgets.choose_passphrase import ADVICE, ChoosePassphrase
from csescreen.widgets.early_keys import EarlyKeys
from csescreen.widgets.fields import Field, Passphrase, Press, Tick, Title
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.plain import plain
from csescreen.widgets.told import Told
from csescreen.widgets.welcome import Welcome

_FIRST: Final = (
    "Your screenings are kept on this computer, encrypted with a passphrase that you choose now. "
    f"{ADVICE}"
)
_NEXT: Final = "Next you get a recovery code, for the day when the passphrase is lost."
_CODE_TOO: Final = "The recovery code opens the store, too: type it in the same field."
_KEYRING: Final = "Open with this computer's keyring (Enter)"
_CROSSED_OUT: Final = (
    "There is no store yet. The code that was shown counts for nothing: cross it out. You get "
    "another one when you go on."
)
OPENING: Final = "Opening… This takes a moment."


class UnlockScreen(VaultForm[None]):
    """Asks for the passphrase. It is painted before anything else is known or loaded."""

    HELP: ClassVar[str] = (
        "On the first start, choose where to begin with {welcome.screening}, {welcome.training} "
        "or {welcome.settings}, and press Enter. Type the passphrase and press Enter; the first "
        "time, type it twice, and write down the recovery code. It opens the store where the "
        "passphrase is lost. "
        "Tab moves between the fields; Space ticks the box that shows what you type. Page Down "
        "scrolls a long message."
    )

    class Opened(Message):
        """The store is open; ``by_code`` is the recovery code, where that was the way in."""

        def __init__(self, store: ScreeningStore, by_code: str = "") -> None:
            super().__init__()
            self.store = store
            self.by_code = by_code

    class Wanted(Message):
        """The user wants "training" or "settings", before there is a store."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    def __init__(self, call_received: datetime | None = None) -> None:
        """Begin without a vault: it is found after the first paint.

        Where a call was received, the first start asks for the passphrase at once.
        """
        super().__init__(None)
        self._call_received = call_received
        self._first = False
        self._early: EarlyKeys | None = EarlyKeys()

    def compose(self) -> ComposeResult:
        """Yield the name, and one line that says that the rest is coming."""
        yield Title("")
        yield CallWaiting(self._call_received)
        with Vertical(id="door"):
            yield Static("Getting ready…", id="busy")
        yield KeyLine()

    def locked(self, why: str) -> None:
        """Say, above the form, why csescreen locked."""
        self.mount(Static(plain(why), id="locked"), before="#door")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Offer the way back from the passphrase to the welcome; behind the door is nothing."""
        welcomed = self._first and self._call_received is None
        return action != "back" or bool(welcomed and self.query(ChoosePassphrase))

    def action_back(self) -> None:
        """Go back to the welcome."""
        if not self.busy:
            self.forget()
            self.call_later(self._welcome)

    async def ready(self, vault: Vault) -> None:
        """Show the form for this vault, or why there can be none."""
        self._vault = vault
        try:
            self._first = not vault.exists()
        except UserError as error:
            await self._cannot(error)
            return
        if self._first and self._call_received is None:
            await self._welcome()
            return
        self.query_one(CallWaiting).show(first=self._first)
        if self._first:
            await self._choose()
        else:
            await self._show(*self._opening())
            self.look_at_ways()
            self.set_focus(self.query_one("#passphrase"))
        self.call_later(self._hand_in)  # behind the keys that wait for this screen

    @property
    def bars_settings(self) -> bool:
        """Whether the settings may not be opened here: they may from the welcome alone."""
        return not self.query(Welcome)

    async def _welcome(self) -> None:
        """Offer the three ways in. What was typed before was for no field: it is dropped."""
        self._early = None
        door = self.query_one("#door")
        await door.remove_children()
        await door.mount(Welcome())
        self.set_focus(self.query_one("#screening"))

    async def _choose(self) -> None:
        """Have a passphrase chosen."""
        await self._show(*self._choosing())
        self.set_focus(self.query_one("#passphrase"))

    @on(Welcome.Chosen)
    async def begin(self, event: Welcome.Chosen) -> None:
        """Choose a passphrase, or go where none is needed."""
        event.stop()
        if event.way == "screening":
            await self._choose()
        else:
            self.post_message(self.Wanted(event.way))

    def on_key(self, event: Key) -> None:
        """Keep what is typed before there is a field for it."""
        self._keep(event)

    def on_paste(self, event: Paste) -> None:
        """Keep what is pasted before there is a field for it."""
        self._keep(event)

    def _keep(self, event: Key | Paste) -> None:
        if self._early is not None and self._early.took(event):
            event.stop()
            event.prevent_default()

    def _hand_in(self) -> None:
        """Put what was typed before into the field, in front of what was typed into it since."""
        early, self._early = self._early, None
        if early is None or not (early.text or early.entered):
            return
        field = self.query_one("#passphrase", Input)
        field.value = early.text + ("" if early.entered else field.value)
        field.cursor_position = len(field.value)
        if early.entered and not self._first:
            self._came_from = field
            self.set_focus(None)
            self._submit()

    async def _show(self, *parts: Widget) -> None:
        door = self.query_one("#door")
        await door.remove_children()
        await door.mount(VerticalScroll(*parts, id="form", can_focus=False))

    def _choosing(self) -> list[Widget]:
        return [
            Static("Choose a passphrase", classes="heading"),
            Static(plain(_FIRST)),
            ChoosePassphrase(),
            Told(),
            Static(plain(_NEXT), classes="quiet"),
            Tick("Show what I type", id="show"),
            Horizontal(Press("Go on", id="open"), classes="buttons"),
        ]

    def _opening(self) -> list[Widget]:
        keyring = Vertical(
            Press(_KEYRING, id="by-keyring"), Static("or with the passphrase:"), id="keyring"
        )
        lost = Press("I have lost the passphrase", id="lost")
        code_too = Static(plain(_CODE_TOO), id="code-too", classes="quiet")
        keyring.display = lost.display = code_too.display = False  # until it is known
        return [
            Static("Unlock your screenings", classes="heading"),
            keyring,
            Field("Passphrase", Passphrase(id="passphrase")),
            code_too,
            Told(),
            Tick("Show what I type", id="show"),
            Horizontal(Press("Open", id="open"), lost, classes="buttons"),
        ]

    async def _cannot(self, error: UserError) -> None:
        """Say why nothing can be opened. No passphrase is asked for that could not help."""
        self._early = None  # keys are for the button from now on
        told = Told()
        await self._show(
            Static("Your screenings cannot be opened now", classes="heading"),
            told,
            Horizontal(Press("Try again", id="anew"), classes="buttons"),
        )
        told.complain(explained(error))
        self.set_focus(self.query_one("#anew"))

    def ways_unknown(self, error: UserError) -> None:
        """Say why nothing can be opened."""
        self.call_later(self._cannot, error)

    def ways_known(self, ways: WaysIn) -> None:
        """Offer each way in that there is."""
        self.query_one("#keyring").display = ways.keyring
        self.query_one("#lost").display = ways.recovery_code
        self.query_one("#code-too").display = ways.recovery_code

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        event.stop()
        match event.button.id:
            case "open":
                self.submit()
            case "by-keyring":
                self._open_by_keyring()
            case "lost":
                self.forget()
                self.app.push_screen(LostPassphrase(self.vault, self._opened))
            case "anew":
                self.call_later(self.ready, self.vault)

    def left(self, field: Input) -> None:
        """Say at once that a passphrase is too short."""
        if self._first and (wrong := self.query_one(ChoosePassphrase).too_short()):
            self.point_out(*wrong)

    def submit(self) -> None:
        """Go on to the recovery code, or open."""
        if self._vault is None:
            return
        if self._first:
            self._begin()
            return
        vault, secret = self._vault, self.query_one("#passphrase", Input).value
        if secret:
            self.ask(
                lambda: vault.unlock(secret), lambda store: self._opened(store, secret), OPENING
            )
        elif self.ways is not None and self.ways.keyring:
            self._open_by_keyring()
        else:
            self.point_out("Type your passphrase first.", self.query_one("#passphrase"))

    def _open_by_keyring(self) -> None:
        saying = "Asking this computer's keyring… It may want to be unlocked first."
        self.ask(self.vault.unlock_by_keyring, self._opened, saying)

    def refused(self, error: UserError) -> None:
        """Name the button for what it does now: what failed may work once its cause is gone."""
        typed = not self._first and self.query_one("#passphrase", Input).value
        if typed and not isinstance(error, WrongPassphraseError):
            self.query_one("#open", Press).say("Try again")

    def _opened(self, store: ScreeningStore, secret: str = "") -> None:
        """Hand the store over. A recovery code goes with it, to choose a new passphrase by."""
        self.forget()
        if not self.app.post_message(self.Opened(store, secret if is_one(secret) else "")):
            store.close()  # the app left meanwhile

    # -- the first start ----------------------------------------------------------------------

    def _begin(self) -> None:
        chosen = self.query_one(ChoosePassphrase)
        if wrong := chosen.wrong():
            self.point_out(*wrong)
            return
        vault, passphrase = self.vault, chosen.passphrase
        self.ask(lambda: vault.begin(passphrase), self._begun, "One moment…")

    def _begun(self, unfinished: Unfinished[ScreeningStore]) -> None:
        self.told.say("")
        self.app.push_screen(
            RecoveryCode(self.vault, unfinished, self._opened), self._back_from_code
        )

    async def _back_from_code(self, finished: bool | None) -> None:
        """Come back from the code without a store, or to one that another window made."""
        if finished:
            return  # the app is on its way home
        if self._still_none():
            self.point_out(_CROSSED_OUT, self.query_one("#passphrase"))
        else:
            await self.ready(self.vault)

    def _still_none(self) -> bool:
        try:
            return not self.vault.exists()
        except UserError:
            return False
