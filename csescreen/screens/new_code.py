"""What goes over several screens: a new recovery code, and what follows where a code was used."""

from collections.abc import Callable
from typing import Final

from textual.app import App

from csescreen.core.vault import Unfinished, Vault
from csescreen.screens.ask_secret import AskSecret
from csescreen.screens.dialogs import Confirm
from csescreen.screens.new_passphrase import NewPassphrase
from csescreen.screens.recovery import RecoveryCode

_ABOUT: Final = (
    "You are shown a new code and type part of it back. Until then the former one holds; after "
    "that it opens nothing."
)
_WHAT_FOR: Final = (
    "It takes the place of the former code as soon as you have typed part of it back. It is shown "
    "now, once."
)
MADE: Final = "The new recovery code holds. Destroy the paper with the former one."
LEFT: Final = "The former recovery code still holds. Cross out the one that was shown."
_CODE_HOLDS: Final = (
    "From now on the new passphrase opens your screenings; the lost one does not. "
    "Backups and copies from before still open with it.\n\n"
    "The recovery code still holds: put the paper back where your team keeps it. Did somebody see "
    "it who should not? Then make a new code; the former one will open nothing."
)


def after_code(app: App[None], vault: Vault, code: str) -> None:
    """Have a new passphrase chosen, now that the code opened the store; offer a new code, too."""

    def answered(new_code: bool | None) -> None:
        if new_code:
            make_new_code(app, vault, lambda told: app.notify(told, markup=False))

    def changed(done: bool | None) -> None:
        if done:
            question = Confirm(
                "The passphrase is changed", _CODE_HOLDS, yes="Make a new code", no="Go on"
            )
            app.push_screen(question, answered)

    app.push_screen(NewPassphrase(vault, code), changed)


def make_new_code(app: App[None], vault: Vault, told: Callable[[str], None]) -> None:
    """Go through the screens for a new code; say in the end which code holds."""

    def begun(unfinished: Unfinished[None] | None) -> None:
        if unfinished is not None:
            shown = RecoveryCode(vault, unfinished, lambda _: None, _WHAT_FOR)
            app.push_screen(shown, lambda made: told(MADE if made else LEFT))

    ask: AskSecret[Unfinished[None]] = AskSecret(
        vault, "A new recovery code", _ABOUT, "Go on", vault.begin_recovery_code
    )
    app.push_screen(ask, begun)
