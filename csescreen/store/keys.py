"""The keys of an open store, together, and never shown."""

import secrets
from dataclasses import dataclass, field
from typing import Final

from csescreen.store.subkeys import subkey

KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Keys:
    """What a store is opened with.

    ``data`` is the raw key of the database, and ``backup`` the root of the keys of backups: a rekey
    replaces both. The ``former_backups``, the newest first, open the backups from before it, and
    nothing is made with them. ``audit`` stays the same, so that the chain can still be checked.
    """

    vault_id: str
    data: bytes = field(repr=False)
    audit: bytes = field(repr=False)
    backup: bytes = field(repr=False)
    former_backups: tuple[bytes, ...] = field(repr=False, default=())

    @property
    def backup_roots(self) -> tuple[bytes, ...]:
        """The roots that open a backup, the newest first."""
        return self.backup, *self.former_backups

    @classmethod
    def new(cls, vault_id: str) -> "Keys":
        """Return new random keys."""
        data, audit, backup = (secrets.token_bytes(KEY_BYTES) for _ in range(3))
        return cls(vault_id, data, audit, backup)

    @classmethod
    def of(cls, vault_id: str, data: bytes) -> "Keys":
        """Return the keys that a data key alone stands for, as stores had them at first."""
        audit, backup = (subkey(data, vault_id, name) for name in ("audit", "backup"))
        return cls(vault_id, data, audit, backup)
