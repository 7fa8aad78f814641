"""The one list of the workspace: rows that wrap, a cursor that is a ">" and not a colour alone.

It draws lines itself, so that a key press repaints in a few milliseconds with every sign in it.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from csescreen.widgets.list_row import ListRow, Pieces, row_lines


class RowMessage(Message):
    """Something happened to a row of a list."""

    def __init__(self, rows: "LineList", key: str) -> None:
        """Carry the list and the row's key."""
        super().__init__()
        self.rows = rows
        self.key = key

    @property
    def control(self) -> "LineList":
        """The list."""
        return self.rows


class LineList(ScrollView, can_focus=True):
    """A list of wrapping rows with a cursor."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "list--cursor",
        "list--muted",
        "list--strong",
        "list--heading",
        "list--warning",
    }
    DEFAULT_CSS = """
    LineList {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        & > .list--muted { color: $text-muted; }
        & > .list--strong { text-style: bold; }
        & > .list--heading { color: $primary; text-style: bold; }
        & > .list--warning { color: $warning; text-style: bold; }
        & > .list--cursor { text-style: bold; }
        &:focus > .list--cursor { background: $primary 30%; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor(-1)", "Up", show=False),
        Binding("down", "cursor(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "edge(0)", "First", show=False),
        Binding("end", "edge(1)", "Last", show=False),
        Binding("enter", "choose", "Choose", show=False),
        Binding("left", "screen.rail", "To the steps", show=False),
        Binding("right", "screen.body", "Into the step", show=False),
    ]

    LEAST_LINES: ClassVar[int] = 0
    """How many lines it takes for itself, though it has fewer: a change below lays nothing out."""

    class Moved(RowMessage):
        """The user moved the cursor to another row."""

    class Chosen(RowMessage):
        """A row was chosen, by enter or a second click."""

    class LeadPressed(RowMessage):
        """A row's lead was clicked."""

    def __init__(self, rows: Sequence[ListRow] = (), *, id: str | None = None) -> None:
        """Start with the rows and the cursor on the first."""
        super().__init__(id=id)
        self._rows = tuple(rows)
        self._at = 0
        self._lines: list[tuple[int, Pieces]] = []
        self._tops: list[int] = []
        self._wrapped: dict[tuple[ListRow, int], list[Pieces]] = {}
        self._unseen: set[str] = set()
        """Rows that came among the others and were not painted yet."""

    @property
    def rows(self) -> tuple[ListRow, ...]:
        """The rows."""
        return self._rows

    @property
    def rows_below(self) -> tuple[ListRow, ...]:
        """The rows below the cursor that can have been seen."""
        return tuple(row for row in self._rows[self._at + 1 :] if row.key not in self._unseen)

    @property
    def key(self) -> str:
        """The key of the row at the cursor; "" in an empty list."""
        return self._rows[self._at].key if self._rows else ""

    @property
    def points(self) -> bool:
        """Whether the row at the cursor is pointed at; not where keys act on another part."""
        return True

    def set_rows(self, rows: Sequence[ListRow], key: str | None = None) -> None:
        """Show these rows, the cursor on the row with the key, or where it is."""
        wanted = self.key if key is None else key
        self._unseen = set()
        if key is None and self._rows:
            self._unseen = {row.key for row in rows} - {row.key for row in self._rows}
            if self._unseen:
                self.call_after_refresh(self._all_seen)
        self._rows = tuple(rows)
        self._at = min(self._at, max(0, len(self._rows) - 1))
        for place, row in enumerate(self._rows):
            if row.key == wanted:
                self._at = place
                break
        self._lay_out()
        self._show_cursor()

    def _all_seen(self) -> None:
        self._unseen = set()

    def move_to(self, key: str) -> None:
        """Put the cursor on the row with the key, if there is one.

        No message says so: whoever moves the cursor knows it, and an answer to a move that is
        past already would move it back.
        """
        for place, row in enumerate(self._rows):
            if row.key == key:
                self._put(place)
                return

    def _put(self, place: int) -> bool:
        """Put the cursor on a row; return whether that is another one."""
        place = max(0, min(place, len(self._rows) - 1))
        if not self._rows or place == self._at:
            return False
        self._at = place
        self._show_cursor()
        self.refresh()
        return True

    def _move(self, place: int) -> None:
        """Move the cursor for the user."""
        if self._put(place):
            self.post_message(self.Moved(self, self.key))

    def _show_cursor(self) -> None:
        if self._tops and self.size.height:
            top = self._tops[self._at]
            after = self._tops[self._at + 1] if self._at + 1 < len(self._tops) else len(self._lines)
            self.scroll_to_region(
                Region(0, top, 1, after - top), animate=False, force=True, immediate=True
            )

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if width < 1:
            return
        wrapped, self._lines, self._tops = {}, [], []
        for place, row in enumerate(self._rows):
            lines = self._wrapped.get((row, width)) or row_lines(row, width - 1)
            wrapped[row, width] = lines
            self._tops.append(len(self._lines))
            self._lines.extend((place, line) for line in lines)
        self._wrapped = wrapped
        self._grow_to(Size(width, max(len(self._lines), self.LEAST_LINES)))
        self.refresh()

    def _grow_to(self, size: Size) -> None:
        """Take the size of all rows.

        Where the scroll bar stays as it is, the screen is not laid out anew for it: that would
        take longer than all else at a key press.
        """
        has_bar = self.show_vertical_scrollbar
        needs_bar = size.height > self.container_size.height
        if size.width != self.virtual_size.width or needs_bar != has_bar or self._is_as_high:
            self.virtual_size = size
            return
        self.set_reactive(LineList.virtual_size, size)
        if has_bar:
            self.vertical_scrollbar.window_virtual_size = size.height
        self.scroll_y = self.validate_scroll_y(self.scroll_y)

    @property
    def _is_as_high(self) -> bool:
        """Whether the list itself is as high as its rows."""
        return self.styles.height is not None and self.styles.height.is_auto

    def on_resize(self) -> None:
        """Wrap the rows to the new width."""
        self._lay_out()
        self._show_cursor()

    def render_line(self, y: int) -> Strip:
        """Return one line of the screen."""
        width, base = self.size.width, self.rich_style
        y += self.scroll_offset.y
        if y >= len(self._lines):
            return Strip.blank(width, base)
        place, pieces = self._lines[y]
        current = place == self._at and self.points
        if current:
            base = self.get_component_rich_style("list--cursor")
        mark = ">" if current and y == self._tops[place] else " "
        segments = [Segment(mark, base)]
        segments += [Segment(text, self._tone(base, tone)) for text, tone in pieces if text]
        return Strip(segments).adjust_cell_length(width, base)

    def _tone(self, base: Style, tone: str) -> Style:
        if not tone:
            return base
        style = self.get_component_rich_style(f"list--{tone}")
        return base + Style(color=style.color, bold=style.bold or base.bold)

    def action_cursor(self, by: int) -> None:
        """Move the cursor by rows."""
        self._move(self._at + by)

    def action_page(self, by: int) -> None:
        """Move the cursor by a screenful."""
        if self._tops:
            line = self._tops[self._at] + by * max(1, self.size.height - 1)
            self._move(bisect_right(self._tops, max(0, line)) - 1)

    def action_edge(self, end: int) -> None:
        """Move the cursor to the first row or the last."""
        self._move(end * (len(self._rows) - 1))

    def action_choose(self) -> None:
        """Choose the row at the cursor."""
        if self._rows:
            self.post_message(self.Chosen(self, self.key))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row; a click on its lead, or a second click, does more."""
        y = event.y + self.scroll_offset.y
        if y >= len(self._lines):
            return
        place = self._lines[y][0]
        lead = cell_len(self._rows[place].lead)
        self._move(place)
        if lead and 1 <= event.x <= lead:
            self.post_message(self.LeadPressed(self, self.key))
        elif event.chain == 2:
            self.action_choose()
