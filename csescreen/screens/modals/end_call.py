"""How a call ends: in a contact record, a draft screening or both. Or it is parked."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, Static

from csescreen.screens.modals.base import Modal
from csescreen.widgets.line_list import LineList
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.plain import plain

RECORD, SCREENING, BOTH, PARK = "record", "screening", "both", "park"
ENDINGS: Final = {
    RECORD: ("Contact record", "write what was said and what must happen; the call is kept too"),
    SCREENING: ("Draft screening", "go on with it in the workspace, with everything in it"),
    BOTH: ("Both", "write the contact record, then go on with the screening"),
    PARK: ("Park it", "the call goes on later, where it is now"),
}

_ROOM_TO_EXPLAIN: Final = 24
"""The height from which there is room to say what each way means."""


class EndScreen(Modal[str]):
    """The four ways, by number or by the arrow keys. Escape goes back to the call."""

    HELP: ClassVar[str] = (
        "Press the number of how the call ends, or choose it with the arrow keys and press Enter. "
        "Escape goes back to the call; nothing is ended by it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(place), f"take('{key}')", key, show=False)
        for place, key in enumerate(ENDINGS, 1)
    ]
    DEFAULT_CSS = """
    EndScreen LineList { height: auto; max-height: 9; margin: 1 0; }
    EndScreen #before { width: 1fr; height: auto; color: $warning; }
    """

    def __init__(self, before: Sequence[str]) -> None:
        """Take what to think of before the caller hangs up, if anything."""
        super().__init__()
        self._before = before

    def compose(self) -> ComposeResult:
        """Lay out what is still open, the ways and the hint."""
        room = self.app.size.height >= _ROOM_TO_EXPLAIN
        rows = [
            ListRow(key, name, f"[{place}]", note=about if room else "")
            for place, (key, (name, about)) in enumerate(ENDINGS.items(), 1)
        ]
        with Vertical(classes="box"):
            yield Label("End the call", classes="title")
            if self._before:
                words = "\n".join(f"- {one}" for one in self._before)
                yield Static(plain(f"Before the caller hangs up:\n{words}"), id="before")
            yield LineList(rows)
            yield Label("1 to 4, or Enter · Escape: back to the call", classes="hint")

    def on_mount(self) -> None:
        """Put the keyboard on the list."""
        rows = self.query_one(LineList)
        rows.styles.height = 8 if self.app.size.height >= _ROOM_TO_EXPLAIN else 4
        self.set_focus(rows)

    def action_take(self, how: str) -> None:
        """End it like this."""
        self.dismiss(how)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """End it like this."""
        event.stop()
        self.dismiss(event.key)
