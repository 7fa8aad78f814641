"""Text fields in which the workspace's keys work, and through which nothing harmful comes in."""

from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.widgets import Input, TextArea

from csescreen.core.text import clean, clean_line

_KEYS: list[BindingType] = [
    Binding("escape", "screen.leave", "Leave the field", show=False),
    # to Textual these select text, which the next letter would replace
    Binding("f6,f7", "pass_on", "Not for the field", show=False),
]


class TextField(Input):
    """A field of one line. Its cursor stands still: every blink is a redraw on remote desktops."""

    BINDINGS: ClassVar[list[BindingType]] = _KEYS

    def on_mount(self) -> None:
        """Keep the cursor from blinking."""
        self.cursor_blink = False

    def action_pass_on(self) -> None:
        """Leave the key to what lies around the field."""
        raise SkipAction

    def _on_paste(self, event: events.Paste) -> None:
        event.text = clean_line(event.text)  # Textual's own handler runs after this one


class TextBox(TextArea):
    """A field of running text."""

    BINDINGS: ClassVar[list[BindingType]] = _KEYS
    DEFAULT_CSS = """
    TextBox {
        height: auto;
        min-height: 4;
        max-height: 16;
        border: none;
        padding: 0 1;
        border-left: tall $primary 40%;
        &:focus { border: none; border-left: tall $primary; }
    }
    """

    def on_mount(self) -> None:
        """Keep the cursor from blinking."""
        self.cursor_blink = False

    def action_pass_on(self) -> None:
        """Leave the key to what lies around the box."""
        raise SkipAction

    async def _on_paste(self, event: events.Paste) -> None:
        event.text = clean(event.text)  # Textual's own handler runs after this one
