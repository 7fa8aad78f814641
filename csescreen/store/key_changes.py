"""Changes of the keys: each demands a secret again, and is noted in the audit trail.

One slot is written anew, in both copies of the envelope one after the other: a kill at any moment
leaves the former or the new one. The slot of the passphrase is never taken away.
"""

import secrets
from collections.abc import Callable
from contextlib import suppress

from csescreen.core.audit import Action
from csescreen.errors import UserError
from csescreen.store import envelope_files, key_serial, opening, os_keyring, rekeying, wrapping
from csescreen.store.door import Door, Way, writable
from csescreen.store.envelope import KEYRING, Envelope
from csescreen.store.kdf import KdfParameters
from csescreen.store.keys import KEY_BYTES
from csescreen.store.opening import Opened
from csescreen.store.rekeying import Progress
from csescreen.store.repository import SqlScreeningStore


def change_passphrase(door: Door, secret: str, new: str, cost: KdfParameters) -> None:
    """Have the new passphrase open the store instead of the former one."""

    def change(opened: Opened) -> Opened:
        return opened.with_slot(
            lambda vault_id, master: wrapping.passphrase_slot(
                vault_id, master, new, cost, wrapping.today()
            )
        )

    _change(door, secret, change, Action.PASSPHRASE_CHANGED)


def change_recovery_code(door: Door, secret: str, bits: bytes) -> None:
    """Have a new recovery code open the store instead of the former one, if there was one.

    Where the secret is the passphrase, the master key is a new one too: every way in is at hand
    then. So a rekey after it shuts out whoever kept an older envelope and a way into that. A
    keyring that does not give its key now has to be turned on again.
    """
    kept = _kept_by_keyring(door)

    def change(opened: Opened) -> Opened:
        return opened.renewed(kept).with_slot(
            lambda vault_id, master: wrapping.recovery_slot(vault_id, master, bits)
        )

    _change(door, secret, change, Action.RECOVERY_CODE_CHANGED)


def keyring_on(door: Door, secret: str) -> None:
    """Let the operating system's keyring open the store as well."""
    envelope = door.prove(secret).envelope
    held = os_keyring.read(envelope.vault_id)
    if held and opening.by_keyring(envelope, held):
        return  # it is on, and works
    key = secrets.token_bytes(KEY_BYTES)
    # Not under the lock: a keyring may take its time, and the store may be closed meanwhile.
    os_keyring.write(envelope.vault_id, key)

    def change(opened: Opened) -> Opened:
        return opened.with_slot(
            lambda vault_id, master: wrapping.keyring_slot(vault_id, master, key, wrapping.today())
        )

    _change(door, secret, change, Action.KEYRING_ON)


def keyring_off(door: Door, secret: str) -> None:
    """Let the keyring open the store no longer, and take the key out of it where that can be."""
    envelope = door.prove(secret).envelope
    if envelope.of_kind(KEYRING):
        _change(door, secret, lambda opened: opened.without(KEYRING), Action.KEYRING_OFF)
    with suppress(UserError):  # without its slot the entry opens nothing
        os_keyring.delete(envelope.vault_id)


def by_keyring(door: Door) -> Way:
    """Return the way of the keyring; raises a `UserError` where it holds no key."""
    envelope = envelope_files.read(door.layout).envelope
    if not envelope.of_kind(KEYRING):
        raise os_keyring.not_used()
    key = os_keyring.read(envelope.vault_id)
    if key is None:
        raise os_keyring.lost()

    def way(envelope: Envelope) -> Opened:
        opened = opening.by_keyring(envelope, key)
        if opened is None:
            raise os_keyring.another_key()
        door.attempts.forget()
        return opened

    return way


def rekey(door: Door, secret: str, progress: Progress) -> None:
    """Encrypt the database anew; see `csescreen.store.rekeying` for what a kill leaves.

    The backups get a new root as well. Where no way in is lost by it, so does the master key; where
    there is a recovery code, a new code alone makes it anew.
    """
    layout, kept = door.layout, _kept_by_keyring(door)
    with door.busy:
        door.refuse_open()
        with door.locked() as lock:
            store, opened = door.open(door.by_secret(secret))
            store.close()
            writable(store)
            renewed = opened.renewed(kept)
            whole = len(renewed.envelope.slots) == len(opened.envelope.slots)
            both = (renewed if whole else opened).with_new_keys()
            former, new = both.contents.data
            envelope_files.write(layout, both.envelope)  # in both copies, or go no further
            keys = both.contents.keys(both.envelope.vault_id, new)
            rekeying.encrypt_anew(layout, former, keys, progress)
            store, _ = door.open(lambda _: both)  # which notes and confirms it
            store.close()
            lock.release()
    progress(1.0)


def _change(door: Door, secret: str, change: Callable[[Opened], Opened], action: Action) -> None:
    with door.opened(secret) as (store, opened):
        changed = change(opened).envelope
        envelope_files.change(door.layout, changed)
        _note(store, action, changed)
        lost = opened.envelope.of_kind(KEYRING) and not changed.of_kind(KEYRING)
        if lost and action != Action.KEYRING_OFF:
            _note(store, Action.KEYRING_OFF, changed)


def _kept_by_keyring(door: Door) -> bytes | None:
    """Return the keyring's key where it is a way in. Not under the lock: it may take its time."""
    envelope = envelope_files.read(door.layout).envelope
    if envelope.of_kind(KEYRING):
        with suppress(UserError):
            return os_keyring.read(envelope.vault_id)
    return None


def _note(store: SqlScreeningStore, action: Action, envelope: Envelope) -> None:
    """Note what was done; where that fails it is said that it was done all the same."""
    try:
        key_serial.note(store, action, envelope.serial)
    except UserError as error:
        problem = error
    else:
        return
    raise UserError(
        f"It was done, but it could not be noted in the audit trail. {problem.what}",
        safe="Your screenings are safe.",
        do_next=problem.do_next,
    )
