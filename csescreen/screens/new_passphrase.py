"""Choosing another passphrase: from the settings, or at once after the recovery code."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from csescreen.core.vault import Vault
from csescreen.screens.vault_form import AskingForm
from csescreen.widgets.choose_passphrase import ADVICE, ChoosePassphrase
from csescreen.widgets.fields import Field, Passphrase, Press, Tick, Title
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.plain import plain
from csescreen.widgets.told import Told

_AFTER_CODE: Final = (
    "Your screenings are open. Choose a new passphrase now, in place of the lost one. The recovery "
    "code still holds."
)


class NewPassphrase(AskingForm[bool]):
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
        yield KeyLine()

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
                lambda _: self.leave(True),
                "Changing it… This takes a moment.",
            )

    def forget(self) -> None:
        """Leave nothing secret behind."""
        super().forget()
        self._code = ""
