"""One instance at a time: a lock of the operating system, and a note of who holds it."""

import errno
import json
import os
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from csescreen.private_files import create_private
from csescreen.store.fault_words import told
from csescreen.store.layout import Layout

MAX_NOTE = 1000
_NO_LOCK = {
    errno.EACCES: "readonly",
    errno.EPERM: "readonly",
    errno.EROFS: "readonly",
    errno.ENOSPC: "no room",
    errno.EDQUOT: "no room",
}
_TRIES = 3
_BETWEEN_TRIES = 0.1
"""In seconds: one that fails once must not leave a whole session read-only."""
CLOCKS_DIFFER = 2.0
"""By how many seconds the clocks of a note and of a process may differ."""


class StoreLock:
    """The lock on a store. The system releases it when the process ends, however it ends."""

    def __init__(self, layout: Layout) -> None:
        from filelock import FileLock  # noqa: PLC0415 - only where a store is opened

        self._layout = layout
        self.refusal = ""
        """The fault for which no lock could be made, where the store is read without one."""
        # Not thread-local: the store may be closed on another thread than opened it.
        self._lock = FileLock(layout.lock, timeout=0, mode=0o600, thread_local=False)

    def acquire(self) -> None:
        """Take the lock; raises `StoreLockedError` at once where another instance holds it."""
        from filelock import Timeout  # noqa: PLC0415 - only where a store is opened

        try:
            self._lock.acquire()
            held = True
        except Timeout:
            held = False
        if not held:
            raise told("locked", holder=self.holder())
        with suppress(OSError):  # the note is a courtesy; the lock alone decides
            self._layout.holder.unlink(missing_ok=True)
            note = {"pid": os.getpid(), "started": datetime.now(UTC).isoformat(timespec="seconds")}
            create_private(self._layout.holder, json.dumps(note).encode("ascii"), sync=False)

    def acquire_if_possible(self) -> None:
        """Take the lock, unless none can be made and nobody holds it; see `refusal`.

        The store can then be read alone, as it is at that moment: another instance may write to it
        later.
        """
        for left in reversed(range(_TRIES)):
            try:
                self.acquire()
            except OSError as error:
                self.refusal = _NO_LOCK.get(error.errno or 0, "")
                if not self.refusal:
                    raise
            else:
                self.refusal = ""
                return
            if left:
                time.sleep(_BETWEEN_TRIES)
        self.look()

    @property
    def is_held(self) -> bool:
        """Whether this holds the lock."""
        return bool(self._lock.is_locked)

    def look(self) -> None:
        """Raise `StoreLockedError` where another instance holds the lock; nothing is written."""
        if self.is_taken():
            raise told("locked", holder=self.holder())

    def is_taken(self) -> bool:
        """Return whether another instance holds the lock, without taking it."""
        try:
            import fcntl  # noqa: PLC0415 - not on Windows, where a held file cannot be opened
        except ImportError:
            return self._taken_on_windows()
        try:
            handle = os.open(self._layout.lock, os.O_RDONLY)
        except OSError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
        else:
            return False
        finally:
            os.close(handle)

    def _taken_on_windows(self) -> bool:
        try:
            with self._layout.lock.open("rb") as file:
                file.read(1)
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return False

    def release(self) -> None:
        """Give the lock back; harmless where it is not held."""
        if self._lock.is_locked:
            try:
                with suppress(OSError):
                    self._layout.holder.unlink(missing_ok=True)
            finally:
                self._lock.release()

    def holder(self) -> str:
        """Return who holds the lock, as a part of a sentence; "" where the note is not theirs."""
        try:
            with self._layout.holder.open("rb") as file:
                note = json.loads(file.read(MAX_NOTE))
            started = datetime.fromisoformat(note["started"]).astimezone()
            process = int(note["pid"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""
        if not _wrote(process, started):
            return ""
        return f" (process {process}, since {started:%H:%M on %d %B %Y})"


def _wrote(process: int, at: datetime) -> bool:
    """Return whether the process can have written a note then.

    A process that was killed leaves its note, and its number may be another program's by now.
    """
    if os.name != "posix":  # elsewhere asking by a signal would end it
        return True
    try:
        os.kill(process, 0)
    except PermissionError:
        pass
    except (OSError, OverflowError):
        return False
    began = _began(process)
    return began is None or began <= at.timestamp() + CLOCKS_DIFFER


def _began(process: int) -> float | None:
    """Return when a process began, where the system says so: Linux does."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
        ticks = int(told.rpartition(")")[2].split()[19])  # its name, before, may hold anything
        started = time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)
        return started + ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError, AttributeError):
        return None
