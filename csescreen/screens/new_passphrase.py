"""Choosing another passphrase: from the settings, or at once after the recovery code."""

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Footer, Input, Static

from csescreen.core.vault import Unfinished, Vault
from csescreen.screens.dialogs import Confirm
from csescreen.screens.recovery import RecoveryCode
from csescreen.screens.vault_form import VaultForm
from csescreen.widgets.choose_passphrase import ADVICE, ChoosePassphrase
from csescreen.widgets.fields import Field, Passphrase, Press, Tick, Title
from csescreen.widgets.plain import plain
from csescreen.widgets.told import Told

_AFTER_CODE: Final = (
    "Your screenings are open. Choose a new passphrase now, in place of the lost one. The recovery "
    "code still holds."
)
_CODE_HOLDS: Final = (
    "From now on the new passphrase opens your screenings; the lost one does not.\n\n"
    "The recovery code still holds: put the paper back where your team keeps it. Did somebody see "
    "it who should not? Then make a new code; the former one will open nothing."
)
NEW_CODE: Final = "This new code takes the former one's place as soon as you have typed it back."


class NewPassphrase(VaultForm[bool]):
    """Changes the passphrase; the result says whether it was changed.

    Without a recovery code, the present passphrase is asked for. Nobody who came in by the code is
    kept from a screening: it can be done later.
    """

    HELP: ClassVar[str] = (
        "Type the new passphrase twice, and press Enter. Tab moves between the fields. Escape "
        "goes back, and the passphrase stays as it was."
    )
    AUTO_FOCUS = "Passphrase"

    def __init__(self, vault: Vault, code: str = "") -> None:
        """Take the vault, and the recovery code that opened it."""
        super().__init__(vault)
        self._code = code

    def compose(self) -> ComposeResult:
        """Yield the form."""
        yield Title("passphrase")
        with VerticalScroll(id="form", can_focus=False):
            yield Static("Choose a new passphrase", classes="heading")
            if self._code:
                yield Static(plain(_AFTER_CODE))
            else:
                yield Field("Passphrase now", Passphrase(id="secret"))
            yield ChoosePassphrase("New passphrase")
            yield Told()
            yield Static(plain(ADVICE), classes="quiet")
            yield Tick("Show what I type", id="show")
            with Horizontal(classes="buttons"):
                yield Press("Change it", id="change")
                yield Press("Not now" if self._code else "Back", id="back")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Find out whether the next attempt has to wait."""
        self.look_at_ways()

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        """Change it, or go back."""
        event.stop()
        if event.button.id == "change":
            self.submit()
        else:
            self.action_back()

    def left(self, field: Input) -> None:
        """Say at once that a passphrase is too short."""
        wrong = self.query_one(ChoosePassphrase).too_short()
        if wrong and field is wrong.field:
            self.point_out(*wrong)

    def submit(self) -> None:
        """Change the passphrase."""
        chosen, vault = self.query_one(ChoosePassphrase), self.vault
        secret = self._code or self.query_one("#secret", Input).value
        if not secret:
            self.point_out("Type the passphrase of now first.", self.query_one("#secret"))
        elif wrong := chosen.wrong():
            self.point_out(*wrong)
        else:
            new = chosen.passphrase
            self.ask(
                lambda: vault.change_passphrase(secret, new),
                lambda _: self._changed(new),
                "Changing it… This takes a moment.",
            )

    def forget(self) -> None:
        """Leave nothing secret behind."""
        super().forget()
        self._code = ""

    def _changed(self, new: str) -> None:
        if not self._code:
            self.leave(True)
            return
        self.forget()

        def answered(new_code: bool | None) -> None:
            if new_code:
                vault = self.vault
                self.ask(lambda: vault.begin_recovery_code(new), self._begun, "One moment…")
            else:
                self.leave(True)

        self.told.say("The passphrase is changed.")
        question = Confirm(
            "The passphrase is changed", _CODE_HOLDS, yes="Make a new code", no="Go on"
        )
        self.app.push_screen(question, answered)

    def _begun(self, unfinished: Unfinished[None]) -> None:
        screen = RecoveryCode(self.vault, unfinished, lambda _: None, NEW_CODE)
        self.app.push_screen(screen, lambda _: self.leave(True))
