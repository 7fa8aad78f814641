"""One key under another, by AES-256-GCM, and the three kinds of key that a slot is wrapped under.

What a wrapped key belongs to (format, vault, kind and parameters) is bound to it: taken out of its
place it does not open.

The passphrase's key is made slowly, by Argon2id, because people choose passphrases that can be
guessed. The recovery code is 160 random bits: nobody can try them all at any speed, so HKDF is
enough. The keyring's key is random and used as it is.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from csescreen.store import kdf
from csescreen.store.envelope import (
    FORMAT,
    KEYRING,
    MADE,
    NONCE_BYTES,
    PASSPHRASE,
    RECOVERY,
    Envelope,
    Slot,
    Wrapped,
    canonical,
    newer_program,
    text,
    whole_number,
)
from csescreen.store.kdf import KdfBoundsError, KdfParameters
from csescreen.store.keys import KEY_BYTES
from csescreen.store.layout import damaged
from csescreen.store.subkeys import subkey

_HKDF: Final = "hkdf-sha256"
_RECOVERY_INFO: Final = b"csescreen/1/recovery"


def wrap(key: bytes, plain: bytes, place: Mapping[str, object]) -> Wrapped:
    """Put bytes under the key, bound to their place."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return Wrapped(nonce, AESGCM(key).encrypt(nonce, plain, canonical(place)))


def unwrap(key: bytes, wrapped: Wrapped, place: Mapping[str, object]) -> bytes | None:
    """Return what is under the key, or None where this key or this place is not the right one."""
    try:
        return AESGCM(key).decrypt(wrapped.nonce, wrapped.text, canonical(place))
    except (InvalidTag, ValueError):  # a keyring may hold what is no key at all
        return None


def today() -> str:
    """Return the day on which a slot is made."""
    return datetime.now(UTC).date().isoformat()


def passphrase_slot(
    vault_id: str, master: bytes, passphrase: str, parameters: KdfParameters, made: str
) -> Slot:
    """Return a slot that the passphrase opens; ``made`` is empty where the day is not known."""
    salt = secrets.token_bytes(kdf.SALT_BYTES)
    public: dict[str, object] = {
        "kdf": kdf.NAME,
        "memory_kib": parameters.memory_kib,
        "iterations": parameters.iterations,
        "lanes": parameters.lanes,
        "salt": salt.hex(),
    }
    key = kdf.derive(passphrase, salt, parameters)
    return _slot(vault_id, master, PASSPHRASE, public, key, made)


def recovery_slot(vault_id: str, master: bytes, bits: bytes) -> Slot:
    """Return a slot that the bits of a recovery code open."""
    salt = secrets.token_bytes(kdf.SALT_BYTES)
    public: dict[str, object] = {"kdf": _HKDF, "salt": salt.hex()}
    return _slot(vault_id, master, RECOVERY, public, _from_bits(bits, salt), today())


def keyring_slot(vault_id: str, master: bytes, key: bytes, made: str) -> Slot:
    """Return a slot that a key in the operating system's keyring opens."""
    return _slot(vault_id, master, KEYRING, {}, key, made)


def by_passphrase(vault_id: str, slot: Slot, passphrase: str, number: int) -> bytes | None:
    """Return what the slot of an envelope of this format holds, or None."""
    if slot.parameters.get("kdf") != kdf.NAME:
        raise newer_program()
    try:
        salt = bytes.fromhex(text(slot.parameters["salt"]))
        key = kdf.derive(passphrase, salt, cost(slot))
    except (KdfBoundsError, ValueError, KeyError, TypeError):
        key = None
    if key is None:
        raise damaged("The store's keys ask for a key derivation that is not csescreen's.")
    return by_key(vault_id, slot, key, number)


def by_bits(vault_id: str, slot: Slot, bits: bytes, number: int) -> bytes | None:
    """Return what the slot of an envelope of this format holds, or None."""
    if slot.parameters.get("kdf") != _HKDF:
        raise newer_program()
    try:
        key = _from_bits(bits, bytes.fromhex(text(slot.parameters["salt"])))
    except (ValueError, KeyError, TypeError):
        key = None
    if key is None:
        raise damaged("The store's keys have an entry for a recovery code that is not csescreen's.")
    return by_key(vault_id, slot, key, number)


def by_key(vault_id: str, slot: Slot, key: bytes, number: int) -> bytes | None:
    """Return what the slot holds under this very key, or None."""
    held = unwrap(key, slot.wrapped, _place(number, vault_id, slot.kind, slot.parameters))
    if held is not None and len(held) != KEY_BYTES:
        raise damaged("The store's keys hold a key of the wrong length.")
    return held


def coded(envelope: Envelope, master: bytes) -> bool:
    """Return whether the envelope's code is the one that the master key makes."""
    made = canonical(code_of(envelope, master))
    return hmac.compare_digest(canonical(envelope.code), made)


def code_of(envelope: Envelope, master: bytes) -> str:
    """Return the code that only the master key makes, over all of the envelope but the code."""
    key = subkey(master, envelope.vault_id, "envelope")
    return hmac.new(key, canonical(envelope.content()), hashlib.sha256).hexdigest()


def cost(slot: Slot) -> KdfParameters:
    """Return what a passphrase slot costs to open; raises `KeyError` or `TypeError`."""
    return KdfParameters(
        whole_number(slot.parameters["memory_kib"]),
        whole_number(slot.parameters["iterations"]),
        whole_number(slot.parameters["lanes"]),
    )


def made(slot: Slot) -> str:
    """Return the day on which a slot was made; empty where it is not known."""
    return str(slot.parameters.get(MADE, ""))


def _slot(
    vault_id: str,
    master: bytes,
    kind: str,
    parameters: Mapping[str, object],
    key: bytes,
    day: str,
) -> Slot:
    public = {**parameters, **({MADE: day} if day else {})}
    return Slot(kind, public, wrap(key, master, _place(FORMAT, vault_id, kind, public)))


def _from_bits(bits: bytes, salt: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=salt, info=_RECOVERY_INFO).derive(bits)


def _place(
    number: int, vault_id: str, kind: str, parameters: Mapping[str, object]
) -> dict[str, object]:
    return {"format": number, "vault": vault_id, "kind": kind, "parameters": parameters}
