"""The store that a restore would replace: opened, or found damaged, or none."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final

from csescreen.core.ports import RecordLine
from csescreen.errors import StoreDamagedError, UserError
from csescreen.private_files import make_private_folder
from csescreen.store import envelope_files
from csescreen.store.backup import Backups
from csescreen.store.door import Door, take_lock
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout
from csescreen.store.lock import StoreLock
from csescreen.store.opening import Opened
from csescreen.store.reading_store import ReadingStore
from csescreen.store.repository import SqlScreeningStore
from csescreen.store.salvage import salvage
from csescreen.store.vault import FileVault

Ask = Callable[[str], str]
"""Asks for a passphrase or recovery code: of "now", or of "then", the day of the backup."""

OPEN: Final = "open"
DAMAGED: Final = "damaged"
NONE: Final = "none"


@dataclass(slots=True)
class Present:
    """The store as it is: open, or the reason why not; and its keys where they could be had."""

    state: str
    store: SqlScreeningStore | None = None
    keys: Keys | None = None
    vault_id: str = ""
    lock: StoreLock | None = None
    lines: tuple[RecordLine, ...] = ()
    """What could be read of a damaged one."""
    trouble: str = ""
    """Why it could not be opened whole."""

    def close(self) -> None:
        """Close the store, and give the lock back."""
        if self.store is not None:
            self.store.close()
        if self.lock is not None:
            self.lock.release()

    @contextmanager
    def closed_but_locked(self) -> Iterator[None]:
        """Close the store, and keep its lock: nobody may open it until its successor is there."""
        if self.store is None:
            yield
            return
        release, self.store.on_close = self.store.on_close, _nothing
        try:
            self.store.close()
            yield
        finally:
            release()


def open_present(layout: Layout, secret: Ask) -> Present:
    """Open the store of a folder; where that cannot be done, take its lock and find its keys."""
    vault = FileVault(layout.folder)
    trouble = ""
    if vault.exists():
        try:
            store = vault.unlock(secret("now"))
            if isinstance(store, SqlScreeningStore):
                return Present(OPEN, store, store.keys, store.keys.vault_id)
            if isinstance(store, ReadingStore) and not store.is_damaged:
                store.close()
                raise store.refused()
            store.close()  # it can be read in part, and is set aside as damaged
            trouble = "The store's database is damaged."
        except StoreDamagedError as error:
            trouble = error.what
    # No store that could be opened: its lock is taken all the same.
    make_private_folder(layout.folder)
    lock = take_lock(layout)
    try:
        if not layout.remains():
            return Present(NONE, lock=lock)
        present = Present(DAMAGED, lock=lock, trouble=trouble)
        with suppress(StoreDamagedError):
            found = envelope_files.read(layout)
            present.vault_id = found.envelope.vault_id
            with suppress(UserError):
                way = Door(layout).by_secret(secret("now"))  # a wrong one is counted
                present.keys = keys_in(found.opened(way)[0])
        if present.keys is not None:
            present.lines = _readable(layout, present.keys)
    except BaseException:
        lock.release()
        raise
    return present


def _readable(layout: Layout, keys: Keys) -> tuple[RecordLine, ...]:
    """Return the screenings that can be read, one that came back as an earlier text included."""
    with suppress(OSError):
        found = salvage(layout.database, keys)
        if found.is_ours:
            lines = ReadingStore(found, "refused", Backups(layout, keys)).lines()
            return tuple(line for line in lines if line.revision)  # a lost one has none
    return ()


def keys_in(opened: Opened) -> Keys:
    """Return the keys of an opened envelope for a database that is to be made.

    Of two keys of an unfinished rekey either does: the envelope has both.
    """
    return opened.contents.keys(opened.envelope.vault_id, opened.contents.data[0])


def _nothing() -> None:
    """Do nothing when the store closes: its lock is still needed."""
