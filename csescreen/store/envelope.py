"""The envelope of keys: the data key, wrapped once for each way to open the store.

The file is ``{"check": ..., "content": {...}}`` in canonical JSON. The check is a SHA-256 over
the content and needs no passphrase: what fails it is damaged, and what passes it but does not
open is a wrong passphrase. A file that is not byte for byte what `Envelope.encode` would write
is damaged too, so no flipped bit goes unseen.

A slot has a kind, the public parameters of that kind, and the data key wrapped by AES-256-GCM;
format, vault, kind and parameters are bound to it as associated data. Kinds that this version
does not know are kept as they are.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from csescreen.errors import UserError, WrongPassphraseError
from csescreen.store import kdf
from csescreen.store.fault_words import told
from csescreen.store.kdf import KdfBoundsError, KdfParameters
from csescreen.store.layout import damaged

FORMAT: Final = 1
PASSPHRASE: Final = "passphrase"  # noqa: S105 - the name of a slot's kind
RECOVERY: Final = "recovery"
KEYRING: Final = "keyring"
KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
MAX_BYTES: Final = 64 * 1024
MAX_SLOTS: Final = 8
"""Every passphrase slot costs a derivation, so a hostile file must not bring a thousand."""


class EnvelopeDamagedError(ValueError):
    """These bytes are not an envelope, or not all of one."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to open the store: the data key, wrapped under a key of this kind."""

    kind: str
    parameters: Mapping[str, object]
    nonce: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """All ways to open one store. ``serial`` grows with every change: the newer copy wins."""

    vault_id: str
    serial: int
    slots: tuple[Slot, ...]

    def encode(self) -> bytes:
        """Return the file's bytes."""
        content = {
            "format": FORMAT,
            "vault": self.vault_id,
            "serial": self.serial,
            "slots": [
                {
                    "kind": slot.kind,
                    "parameters": slot.parameters,
                    "nonce": slot.nonce.hex(),
                    "wrapped": slot.wrapped.hex(),
                }
                for slot in self.slots
            ],
        }
        return _file(content)


def seal(passphrase: str, data_key: bytes, vault_id: str, parameters: KdfParameters) -> Envelope:
    """Return a new envelope that the passphrase opens."""
    salt = secrets.token_bytes(kdf.SALT_BYTES)
    public: dict[str, object] = {
        "kdf": kdf.NAME,
        "memory_kib": parameters.memory_kib,
        "iterations": parameters.iterations,
        "lanes": parameters.lanes,
        "salt": salt.hex(),
    }
    nonce = secrets.token_bytes(NONCE_BYTES)
    bound = _associated(vault_id, PASSPHRASE, public)
    wrapped = AESGCM(kdf.derive(passphrase, salt, parameters)).encrypt(nonce, data_key, bound)
    return Envelope(vault_id, 1, (Slot(PASSPHRASE, public, nonce, wrapped),))


def with_recovery(envelope: Envelope, data_key: bytes, bits: bytes) -> Envelope:
    """Return the envelope with a slot for this recovery code in place of any former one."""
    salt = secrets.token_bytes(kdf.SALT_BYTES)
    public: dict[str, object] = {"kdf": "hkdf-sha256", "salt": salt.hex()}
    nonce = secrets.token_bytes(NONCE_BYTES)
    bound = _associated(envelope.vault_id, RECOVERY, public)
    wrapped = AESGCM(_recovery_key(bits, salt)).encrypt(nonce, data_key, bound)
    others = tuple(slot for slot in envelope.slots if slot.kind != RECOVERY)
    slots = (*others, Slot(RECOVERY, public, nonce, wrapped))
    return Envelope(envelope.vault_id, envelope.serial, slots)


def _recovery_key(bits: bytes, salt: bytes) -> bytes:
    # 160 random bits cannot be guessed, so nothing is gained by making each guess slow.
    return HKDF(SHA256(), KEY_BYTES, salt=salt, info=b"csescreen/1/recovery").derive(bits)


def unseal_by_code(envelope: Envelope, bits: bytes) -> bytes | None:
    """Return the data key, or None where the recovery code opens no slot."""
    for slot in envelope.slots:
        if slot.kind == RECOVERY:
            key = _recovery_key(bits, bytes.fromhex(_text(slot.parameters["salt"])))
            with suppress(InvalidTag):
                bound = _associated(envelope.vault_id, slot.kind, slot.parameters)
                return AESGCM(key).decrypt(slot.nonce, slot.wrapped, bound)
    return None


def unseal(envelope: Envelope, passphrase: str) -> bytes:
    """Return the data key; raises `WrongPassphraseError` where the passphrase opens no slot."""
    slots = [slot for slot in envelope.slots if slot.kind == PASSPHRASE]
    if not slots:
        raise damaged("The store's keys have no entry for a passphrase.")
    for slot in slots:
        data_key = _try(envelope.vault_id, slot, passphrase)
        if data_key is not None:
            return data_key
    raise WrongPassphraseError(
        "The passphrase does not open the store.",
        safe="Nothing was changed.",
        do_next="Check Caps Lock and the keyboard layout, and type it again.",
    )


def decode(raw: bytes) -> Envelope:
    """Return the envelope; raises `EnvelopeDamagedError`, or `UserError` for a newer format."""
    if len(raw) > MAX_BYTES:
        raise EnvelopeDamagedError("too long")
    try:
        content = json.loads(raw)["content"]
        whole = secrets.compare_digest(raw, _file(content))
    except (ValueError, KeyError, TypeError, RecursionError):
        whole = False
    if not whole:
        raise EnvelopeDamagedError("not an envelope, or damaged")
    try:
        newer = content["format"] > FORMAT
        envelope = None if newer else _envelope(content)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise EnvelopeDamagedError("whole, but not an envelope") from None
    if envelope is None:
        raise newer_program()
    return envelope


def newer_program() -> UserError:
    """Return the error for a store that a later version of the program wrote."""
    return told("newer")


def _try(vault_id: str, slot: Slot, passphrase: str) -> bytes | None:
    public = slot.parameters
    if public.get("kdf") != kdf.NAME:
        raise newer_program()
    try:
        parameters = KdfParameters(
            _whole_number(public["memory_kib"]),
            _whole_number(public["iterations"]),
            _whole_number(public["lanes"]),
        )
        key = kdf.derive(passphrase, bytes.fromhex(_text(public["salt"])), parameters)
    except (KdfBoundsError, ValueError, KeyError, TypeError):
        key = None
    if key is None:
        raise damaged("The store's keys ask for a key derivation that is not csescreen's.")
    try:
        data_key = AESGCM(key).decrypt(
            slot.nonce, slot.wrapped, _associated(vault_id, slot.kind, public)
        )
    except InvalidTag:
        return None
    if len(data_key) != KEY_BYTES:
        raise damaged("The store's keys hold a key of the wrong length.")
    return data_key


def _envelope(content: Mapping[str, object]) -> Envelope:
    slots = content["slots"]
    if content["format"] != FORMAT or not isinstance(slots, list) or len(slots) > MAX_SLOTS:
        raise ValueError("not of this format")
    return Envelope(
        vault_id=_text(content["vault"]),
        serial=_whole_number(content["serial"]),
        slots=tuple(_slot(slot) for slot in slots),
    )


def _slot(slot: Mapping[str, object]) -> Slot:
    parameters = slot["parameters"]
    if not isinstance(parameters, dict):
        raise TypeError("not an object")
    nonce = bytes.fromhex(_text(slot["nonce"]))
    if len(nonce) != NONCE_BYTES:
        raise ValueError("nonce of the wrong length")
    return Slot(_text(slot["kind"]), parameters, nonce, bytes.fromhex(_text(slot["wrapped"])))


def _associated(vault_id: str, kind: str, parameters: Mapping[str, object]) -> bytes:
    return _canonical({"format": FORMAT, "vault": vault_id, "kind": kind, "parameters": parameters})


def _file(content: object) -> bytes:
    check = hashlib.sha256(_canonical(content)).hexdigest()
    return _canonical({"check": check, "content": content}) + b"\n"


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not text")
    return value


def _whole_number(value: object) -> int:
    if type(value) is not int:
        raise TypeError("not a whole number")
    return value
