"""Holding one record: each change makes a new revision, an outcome worked out anew, and a save.

The truth is one frozen record. A screen that keeps it says how to paint it and where its forms are.
"""

from textual.reactive import var
from textual.screen import Screen

from csescreen.core.answers import changed_item
from csescreen.core.framework import Framework
from csescreen.core.history import History
from csescreen.core.ports import FrameworkPin, Record
from csescreen.core.screening import Screening
from csescreen.screens.messages import (
    ExportRequested,
    RecordChanged,
    RecordNotSaved,
    RecordSaved,
    VersionsRequested,
)
from csescreen.services import Services
from csescreen.widgets.situation import Change, Edit, Situation
from csescreen.widgets.status_line import StatusLine, newer_words, saved_words


class Keeping(Screen[None]):
    """A screen that keeps one record and has it saved."""

    situation: var[Situation | None] = var(None)

    def __init__(self, services: Services, record: Record) -> None:
        """Keep the record; its situation is there before anything is painted."""
        super().__init__()
        self.services = services
        self.record = record
        self._history = History()
        self.own_versions: dict[str, Framework] = {}
        """The version of each framework under which the record is or was read, by id."""
        self.set_reactive(Keeping.situation, self._look())

    def paint(self) -> None:
        """Paint the new situation."""
        raise NotImplementedError

    def gathered(self, screening: Screening) -> Screening:
        """Return the screening with what stands in the text fields."""
        raise NotImplementedError

    def refill(self) -> None:
        """Put what the screening says into the text fields."""
        raise NotImplementedError

    def show_item(self, item: str) -> None:
        """Go to a sign or a question in its step."""
        raise NotImplementedError

    @property
    def current(self) -> Situation:
        """The situation on screen."""
        if self.situation is None:
            raise RuntimeError("the workspace has no situation")
        return self.situation

    @property
    def place(self) -> str:
        """Where in the screening the user is, to come back to; "" where there is one place."""
        return ""

    @property
    def own_pins(self) -> list[FrameworkPin]:
        """The version of each framework under which this screening was read while it is open."""
        return [FrameworkPin.of(one) for one in self.own_versions.values()]

    def _look(self) -> Situation:
        reading = self.services.assess(self.record)
        self.own_versions |= {one.id: one for one in reading.frameworks}
        return Situation(self.record.screening, reading, self.services.now())

    # -- changes ------------------------------------------------------------------------------

    def change(self, change: Change, together: str = "") -> None:
        """Change the screening, unless that changes nothing; repaint, and have it saved."""
        before = self.record.screening
        after = change(before)
        if after != before:
            self._history.add(before, together)
            self._set(after)

    def _set(self, screening: Screening) -> None:
        self.record = self.services.changed(self.record, screening, self.own_pins)
        # before anything that might fail, and straight to the app: this screen may be gone before
        # its own queue is empty
        self.app.post_message(RecordChanged(self.record))
        self.situation = self._look()
        self.query_one(StatusLine).state = "saving…"
        self.paint()

    def on_edit(self, event: Edit) -> None:
        """Take a change from a form."""
        event.stop()
        self.change(event.change, event.together)

    def gather(self) -> Record:
        """Take over what was typed a moment ago, whose message may still be on its way."""
        if self.is_mounted:
            self.change(self.gathered)
        return self.record

    def as_typed(self) -> Record:
        """Return the record with what stands in the fields; nothing is worked out or painted."""
        before = self.record.screening
        after = self.gathered(before) if self.is_mounted else before
        return (
            self.record
            if after == before
            else self.services.changed(self.record, after, self.own_pins)
        )

    def hand_over(self) -> bool:
        """Hand what was typed a moment ago to the app, which is about to leave."""
        self.gather()
        return True

    def action_undo(self) -> None:
        """Take back the last change."""
        self.gather()
        self._go_back_to(self._history.undo(self.record.screening), "There is nothing to undo.")

    def action_redo(self) -> None:
        """Bring back what was undone."""
        self._go_back_to(self._history.redo(self.record.screening), "There is nothing to redo.")

    def _go_back_to(self, screening: Screening | None, nothing: str) -> None:
        if screening is None:
            self.app.clear_notifications()
            self.notify(nothing, markup=False)
            return
        item = changed_item(self.record.screening, screening)
        self._set(screening)
        self.refill()
        if item:
            self.show_item(item)

    def frameworks_here(self) -> tuple[Framework, ...]:
        """Return the frameworks under which the screening is read."""
        return tuple(self.current.reading.frameworks)

    def show_keys(self) -> None:
        """Work out and paint everything anew: keys or contacts are others now."""
        if self.is_mounted:
            self.situation = self._look()
            self.paint()

    # -- saving and leaving -------------------------------------------------------------------

    def show_saved(self) -> None:
        """Say when the record that was opened was last saved."""
        saved_at = self.record.updated_at if self.record.revision else None
        self.query_one(StatusLine).state = saved_words(saved_at, self.services.now())

    def on_record_saved(self, event: RecordSaved) -> None:
        """Say that all is saved, if this was the last change."""
        if event.record.revision >= self.record.revision:
            status = self.query_one(StatusLine)
            status.error = None
            status.state = saved_words(self.services.now(), self.services.now())

    def on_record_not_saved(self, event: RecordNotSaved) -> None:
        """Say plainly that it is not saved, and that the text is kept."""
        self.query_one(StatusLine).error = event.error

    def action_export(self) -> None:
        """Ask the app for the referral."""
        self.app.post_message(ExportRequested(self.gather()))

    def action_versions(self) -> None:
        """Ask the app what another version would change."""
        self.app.post_message(VersionsRequested(self.gather()))

    def show_newer(self) -> None:
        """Say where another version of the tool is on file; nothing is read under it by itself."""
        found = self.services.newer(self.record)
        if found is not None:
            pin, newer = found
            whose = newer.name if len(self.record.pins) > 1 else ""
            self.query_one(StatusLine).notice = newer_words(pin.version, newer.version, whose)

    def action_close(self) -> None:
        """Go back to the list; the app writes what is not yet on the disk."""
        self.gather()
        self.dismiss(None)
