"""The outcome step: everything that the outcome rests on, one row each, sources one key away."""

from typing import ClassVar

from textual.binding import BindingType
from textual.reactive import var

from csescreen.commands import ABOUT, bindings
from csescreen.widgets.line_list import LineList, RowMessage
from csescreen.widgets.outcome_rows import outcome_rows
from csescreen.widgets.situation import Situation


class OutcomePage(LineList):
    """The whole outcome. Painted only while it is looked at."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings((ABOUT,))]

    class AboutRow(RowMessage):
        """The user wants to know what a row rests on."""

    situation: var[Situation | None] = var(None)

    def watch_situation(self) -> None:
        """Paint the new outcome, if it is in sight."""
        self.paint()

    def paint(self) -> None:
        """Make the rows anew if the page is in sight."""
        if self.situation is not None and self.display:
            self.set_rows(outcome_rows(self.situation, self.size.width))

    def on_resize(self) -> None:
        """Set several frameworks beside each other, or one after another, as there is room."""
        super().on_resize()
        if self.situation is not None and self.situation.reading.several:
            self.paint()

    def action_about(self) -> None:
        """Say where the row is written."""
        if self.rows:
            self.post_message(self.AboutRow(self, self.key))
