"""Saving while the app runs, and never leaving with something unsaved without saying so."""

import asyncio
import signal
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from types import FrameType
from typing import Final, Protocol

from textual.screen import Screen

from csescreen.calm import CalmApp
from csescreen.core.ports import Record, ScreeningStore
from csescreen.errors import UserError
from csescreen.screens.dialogs import Confirm
from csescreen.screens.messages import RecordChanged, RecordNotSaved, RecordSaved

FLUSH_SECONDS: Final = 5.0
_SETTLE_SECONDS: Final = 1.0
_ENDING: Final = ("SIGTERM", "SIGHUP", "SIGINT")
_SIGNALLED: Final = 128


class Saves(Protocol):
    """A saver: one thread that writes each record's newest revision."""

    def submit(self, record: Record) -> None:
        """Take a revision to be written soon."""
        ...

    def flush(self, timeout: float) -> bool:
        """Wait until everything submitted is on the disk; return whether it is."""
        ...

    def close(self) -> object:
        """Stop the thread."""
        ...


OnSaved = Callable[[Record], None]
OnFailed = Callable[[Record, UserError], None]
MakeSaver = Callable[[ScreeningStore, OnSaved, OnFailed], Saves]


def make_saver(store: ScreeningStore, on_saved: OnSaved, on_failed: OnFailed) -> Saves:
    """Return the usual saver; imported here because the store is not open before."""
    from csescreen.saver import Saver  # noqa: PLC0415 - not before the first paint

    return Saver(store, on_saved, on_failed)


class SavingApp(CalmApp):
    """An app that saves every change, and flushes before it leaves, is ended, or sleeps."""

    def __init__(self, saver: MakeSaver = make_saver) -> None:
        """Take how to make a saver once the store is open."""
        super().__init__()
        self._make_saver = saver
        self._saver: Saves | None = None
        self._store: ScreeningStore | None = None
        self._leaving = False
        self._usual_sleep: object = None
        self._usual_waking: object = None
        self._asleep = False
        self.showing: dict[str, Screen[None]] = {}
        """The screen that shows a record, by the record's key."""

    def start_saving(self, store: ScreeningStore) -> None:
        """Save to this store from now on."""
        self._store = store
        self._saver = self._make_saver(store, self._saved, self._not_saved)

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
        except UserError as error:  # it is closed: the app is leaving
            self.after_saving(RecordNotSaved(record, error))

    def _saved(self, record: Record) -> None:  # on the saver's thread
        self.after_saving(RecordSaved(record))

    def _not_saved(self, record: Record, error: UserError) -> None:  # on the saver's thread
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
        told = " ".join(event.error.lines())
        self.notify(told, title="Not saved yet", severity="warning", markup=False)

    def save_at_once(self) -> bool:
        """Flush while the app stands still: for faults alone."""
        return self._saver is None or self._saver.flush(FLUSH_SECONDS)

    async def flush(self) -> bool:
        """Save everything that was entered, typed text on its way included."""
        handed = await self._settle()
        if self._saver is None:
            return handed
        return await asyncio.to_thread(self._saver.flush, FLUSH_SECONDS) and handed

    async def _settle(self) -> bool:
        """Wait until what was typed has come through widget and screen to the app."""
        handed = True
        for screen in list(self.screen_stack):
            hand_over = getattr(screen, "hand_over", None)
            if callable(hand_over):  # a screen that holds back what is typed until it is left
                handed = hand_over() is not False and handed
        reached = asyncio.Event()
        screen = self.screen
        first = self.focused or screen
        first.call_later(screen.call_later, self.call_later, reached.set)
        with suppress(TimeoutError):
            await asyncio.wait_for(reached.wait(), _SETTLE_SECONDS)
        return handed

    async def action_quit(self) -> None:
        """Save everything and leave; ask where it cannot be saved."""
        if not self._leaving:
            self._leaving = True
            self.run_worker(self._leave(), group="leaving")

    async def _leave(self) -> None:
        if await self.flush():
            await self._close_store()
            self.exit()
            return
        leave = await self.push_screen_wait(
            Confirm(
                "The last change could not be saved",
                "What was saved before it is safe. Your last change is still on the screen.\n\n"
                "Stay, and it is tried again: your text is kept. You can also copy it elsewhere "
                "first. Or leave without the last change.",
                yes="Leave without it",
                no="Stay",
            )
        )
        self._leaving = False
        if leave:
            self.last_words("csescreen closed. The last change was not saved.")
            await self._close_store()
            self.exit(return_code=1)

    async def _close_store(self) -> None:
        def close() -> None:
            with suppress(UserError):
                if self._saver is not None:
                    self._saver.close()
                if self._store is not None:
                    self._store.close()

        await asyncio.to_thread(close)

    def on_mount(self) -> None:
        """Listen for the end of the session, the window and the machine."""
        loop = asyncio.get_running_loop()
        if hasattr(signal, "SIGTSTP") and threading.current_thread() is threading.main_thread():
            # The driver's own ways to suspend and to resume. A closed window sends SIGCONT, too:
            # resuming then would start a second reader, and the process would never end.
            self._usual_sleep = signal.getsignal(signal.SIGTSTP)
            self._usual_waking = signal.signal(signal.SIGCONT, self._wake)
        for name in (*_ENDING, "SIGTSTP"):
            number = getattr(signal, name, None)
            act = self._sleep if name == "SIGTSTP" else self._end
            if number is not None:  # Windows has not all of them, and no handlers in the loop
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self._signalled, act, number)

    def on_unmount(self) -> None:
        """Give the signals back."""
        loop = asyncio.get_running_loop()
        self._asleep = False
        for name in (*_ENDING, "SIGTSTP"):
            number = getattr(signal, name, None)
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.remove_signal_handler(number)

    def _signalled(self, act: Callable[[int], Coroutine[None, None, None]], number: int) -> None:
        self.run_worker(act(number), group="signals")

    async def _end(self, number: int) -> None:
        if not await self.flush():
            self.last_words("csescreen was ended. The last change was not saved.")
        await self._close_store()
        self.exit(return_code=_SIGNALLED + number)

    async def _sleep(self, number: int) -> None:
        """Suspend, but only with everything on the disk."""
        if callable(self._usual_sleep) and await self.flush():
            self._asleep = True
            self._usual_sleep(number, None)

    def _wake(self, number: int, frame: FrameType | None) -> None:
        """Come back, but only from a sleep."""
        if self._asleep and callable(self._usual_waking):
            self._asleep = False
            self._usual_waking(number, frame)
