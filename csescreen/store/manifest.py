"""`backup.json`: what a backup says of itself. It holds no text and no reference.

The file is ``{"check": ..., "content": {...}}`` in canonical JSON, as the envelope is. It names the
other files of the backup with their size and SHA-256, so that anybody can see whether they are
whole; and it ends in a code (HMAC-SHA256) under a key of the backup's own, which tells the wrong
key from damage.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from csescreen.store.envelope import newer_program
from csescreen.store.subkeys import subkey

FORMAT: Final = 1
NAME: Final = "backup.json"
DATABASE: Final = "store.db"
ENVELOPE: Final = "vault.json"
FILES: Final = (DATABASE, ENVELOPE)
MAX_BYTES: Final = 64 * 1024
_CHUNK: Final = 1024 * 1024


class ManifestError(ValueError):
    """These bytes are not a backup's note of itself, or not all of one."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. ``files`` has each file's size and SHA-256."""

    vault_id: str
    backup_id: str
    made_at: datetime
    why: str
    screenings: int
    schema: str
    files: tuple[tuple[str, int, str], ...]
    code: str = ""

    def encode(self, root: bytes) -> bytes:
        """Return the file's bytes, with the code that only the vault's keys make."""
        content = {**self._content(), "code": self._code(root)}
        return _canonical({"check": _check(content), "content": content}) + b"\n"

    def opened_by(self, root: bytes) -> bool:
        """Return whether these are the keys that the backup was made with."""
        given = self.code.encode("utf-8", "backslashreplace")  # a forged one may be anything
        return hmac.compare_digest(given, self._code(root).encode("ascii"))

    def key(self, root: bytes) -> bytes:
        """Return the key of the backup's database."""
        return subkey(root, self.vault_id, f"backup {self.backup_id}")

    def _code(self, root: bytes) -> str:
        key = subkey(root, self.vault_id, f"note of backup {self.backup_id}")
        return hmac.new(key, _canonical(self._content()), hashlib.sha256).hexdigest()

    def _content(self) -> dict[str, object]:
        return {
            "format": FORMAT,
            "vault": self.vault_id,
            "id": self.backup_id,
            "made_at": self.made_at.isoformat(),
            "why": self.why,
            "screenings": self.screenings,
            "schema": self.schema,
            "files": [list(file) for file in self.files],
        }


def decode(raw: bytes) -> Manifest:
    """Return what the bytes say; raises `ManifestError`, or `UserError` for a newer format."""
    try:
        read = json.loads(raw)
        content = read["content"]
        whole = hmac.compare_digest(read["check"], _check(content))
        newer = whole and content["format"] > FORMAT
        manifest = _manifest(content) if whole and not newer else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ManifestError("not a backup's note, or damaged") from None
    if newer:
        raise newer_program()
    if manifest is None:
        raise ManifestError("not a backup's note, or damaged")
    return manifest


def describe(path: Path) -> tuple[str, int, str]:
    """Return a file's name, size and SHA-256."""
    size, digest = 0, hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            digest.update(chunk)
    return path.name, size, digest.hexdigest()


def _manifest(content: Any) -> Manifest:
    files = tuple((str(name), int(size), str(digest)) for name, size, digest in content["files"])
    made_at = datetime.fromisoformat(content["made_at"])
    if made_at.tzinfo is None or [name for name, _, _ in files] != [*FILES]:
        raise ValueError("not of this format")
    return Manifest(
        vault_id=str(content["vault"]),
        backup_id=str(content["id"]),
        made_at=made_at,
        why=str(content["why"]),
        screenings=int(content["screenings"]),
        schema=str(content["schema"]),
        files=files,
        code=str(content["code"]),
    )


def _check(content: object) -> str:
    return hashlib.sha256(_canonical(content)).hexdigest()


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")
