"""An explanation to read: of a sign, a question or an action."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from csescreen.commands import ABOUT
from csescreen.screens.modals.base import Modal
from csescreen.widgets.plain import plain, stacked


class ReadScreen(Modal[None]):
    """Text that scrolls. Escape, enter or F1 leave it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "leave", "Back", show=False),
        ABOUT.also("leave"),
    ]
    DEFAULT_CSS = """
    ReadScreen > .box { height: 90%; }
    ReadScreen VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    """

    def __init__(self, title: str, blocks: Sequence[Content]) -> None:
        """Show the blocks under the title, with a line between them."""
        super().__init__()
        self._heading = title
        self._blocks = blocks

    def compose(self) -> ComposeResult:
        """Lay out title, text and hint."""
        with Vertical(classes="box"):
            yield Label(plain(self._heading), classes="title")
            with VerticalScroll():
                yield Static(stacked(self._blocks, "\n\n"))
            yield Label("up and down to read · escape to go back", classes="hint")

    def on_mount(self) -> None:
        """Put the keyboard on the text, so that the arrow keys scroll it."""
        self.set_focus(self.query_one(VerticalScroll))
