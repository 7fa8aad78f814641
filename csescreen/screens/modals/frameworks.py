"""Which frameworks a screening is read under: one is added when a child is placed elsewhere."""

from collections.abc import Callable, Collection, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, Static

from csescreen.core.framework import Framework
from csescreen.screens.modals.base import Modal
from csescreen.widgets.line_list import LineList
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.plain import plain

Consequence = Callable[[tuple[str, ...]], str]
"""What it comes to to read the screening under these frameworks, in words."""


class FrameworksScreen(Modal[tuple[str, ...]]):
    """The frameworks that can be used, those in use marked. Space marks, enter keeps."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "mark", "Mark", show=False)]
    DEFAULT_CSS = """
    FrameworksScreen LineList { height: auto; max-height: 12; margin: 1 0; }
    FrameworksScreen #comes-to { color: $text-muted; width: 1fr; height: auto; }
    """

    def __init__(
        self,
        offered: Sequence[Framework],
        used: tuple[str, ...],
        comes_to: Consequence,
        refused: Consequence,
        gone: Collection[str] = (),
    ) -> None:
        """Offer the frameworks; ``comes_to`` says what a choice means, ``refused`` why it fails.

        ``gone`` are those that are not on file any more.
        """
        super().__init__()
        self._gone = gone
        self._offered = offered
        self._chosen = dict.fromkeys(used)
        self._used = used
        self._comes_to = comes_to
        self._refused = refused

    def compose(self) -> ComposeResult:
        """Lay out the frameworks and what the choice comes to."""
        with Vertical(classes="box"):
            yield Label("Read this screening under", classes="title")
            yield LineList(self._rows())
            yield Static("", id="comes-to")
            yield Static("", classes="problem")
            hint = "Space: mark, or take the mark away · Enter: keep · Escape: leave it"
            yield Label(hint, classes="hint")

    def on_mount(self) -> None:
        """Put the cursor on the first that is not in use yet."""
        rows = self.query_one(LineList)
        rows.styles.height = min(12, len(self._offered))
        new = (one.id for one in self._offered if one.id not in self._chosen)
        rows.move_to(next(new, ""))
        self.set_focus(rows)
        self._say()

    def _rows(self) -> list[ListRow]:
        return [
            ListRow(
                one.id,
                one.name,
                "[x]" if one.id in self._chosen else "[ ]",
                tail="not on file any more" if one.id in self._gone else "",
            )
            for one in self._offered
        ]

    def _say(self) -> None:
        problem = self._problem()
        comes_to = "" if problem else self._comes_to(tuple(self._chosen))
        self.query_one("#comes-to", Static).update(plain(comes_to))
        self.query_one(".problem", Static).update(plain(problem))

    def _problem(self) -> str:
        """Return why the choice cannot be kept; "" where it can."""
        if not self._chosen:
            return "At least one framework has to stay: mark one."
        return self._refused(tuple(self._chosen))

    def action_mark(self) -> None:
        """Mark the framework at the cursor, or take its mark away."""
        rows = self.query_one(LineList)
        if rows.key in self._chosen:
            del self._chosen[rows.key]
        else:
            self._chosen[rows.key] = None
        # what was in use stays in its order, what is new comes behind it
        self._chosen = dict.fromkeys(sorted(self._chosen, key=lambda one: one not in self._used))
        rows.set_rows(self._rows())
        self._say()

    def on_line_list_lead_pressed(self, event: LineList.LeadPressed) -> None:
        """Mark by the mouse."""
        event.stop()
        self.action_mark()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Keep the choice, unless nothing is left or they cannot be read together."""
        event.stop()
        if not self._problem():
            self.dismiss(tuple(self._chosen))
