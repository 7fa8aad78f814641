"""An explanation to read: of a sign, a question, an action, a word; or what was said in a call."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from csescreen.commands import ABOUT, WORKSPACE, WRITING
from csescreen.screens.modals.base import Modal
from csescreen.widgets.plain import plain, stacked

_OPEN_IT: Final = ("about", "why", "call")
"""The actions that show such a text."""


class ReadScreen(Modal[None]):
    """Text that scrolls. Escape, Enter or the keys that open it leave it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "leave", "Back", show=False),
        *(one.also("leave") for one in (ABOUT, *WRITING, *WORKSPACE) if one.action in _OPEN_IT),
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
            yield Label("Up or Down: read · Escape: back", classes="hint")

    def on_mount(self) -> None:
        """Put the keyboard on the text, so that the arrow keys scroll it."""
        self.set_focus(self.query_one(VerticalScroll))
