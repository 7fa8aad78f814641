"""Choosing a level with a reason: for one sign, or for the child."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Label, Static

from csescreen.core.framework import Level
from csescreen.core.screening import ChosenLevel
from csescreen.core.text import clean_line
from csescreen.screens.modals.base import Modal
from csescreen.widgets.line_list import LineList
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.plain import plain
from csescreen.widgets.text_fields import TextField


@dataclass(frozen=True, slots=True)
class LevelAnswer:
    """A level and its reason; ``level`` is "" where the practitioner takes the level back."""

    level: str
    reason: str


class LevelScreen(Modal[LevelAnswer]):
    """The levels, what is known of them, and a field for the reason."""

    KEPT_AT_ITS_END: ClassVar[bool] = True
    """What is typed here is no part of the screening before it is left with Enter."""

    DEFAULT_CSS = """
    LevelScreen LineList { height: auto; max-height: 8; margin: 1 0; }
    """

    def __init__(
        self,
        title: str,
        known: Sequence[str],
        levels: Sequence[Level],
        chosen: ChosenLevel | None,
    ) -> None:
        """Offer the levels, the highest first; ``known`` is what stands already, for reading."""
        super().__init__()
        self._heading = title
        self._known = known
        self._chosen = chosen
        self._rows = [ListRow(level.id, level.name) for level in reversed(levels)]
        self._rows.append(ListRow("", "No level of my own"))

    def compose(self) -> ComposeResult:
        """Lay out title, what stands, the levels and the reason."""
        with Vertical(classes="box"):
            yield Static(plain(self._heading), classes="title")
            yield Static(plain("\n".join(self._known)), classes="hint")
            yield LineList(self._rows)
            yield Label("Reason")
            yield TextField(
                clean_line(self._chosen.reason) if self._chosen else "",
                select_on_focus=False,
                compact=True,
            )
            yield Static("", classes="problem")
            yield Label("Enter: choose, then write why, Enter · Escape: leave it", classes="hint")

    def on_mount(self) -> None:
        """Put the keyboard on the levels."""
        rows = self.query_one(LineList)
        rows.styles.height = len(self._rows)
        rows.move_to(self._chosen.level if self._chosen else self._rows[0].key)
        self.set_focus(rows)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Go on to the reason; taking a level back needs none."""
        event.stop()
        if event.key:
            self.set_focus(self.query_one(TextField))
        else:
            self.dismiss(LevelAnswer("", ""))

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        event.stop()
        level, reason = self.query_one(LineList).key, clean_line(event.value).strip()
        if level and not reason:
            self.query_one(".problem", Static).update(
                "Write the reason: others will have to follow it."
            )
            return
        self.dismiss(LevelAnswer(level, reason if level else ""))
