"""Home: what is on file, the last changed first, and every way in."""

from collections.abc import Iterable
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Button, DataTable, Input, Static
from textual.worker import get_current_worker

from csescreen.commands import HOME, bindings
from csescreen.core.framework import Framework
from csescreen.core.ports import Record, RecordLine
from csescreen.core.text import clean_line
from csescreen.errors import UserError
from csescreen.keymap import with_keys
from csescreen.screens.dialogs import ErrorDialog
from csescreen.screens.messages import ExportRequested, RecordSaved
from csescreen.screens.offered import offered
from csescreen.screens.purge import PurgeScreen
from csescreen.services import Services
from csescreen.widgets.fields import Line, Press, Title
from csescreen.widgets.key_line import KeyLine
from csescreen.widgets.plain import plain, styled
from csescreen.widgets.record_table import RecordTable
from csescreen.widgets.rows import Told, line_of, matching, newest_first, told

_READ_AT_MOST: Final = 300
_NOTICE_SECONDS: Final = 30
_SEARCH: Final = "Search by reference: press {home.search} and type"


class HomeScreen(Screen[None]):
    """The list of screenings."""

    HELP: ClassVar[str] = (
        "Press {home.new} to start a screening, {home.call} when somebody is on the telephone. "
        "Choose one in the list with the arrow keys and press Enter to open it, or {home.export} "
        "to write its referral. Press {home.search} and type to find a reference. Children's "
        "names are not shown until you press {home.names}."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(HOME)]
    AUTO_FOCUS = ""

    class Wanted(Message):
        """The user wants something: "new", "call" or "training"."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    class Reached(Message):
        """The user sees the list, at first or again."""

    class RecordRead(Message):
        """The user wants to open a record, and here it is."""

        def __init__(self, record: Record) -> None:
            super().__init__()
            self.record = record

    def __init__(self, services: Services, *, call_waits: bool = False) -> None:
        """Take what the screen may ask for, and whether a call comes over it at once."""
        super().__init__()
        self._services = services
        self._call_waits = call_waits
        self.lines: list[RecordLine] = []
        self._noticed: set[str] = set()

    def compose(self) -> ComposeResult:
        """Yield the search, the list, and what to do where there is nothing yet."""
        yield Title("your screenings")
        with Vertical(id="full"):
            yield Line(
                placeholder=with_keys(_SEARCH),
                id="search",
            )
            yield RecordTable(self._services, id="list")
            yield Static("", id="chosen")
            yield Static("", id="rested")
        with Vertical(id="empty"):
            yield Static("No screenings yet", classes="heading")
            yield Static(
                "Start the first one. Or try a training case: invented children, nothing is kept. "
                "Or give your own details first, once: then every referral has them."
            )
            with Horizontal(classes="buttons"):
                yield Press("New screening ({home.new})", id="new")
                yield Press("Training ({home.training})", id="training")
            with Horizontal(classes="buttons"):
                yield Press("Settings ({settings})", id="settings")
                yield Press("Help ({help})", id="help")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show neither until it is known whether there is something."""
        self.query_one("#full").display = self.query_one("#empty").display = False

    def on_screen_resume(self) -> None:
        """Read the list anew whenever the screen is come back to."""
        self.load(tell=not self._call_waits)
        self._call_waits = False
        self.post_message(self.Reached())

    @work(thread=True, group="list", exclusive=True)
    def load(self, *, tell: bool = True) -> None:
        """Read the list, then each record for its level, off the screen's thread."""
        worker = get_current_worker()
        try:
            store = self._services.open_store
            lines = newest_first(store.lines())
            self.app.call_from_thread(self._listed, lines)
            for line in lines[:_READ_AT_MOST]:
                if worker.is_cancelled:
                    return
                try:
                    known = told(self._services, store.read(line.key))
                except UserError:  # it is said when the screening is opened
                    known = Told("?", "?", "")
                self.app.call_from_thread(self._learn, line.key, known)
            if tell:
                self.app.call_from_thread(self._tell, store.notices())
        except UserError as error:
            self.app.call_from_thread(self.app.push_screen, ErrorDialog(error))

    def _tell(self, notices: Iterable[str]) -> None:
        """Tell once how the store was found; over a call, or what else was opened, nothing."""
        for notice in notices if self.is_current else ():
            if notice not in self._noticed:
                self._noticed.add(notice)
                self.notify(notice, title="About your store", timeout=_NOTICE_SECONDS, markup=False)

    @property
    def _table(self) -> RecordTable:
        return self.query_one(RecordTable)

    def _listed(self, lines: list[RecordLine]) -> None:
        self.lines = lines
        empty, full = self.query_one("#empty"), self.query_one("#full")
        full.display, empty.display = bool(lines), not lines
        self._fill()
        self.refresh_bindings()
        inside = full if lines else empty
        if self.focused is None or inside not in self.focused.ancestors:
            (self._table if lines else self.query_one("#new")).focus()

    @on(RecordSaved)
    def saved(self, event: RecordSaved) -> None:
        """Show a screening's new revision."""
        event.stop()
        if self.app.screen is not self:
            return  # the list is read anew when this screen is come back to
        line = line_of(event.record)
        self._listed(newest_first([line, *(at for at in self.lines if at.key != line.key)]))
        self._table.learn(line.key, told(self._services, event.record))

    def _learn(self, key: str, known: Told) -> None:
        self._table.learn(key, known)
        if self._table.chosen and self._table.chosen.key == key:
            self._tell_chosen()

    def _fill(self) -> None:
        self._table.show_lines(matching(self.lines, self.query_one("#search", Input).value))
        self._tell_chosen()

    @on(DataTable.RowHighlighted)
    def _tell_chosen(self) -> None:
        words, line = self.query_one("#search", Input).value, self._table.chosen
        text = styled("")
        if line is not None:
            note = self._table.version_note(line.key)
            text = styled(
                "[b]$reference[/b]$call · $framework$note · $count on file",
                reference=clean_line(line.reference),
                call=f" · call, {parked}" if (parked := self._table.parked(line)) else "",
                framework=self._table.framework_name(line),
                note=f" · {note}" if note else "",
                count=str(len(self.lines)),
            )
        elif words:
            text = styled("No reference holds “$words”. Escape clears the search.", words=words)
        self.query_one("#chosen", Static).update(text)
        rested = self.query_one("#rested", Static)
        told = self._services.retention(line) if line is not None else ""
        rested.update(plain(told[:1].upper() + told[1:]))
        rested.display = bool(told)

    @on(Input.Changed, "#search")
    def searched(self) -> None:
        """Show what matches, as it is typed."""
        self._fill()

    @on(Input.Submitted, "#search")
    def search_done(self) -> None:
        """Go to what was found."""
        self._table.focus()

    def key_down(self) -> None:
        """From the search, go down into the list."""
        if self.focused is self.query_one("#search"):
            self._table.focus()

    def key_escape(self) -> None:
        """Clear the search and go to the list."""
        if self.lines:
            self.query_one("#search", Input).value = ""
            self._table.focus()

    @on(DataTable.RowSelected)
    def selected(self, event: DataTable.RowSelected) -> None:
        """Open the screening."""
        event.stop()
        self.action_open_screening()

    @on(Button.Pressed)
    async def pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        event.stop()
        if event.button.id in ("help", "settings"):
            await self.app.run_action(event.button.id)
        else:
            self.post_message(self.Wanted(event.button.id or ""))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what needs a screening only where there is one."""
        needs_one = action in ("open_screening", "export", "search", "names", "purge")
        return bool(self.lines) or not needs_one

    def action_new_screening(self) -> None:
        """Start a screening."""
        self.post_message(self.Wanted("new"))

    def action_call(self) -> None:
        """Take a call."""
        self.post_message(self.Wanted("call"))

    def action_training(self) -> None:
        """Try a training case."""
        self.post_message(self.Wanted("training"))

    def frameworks_here(self) -> list[Framework]:
        """Return the frameworks of the chosen screening, as far as they are on file."""
        line = self._table.chosen
        wanted = line.frameworks if line is not None else ()
        known = {one.id: one for one in offered(self._services)}
        return [known[id] for id in wanted if id in known]

    def action_search(self) -> None:
        """Go to the search."""
        self.query_one("#search").focus()

    def action_names(self) -> None:
        """Show or hide children's names."""
        self._table.toggle_names()

    def action_open_screening(self) -> None:
        """Open the chosen screening."""
        if line := self._table.chosen:
            self._read(line.key, "open")

    def action_export(self) -> None:
        """Write the chosen screening's referral."""
        if line := self._table.chosen:
            self._read(line.key, "export")

    def action_purge(self) -> None:
        """Ask whether the chosen screening may go for good."""
        if line := self._table.chosen:
            self._read(line.key, "purge")

    def _ask_to_purge(self, record: Record) -> None:
        def done(gone: bool | None) -> None:
            if gone:
                self.notify("It was purged. The audit trail has your reason.", markup=False)
            self.load()

        self.app.push_screen(PurgeScreen(self._services, record), done)

    @work(thread=True, group="read", exclusive=True, description="read")
    def _read(self, key: str, purpose: str) -> None:
        try:
            record = self._services.open_store.read(key)
        except UserError as error:
            self.app.call_from_thread(self.app.push_screen, ErrorDialog(error))
            return
        if purpose == "purge":
            self.app.call_from_thread(self._ask_to_purge, record)
        else:
            opening = purpose == "open"
            self.post_message(self.RecordRead(record) if opening else ExportRequested(record))
