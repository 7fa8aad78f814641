"""Who is let in: the store's lock, the secret that is tried, and the one open store of a vault."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeAlias

from csescreen.core.audit import Action
from csescreen.errors import StoreLockedError, UserError
from csescreen.private_files import make_private_folder
from csescreen.store import checking, creation, envelope_files, key_serial, rekeying, swap
from csescreen.store.attempts import Attempts
from csescreen.store.checking import OpenStore
from csescreen.store.envelope import Envelope
from csescreen.store.fault_words import HEALED
from csescreen.store.faults import NOTHING_CHANGED
from csescreen.store.layout import Layout
from csescreen.store.lock import StoreLock
from csescreen.store.opening import Opened
from csescreen.store.reading_store import ReadingStore
from csescreen.store.repository import SqlScreeningStore
from csescreen.store.secret import tried

Way: TypeAlias = Callable[[Envelope], Opened]
"""How an envelope is opened: with a secret, or with the keyring's key."""
GoingOn: TypeAlias = tuple[Action, str] | None


class Door:
    """The door of one vault. It knows whether this process has the store open.

    A change of keys holds ``busy``: closing the store on another thread waits for it, so that the
    lock is never given back in the middle of a change.
    """

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.attempts = Attempts(layout.attempts)
        self.busy = threading.RLock()
        self._store: OpenStore | None = None

    def let_in(self, way: Way, going_on: GoingOn = None) -> OpenStore:
        """Open the store; it holds the lock until it is closed."""
        with suppress(OSError):  # what is not ours to close stays open; the files are 0600
            make_private_folder(self.layout.folder)
        with self.locked(to_write=False) as lock:
            store, _ = self.open(way, going_on, lock.refusal)
            return self.keep(store, lock)

    def by_secret(self, secret: str) -> Way:
        """Return the way of the passphrase or the recovery code; a wrong one is counted."""

        def way(envelope: Envelope) -> Opened:
            opened = tried(self.attempts, envelope, secret)
            self.attempts.forget()
            return opened

        return way

    def open(
        self, way: Way, going_on: GoingOn = None, refusal: str = ""
    ) -> tuple[OpenStore, Opened]:
        """Open the store under the lock, and end what a change of keys that broke off left.

        ``refusal`` is the fault for which it may only be read.
        A store that is only read is left as it is in every part.
        """
        layout = self.layout
        found = envelope_files.read(layout)
        layout.check_database()
        opened, found = found.opened(way)
        data = rekeying.fitting(layout, opened.contents.data)
        keys = opened.contents.keys(found.envelope.vault_id, data)
        store = checking.opened(layout, keys, going_on, refusal)
        if isinstance(store, ReadingStore):
            return store, opened
        try:
            key_serial.look(store, opened.envelope.serial)
            if len(opened.contents.data) > 1:
                opened = self._settled(store, opened, data)
            else:
                if envelope_files.heal(found):
                    store.tell(HEALED)
                key_serial.learn(store, opened.envelope.serial)
            rekeying.drop_unfinished(layout)
            creation.remove_mark(layout)
        except BaseException:
            store.close()
            raise
        return store, opened

    def _settled(self, store: SqlScreeningStore, opened: Opened, data: bytes) -> Opened:
        """End a rekey: note that it was done, or fall back; keep the key that the database has."""
        settled = opened.with_data(data)
        with suppress(OSError, UserError):  # the envelope has the right key: it can wait
            if data != opened.contents.data[0]:
                # of the envelope on the disk: a kill before the next line leaves that one
                key_serial.note(store, Action.REKEYED, opened.envelope.serial)
            envelope_files.write(self.layout, settled.envelope)
            key_serial.learn(store, settled.envelope.serial)
        return settled

    def prove(self, secret: str) -> Opened:
        """Return the envelope opened by the secret, whether the store is open here or not."""
        with self.busy:
            if self._store is not None:
                return self._opened_by(secret)
            with self.locked() as lock:
                opened = self._opened_by(secret)
                lock.release()
            return opened

    @contextmanager
    def opened(self, secret: str) -> Iterator[tuple[SqlScreeningStore, Opened]]:
        """Give the store and its envelope, opened by the secret; close what was closed before."""
        with self.busy:
            if self._store is not None:
                yield writable(self._store), self._opened_by(secret)
                return
            with self.locked() as lock:
                store, opened = self.open(self.by_secret(secret))
                self.keep(store, lock)
                try:
                    yield writable(store), opened
                finally:
                    store.close()

    @contextmanager
    def locked(self, *, to_write: bool = True) -> Iterator[StoreLock]:
        """Take the store's lock, and end a restore that broke off.

        The lock is given back where the work fails. To read alone, it need not be had where none
        can be made, and nothing is ended.
        """
        lock = take_lock(self.layout, to_write=to_write)
        try:
            yield lock
        except BaseException:
            lock.release()
            raise

    def keep(self, store: OpenStore, lock: StoreLock) -> OpenStore:
        """Remember the open store; its lock is given back when it is closed."""

        def closed() -> None:
            with self.busy:
                self._store = None
                lock.release()

        store.on_close = closed
        self._store = store
        return store

    def refuse_open(self) -> None:
        """Raise where this process has the store open."""
        if self._store is not None:
            raise StoreLockedError(
                "The store is open here, so it cannot be encrypted anew.",
                safe=NOTHING_CHANGED,
                do_next="Close it first.",
            )

    def _opened_by(self, secret: str) -> Opened:
        return envelope_files.read(self.layout).opened(self.by_secret(secret))[0]


def take_lock(layout: Layout, *, to_write: bool = True) -> StoreLock:
    """Take a store's lock, and end a restore that broke off: the one way to the lock.

    Where ``to_write`` is not asked for and no lock can be made, it is not held, and nothing is
    ended.
    """
    lock = StoreLock(layout)
    try:
        if to_write:
            lock.acquire()
        else:
            lock.acquire_if_possible()
        if lock.is_held:
            swap.finish(layout)
    except BaseException:
        lock.release()
        raise
    return lock


def writable(store: OpenStore) -> SqlScreeningStore:
    """Return a store that was opened to write; raises the `UserError` of one that was not."""
    if isinstance(store, ReadingStore):
        raise store.refused()
    return store
