"""The duty desk: beginning a call, going on with one that was parked, and how it ends."""

import asyncio
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from csescreen.core.call import is_under_way
from csescreen.core.ports import Record, ScreeningStore
from csescreen.core.references import suggested_reference
from csescreen.core.text import clean_line
from csescreen.errors import UserError
from csescreen.pinned import VersionMissingError
from csescreen.resuming import ResumingApp

if TYPE_CHECKING:  # the screens are imported once the first paint is done
    from csescreen.services import Services


class DutyApp(ResumingApp):
    """An app in which calls are taken."""

    @property
    def services(self) -> "Services":
        """What screens may ask for."""
        raise NotImplementedError

    def complain(self, error: UserError) -> None:
        """Say an error in a dialog."""
        raise NotImplementedError

    def open_versions(self, record: Record) -> None:
        """Show a screening under its own version beside the one on file."""
        raise NotImplementedError

    def open_export(self, record: Record, audience: str) -> None:
        """Show the export of a screening, for an audience."""
        raise NotImplementedError

    async def begin_call_at_the_door(self, store: ScreeningStore, received: datetime) -> None:
        """Begin a call as soon as the store is open; what was left open is on the list."""
        taken: list[str] = []
        with suppress(UserError):  # a reference that is taken keeps no call waiting
            taken = [line.reference for line in await asyncio.to_thread(store.lines)]
        self.begin_call(taken, received)

    def begin_call(self, taken: list[str], received: datetime | None = None) -> None:
        """Begin a call that was received then, or now.

        It is on its way to the disk before it is on the screen.
        """
        known = {clean_line(reference).casefold() for reference in taken}
        try:
            reference = suggested_reference(known, self.services.now())
            record = self.services.new_call(reference, received)
        except UserError as error:
            self.complain(error)
            return
        self.submit(record)
        self.open_call(record)

    def open_call(self, record: Record) -> None:
        """Show a call where it was."""
        from csescreen.screens.triage import PLACE, TriageScreen  # noqa: PLC0415

        try:
            screen = TriageScreen(self.services, record)
        except VersionMissingError:  # what was said can be read and written all the same
            self.open_versions(record)
            return
        except UserError as error:
            self.note_open(None)
            self.complain(error)
            return

        def left(_: None) -> None:
            self.note_open(None)
            if screen.ended_how:
                self._ended(screen.record, screen.ended_how)
            else:
                self.notify("The call is parked: Enter on the list goes on with it.", markup=False)

        self.show_record(record, screen)
        self.push_screen(screen, left)
        self.note_once_painted(screen, record.key, PLACE)

    def _ended(self, record: Record, how: str) -> None:
        from csescreen.core.audience import CALL  # noqa: PLC0415
        from csescreen.screens.modals.end_call import BOTH, SCREENING  # noqa: PLC0415

        self.submit(record)  # its last change may still be on its way
        if how in (SCREENING, BOTH):
            self.open_record(record)
        if how != SCREENING:
            self.open_export(record, CALL.id)

    @staticmethod
    def goes_on_as_call(record: Record) -> bool:
        """Return whether a screening is a call that was parked."""
        return is_under_way(record.screening)
