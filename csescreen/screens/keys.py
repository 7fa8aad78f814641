"""Passphrase and keys: which ways there are to open the store, and how to change them."""

from datetime import date
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Static

from csescreen.core.vault import Vault, WaysIn
from csescreen.core.words import day_words
from csescreen.errors import UserError
from csescreen.screens.ask_secret import AskSecret
from csescreen.screens.new_code import make_new_code
from csescreen.screens.new_passphrase import NewPassphrase
from csescreen.screens.vault_form import VaultForm
from csescreen.widgets.fields import Press, Title
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.plain import plain, styled
from csescreen.widgets.told import Told

_CODE: Final = {
    True: "There is one, on paper$made. A new one takes its place: do that where the paper is "
    "lost, or where somebody saw it.",
    False: "There is none yet. Without one, a lost passphrase means that everything is lost.",
}
_KEYRING: Final = {
    True: "On: whoever sits at this computer, logged in as you, can open your screenings without "
    "the passphrase.",
    False: "Off. It could keep a key, so that you need not type the passphrase on this computer. "
    "Whoever sits here, logged in as you, could then open your screenings, too.",
}
_CHANGED: Final = (
    "The passphrase is changed. The recovery code still holds. Backups and copies from before "
    "still open with the former passphrase: “Everything anew” says how to shut somebody out."
)
_SWITCH: Final = {True: "Switch it off", False: "Switch it on"}
_REKEY: Final = (
    "Has somebody a copy of the store who knew the passphrase or the code? So that they cannot "
    "open what you write from now on: change the passphrase, make a new code, close csescreen and "
    "run `csescreen keys rekey`, in this order. It encrypts everything anew. Then remove earlier "
    "backups and copies: they open as before."
)
_ON: Final = (
    "A key is put into the keyring of your account on this computer. Whoever sits here, logged in "
    "as you, can then open your screenings without the passphrase. Lock the computer when you "
    "leave it. The passphrase and the recovery code stay."
)
_OFF: Final = (
    "The key is taken out of the keyring. From then on the passphrase or the recovery code is "
    "needed. Have you got one of them?"
)


def _made_on(day: str) -> str:
    try:
        return f", made on {day_words(date.fromisoformat(day))}"
    except ValueError:  # it is not known
        return ""


class KeysScreen(VaultForm[None]):
    """The ways in, each with what can be done about it."""

    HELP: ClassVar[str] = (
        "Tab goes from button to button, and Enter presses one. Each asks for your passphrase "
        "before it changes anything. Escape goes back to the settings."
    )
    AUTO_FOCUS = "#change"

    def __init__(self, vault: Vault) -> None:
        """Take the vault."""
        super().__init__(vault)

    def compose(self) -> ComposeResult:
        """Yield each way in under its name."""
        yield Title("settings · passphrase and keys")
        with VerticalScroll(id="form", can_focus=False):
            yield Told()
            yield Static("Passphrase", classes="heading")
            with Horizontal(classes="buttons"):
                yield Press("Change the passphrase", id="change")
            yield Static("Recovery code", classes="heading")
            yield Static("", id="about-code")
            with Horizontal(classes="buttons"):
                yield Press("Make a new recovery code", id="new-code")
            yield Static("This computer's keyring", classes="heading")
            yield Static("", id="about-keyring")
            with Horizontal(classes="buttons"):
                yield Press(_SWITCH[False], id="switch")
            yield Static("Everything anew", classes="heading")
            yield Static(plain(_REKEY))
            with Horizontal(classes="buttons"):
                yield Press("Back (Esc)", id="back")
        yield KeyLine()

    def on_mount(self) -> None:
        """Find out which ways there are."""
        self.told.display = False  # until there is something to tell
        self.look_at_ways()

    def ways_unknown(self, error: UserError) -> None:
        """Say why they cannot be known."""
        self.told.display = True
        super().ways_unknown(error)

    def ways_known(self, ways: WaysIn) -> None:
        """Say which ways there are."""
        about = styled(_CODE[ways.recovery_code], made=_made_on(ways.made.get("recovery", "")))
        self.query_one("#about-code", Static).update(about)
        self.query_one("#about-keyring", Static).update(plain(_KEYRING[ways.keyring]))
        self.query_one("#switch", Press).say(_SWITCH[ways.keyring])

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        event.stop()
        match event.button.id:
            case "change":
                self.app.push_screen(NewPassphrase(self.vault), self._passphrase_changed)
            case "new-code":
                make_new_code(self.app, self.vault, self._say)
            case "switch" if self.ways is not None:
                self._switch_keyring(not self.ways.keyring)
            case "back":
                self.action_back()

    def _passphrase_changed(self, changed: bool | None) -> None:
        if changed:
            self._say(_CHANGED)

    def _switch_keyring(self, use: bool) -> None:
        vault = self.vault

        def switch(secret: str) -> bool:
            vault.use_keyring(secret, use)
            return True

        heading = "Let this computer's keyring open the store" if use else "Leave the keyring"
        about = _ON if use else _OFF
        ask = AskSecret(vault, heading, about, _SWITCH[not use], switch)
        self.app.push_screen(ask, self._keyring_switched)

    def _keyring_switched(self, switched: bool | None) -> None:
        if switched:
            self._say("Done. The passphrase and the recovery code open the store as before.")

    def _say(self, text: str) -> None:
        self.told.display = True
        self.told.say(text)
        self.query_one("#form").scroll_home(animate=False)
        self.look_at_ways()
