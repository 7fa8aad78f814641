"""What stands at the top of every screen of training, in words: that nothing is kept."""

from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from csescreen.core.text import clean_line
from csescreen.widgets.plain import styled

NOTHING_KEPT: Final = "TRAINING: nothing is kept"


class TrainingLine(Horizontal):
    """The top line: that this is training, where you are, and how to leave."""

    def __init__(self, where: str = "") -> None:
        """Take the words for where you are."""
        super().__init__()
        self._where = where

    def compose(self) -> ComposeResult:
        """Yield both ends of the line."""
        where = f" · {clean_line(self._where)}" if self._where else ""
        yield Static(
            styled("[b $warning]$kept[/]$where", kept=NOTHING_KEPT, where=where), id="where"
        )
        yield Static("F12 leave", id="leave")
