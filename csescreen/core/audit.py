"""The audit trail as the shells see it: who reads it learns what was done when, and no text.

Each row is bound to the one before by a code that only the store's key can make. The newest row's
number and code, the *head*, stand for all rows up to it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Action(StrEnum):
    """What a row says was done. The values are stored: they never change."""

    BEGUN = "begun"
    FOUND = "found"
    SAVED = "saved"
    REREAD = "reread"
    READING = "reading"
    EXPORTED = "exported"
    NOT_EXPORTED = "not exported"
    PURGED = "purged"
    ACCEPTED = "accepted"
    HEAD_MISSING = "head missing"
    HEAD_DAMAGED = "head damaged"
    BACKED_UP = "backed up"
    RESTORED = "restored"
    SALVAGED = "salvaged"
    PASSPHRASE_CHANGED = "passphrase changed"  # noqa: S105 - the name of an action
    RECOVERY_CODE_CHANGED = "recovery code changed"
    KEYRING_ON = "keyring on"
    KEYRING_OFF = "keyring off"
    REKEYED = "rekeyed"
    OLDER_KEYS = "older keys"
    KEYS_NOTED = "keys noted"


ACTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Action.BEGUN: "The audit trail began",
        Action.FOUND: "Was in the store already when the audit trail began",
        Action.SAVED: "Saved",
        Action.REREAD: "Read under another version of its tool",
        Action.READING: "A dated reading was kept",
        Action.EXPORTED: "Exported",
        Action.NOT_EXPORTED: "The export before was broken off; written by then",
        Action.PURGED: "Purged: removed for good, with its dated readings",
        Action.ACCEPTED: "An older copy of the store was gone on with",
        Action.HEAD_MISSING: "The note of the newest row, kept beside the database, was missing",
        Action.HEAD_DAMAGED: "The note of the newest row, kept beside the database, was damaged",
        Action.BACKED_UP: "Backed up",
        Action.RESTORED: "Restored from a backup",
        Action.SALVAGED: "Brought over from a damaged store",
        Action.PASSPHRASE_CHANGED: "The passphrase was changed",
        Action.RECOVERY_CODE_CHANGED: "The recovery code was changed",
        Action.KEYRING_ON: "This computer's keyring may open the store",
        Action.KEYRING_OFF: "This computer's keyring may no longer open the store",
        Action.REKEYED: "Everything was encrypted anew under a new key",
        Action.OLDER_KEYS: "An older copy of the store's keys was put back",
        Action.KEYS_NOTED: "The number of the keys in use was noted",
    }
)
"""Each action in words for people."""


def action_words(action: str) -> str:
    """Return what was done in words; one that a newer program wrote as it stands."""
    return ACTIONS.get(action, action)


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The newest row at some time: its number and its code, as 64 hexadecimal digits."""

    number: int
    mac: str

    def __str__(self) -> str:
        return f"{self.number}:{self.mac}"

    @classmethod
    def parse(cls, text: str) -> "AuditHead | None":
        """Return the head that was printed as this text, or None where it is none."""
        found = _HEAD.fullmatch("".join(text.split()).lower())
        return cls(int(found[1]), found[2]) if found else None


_HEAD: Final = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One row. ``number`` counts from 1; ``mac`` binds the row and all before it.

    ``at`` is ISO 8601 in UTC, kept as it is stored, because the code is made over these very
    characters. ``key`` is a screening's, or "". ``content`` is a code made over what was stored
    then, from which nothing of the text can be learnt; "" where nothing was. ``detail`` names
    formats, versions, heads; for a purge and an accepted copy it is the reason that a person typed.
    """

    number: int
    at: str
    action: str
    key: str
    revision: int
    content: str
    detail: str
    mac: str

    @property
    def head(self) -> AuditHead:
        """The head that this row was when it was the newest."""
        return AuditHead(self.number, self.mac)

    @property
    def moment(self) -> datetime | None:
        """When it was, or None where the row was spoilt."""
        try:
            return datetime.fromisoformat(self.at)
        except (ValueError, TypeError):
            return None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with the trail, in words; ``code`` is stable, for programs.

    ``first`` and ``last`` are the numbers of the rows that it is about; 0 where it is about none.
    """

    code: str
    text: str
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class AuditCheck:
    """What came of checking a trail. ``notes`` are rows that a whole trail still has to tell of."""

    rows: int
    since: str
    head: AuditHead | None
    findings: tuple[Finding, ...]
    notes: tuple[AuditEntry, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings
