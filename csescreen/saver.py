"""Saves in the background: the newest text of each screening wins, and none is ever dropped.

But for one: the text of a screening that was purged.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from csescreen.core.ports import Record, ScreeningStore
from csescreen.errors import PurgedError, UserError

TEXT_ON_SCREEN = "Your text is still on screen."
RETRY_SECONDS = 3.0
"""How long to wait before what could not be saved is tried again by itself."""


class Saver:
    """One thread that saves what was submitted last.

    ``on_saved`` says what is on disk, after the commit; ``on_failed`` says what is not. Both come
    on the saver's thread and must not wait for the thread that calls `flush`: post a message.

    A record that could not be saved is kept, and tried again at the next submit or flush, and
    every few seconds besides: saving goes on by itself once there is room again.
    """

    def __init__(
        self,
        store: ScreeningStore,
        on_saved: Callable[[Record], None],
        on_failed: Callable[[Record, UserError], None],
    ) -> None:
        self._store = store
        self._on_saved = on_saved
        self._on_failed = on_failed
        self._changed = threading.Condition()
        self._waiting: dict[str, Record] = {}
        self._failed: dict[str, Record] = {}
        self._saving: Record | None = None
        self._told: dict[str, str] = {}
        """What was told of a record that is not saved: trying again tells nothing new."""
        self._newest: dict[str, int] = {}
        self._closed = False
        # A daemon: a crash of the app must not leave it hanging. `close` is what keeps the text.
        self._thread = threading.Thread(target=self._loop, name="csescreen-saver", daemon=True)
        self._thread.start()

    def submit(self, record: Record) -> None:
        """Have the record saved soon, in place of any older one of its key that still waits."""
        with self._changed:
            if self._closed:
                raise UserError(
                    "The store is closed.", safe=TEXT_ON_SCREEN, do_next="Unlock it, and try again."
                )
            self._retry()
            if record.revision >= self._newest.get(record.key, record.revision):
                self._newest[record.key] = record.revision
                self._waiting[record.key] = record
            self._changed.notify_all()

    def flush(self, timeout: float) -> bool:
        """Wait until everything submitted is on disk; return False where it is not.

        Returns early where saving fails: waiting longer would not help.
        """
        deadline = monotonic() + timeout
        with self._changed:
            if not self._closed:
                self._retry()
            self._changed.notify_all()
            while self._waiting or self._saving is not None:
                left = deadline - monotonic()
                if left <= 0 or not self._thread.is_alive():
                    return False
                self._changed.wait(left)
            return not self._failed

    def unsaved(self) -> list[Record]:
        """Return the records that are not known to be on disk."""
        with self._changed:
            saving = {self._saving.key: self._saving} if self._saving is not None else {}
            return list((self._failed | saving | self._waiting).values())

    def finish(self, timeout: float = 10.0) -> bool:
        """Flush and end the thread, but only with everything on disk; return whether it ended.

        Where it did not, saving goes on, and nothing that is submitted meanwhile is lost.
        """
        if not self.flush(timeout):
            return False
        with self._changed:
            if self._failed or self._waiting or self._saving is not None:
                return False  # submitted after the flush
            self._closed = True
            self._changed.notify_all()
        self._thread.join(timeout)
        return True

    def close(self, timeout: float = 10.0) -> bool:
        """Flush and end the thread; return whether everything is on disk. Leaves the store open."""
        done = self.flush(timeout)
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join(timeout)
        return done and not self.unsaved()

    def _retry(self) -> None:
        # What waits is newer than what failed, so it stays.
        self._waiting = self._failed | self._waiting
        self._failed = {}

    def _loop(self) -> None:
        while True:
            with self._changed:
                while not self._waiting:
                    if self._closed:
                        return
                    if not self._changed.wait(RETRY_SECONDS if self._failed else None):
                        self._retry()
                key = next(iter(self._waiting))
                record = self._saving = self._waiting.pop(key)
            self._save(record)

    def _save(self, record: Record) -> None:
        problem: UserError | None = None
        stored = record
        try:
            if not self._store.save(record):
                stored = self._held_instead(record)
        except PurgedError:
            self._drop(record.key)
            return
        except UserError as error:
            problem = error
        except Exception as error:
            kind = type(error).__name__
            problem = UserError(f"Saving failed ({kind}).", safe=TEXT_ON_SCREEN)
        with self._changed:
            self._saving = None
            if problem is not None and record.key not in self._waiting:
                self._failed[record.key] = record
            self._changed.notify_all()
        # A fault of the screen that is told must not end the saving.
        with suppress(Exception):
            if problem is None:
                self._told.pop(record.key, None)
                self._on_saved(stored)
            elif self._told.get(record.key) != f"{record.revision} {problem.what}":
                self._told[record.key] = f"{record.revision} {problem.what}"
                self._on_failed(record, problem)

    def _drop(self, key: str) -> None:
        """Try no more: the screening was removed for good, so there is nothing to be saved."""
        with self._changed:
            self._saving = None
            self._waiting.pop(key, None)
            self._changed.notify_all()

    def _held_instead(self, record: Record) -> Record:
        """Return what the store holds in the record's place, which it did not write.

        That is the record itself, where an earlier attempt reported an error after its commit,
        or a newer one. Another text under the same revision is not saved, and must not be called
        saved.
        """
        stored = self._store.read(record.key)
        if stored.revision > record.revision or stored == record:
            return stored
        raise UserError(
            "Another text is stored under the same revision, so this one was not saved.",
            safe=TEXT_ON_SCREEN,
            do_next="Change the text once more, so that it is saved as newer.",
        )
