"""The head of the audit trail outside the database: which row was the newest, in a file beside it.

A database that is behind its head is an older copy that was put back, or has lost rows. The file
is written after each commit and never before, so that a crash can only leave the database ahead,
which is no fault. It is not synced then: after a power cut it may be older, or not whole, and the
latter is told from a file that is not there.
"""

import hmac
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from csescreen.core.audit import AuditHead
from csescreen.private_files import replace_private
from csescreen.store.chain import code

FORMAT: Final = 1
MAX_BYTES: Final = 1000


@dataclass(frozen=True, slots=True)
class KeptHead:
    """A head, and when its row was written."""

    head: AuditHead
    at: str


class HeadDamagedError(ValueError):
    """The file is there, and is not the head of this store's trail."""


class HeadFile:
    """The file of one store. Its own check is made with the trail's key."""

    def __init__(self, path: Path, key: bytes, vault_id: str) -> None:
        self._path, self._key, self._vault_id = path, key, vault_id
        self._unsynced: KeptHead | None = None

    @classmethod
    def beside(cls, database: Path, key: bytes, vault_id: str) -> "HeadFile":
        """Return the file beside a database: ``store.head``."""
        return cls(database.with_suffix(".head"), key, vault_id)

    def read(self) -> KeptHead | None:
        """Return what the file says, or None where it is not there."""
        try:
            with self._path.open("rb") as file:
                content = file.read(MAX_BYTES)
            found = json.loads(content)
            kept = KeptHead(AuditHead(found["number"], found["mac"]), found["at"])
            if hmac.compare_digest(content, self._content(kept)):
                return kept
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            pass
        raise HeadDamagedError("the head beside the database is damaged")

    def write(self, kept: KeptHead) -> None:
        """Put this head in the file's place; where that fails, the earlier one stays."""
        self._unsynced = kept
        self._put(kept, sync=False)

    def sync(self) -> None:
        """Bring what was written on disk."""
        if self._unsynced is not None:
            self._put(self._unsynced, sync=True)
            self._unsynced = None

    def _put(self, kept: KeptHead, *, sync: bool) -> None:
        with suppress(OSError):  # the change itself is on disk; an older head is no fault
            replace_private(self._path, self._content(kept), sync=sync)

    def _content(self, kept: KeptHead) -> bytes:
        said = {
            "format": FORMAT,
            "vault": self._vault_id,
            "number": kept.head.number,
            "mac": kept.head.mac,
            "at": kept.at,
        }
        check = code(self._key, "head", json.dumps(said))
        return json.dumps({**said, "check": check}).encode("ascii")
