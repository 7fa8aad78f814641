"""Help: what to do here, then every key by group, made from the list of commands."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Label, Static

from csescreen.commands import DIALOG, GROUPS, Command, bindings, keys_in_words
from csescreen.widgets.plain import plain, styled

_KEY_WIDTH = 14


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
