"""The door to the store as the shells see it, in a folder of its own.

A database without envelope and without the mark of a creation has lost its keys, and an envelope
without a database has lost its data: both are damage, never a reason to start anew.

The database and the ciphers are imported where they are first used: the app asks whether there is
a store before it paints.
"""

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from csescreen.core.audit import Action
from csescreen.core.ports import ScreeningStore
from csescreen.core.vault import Unfinished, WaysIn
from csescreen.errors import InputError, UserError
from csescreen.private_files import make_private_folder
from csescreen.store.faults import NOTHING_CHANGED, fault
from csescreen.store.layout import Layout
from csescreen.store.unfinished import Code

if TYPE_CHECKING:
    from csescreen.store.door import Door
    from csescreen.store.kdf import KdfParameters

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
        self._found: Door | None = None

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
        from csescreen.store.ways import ways_in  # noqa: PLC0415

        return self._calmly(lambda: ways_in(self._layout))

    def begin(self, passphrase: str) -> Unfinished[ScreeningStore]:
        """Begin a new store; it is made when part of its recovery code was typed back.

        Refuses where anything of a store is there.
        """
        self._refuse_empty(passphrase)
        self._calmly(self._refuse_remains)
        return Code(lambda bits: self._calmly(lambda: self._create(passphrase, bits)))

    def unlock(self, secret: str) -> ScreeningStore:
        """Open the store; raises `WrongPassphraseError`, `StoreLockedError` and others."""
        self._refuse_nothing()
        return self._calmly(lambda: self._door.let_in(self._door.by_secret(secret)))

    def accept_older_copy(self, secret: str, reason: str) -> ScreeningStore:
        """Open a store that is behind its head all the same; the reason is noted in its trail."""
        self._refuse_nothing()
        going_on = Action.ACCEPTED, reason
        return self._calmly(lambda: self._door.let_in(self._door.by_secret(secret), going_on))

    def unlock_by_keyring(self) -> ScreeningStore:
        """Open the store with the key that this computer's keyring holds.

        Raises a `UserError` where the keyring is locked, lost or holds another key.
        """
        from csescreen.store.key_changes import by_keyring  # noqa: PLC0415

        self._refuse_nothing()
        return self._calmly(lambda: self._door.let_in(by_keyring(self._door)))

    def prove(self, secret: str) -> None:
        """Raise a `UserError` where this secret does not open the store; change nothing."""
        self._refuse_nothing()
        self._calmly(lambda: self._door.prove(secret))

    def change_passphrase(self, secret: str, new: str) -> None:
        """Have a new passphrase open the store instead of the former one; others stay."""
        from csescreen.store.key_changes import change_passphrase  # noqa: PLC0415

        self._refuse_empty(new)
        self._refuse_nothing()
        self._calmly(lambda: change_passphrase(self._door, secret, new, self._cost()))

    def begin_recovery_code(self, secret: str) -> Unfinished[None]:
        """Begin a new recovery code in place of the former one; the master key changes with it."""
        from csescreen.store.key_changes import change_recovery_code  # noqa: PLC0415

        self.prove(secret)
        return Code(
            lambda bits: self._calmly(lambda: change_recovery_code(self._door, secret, bits))
        )

    def use_keyring(self, secret: str, use: bool) -> None:
        """Let this computer's keyring open the store as well, or no longer."""
        from csescreen.store.key_changes import keyring_off, keyring_on  # noqa: PLC0415

        self._refuse_nothing()
        self._calmly(lambda: (keyring_on if use else keyring_off)(self._door, secret))

    def rekey(self, secret: str, progress: Callable[[float], None]) -> None:
        """Encrypt everything anew under new keys, those of backups too; the store must not be open.

        It helps where somebody may have seen the database's key, in a copy of the memory of an open
        csescreen perhaps: what is written from now on they cannot read. It takes nothing back from
        who copied the store before, and earlier backups stay as they are. The ways in stay, and so
        does the master key where there is a recovery code: to shut out somebody who kept an older
        envelope and a way into that, change the passphrase and make a new recovery code first.
        """
        from csescreen.store.key_changes import rekey  # noqa: PLC0415

        self._refuse_nothing()
        self._calmly(lambda: rekey(self._door, secret, progress))

    @property
    def _door(self) -> "Door":
        from csescreen.store.door import Door  # noqa: PLC0415

        if self._found is None:
            self._found = Door(self._layout)
        return self._found

    def _create(self, passphrase: str, bits: bytes) -> ScreeningStore:
        from csescreen.store import creation, opening  # noqa: PLC0415
        from csescreen.store.keys import Keys  # noqa: PLC0415
        from csescreen.store.repository import SqlScreeningStore  # noqa: PLC0415

        make_private_folder(self._layout.folder)
        with self._door.locked() as lock:
            self._refuse_remains()
            keys = Keys.new(uuid.uuid4().hex)
            sealed = opening.seal(passphrase, bits, keys, self._cost())
            creation.create(self._layout, keys, sealed.envelope)
            return self._door.keep(SqlScreeningStore.open(self._layout.database, keys), lock)

    def _cost(self) -> "KdfParameters":
        from csescreen.store import kdf  # noqa: PLC0415

        return self._kdf or kdf.tuned()

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

    @staticmethod
    def _refuse_empty(passphrase: str) -> None:
        if not passphrase:
            raise InputError("The passphrase is empty.", do_next="Choose a passphrase.")

    @staticmethod
    def _calmly(work: Callable[[], T]) -> T:
        try:
            return work()
        except Exception as error:
            problem = fault(error, NOTHING_CHANGED)
        # Outside of the block and without its trace: the frames hold the passphrase and the key.
        problem.__traceback__ = None
        raise problem
