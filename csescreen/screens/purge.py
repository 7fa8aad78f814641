"""Purge: what goes for good and what stays; the reason typed, and the reference typed back."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static

from csescreen.commands import DIALOG, bindings
from csescreen.core.ports import Record
from csescreen.core.purging import goes, stays
from csescreen.core.text import clean_line
from csescreen.errors import UserError
from csescreen.screens.dialogs import explained
from csescreen.services import Services
from csescreen.widgets.fields import Field, Line, Press
from csescreen.widgets.plain import plain, styled


class PurgeScreen(ModalScreen[bool]):
    """Removes a screening once a reason is there and its reference was typed back.

    No single key does it: the focus begins on the answer that keeps it, and Enter in a field only
    goes on.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DIALOG)]

    def __init__(self, services: Services, record: Record) -> None:
        """Take what may be asked for, and the screening."""
        super().__init__()
        self._services, self._record = services, record
        self._reference = clean_line(record.screening.reference).strip() or record.key[:8]
        self._busy = False

    def compose(self) -> ComposeResult:
        """Yield what goes and what stays above the two fields and the answers."""
        with Vertical(classes="dialog"):
            yield Label(styled("Purge $name?", name=self._reference), classes="heading")
            with VerticalScroll(can_focus=True, id="goes"):
                yield Static("Looking for what goes, and for backups that hold it…", id="told")
            yield Field("Reason", Line(placeholder="kept in the trail: no name", id="reason"))
            yield Field(f"Type {self._reference}", Line(id="typed"))
            yield Static("", id="problem")
            with Horizontal(classes="buttons"):
                yield Press("Keep it", id="no")
                yield Press("Purge for good", id="yes")

    def on_mount(self) -> None:
        """Begin at the answer that keeps it."""
        self.query_one("#no").focus()
        self._look()

    @work(thread=True, group="purge")
    def _look(self) -> None:
        """Find the readings and the backups: a backup is opened to be looked into."""
        key = self._record.key
        try:
            readings = self._services.readings(self._record)
        except UserError:  # what cannot be read goes all the same
            readings = []
        told = [*goes(self._record, readings), "", *stays(self._services.backups_holding(key))]
        self.app.call_from_thread(self._show, told)

    def _show(self, told: Sequence[str]) -> None:
        if self.is_mounted:
            self.query_one("#told", Static).update(plain("\n".join(told)))

    @on(Input.Submitted)
    def onward(self) -> None:
        """Go on to the next field: Enter never purges from within one."""
        self.focus_next()

    @on(Button.Pressed)
    def answered(self, event: Button.Pressed) -> None:
        """Keep it, or remove it where all is there that is needed."""
        event.stop()
        if self._busy:
            return
        reason = self.query_one("#reason", Input).value.strip()
        if event.button.id != "yes":
            self.dismiss(False)
        elif not reason:
            self._say("Type the reason first, such as the period of your authority's policy.")
            self.query_one("#reason").focus()
        elif clean_line(self.query_one("#typed", Input).value).strip() != self._reference:
            self._say(f"Type its reference as it stands here: {self._reference}")
            self.query_one("#typed").focus()
        else:
            self._busy = True
            self._purge(reason)

    @work(thread=True, group="purge", description="purge")
    def _purge(self, reason: str) -> None:
        try:
            self._services.purge(self._record.key, reason)
        except UserError as error:
            self.app.call_from_thread(self._failed, error)
        else:
            self.app.call_from_thread(self.dismiss, True)

    def _failed(self, error: UserError) -> None:
        self._busy = False
        self.query_one("#problem", Static).update(explained(error))

    def _say(self, text: str) -> None:
        self.query_one("#problem", Static).update(plain(text))

    def action_back(self) -> None:
        """Escape keeps it."""
        if not self._busy:
            self.dismiss(False)
