"""The envelope of keys as a file: what stands in it, and how every damage to it is found.

The file is ``{"check": ..., "content": {...}}`` in canonical JSON. The check is a SHA-256 over
the content and needs no passphrase: what fails it is damaged, and what passes it but does not
open is a wrong passphrase. A file that is not byte for byte what `Envelope.encode` would write
is damaged too, so no flipped bit goes unseen.

Whoever may write the file can make the check anew. So the content holds a code as well, an
HMAC-SHA256 under a key made of the master key: no way in can be taken out or put in, and no serial
raised, without a secret that opens the store.

There are three levels. Each slot, one a way in, wraps the *master key*; the master key wraps the
*contents*: the key of the database and those that outlive it. So a way in can change without the
others, and the database's key without any way in. `csescreen.store.opening` opens them. Slots of
kinds that this version does not know are kept as they are. In format 1, which earlier programs
wrote, the one slot wraps the key of the database itself; it is read, and made anew in this format
with the first change, and has no code.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from csescreen.errors import UserError
from csescreen.store.fault_words import told

FORMAT: Final = 2
FIRST_FORMAT: Final = 1
PASSPHRASE: Final = "passphrase"  # noqa: S105 - the name of a slot's kind
RECOVERY: Final = "recovery"
KEYRING: Final = "keyring"
MADE: Final = "made"
"""The parameter of a slot that says on what day it was made."""
NONCE_BYTES: Final = 12
MAX_BYTES: Final = 64 * 1024
MAX_SLOTS: Final = 8
"""Every passphrase slot costs a derivation, so a hostile file must not bring a thousand."""


class EnvelopeDamagedError(ValueError):
    """These bytes are not an envelope, or not all of one."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A key under another one, by AES-256-GCM."""

    nonce: bytes
    text: bytes

    def encode(self) -> dict[str, object]:
        """Return it as JSON."""
        return {"nonce": self.nonce.hex(), "wrapped": self.text.hex()}


@dataclass(frozen=True, slots=True)
class Slot:
    """One way to open the store: the master key, wrapped under a key of this kind."""

    kind: str
    parameters: Mapping[str, object]
    wrapped: Wrapped


@dataclass(frozen=True, slots=True)
class Envelope:
    """All ways to open one store. ``serial`` grows with every change: the newer copy wins.

    ``contents`` is None in format 1 alone. ``code`` stands for all the rest; see
    `csescreen.store.opening`.
    """

    vault_id: str
    serial: int
    slots: tuple[Slot, ...]
    contents: Wrapped | None
    format: int = FORMAT
    code: str = ""

    def of_kind(self, kind: str) -> tuple[Slot, ...]:
        """Return the slots of a kind."""
        return tuple(slot for slot in self.slots if slot.kind == kind)

    def encode(self) -> bytes:
        """Return the file's bytes."""
        return checked({**self.content(), **({"code": self.code} if self.code else {})})

    def content(self) -> dict[str, object]:
        """Return all that the code stands for."""
        content: dict[str, object] = {
            "format": self.format,
            "vault": self.vault_id,
            "serial": self.serial,
            "slots": [
                {"kind": slot.kind, "parameters": slot.parameters} | slot.wrapped.encode()
                for slot in self.slots
            ],
        }
        if self.contents is not None:
            content["contents"] = self.contents.encode()
        return content


def decode(raw: bytes) -> Envelope:
    """Return the envelope; raises `EnvelopeDamagedError`, or `UserError` for a newer format."""
    if len(raw) > MAX_BYTES:
        raise EnvelopeDamagedError("too long")
    try:
        content = json.loads(raw)["content"]
        whole = secrets.compare_digest(raw, checked(content))
    except (ValueError, KeyError, TypeError, RecursionError):
        whole = False
    if not whole:
        raise EnvelopeDamagedError("not an envelope, or damaged")
    try:
        newer = whole_number(content["format"]) > FORMAT
        envelope = None if newer else _envelope(content)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise EnvelopeDamagedError("whole, but not an envelope") from None
    if envelope is None:
        raise newer_program()
    if not secrets.compare_digest(raw, envelope.encode()):
        raise EnvelopeDamagedError("whole, but with what no envelope has")
    return envelope


def newer_program() -> UserError:
    """Return the error for a store that a later version of the program wrote."""
    return told("newer")


def canonical(value: object) -> bytes:
    """Return the one way to write a value as JSON."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def checked(content: object) -> bytes:
    """Return the bytes of a file with this content, and its check, which needs no key."""
    return canonical({"check": check_of(content), "content": content}) + b"\n"


def check_of(content: object) -> str:
    """Return the SHA-256 of the content."""
    return hashlib.sha256(canonical(content)).hexdigest()


def text(value: object) -> str:
    """Return the value, which is text; raises `TypeError` otherwise."""
    if not isinstance(value, str):
        raise TypeError("not text")
    return value


def whole_number(value: object) -> int:
    """Return the value, which is a whole number; raises `TypeError` otherwise."""
    if type(value) is not int:
        raise TypeError("not a whole number")
    return value


def _envelope(content: Mapping[str, object]) -> Envelope:
    slots, number = content["slots"], whole_number(content["format"])
    if number < FIRST_FORMAT or not isinstance(slots, list) or len(slots) > MAX_SLOTS:
        raise ValueError("not of this format")
    return Envelope(
        vault_id=text(content["vault"]),
        serial=whole_number(content["serial"]),
        slots=tuple(_slot(slot) for slot in slots),
        contents=None if number == FIRST_FORMAT else _wrapped(content["contents"]),
        format=number,
        code=text(content.get("code", "")),
    )


def _slot(slot: Mapping[str, object]) -> Slot:
    parameters = slot["parameters"]
    if not isinstance(parameters, dict):
        raise TypeError("not an object")
    return Slot(text(slot["kind"]), parameters, _wrapped(slot))


def _wrapped(value: object) -> Wrapped:
    if not isinstance(value, dict):
        raise TypeError("not an object")
    nonce = bytes.fromhex(text(value["nonce"]))
    if len(nonce) != NONCE_BYTES:
        raise ValueError("nonce of the wrong length")
    return Wrapped(nonce, bytes.fromhex(text(value["wrapped"])))
