"""The keys of an open store, together, and never shown."""

import secrets
from dataclasses import dataclass, field
from typing import Final

from csescreen.store.subkeys import subkey

KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Keys:
    """What a store is opened with.

    ``data`` is the raw key of the database; a rekey replaces it. ``audit`` and ``backup`` stay the
    same through a rekey, so that the audit chain and earlier backups can still be checked.
    """

    vault_id: str
    data: bytes = field(repr=False)
    audit: bytes = field(repr=False)
    backup: bytes = field(repr=False)

    @classmethod
    def new(cls, vault_id: str) -> "Keys":
        """Return new random keys."""
        return cls(vault_id, *(secrets.token_bytes(KEY_BYTES) for _ in range(3)))

    @classmethod
    def of(cls, vault_id: str, data: bytes) -> "Keys":
        """Return the keys that a data key alone stands for, as stores had them at first."""
        return cls(vault_id, data, *(subkey(data, vault_id, name) for name in ("audit", "backup")))
