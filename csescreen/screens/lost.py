"""The way in for whoever lost the passphrase: the recovery code."""

from collections.abc import Callable
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Label, Static

from csescreen.core.ports import ScreeningStore
from csescreen.core.recovery_code import is_one
from csescreen.core.vault import Vault
from csescreen.errors import TooManyAttemptsError, WrongPassphraseError
from csescreen.screens.vault_form import AskingForm
from csescreen.widgets.fields import Press, Title
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.plain import plain
from csescreen.widgets.recovery_code import CodeField
from csescreen.widgets.told import Told

_WHERE: Final = (
    "Your team keeps it on paper: nine groups of four letters and digits. Small letters and "
    "missing dashes do not matter. You then choose a new passphrase."
)
_BOTH_LOST: Final = (
    "Where passphrase and code are both lost, nobody can read the screenings: not your IT team, "
    "not the makers of csescreen."
)


class LostPassphrase(AskingForm[None]):
    """Takes the recovery code in a field of its own, which groups what is typed."""

    HELP: ClassVar[str] = (
        "Type the recovery code from the paper on which it was written down, and press Enter. "
        "Dashes come by themselves. Escape goes back to the passphrase."
    )
    AUTO_FOCUS = "#secret"

    def __init__(self, vault: Vault, opened: Callable[[ScreeningStore, str], None]) -> None:
        """Take the vault, and who takes the open store with the code that opened it."""
        super().__init__(vault)
        self._opened = opened

    def compose(self) -> ComposeResult:
        """Yield the form."""
        yield Title("recovery code")
        with VerticalScroll(id="form", can_focus=False):
            yield Static("Open with the recovery code", classes="heading")
            yield Static(plain(_WHERE))
            yield Label("Recovery code", classes="above")
            yield CodeField(id="secret")
            yield Told()
            with Horizontal(classes="buttons"):
                yield Press("Open", id="open")
                yield Press("Back", id="back")
            yield Static(plain(_BOTH_LOST), classes="quiet")
        yield KeyLine()

    def submit(self) -> None:
        """Open the store with the code."""
        field, vault = self.query_one("#secret", Input), self.vault
        code = field.value
        if code:
            saying = "Opening… This takes a moment."
            self.ask(lambda: _opened_by(vault, code), self._done_with(code), saying)
        else:
            self.point_out("Type the recovery code first.", field)

    def _done_with(self, code: str) -> Callable[[ScreeningStore], None]:
        def hand_over(store: ScreeningStore) -> None:
            self.forget()
            self._opened(store, code)

        return hand_over


def _opened_by(vault: Vault, code: str) -> ScreeningStore:
    """Open the store; what is wrong is told of a code, for nothing else is typed here."""
    try:
        return vault.unlock(code)
    except TooManyAttemptsError:
        raise
    except WrongPassphraseError as error:
        problem = error if is_one(code) else _miscopied()
    raise problem


def _miscopied() -> WrongPassphraseError:
    return WrongPassphraseError(
        "This is not the recovery code: a character is wrong or missing.",
        safe="Nothing was changed.",
        do_next="Compare it with the paper, four characters at a time: 9 groups, and never the "
        "letters I, L, O or U.",
    )
