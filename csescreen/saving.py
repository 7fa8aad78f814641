"""Saving while the app runs, and never leaving with something unsaved without saying so."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Final, Literal, Protocol

from textual.screen import Screen

from csescreen.calm import SAVED, UNSURE
from csescreen.core.ports import Record, ScreeningStore
from csescreen.core.timelimits import LONDON
from csescreen.errors import UserError
from csescreen.keymap import with_keys
from csescreen.mannered import ManneredApp
from csescreen.opening import laid_out
from csescreen.screens.dialogs import Confirm
from csescreen.screens.messages import RecordChanged, RecordNotSaved, RecordSaved

FLUSH_SECONDS: Final = 5.0
_SETTLE_SECONDS: Final = 1.0
_LAST_CHANGE: Final = "What was saved before it is safe. Your last change is still on the screen."
_STAY: Final = (
    "Stay, and it is tried again: your text is kept. You can also export it first, with {export}."
)
_STAY_AND_EXPORT: Final = (
    "It cannot be saved in the store as it is now. Stay, and export it with {export}: the "
    "export holds your last change too."
)


class Saves(Protocol):
    """A saver: one thread that writes each record's newest revision."""

    def submit(self, record: Record) -> None:
        """Take a revision to be written soon."""
        ...

    def flush(self, timeout: float) -> bool:
        """Wait until everything submitted is on the disk; return whether it is."""
        ...

    def finish(self) -> bool:
        """Stop the thread, but only with everything on the disk; return whether it stopped."""
        ...

    def close(self) -> bool:
        """Stop the thread; return whether everything is on the disk."""
        ...


OnSaved = Callable[[Record], None]
OnFailed = Callable[[Record, UserError], None]
MakeSaver = Callable[[ScreeningStore, OnSaved, OnFailed], Saves]


def make_saver(store: ScreeningStore, on_saved: OnSaved, on_failed: OnFailed) -> Saves:
    """Return the usual saver; imported here because the store is not open before."""
    from csescreen.saver import Saver  # noqa: PLC0415 - not before the first paint

    return Saver(store, on_saved, on_failed)


class SavingApp(ManneredApp):
    """An app that saves every change, and flushes before it leaves."""

    def __init__(self, saver: MakeSaver = make_saver) -> None:
        """Take how to make a saver once the store is open."""
        super().__init__()
        self._make_saver = saver
        self._saver: Saves | None = None
        self._store: ScreeningStore | None = None
        self.leaving = False
        """Whether the app is on its way out, because somebody asked for it."""
        self._leaves_for = ""
        self.asking = False
        """Whether it asks what to do, because the last change could not be saved."""
        self._handed_in: dict[str, Record] = {}
        """What was handed to the saver last, by the record's key."""
        self._written: dict[str, Record] = {}
        """What is known to be on the disk, by the record's key."""
        self._problems: dict[str, UserError] = {}
        """Why a record is not saved, by its key."""
        self.covered = False
        """Whether a lock hides everything, and nothing may be done without the passphrase."""
        self.showing: dict[str, Screen[None]] = {}
        """The screen that shows a record, by the record's key."""

    def start_saving(self, store: ScreeningStore) -> None:
        """Save to this store from now on."""
        self._store = store
        self._saver = self._make_saver(store, self._saved, self._not_saved)

    @property
    def problem(self) -> UserError | None:
        """Why something is not saved, or None; of several reasons one that lasts."""
        problems = sorted(self._problems.copy().values(), key=lambda problem: problem.lasting)
        return problems[-1] if problems else None

    def on_record_changed(self, event: RecordChanged) -> None:
        """Hand the new revision to the saver."""
        event.stop()
        self.submit(event.record)

    def submit(self, record: Record) -> None:
        """Hand a revision to the saver."""
        if self._saver is None:
            return
        try:
            self._saver.submit(record)
            self._handed_in[record.key] = record
        except UserError as error:  # it is closed: the app is leaving
            self.after_saving(RecordNotSaved(record, error))

    def _saved(self, record: Record) -> None:  # on the saver's thread
        self._written[record.key] = record
        self._problems.pop(record.key, None)
        self.after_saving(RecordSaved(record))

    def _not_saved(self, record: Record, error: UserError) -> None:  # on the saver's thread
        self._problems[record.key] = error
        self.after_saving(RecordNotSaved(record, error))

    def after_saving(self, message: RecordSaved | RecordNotSaved) -> None:
        """Tell the screen that shows the record. Called on the saver's thread."""
        screen = self.showing.get(message.record.key)
        if screen is not None and screen.is_running:
            screen.post_message(message)
        elif isinstance(message, RecordNotSaved):
            self.post_message(message)

    def on_record_not_saved(self, event: RecordNotSaved) -> None:
        """Say that a screening which is closed already is not saved yet; it is tried again."""
        event.stop()
        if self.covered:
            return  # the cover says it, and nothing is on screen
        told = " ".join(event.error.lines())
        self.notify(told, title="Not saved yet", severity="warning", markup=False)

    def save_at_once(self) -> str:
        """Save what every screen holds while the app stands still: for faults alone.

        Saved is said only where all of it was handed in and is on the disk.
        """
        if self._saver is None:
            return SAVED
        unsure = {key for screen in self.screen_stack for key in self._hand_in(screen)}
        if self._saver.flush(FLUSH_SECONDS) and not unsure:
            return SAVED
        unsure |= {one.key for one in self._handed_in.values() if self._is_behind(one)}
        if not unsure or not unsure <= self._written.keys():
            return UNSURE
        until = min(self._written[key].updated_at for key in unsure).astimezone(LONDON)
        return f"Everything up to {until:%H:%M} is saved. What was entered after that may not be."

    def _hand_in(self, screen: Screen[Any]) -> Iterator[str]:
        """Hand in what a screen holds; yield the record's key where not all of it could be."""
        record = getattr(screen, "record", None)
        if not isinstance(record, Record) or self.showing.get(record.key) is not screen:
            return
        as_typed, whole = getattr(screen, "as_typed", None), False
        with suppress(Exception):  # after a fault the fields may not be there to be read
            record, whole = as_typed() if callable(as_typed) else record, True
        key = record.key
        if record not in (self._handed_in.get(key), self._written.get(key)):
            self.submit(record)
            whole = whole and self._handed_in.get(key) is record
        if not whole:
            yield key

    def _is_behind(self, handed_in: Record) -> bool:
        """Return whether the disk is not known to hold what was handed in."""
        written = self._written.get(handed_in.key)
        return written is None or written.revision < handed_in.revision

    def show_record(self, record: Record, screen: Screen[None]) -> None:
        """Take note of the screen that shows a record from now on."""
        self.showing[record.key] = screen
        if self._handed_in.get(record.key) != record:  # then it came from the disk
            self._written[record.key] = record

    async def flush(self) -> bool:
        """Save everything that was entered, typed text on its way included."""
        handed = await self.take_over()
        return await self.written() and handed

    async def written(self) -> bool:
        """Wait until what was handed in is on the disk; return whether it is."""
        return self._saver is None or await asyncio.to_thread(self._saver.flush, FLUSH_SECONDS)

    async def take_over(self) -> bool:
        """Take over everything that was typed; return whether every screen could hand it over."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.all_typed(), _SETTLE_SECONDS)
        screen = self.screen
        first = self.focused or screen
        handed = True
        for _ in range(2):  # once more for what was still on its way from a field to its screen
            for one in list(self.screen_stack):
                hand_over = getattr(one, "hand_over", None)
                if handed and callable(hand_over) and await laid_out(one):
                    handed = hand_over() is not False
            reached = asyncio.Event()
            first.call_later(screen.call_later, self.call_later, reached.set)
            with suppress(TimeoutError):
                await asyncio.wait_for(reached.wait(), _SETTLE_SECONDS)
        return handed

    async def action_quit(self) -> None:
        """Save everything and leave; ask where it cannot be saved."""
        self.leave()

    def leave(self, to: str = "") -> None:
        """Save everything and leave, to make room for something else where that is named."""
        if not self.leaving:
            self.leaving, self._leaves_for = True, to
            self.run_worker(self._leave(), group="leaving")

    async def _leave(self) -> None:
        while await self.flush():
            self.before_leaving()
            if await self.stop_saving():  # else something was typed meanwhile
                self.exit()
                return
        self.asking = True
        leave = await self.push_screen_wait(
            Confirm(
                "The last change could not be saved",
                self._why_it_stays(),
                yes="Leave without it",
                no="Stay",
            )
        )
        self.leaving = self.asking = False
        if leave:
            self.last_words("csescreen closed. The last change was not saved.")
            self.before_leaving()
            await self.give_up_saving()
            self.exit(return_code=1)

    def _why_it_stays(self) -> str:
        problem = self.problem
        what = f"{problem.what} " if problem else ""
        stay = with_keys(_STAY_AND_EXPORT if problem and problem.lasting else _STAY)
        return f"{what}{_LAST_CHANGE}\n\n{stay} Or leave without the last change."

    def before_leaving(self) -> None:
        """Put away what is only for a session that did not end in the ordinary way."""

    async def stop_saving(self) -> bool:
        """Close the store, but only with everything on the disk; return whether it is closed."""
        return await asyncio.to_thread(self._close, "finish")

    async def give_up_saving(self) -> None:
        """Close the store, whatever can be saved by now."""
        await asyncio.to_thread(self._close, "close")

    def _close(self, how: Literal["finish", "close"]) -> bool:
        saver, store = self._saver, self._store
        try:
            if saver is not None and not getattr(saver, how)() and how == "finish":
                return False
            if store is not None:
                store.close()
        except UserError:  # what was acknowledged is on the disk already
            pass
        return True
