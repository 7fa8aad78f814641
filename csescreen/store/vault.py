"""The door to the store: makes it, or opens it with the passphrase.

Making one is safe to break off at any moment:

1. the mark ``store.creating`` is put on disk;
2. the database is made and closed whole, under a key that is nowhere on disk yet;
3. ``vault.json`` is put in place: from here on there is a store;
4. the second copy follows, the mark goes, and only then is the store handed out.

A mark without an envelope therefore says: nobody has stored anything here, and nobody ever had
the key. `FileVault.exists` says no, and `FileVault.create` starts afresh; what was left is
renamed, not deleted, in case a synchronising program brought an old mark back. A mark next to
an envelope says that only step 4 is missing: the store is whole, and unlocking ends the step.
A database without envelope and mark has lost its keys, and an envelope without a database has
lost its data: both are damage, never a reason to start anew.
"""

import secrets
import uuid
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from csescreen.core import recovery_code
from csescreen.core.audit import Action
from csescreen.core.ports import ScreeningStore
from csescreen.core.vault import WaysIn
from csescreen.errors import InputError, UserError
from csescreen.private_files import create_private, make_private_folder, sync_folder
from csescreen.store.faults import NOTHING_CHANGED, fault
from csescreen.store.layout import Layout
from csescreen.store.unfinished import Code

if TYPE_CHECKING:
    from collections.abc import Callable

    from csescreen.core.vault import Unfinished
    from csescreen.store.envelope import Envelope
    from csescreen.store.kdf import KdfParameters
    from csescreen.store.keys import Keys

T = TypeVar("T")


class FileVault:
    """A store in a folder of its own.

    ``kdf`` sets the cost of deriving a key for a new store; without it the cost is tuned to this
    machine. Everything but `exists` loads the database and the ciphers, which takes half a
    second.
    """

    def __init__(self, folder: Path, kdf: "KdfParameters | None" = None) -> None:
        self._layout = Layout(folder)
        self._kdf = kdf

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
        return self._calmly(self._ways_in)

    def begin(self, passphrase: str) -> "Unfinished[ScreeningStore]":
        """Begin a new store; it is made when part of its recovery code was typed back.

        Refuses where anything of a store is there.
        """
        if not passphrase:
            raise InputError("The passphrase is empty.", do_next="Choose a passphrase.")
        self._calmly(self._refuse_remains)
        return Code(lambda bits: self._calmly(lambda: self._create(passphrase, bits)))

    def unlock(self, secret: str) -> ScreeningStore:
        """Open the store; raises `WrongPassphraseError`, `StoreLockedError` and others."""
        if not self.exists():
            raise UserError(
                "There is no store yet.", safe=NOTHING_CHANGED, do_next="Create one first."
            )
        return self._calmly(lambda: self._unlock(secret))

    def accept_older_copy(self, secret: str, reason: str) -> ScreeningStore:
        """Open a store that is behind its head all the same; the reason is noted in its trail."""
        going_on = Action.ACCEPTED, reason
        return self._calmly(lambda: self._unlock(secret, going_on))

    def unlock_by_keyring(self) -> ScreeningStore:
        """Open the store with the key that this computer's keyring holds."""
        raise _later()

    def change_passphrase(self, secret: str, new: str) -> None:
        """Have a new passphrase open the store instead of the former one; others stay."""
        raise _later()

    def begin_recovery_code(self, secret: str) -> "Unfinished[None]":
        """Begin a new recovery code in place of the former one."""
        raise _later()

    def use_keyring(self, secret: str, use: bool) -> None:
        """Let this computer's keyring open the store as well, or no longer."""
        raise _later()

    def rekey(self, secret: str, progress: "Callable[[float], None]") -> None:
        """Encrypt everything anew under a new key; the store must not be open."""
        raise _later()

    def _ways_in(self) -> WaysIn:
        from csescreen.store import envelope, envelope_files  # noqa: PLC0415

        kinds = {slot.kind for slot in envelope_files.read(self._layout).envelope.slots}
        return WaysIn(
            passphrase=envelope.PASSPHRASE in kinds,
            recovery_code=envelope.RECOVERY in kinds,
            keyring=envelope.KEYRING in kinds,
        )

    def _create(self, passphrase: str, bits: bytes) -> ScreeningStore:
        from csescreen.store import envelope, kdf  # noqa: PLC0415
        from csescreen.store.keys import Keys  # noqa: PLC0415
        from csescreen.store.lock import StoreLock  # noqa: PLC0415
        from csescreen.store.repository import SqlScreeningStore  # noqa: PLC0415

        layout = self._layout
        make_private_folder(layout.folder)
        lock = StoreLock(layout)
        try:
            lock.acquire()
            self._refuse_remains()
            layout.set_unfinished_aside()
            keys = Keys.of(uuid.uuid4().hex, secrets.token_bytes(envelope.KEY_BYTES))
            cost = self._kdf or kdf.tuned()
            sealed = envelope.seal(passphrase, keys.data, keys.vault_id, cost)
            self._make(keys, envelope.with_recovery(sealed, keys.data, bits))
            self._remove_mark()
            store = SqlScreeningStore.open(layout.database, keys)
        except BaseException:
            lock.release()
            raise
        store.on_close = lock.release
        return store

    def _make(self, keys: "Keys", sealed: "Envelope") -> None:
        from csescreen.store import envelope_files  # noqa: PLC0415
        from csescreen.store.repository import SqlScreeningStore  # noqa: PLC0415

        layout = self._layout
        try:
            layout.creating.unlink(missing_ok=True)
            create_private(layout.creating)
            sync_folder(layout.folder)
            create_private(layout.database)
            sync_folder(layout.folder)
            SqlScreeningStore.create(layout.database, keys).close()
            layout.check_database()
            envelope_files.write(layout, sealed)
        except BaseException:
            self._undo()
            raise

    def _unlock(self, secret: str, going_on: tuple[Action, str] | None = None) -> ScreeningStore:
        from csescreen.store import envelope, envelope_files  # noqa: PLC0415
        from csescreen.store.keys import Keys  # noqa: PLC0415
        from csescreen.store.lock import StoreLock  # noqa: PLC0415
        from csescreen.store.repository import SqlScreeningStore  # noqa: PLC0415

        layout = self._layout
        with suppress(OSError):  # what is not ours to close stays open; the files are 0600
            make_private_folder(layout.folder)
        lock = StoreLock(layout)
        bits: bytes | None = None
        try:
            lock.acquire()
            found = envelope_files.read(layout)
            layout.check_database()
            with suppress(ValueError):
                bits = recovery_code.read(secret)
            data_key = bits and envelope.unseal_by_code(found.envelope, bits)
            if not data_key:
                data_key = envelope.unseal(found.envelope, secret)
            keys = Keys.of(found.envelope.vault_id, data_key)
            store = SqlScreeningStore.open(layout.database, keys, going_on)
        except BaseException:
            lock.release()
            raise
        store.on_close = lock.release
        envelope_files.heal(found)
        self._remove_mark()
        return store

    def _refuse_remains(self) -> None:
        if self._layout.remains():
            raise UserError(
                "There is a store already, or what is left of one.",
                safe=NOTHING_CHANGED,
                do_next="Unlock it; a new one is never put in its place.",
            )

    def _remove_mark(self) -> None:
        """Remove the mark of a creation. Next to an envelope it is harmless, should it stay."""
        with suppress(OSError):
            if self._layout.creating.exists():
                self._layout.creating.unlink()
                sync_folder(self._layout.folder)

    def _undo(self) -> None:
        """Remove what a failed creation made; nothing was stored, and nobody has the store.

        The envelope goes first and the mark last: what a crash leaves in between is still an
        unfinished creation.
        """
        layout = self._layout
        with suppress(OSError):
            for path in (layout.envelope_copy, layout.envelope):
                path.unlink(missing_ok=True)
            sync_folder(layout.folder)
            for path in (*layout.database_files, layout.head):
                path.unlink(missing_ok=True)
            sync_folder(layout.folder)
            layout.creating.unlink(missing_ok=True)

    @staticmethod
    def _calmly(work: "Callable[[], T]") -> T:
        try:
            return work()
        except Exception as error:
            problem = fault(error, NOTHING_CHANGED)
        # Outside of the block and without its trace: the frames hold the passphrase and the key.
        problem.__traceback__ = None
        raise problem


def _later() -> UserError:
    return UserError("This way of changing the keys is not there yet.")
