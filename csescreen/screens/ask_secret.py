"""Asking for the passphrase once more, before the ways to open the store are changed."""

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Static

from csescreen.core.vault import Vault
from csescreen.screens.vault_form import AskingForm
from csescreen.widgets.fields import Field, Passphrase, Press, Tick, Title
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.plain import plain
from csescreen.widgets.told import Told

T = TypeVar("T")


class AskSecret(AskingForm[T]):
    """Says what will be done, takes the passphrase, and does it; the result is what came of it."""

    HELP: ClassVar[str] = (
        "Type your passphrase, or the recovery code, and press Enter. Escape goes back, and "
        "nothing is changed."
    )
    AUTO_FOCUS = "#secret"

    def __init__(
        self, vault: Vault, heading: str, about: str, yes: str, work: Callable[[str], T]
    ) -> None:
        """Take what is to be done, in words and as a function of the secret."""
        super().__init__(vault)
        self._heading, self._about, self._yes = heading, about, yes
        self._work_with = work

    def compose(self) -> ComposeResult:
        """Yield the form."""
        yield Title("passphrase and keys")
        with VerticalScroll(id="form", can_focus=False):
            yield Static(plain(self._heading), classes="heading")
            yield Static(plain(self._about))
            yield Field("Passphrase now", Passphrase(id="secret"))
            yield Told()
            yield Tick("Show what I type", id="show")
            with Horizontal(classes="buttons"):
                yield Press(self._yes, id="yes")
                yield Press("Back", id="back")
        yield KeyLine()

    def submit(self) -> None:
        """Do it with what was typed."""
        field = self.query_one("#secret", Input)
        secret = field.value
        if secret:
            self.ask(lambda: self._work_with(secret), self.leave, "One moment…")
        else:
            self.point_out("Type your passphrase first.", field)
