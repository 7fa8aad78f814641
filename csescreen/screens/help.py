"""Help: what to do here, then every key by group, made from the list of commands."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Label, Static

from csescreen.commands import DIALOG, GROUPS, Command, bindings, keys_in_words
from csescreen.widgets.plain import plain, styled

_KEY_WIDTH = 14


_ELSEWHERE = {
    "WorkspaceScreen": "Answer what you know with y, n or u; what you leave is not asked yet. "
    "Ctrl+F finds a sign by any word that you hear, F1 says what it looks like. Every change is "
    "saved at once. F6 shows what must happen now, and why.",
}
"""What to do on screens that do not say it themselves, by the name of their class."""


def what_to_do(screen: Screen[object]) -> str:
    """Return what to do on a screen, in a few sentences."""
    return screen.HELP or _ELSEWHERE.get(type(screen).__name__, "")


class HelpScreen(ModalScreen[None]):
    """Every key, and what to do on the screen from which it was opened."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DIALOG)]

    def __init__(self, here: str) -> None:
        """Take what to do on the screen below."""
        super().__init__()
        self._here = here

    def compose(self) -> ComposeResult:
        """Yield the help; Escape closes it."""
        with Vertical(classes="dialog", id="help-page"):
            yield Label("Help · Escape closes it", classes="heading")
            with VerticalScroll():
                if self._here:
                    yield Static(plain(self._here), classes="here")
                for title, commands in GROUPS.items():
                    yield Static(styled("[b]$title[/b]", title=title), classes="group")
                    for command in commands:
                        yield Static(_line(command))

    def on_mount(self) -> None:
        """Scroll with the arrow keys."""
        self.query_one(VerticalScroll).focus()

    def action_back(self) -> None:
        """Close the help."""
        self.dismiss(None)


def _line(command: Command) -> Content:
    keys = keys_in_words(command.keys).ljust(_KEY_WIDTH)
    text = f"{command.name}: {command.help}"
    return styled("[b]$keys[/b] $text", keys=keys, text=text)
