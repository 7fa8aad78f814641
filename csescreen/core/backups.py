"""Backups of the store as the shells see them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

DAILY: Final = "daily"
ASKED: Final = "asked"
BEFORE_RESTORE: Final = "before restore"
BEFORE_MIGRATION: Final = "before migration"
"""Why a backup was made; a migration's number follows after a space."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup as its own note describes it; ``trouble`` says why it does not count, if so."""

    stamp: str
    place: Path
    made_at: datetime | None = None
    why: str = ""
    screenings: int = 0
    vault_id: str = ""
    trouble: str = ""

    @property
    def whole(self) -> bool:
        """Return whether it can be relied on."""
        return not self.trouble


class Backups(Protocol):
    """The backups in the folder of an open store. Every error is a `csescreen.errors.UserError`."""

    def listed(self, *, thoroughly: bool = False) -> list[Backup]:
        """Return them, the oldest first, whole or not; thoroughly: every byte is read."""
        ...

    def due(self) -> bool:
        """Return whether none was made today."""
        ...

    def copy_to(self, backup: Backup, folder: Path) -> Backup:
        """Copy one into another folder, and open it there; return the copy."""
        ...

    def holding(self, key: str) -> list[Backup]:
        """Return the backups that hold a screening, the oldest first."""
        ...


Progress = Callable[[float], None]
"""Is told the part done, from 0.0 to 1.0."""
