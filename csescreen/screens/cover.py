"""What is shown where the window is too small for anything else."""

from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.events import ScreenResume
from textual.screen import ModalScreen
from textual.widgets import Static

from csescreen.terminal import SMALLEST
from csescreen.widgets.plain import plain


class TooSmall(ModalScreen[None]):
    """One plain message. What lies beneath keeps its text and its focus."""

    BINDINGS: ClassVar[list[BindingType]] = []
    bars_settings = True

    def compose(self) -> ComposeResult:
        """Yield the message."""
        columns, lines = SMALLEST
        yield Static(
            plain(
                f"Please make the window larger: csescreen needs {columns} columns and {lines} "
                "lines. Nothing is lost."
            )
        )

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Go, where the window has grown while another screen lay above."""
        if is_large_enough(self.app.size.width, self.app.size.height):
            self.dismiss(None)


def is_large_enough(width: int, height: int) -> bool:
    """Return whether a window of this size can show the app."""
    return width >= SMALLEST[0] and height >= SMALLEST[1]


def cover_if_too_small(app: App[Any]) -> None:
    """Cover everything while the window is too small, and uncover it once it is not."""
    covered = isinstance(app.screen, TooSmall)
    large = is_large_enough(app.size.width, app.size.height)
    if large and covered:
        app.pop_screen()
    elif not large and not covered:
        app.push_screen(TooSmall())
