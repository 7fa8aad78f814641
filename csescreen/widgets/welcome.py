"""The welcome at the first start: three ways in, of which only the first needs a passphrase.

A key of the welcome only goes to a way; Enter takes it. Where somebody types the passphrase of a
store that is not found, a digit in it must open no field that would show the rest.
"""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Button, Static

from csescreen.commands import WELCOME, bindings
from csescreen.widgets.fields import KeyWords, Press


class Welcome(VerticalScroll, can_focus=False):
    """Three buttons, each with its key and what it leads to. It begins at the first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(WELCOME),
        Binding("down", "app.focus_next", "Next", show=False),
        Binding("up", "app.focus_previous", "Before", show=False),
    ]

    class Chosen(Message):
        """A way was chosen: "screening", "training" or "settings"."""

        def __init__(self, way: str) -> None:
            super().__init__()
            self.way = way

    def compose(self) -> ComposeResult:
        """Yield the ways in."""
        yield Static("Welcome. Where would you like to begin?", classes="heading")
        yield Static(
            "A child in danger now: call 999 first. csescreen helps you to notice that a child is "
            "being exploited, to say why, and to get the right people moving. It informs; you and "
            "those you work with decide."
        )
        yield Press("{welcome.screening}  Screen a child", id="screening")
        yield Static(
            "You choose a passphrase first: screenings are kept encrypted, on this computer alone.",
            classes="about",
        )
        yield Press("{welcome.training}  Try a training case", id="training")
        yield Static("Invented children. No passphrase; nothing is kept.", classes="about")
        yield Press("{welcome.settings}  Settings first", id="settings")
        yield Static(
            "Your details and your authority's contacts; every referral then has them.",
            classes="about",
        )
        yield KeyWords(
            "With a screen reader: leave, and type `csescreen ask`. Choose with "
            "{welcome.screening}, {welcome.training}, {welcome.settings} or the arrow keys; Enter "
            "goes on. A backup from another computer: `csescreen restore` in a terminal.",
            classes="quiet",
        )

    def action_begin(self, way: str) -> None:
        """Go to this way; Enter takes it."""
        self.query_one(f"#{way}").focus()

    @on(Button.Pressed)
    def pressed(self, event: Button.Pressed) -> None:
        """Go the way of the button."""
        event.stop()
        self.post_message(self.Chosen(event.button.id or ""))
