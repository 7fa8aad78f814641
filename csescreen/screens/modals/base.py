"""What all modals of the workspace share: a framed box that fits 60 by 20, and escape."""

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

Result = TypeVar("Result")


class Modal(ModalScreen[Result]):
    """A box over the workspace. Escape leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back", show=False)]
    DEFAULT_CSS = """
    Modal {
        align: center middle;
        & > .box {
            width: 96%;
            max-width: 84;
            height: auto;
            max-height: 90%;
            background: $surface;
            border: round $primary;
            padding: 0 1;
        }
        & .title { text-style: bold; color: $primary; width: 1fr; }
        & .hint { color: $text-muted; width: 1fr; }
        & .problem { color: $warning; width: 1fr; }
    }
    """

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
