"""The list of screenings as a table that takes the room there is."""

from contextlib import suppress
from typing import ClassVar, Final

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.widgets import DataTable

from csescreen.core.call import clock_words
from csescreen.core.framework import Framework
from csescreen.core.ports import RecordLine
from csescreen.core.reading import short_names
from csescreen.core.text import clean_line
from csescreen.errors import UserError
from csescreen.services import Services
from csescreen.widgets.rows import Told, moment_words

_PADDING: Final = 2
_WIDTHS: Final = {
    "Reference": 13,
    "Child": 12,
    "Framework": 16,
    "Changed": 12,
    "Level": 10,
    "Due next": 14,
}
_GROWS: Final = {
    "Reference": 3,
    "Child": 3,
    "Framework": 3,
    "Changed": 1,
    "Level": 2,
    "Due next": 2,
}
_NARROW: Final = 72
_UNREAD: Final = Told("…", "…", "…")


class RecordTable(DataTable[Text], inherit_bindings=False):
    """Screenings, one a row. Children's names are left out until they are asked for."""

    # Enter is the screen's, so that the footer and help name what it does.
    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in DataTable.BINDINGS
        if not (isinstance(binding, Binding) and binding.key == "enter")
    ]

    def __init__(self, services: Services, id: str) -> None:
        """Take what the table may ask for."""
        super().__init__(cursor_type="row", id=id, cursor_foreground_priority="css")
        self._services = services
        self._told: dict[str, Told] = {}
        self._lines: list[RecordLine] = []
        self._names = False

    @property
    def chosen(self) -> RecordLine | None:
        """The line under the cursor."""
        row = self.cursor_row
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def show_lines(self, lines: list[RecordLine]) -> None:
        """Show these lines; the cursor stays on its screening where that is still shown."""
        kept = self.chosen
        self._lines = lines
        columns = self._columns()
        self.clear(columns=True)
        for name, width in columns.items():
            self.add_column(Text(name), key=name, width=width)
        for line in lines:
            self.add_row(*self._cells(line), key=line.key)
        keys = [line.key for line in lines]
        if kept is not None and kept.key in keys:
            self.move_cursor(row=keys.index(kept.key), animate=False)

    def learn(self, key: str, known: Told) -> None:
        """Show what was found out about a screening."""
        if self._told.get(key) == known:
            return
        self._told[key] = known
        line = next((line for line in self._lines if line.key == key), None)
        if line is not None:
            for name, cell in zip(self._columns(), self._cells(line), strict=True):
                self.update_cell(key, name, cell)

    def version_note(self, key: str) -> str:
        """Return what is to be known of the version of a screening, if anything is known yet."""
        return self._told.get(key, _UNREAD).version

    def parked(self, line: RecordLine) -> str:
        """Return when a call was parked that goes on: "parked 10:22"; "" for anything else."""
        if not self._told.get(line.key, _UNREAD).parked:
            return ""
        return f"parked {clock_words(line.updated_at, self._services.now())}"

    def toggle_names(self) -> None:
        """Show or hide children's names."""
        self._names = not self._names
        self.show_lines(self._lines)

    def framework_name(self, line: RecordLine) -> str:
        """Return whose frameworks a screening has; the id of one that is not on file any more."""
        known: list[Framework] = []
        for framework in line.frameworks:
            with suppress(UserError):
                known.append(self._services.shelf.get(framework))
        names = (
            {one.id: one.name for one in known} if len(line.frameworks) == 1 else short_names(known)
        )
        return clean_line(" + ".join(names.get(key, key) for key in line.frameworks))

    def on_resize(self, event: Resize) -> None:
        """Give the columns the room there is."""
        if [column.width for column in self.ordered_columns] != [*self._columns().values()]:
            self.show_lines(self._lines)

    def _columns(self) -> dict[str, int]:
        names = [name for name in _WIDTHS if name != "Child" or self._names]
        width = self.app.size.width
        if width < _NARROW:
            names.remove("Framework")
        room = width - sum(_WIDTHS[name] + _PADDING for name in names) - _PADDING
        shares = sum(_GROWS[name] for name in names)
        return {name: max(6, _WIDTHS[name] + room * _GROWS[name] // shares) for name in names}

    def _cells(self, line: RecordLine) -> list[Text]:
        known = self._told.get(line.key, _UNREAD)
        texts = {
            "Reference": line.reference or "(no reference)",
            "Child": known.child,
            "Framework": self.framework_name(line),
            "Changed": self.parked(line) or moment_words(line.updated_at, self._services.now()),
            "Level": known.level,
            "Due next": known.due,
        }
        return [_cut(clean_line(texts[name]), width) for name, width in self._columns().items()]


def _cut(text: str, width: int) -> Text:
    """Return the text in no more cells than there are."""
    cell = Text(text, no_wrap=True, overflow="ellipsis")
    cell.truncate(width, overflow="ellipsis")
    return cell
