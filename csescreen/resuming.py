"""Going on where the last session ended: one question, which names the screening."""

import asyncio
from contextlib import suppress
from datetime import datetime
from typing import Final

from textual.screen import Screen

from csescreen.core.call import is_under_way
from csescreen.core.ports import LeftOpen, Record, ScreeningStore
from csescreen.core.text import clean_line
from csescreen.core.timelimits import LONDON, london_day
from csescreen.errors import UserError
from csescreen.locking import LockingApp
from csescreen.process import Reason
from csescreen.saving import MakeSaver
from csescreen.screens.messages import PlaceChanged

_SAVED: Final = "Everything is saved."
_NO_STORE: Final = (
    "There is no store yet. If a code was shown, it counts for nothing: cross it out."
)


def locked_words(reason: Reason, minutes: float, *, store: bool = True) -> str:
    """Return why csescreen locked, and what that means for what was entered."""
    count = f"{minutes:g} minute{'' if minutes == 1 else 's'}"
    why = {
        "idle": f"Locked after {count} without a key.",
        "asked": "Locked, as you asked.",
        "suspended": "Locked while it was suspended.",
        "slept": "Locked while the computer was asleep.",
    }
    return f"{why[reason]} {_SAVED if store else _NO_STORE}"


class ResumingApp(LockingApp):
    """An app that notes which screening is open, and asks for it after a lock or a crash."""

    def __init__(self, saver: MakeSaver, locked: Reason | None) -> None:
        """Take how to make a saver, and why the process before this one locked, if it did."""
        super().__init__(saver)
        self.locked = locked
        self._open: str | None = None
        self._place = ""
        self._painted = False

    def open_record(self, record: Record, step: str = "") -> None:
        """Show a screening, at a step."""
        raise NotImplementedError

    def note_open(self, key: str | None, step: str = "") -> None:
        """Have the store note which screening is open; nothing waits for it."""
        self._open = key
        if self._store is not None:
            with suppress(UserError):
                self._store.mark_open(key, step)

    def note_once_painted(self, screen: Screen[None], key: str, step: str) -> None:
        """Have it noted, but only once the screen was painted.

        One that fails before is not asked for again: a start would lead from fault to fault.
        """
        self.note_open(None)
        self._open, self._place, self._painted = key, step, False

        def painted() -> None:
            if self._open == key:  # it was not closed meanwhile
                self._painted = True
                self.note_open(key, self._place)

        screen.call_after_refresh(painted)

    def on_place_changed(self, event: PlaceChanged) -> None:
        """Note the step at which the user is, so that a kill leads back there, too."""
        event.stop()
        if event.key == self._open:  # else it was closed meanwhile
            self._place = event.place
            if self._painted:
                self.note_open(event.key, event.place)

    def before_leaving(self) -> None:
        """Leave in the ordinary way: nothing is to be gone on with."""
        self.note_open(None)

    def before_closing(self) -> None:
        """Note the step at which the user is."""
        if self._open is not None:
            self.note_open(self._open, getattr(self.showing.get(self._open), "place", ""))

    async def ask_to_go_on(self, store: ScreeningStore, now: datetime) -> None:
        """Ask whether to go on with what was open, where that was and still is in the store."""
        from csescreen.screens.dialogs import Confirm  # noqa: PLC0415

        found = await asyncio.to_thread(_left, store)
        if found is None:
            return
        record, left = found
        if self.locked and is_under_way(record.screening):  # somebody may be on the telephone
            self.open_record(record, left.step)
            return

        def answered(go_on: bool | None) -> None:
            if go_on:
                self.open_record(record, left.step)
            else:
                self.note_open(None)

        how = "locked" if self.locked else "ended"
        question = Confirm(
            f"Go on with {clean_line(record.screening.reference) or 'this screening'}?",
            f"It was open when csescreen {how}. "
            f"Everything up to {_time(record.updated_at, now)} is saved.",
            yes="Go on with it (Enter)",
            no="Home (Esc)",
            begin_at="yes",
        )
        self.push_screen(question, answered)


def _left(store: ScreeningStore) -> tuple[Record, LeftOpen] | None:
    try:
        left = store.left_open()
        return None if left is None else (store.read(left.key), left)
    except UserError:  # it is gone, or cannot be read: the list says so where it is opened
        return None


def _time(at: datetime, now: datetime) -> str:
    there = at.astimezone(LONDON)
    day = "" if london_day(at) == london_day(now) else f" on {there.day} {there:%B}"
    return f"{there:%H:%M}{day}"
