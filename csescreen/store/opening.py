"""An envelope that was opened: what it holds, and the envelopes that it can become.

Nothing here touches a file. Every change returns a new envelope with a higher serial.
"""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from csescreen.core import recovery_code
from csescreen.errors import WrongPassphraseError
from csescreen.store import wrapping
from csescreen.store.envelope import (
    FORMAT,
    KEYRING,
    PASSPHRASE,
    RECOVERY,
    Envelope,
    Slot,
    Wrapped,
    canonical,
)
from csescreen.store.fault_words import told
from csescreen.store.kdf import KdfParameters
from csescreen.store.keys import KEY_BYTES, Keys
from csescreen.store.layout import damaged

MOST_FORMER: Final = 64
"""So many former backup roots are kept: a file must stay of bounded length."""
_FORMER: Final = "former_backups"


@dataclass(frozen=True, slots=True)
class Contents:
    """What the master key wraps: the keys of the database, and those that outlive them.

    ``data`` is one key, or two while a rekey is under way: the former and the new one.
    """

    data: tuple[bytes, ...] = field(repr=False)
    audit: bytes = field(repr=False)
    backup: bytes = field(repr=False)
    former_backups: tuple[bytes, ...] = field(repr=False, default=())

    def keys(self, vault_id: str, data: bytes) -> Keys:
        """Return the keys of a store whose database has this key."""
        return Keys(vault_id, data, self.audit, self.backup, self.former_backups)


@dataclass(frozen=True, slots=True)
class Opened:
    """An envelope, the master key that a secret gave, and what it holds.

    ``kind`` is the kind of the slot that was opened, and ``secret`` what opened it, where that is
    a passphrase: an envelope of the first format is made anew with it.
    """

    envelope: Envelope
    kind: str
    contents: Contents
    master: bytes = field(repr=False)
    secret: str = field(repr=False, default="")

    def with_slot(self, make: Callable[[str, bytes], Slot]) -> "Opened":
        """Return it with a new slot in place of those of its kind."""
        now = self._modern()
        slot = make(now.envelope.vault_id, now.master)
        others = tuple(other for other in now.envelope.slots if other.kind != slot.kind)
        return now._changed(slots=(*others, slot))

    def without(self, kind: str) -> "Opened":
        """Return it without the slots of a kind; never those of the passphrase."""
        if kind == PASSPHRASE:
            raise ValueError("the passphrase is never taken away")
        now = self._modern()
        return now._changed(slots=tuple(slot for slot in now.envelope.slots if slot.kind != kind))

    def with_data(self, *data: bytes) -> "Opened":
        """Return it with these keys of the database: one, or the former and the new one."""
        now = self._modern()
        return now._changed(contents=replace(now.contents, data=data))

    def with_new_keys(self) -> "Opened":
        """Return it with a new key of the database beside the former one, and a new backup root.

        The former roots still open the backups that were made with them.
        """
        now = self._modern()
        held, new = now.contents, [secrets.token_bytes(KEY_BYTES) for _ in range(2)]
        former = (held.backup, *held.former_backups)[:MOST_FORMER]
        return now._changed(contents=Contents((held.data[0], new[0]), held.audit, new[1], former))

    def renewed(self, keyring_key: bytes | None) -> "Opened":
        """Return it under a new master key, with its passphrase and what the keyring's key opens.

        Its recovery code is gone: a new one takes its place. Where it was not the passphrase that
        opened it, or a slot is of a kind that this version does not know, the master key stays.
        """
        known = {slot.kind for slot in self.envelope.slots} <= {PASSPHRASE, RECOVERY, KEYRING}
        return self._anew(keyring_key) if self.kind == PASSPHRASE and known else self

    def _modern(self) -> "Opened":
        """Return it in the present format. The first format had slots of passphrases alone."""
        return self if self.envelope.format == FORMAT else self._anew(None)

    def _anew(self, keyring_key: bytes | None) -> "Opened":
        vault_id, master = self.envelope.vault_id, secrets.token_bytes(KEY_BYTES)
        former = self.envelope.of_kind(PASSPHRASE)[0]
        slots = [
            wrapping.passphrase_slot(
                vault_id, master, self.secret, wrapping.cost(former), wrapping.made(former)
            )
        ]
        if keyring_key and by_keyring(self.envelope, keyring_key):
            made = wrapping.made(self.envelope.of_kind(KEYRING)[0])
            slots.append(wrapping.keyring_slot(vault_id, master, keyring_key, made))
        envelope = replace(self.envelope, slots=tuple(slots), format=FORMAT)
        return replace(self, envelope=_sealed(envelope, master, self.contents), master=master)

    def _changed(
        self, slots: tuple[Slot, ...] | None = None, contents: Contents | None = None
    ) -> "Opened":
        envelope = replace(
            self.envelope,
            serial=self.envelope.serial + 1,
            slots=self.envelope.slots if slots is None else slots,
        )
        held = contents or self.contents
        return replace(self, envelope=_sealed(envelope, self.master, held), contents=held)


def seal(passphrase: str, bits: bytes, keys: Keys, parameters: KdfParameters) -> Opened:
    """Return a new envelope that the passphrase and the recovery code's bits open."""
    master = secrets.token_bytes(KEY_BYTES)
    contents = Contents((keys.data,), keys.audit, keys.backup)
    slots = (
        wrapping.passphrase_slot(keys.vault_id, master, passphrase, parameters, wrapping.today()),
        wrapping.recovery_slot(keys.vault_id, master, bits),
    )
    envelope = _sealed(Envelope(keys.vault_id, 1, slots, None), master, contents)
    return Opened(envelope, PASSPHRASE, contents, master, passphrase)


def by_secret(envelope: Envelope, secret: str) -> Opened:
    """Open it with the passphrase or the recovery code, whichever the secret is.

    Raises `WrongPassphraseError` where it opens no slot. A passphrase may have the form of a code.
    """
    if len(envelope.of_kind(PASSPHRASE)) != 1:  # each costs a derivation: a hostile file has many
        raise damaged("The store's keys have no entry for a passphrase, or more than one.")
    try:
        bits = recovery_code.read(secret)
    except recovery_code.WrongCharacterError:
        bits = None
    if bits is not None:
        for slot in envelope.of_kind(RECOVERY):
            held = wrapping.by_bits(envelope.vault_id, slot, bits, envelope.format)
            if held is not None:
                return _opened(envelope, RECOVERY, held)
    (slot,) = envelope.of_kind(PASSPHRASE)
    held = wrapping.by_passphrase(envelope.vault_id, slot, secret, envelope.format)
    if held is not None:
        return _opened(envelope, PASSPHRASE, held, secret)
    raise _opens_nothing(secret, code=bits is not None)


def by_keyring(envelope: Envelope, key: bytes) -> Opened | None:
    """Open it with the key that a keyring holds; None where that is not the key."""
    for slot in envelope.of_kind(KEYRING):
        held = wrapping.by_key(envelope.vault_id, slot, key, envelope.format)
        if held is not None:
            return _opened(envelope, KEYRING, held)
    return None


def _opened(envelope: Envelope, kind: str, held: bytes, secret: str = "") -> Opened:
    if envelope.contents is None:
        keys = Keys.of(envelope.vault_id, held)
        contents = Contents((keys.data,), keys.audit, keys.backup)
    else:
        contents = _unwrap(envelope, held, envelope.contents)
    return Opened(envelope, kind, contents, held, secret)


def _sealed(envelope: Envelope, master: bytes, contents: Contents) -> Envelope:
    """Return the envelope with these contents, and the code over all of it."""
    plain = {
        "data": [key.hex() for key in contents.data],
        "audit": contents.audit.hex(),
        "backup": contents.backup.hex(),
        _FORMER: [root.hex() for root in contents.former_backups],
    }
    wrapped = wrapping.wrap(master, canonical(plain), _place(envelope.vault_id))
    whole = replace(envelope, contents=wrapped)
    return replace(whole, code=wrapping.code_of(whole, master))


def _unwrap(envelope: Envelope, master: bytes, wrapped: Wrapped) -> Contents:
    plain = wrapping.unwrap(master, wrapped, _place(envelope.vault_id))
    if plain is None:
        raise damaged("The store's keys were put together from two that do not belong together.")
    held = json.loads(plain)  # it is authentic, so it is what `_sealed` wrote
    # what was written before there was a code had no former roots either
    if (envelope.code or _FORMER in held) and not wrapping.coded(envelope, master):
        raise told("copies changed")
    return Contents(
        _keys(held["data"]),
        bytes.fromhex(held["audit"]),
        bytes.fromhex(held["backup"]),
        _keys(held.get(_FORMER, [])),
    )


def _keys(held: list[str]) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(key) for key in held)


def _place(vault_id: str) -> dict[str, object]:
    return {"format": FORMAT, "vault": vault_id, "part": "contents"}


def _opens_nothing(secret: str, *, code: bool) -> WrongPassphraseError:
    if code:
        return WrongPassphraseError(
            "This is a recovery code without a slip, but it does not open this store.",
            safe="Nothing was changed.",
            do_next="It may belong to another store, or a newer code took its place. Use that one, "
            "or the passphrase.",
        )
    if recovery_code.miscopied(secret):
        return WrongPassphraseError(
            "If this is the recovery code, a character is wrong or missing; "
            "as a passphrase it does not open the store.",
            safe="Nothing was changed.",
            do_next="Compare it with what you wrote down, four characters at a time: "
            "9 groups, and never the letters I, L, O or U.",
        )
    return WrongPassphraseError(
        "The passphrase does not open the store.",
        safe="Nothing was changed.",
        do_next="Check Caps Lock and the keyboard layout, and type it again.",
    )
