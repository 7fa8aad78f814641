"""One instance at a time: a lock of the operating system, and a note of who holds it."""

import json
import os
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from csescreen.errors import StoreLockedError
from csescreen.private_files import create_private
from csescreen.store.layout import Layout

MAX_NOTE = 1000
CLOCKS_DIFFER = 2.0
"""By how many seconds the clocks of a note and of a process may differ."""


class StoreLock:
    """The lock on a store. The system releases it when the process ends, however it ends."""

    def __init__(self, layout: Layout) -> None:
        from filelock import FileLock  # noqa: PLC0415 - only where a store is opened

        self._layout = layout
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
            raise StoreLockedError(
                f"Another csescreen has the store open{self._holder()}.",
                safe="Nothing was changed.",
                do_next="Go on in the other window, or close it and try again.",
            )
        with suppress(OSError):  # the note is a courtesy; the lock alone decides
            self._layout.holder.unlink(missing_ok=True)
            note = {"pid": os.getpid(), "started": datetime.now(UTC).isoformat(timespec="seconds")}
            create_private(self._layout.holder, json.dumps(note).encode("ascii"), sync=False)

    def release(self) -> None:
        """Give the lock back; harmless where it is not held."""
        if self._lock.is_locked:
            with suppress(OSError):
                self._layout.holder.unlink(missing_ok=True)
            self._lock.release()

    def _holder(self) -> str:
        """Return who holds the lock, in words; "" where the note is not the holder's own."""
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
