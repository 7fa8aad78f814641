"""The door to the store: makes it, opens it, and changes the ways in.

A database without envelope and without the mark of a creation has lost its keys, and an envelope
without a database has lost its data: both are damage, never a reason to start anew.

What needs the database or the ciphers is imported where it is first used: the app asks whether
there is a store before it paints.
"""

import secrets
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from csescreen.core.ports import ScreeningStore
from csescreen.core.vault import Unfinished, WaysIn
from csescreen.errors import InputError, StoreLockedError, UserError, WrongPassphraseError
from csescreen.private_files import make_private_folder
from csescreen.store.attempts import Attempts
from csescreen.store.faults import NOTHING_CHANGED, fault
from csescreen.store.layout import Layout
from csescreen.store.unfinished import Code

if TYPE_CHECKING:
    from csescreen.store.envelope import Envelope
    from csescreen.store.kdf import KdfParameters
    from csescreen.store.lock import StoreLock
    from csescreen.store.opening import Opened
    from csescreen.store.repository import SqlScreeningStore

T = TypeVar("T")


class FileVault:
    """A store in a folder of its own; see `csescreen.core.vault.Vault`.

    ``kdf`` sets the cost of deriving a key from a passphrase; without it the cost is tuned to this
    machine. Everything but `exists` and `ways_in` loads the database and the ciphers, which takes
    half a second.
    """

    def __init__(self, folder: Path, kdf: "KdfParameters | None" = None) -> None:
        self._layout = Layout(folder)
        self._kdf = kdf
        self._attempts = Attempts(self._layout.attempts)
        self._busy = threading.RLock()
        """Held while the keys change: the store's lock is not given back meanwhile."""
        self._store: SqlScreeningStore | None = None

    def exists(self) -> bool:
        """Return whether there is a store, or anything left of one.

        Raises a `UserError` where the folder may not be looked into: that is no "no".
        """
        try:
            return self._layout.remains()
        except OSError as error:
            problem = fault(error, NOTHING_CHANGED)
        raise problem

    def ways_in(self) -> WaysIn:
        """Return which ways in there are; reads the envelope alone, and opens nothing."""
        if not self.exists():
            return WaysIn(passphrase=False, recovery_code=False, keyring=False)
        return _calmly(self._ways_in)

    def begin(self, passphrase: str) -> Unfinished[ScreeningStore]:
        """Begin a new store; it is made when part of its recovery code was typed back.

        Refuses where anything of a store is there.
        """
        _refuse_empty(passphrase)
        _calmly(self._refuse_remains)
        return Code(lambda bits: _calmly(lambda: self._create(passphrase, bits)))

    def unlock(self, secret: str) -> ScreeningStore:
        """Open the store; raises `WrongPassphraseError`, `StoreLockedError` and others."""
        self._refuse_nothing()
        return _calmly(lambda: self._unlock(lambda envelope: self._try(envelope, secret)))

    def unlock_by_keyring(self) -> ScreeningStore:
        """Open the store with the key that this computer's keyring holds.

        Raises a `UserError` where the keyring is locked, lost or holds another key.
        """
        self._refuse_nothing()
        return _calmly(self._unlock_by_keyring)

    def change_passphrase(self, secret: str, new: str) -> None:
        """Have a new passphrase open the store instead of the former one; others stay."""
        from csescreen.store import kdf, wrapping  # noqa: PLC0415

        _refuse_empty(new)

        def change(opened: "Opened") -> "Opened":
            cost = self._kdf or kdf.tuned()
            return opened.with_slot(
                lambda vault_id, master: wrapping.passphrase_slot(vault_id, master, new, cost)
            )

        self._change(secret, change, "passphrase changed")

    def begin_recovery_code(self, secret: str) -> Unfinished[None]:
        """Begin a new recovery code in place of the former one."""
        from csescreen.store import wrapping  # noqa: PLC0415

        _calmly(lambda: self._proven(secret))

        def finish(bits: bytes) -> None:
            def change(opened: "Opened") -> "Opened":
                return opened.with_slot(
                    lambda vault_id, master: wrapping.recovery_slot(vault_id, master, bits)
                )

            self._change(secret, change, "recovery code changed")

        return Code(finish)

    def use_keyring(self, secret: str, use: bool) -> None:  # noqa: FBT001
        """Let this computer's keyring open the store as well, or no longer."""
        _calmly(lambda: (self._keyring_on if use else self._keyring_off)(secret))

    def rekey(self, secret: str, progress: Callable[[float], None]) -> None:
        """Encrypt everything anew under a new key; the store must not be open.

        It helps where somebody may have seen the database's key, in a copy of the memory of an open
        csescreen perhaps: what is written from now on they cannot read. It takes nothing back from
        who copied the store before, and it does not shut out who has an older copy of the envelope
        and a passphrase or code that opened it: the ways in, and the key they share, stay.
        """
        self._refuse_nothing()
        _calmly(lambda: self._rekey(secret, progress))

    def _ways_in(self) -> WaysIn:
        from csescreen.store import envelope_files  # noqa: PLC0415
        from csescreen.store.envelope import KEYRING, PASSPHRASE, RECOVERY, made  # noqa: PLC0415

        envelope = envelope_files.read(self._layout).envelope
        return WaysIn(
            passphrase=bool(envelope.of_kind(PASSPHRASE)),
            recovery_code=bool(envelope.of_kind(RECOVERY)),
            keyring=bool(envelope.of_kind(KEYRING)),
            wait_seconds=self._attempts.wait_seconds(),
            made={slot.kind: made(slot) for slot in envelope.slots if made(slot)},
            cost=next((guess_words(slot) for slot in envelope.of_kind(PASSPHRASE)), ""),
        )

    def _create(self, passphrase: str, bits: bytes) -> ScreeningStore:
        from csescreen.store import creation, kdf, opening  # noqa: PLC0415
        from csescreen.store.keys import Keys  # noqa: PLC0415
        from csescreen.store.repository import SqlScreeningStore  # noqa: PLC0415

        make_private_folder(self._layout.folder)
        with self._locked() as lock:
            self._refuse_remains()
            keys = Keys.new(uuid.uuid4().hex)
            sealed = opening.seal(passphrase, bits, keys, self._kdf or kdf.tuned())
            creation.create(self._layout, keys, sealed.envelope)
            return self._keep(SqlScreeningStore.open(self._layout.database, keys), lock)

    def _unlock(self, way: "Callable[[Envelope], Opened]") -> ScreeningStore:
        with suppress(OSError):  # what is not ours to close stays open; the files are 0600
            make_private_folder(self._layout.folder)
        with self._locked() as lock:
            store, _ = self._open(way)
            return self._keep(store, lock)

    def _unlock_by_keyring(self) -> ScreeningStore:
        from csescreen.store import envelope_files, opening, os_keyring  # noqa: PLC0415
        from csescreen.store.envelope import KEYRING  # noqa: PLC0415

        envelope = envelope_files.read(self._layout).envelope
        if not envelope.of_kind(KEYRING):
            raise os_keyring.not_used()
        key = os_keyring.read(envelope.vault_id)
        if key is None:
            raise os_keyring.lost()

        def way(envelope: "Envelope") -> "Opened":
            opened = opening.by_keyring(envelope, key)
            if opened is None:
                raise os_keyring.another_key()
            self._attempts.forget()
            return opened

        return self._unlock(way)

    def _open(self, way: "Callable[[Envelope], Opened]") -> "tuple[SqlScreeningStore, Opened]":
        """Open the store under the lock, and end what a change of keys that broke off left."""
        from csescreen.store import creation, envelope_files, rekeying  # noqa: PLC0415
        from csescreen.store.repository import SqlScreeningStore  # noqa: PLC0415

        layout = self._layout
        found = envelope_files.read(layout)
        layout.check_database()
        opened = way(found.envelope)
        data = rekeying.fitting(layout, opened.contents.data)
        keys = opened.contents.keys(found.envelope.vault_id, data)
        store = SqlScreeningStore.open(layout.database, keys)
        if len(opened.contents.data) > 1:
            opened = opened.with_data(data)
            with suppress(OSError):  # it opens with either key, so it can wait
                envelope_files.write(layout, opened.envelope)
        else:
            envelope_files.heal(found)
        rekeying.drop_unfinished(layout)
        creation.remove_mark(layout)
        return store, opened

    def _try(self, envelope: "Envelope", secret: str) -> "Opened":
        """Open the envelope with the passphrase or the code; a wrong one is counted."""
        from csescreen.store import opening  # noqa: PLC0415

        self._attempts.check()
        try:
            opened = opening.by_secret(envelope, secret)
        except WrongPassphraseError:
            self._attempts.wrong()
            raise
        self._attempts.forget()
        return opened

    def _proven(self, secret: str) -> "Opened":
        """Return the envelope, opened by the secret, whether the store is open or not."""
        from csescreen.store import envelope_files  # noqa: PLC0415

        with self._busy:
            if self._store is not None:
                return self._try(envelope_files.read(self._layout).envelope, secret)
            self._refuse_nothing()
            with self._locked() as lock:
                opened = self._try(envelope_files.read(self._layout).envelope, secret)
                lock.release()
            return opened

    def _change(
        self, secret: str, change: "Callable[[Opened], Opened]", action: str
    ) -> None:
        """Change the envelope, and note it in the audit trail."""
        from csescreen.store import envelope_files  # noqa: PLC0415

        def work() -> None:
            with self._busy, self._store_open(secret) as (store, opened):
                envelope_files.change(self._layout, change(opened).envelope)
                _note(store, action)

        _calmly(work)

    @contextmanager
    def _store_open(self, secret: str) -> "Iterator[tuple[SqlScreeningStore, Opened]]":
        """Give the store and its envelope, opened by the secret; close what was closed."""
        if self._store is not None:
            yield self._store, self._proven(secret)
            return
        self._refuse_nothing()
        with self._locked() as lock:
            store, opened = self._open(lambda envelope: self._try(envelope, secret))
            self._keep(store, lock)
            try:
                yield store, opened
            finally:
                store.close()

    def _keyring_on(self, secret: str) -> None:
        from csescreen.store import opening, os_keyring, wrapping  # noqa: PLC0415
        from csescreen.store.keys import KEY_BYTES  # noqa: PLC0415

        envelope = self._proven(secret).envelope
        held = os_keyring.read(envelope.vault_id)
        if held and opening.by_keyring(envelope, held):
            return  # it is on, and works
        key = secrets.token_bytes(KEY_BYTES)
        # Not under the lock: a keyring may take its time, and the store may be closed meanwhile.
        os_keyring.write(envelope.vault_id, key)

        def change(opened: "Opened") -> "Opened":
            return opened.with_slot(
                lambda vault_id, master: wrapping.keyring_slot(vault_id, master, key)
            )

        self._change(secret, change, "keyring on")

    def _keyring_off(self, secret: str) -> None:
        from csescreen.store import os_keyring  # noqa: PLC0415
        from csescreen.store.envelope import KEYRING  # noqa: PLC0415

        envelope = self._proven(secret).envelope
        if envelope.of_kind(KEYRING):
            self._change(secret, lambda opened: opened.without(KEYRING), "keyring off")
        with suppress(UserError):  # without its slot the entry opens nothing
            os_keyring.delete(envelope.vault_id)

    def _rekey(self, secret: str, progress: Callable[[float], None]) -> None:
        from csescreen.store import envelope_files, rekeying  # noqa: PLC0415
        from csescreen.store.keys import KEY_BYTES  # noqa: PLC0415
        from csescreen.store.repository import SqlScreeningStore  # noqa: PLC0415

        layout = self._layout
        if self._store is not None:
            raise StoreLockedError(
                "The store is open here, so it cannot be encrypted anew.",
                safe=NOTHING_CHANGED,
                do_next="Close it first.",
            )
        with self._locked() as lock:
            store, opened = self._open(lambda envelope: self._try(envelope, secret))
            store.close()
            (former,), new = opened.contents.data, secrets.token_bytes(KEY_BYTES)
            both = opened.with_data(former, new)
            envelope_files.write(layout, both.envelope)  # in both copies, or not at all
            rekeying.encrypt_anew(layout, former, new, progress)
            keys = both.contents.keys(both.envelope.vault_id, new)
            store = SqlScreeningStore.open(layout.database, keys)
            try:
                _note(store, "rekeyed")
            finally:
                store.close()
            envelope_files.change(layout, both.with_data(new).envelope)
            lock.release()
        progress(1.0)

    @contextmanager
    def _locked(self) -> "Iterator[StoreLock]":
        """Take the store's lock; it is given back where the work fails."""
        from csescreen.store.lock import StoreLock  # noqa: PLC0415

        lock = StoreLock(self._layout)
        lock.acquire()
        try:
            yield lock
        except BaseException:
            lock.release()
            raise

    def _keep(self, store: "SqlScreeningStore", lock: "StoreLock") -> "SqlScreeningStore":
        """Remember the open store; its lock is given back when it is closed."""

        def closed() -> None:
            with self._busy:
                self._store = None
                lock.release()

        store.on_close = closed
        self._store = store
        return store

    def _refuse_remains(self) -> None:
        if self._layout.remains():
            raise UserError(
                "There is a store already, or what is left of one.",
                safe=NOTHING_CHANGED,
                do_next="Unlock it; a new one is never put in its place.",
            )

    def _refuse_nothing(self) -> None:
        if not self.exists():
            raise UserError(
                "There is no store yet.", safe=NOTHING_CHANGED, do_next="Create one first."
            )


def _refuse_empty(passphrase: str) -> None:
    if not passphrase:
        raise InputError("The passphrase is empty.", do_next="Choose a passphrase.")


def _note(store: ScreeningStore, action: str) -> None:
    """Note what was done; where that fails it is said that it was done all the same."""
    try:
        store.note(action)
    except UserError as error:
        problem = error
    else:
        return
    raise UserError(
        f"It was done, but it could not be noted in the audit trail. {problem.what}",
        safe="Your screenings are safe.",
        do_next=problem.do_next,
    )


def _calmly(work: Callable[[], T]) -> T:
    try:
        return work()
    except Exception as error:
        problem = fault(error, NOTHING_CHANGED)
    # Outside of the block and without its trace: the frames hold the passphrase and the key.
    problem.__traceback__ = None
    raise problem
