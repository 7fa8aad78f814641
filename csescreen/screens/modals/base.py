"""What all modals of the workspace share: a framed box that fits 60 by 20, and escape."""

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.events import Key
from textual.screen import ModalScreen

from csescreen.widgets.text_fields import TextBox, TextField

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

    _opening = True

    def on_mount(self) -> None:
        """From the first paint on, keys reach the fields by themselves."""
        self.call_after_refresh(self._opened)

    def _opened(self) -> None:
        self._opening = False

    def on_key(self, event: Key) -> None:
        """Give what was typed while the box opened to its field: "/taxi" may come at once."""
        if self._opening and event.is_printable and event.character:
            field = self.query(TextField).first(TextField) if self.query(TextField) else None
            box = self.query(TextBox).first(TextBox) if self.query(TextBox) else None
            if self.focused is None or self.focused in (field, box):
                if box is not None:
                    box.insert(event.character)
                elif field is not None:
                    field.insert_text_at_cursor(event.character)
                event.stop()

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
