"""Backups of the store as the shells see them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from csescreen.errors import UserError

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


@dataclass(frozen=True, slots=True)
class Holding:
    """Where a screening still is, so far as the store's own folder tells."""

    held: tuple[Backup, ...] = ()
    """The backups that hold it, the oldest first."""
    unasked: tuple[Backup, ...] = ()
    """Those that could not be asked: damaged, or not made with this store's keys."""
    aside: tuple[Path, ...] = ()
    """What was set aside, salvaged or left unfinished, and may hold it."""


class BackupStoppedError(UserError):
    """The store is being closed, so the backup was broken off; nobody needs to be told."""


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

    def holding(self, key: str) -> Holding:
        """Return which backups hold a screening, and what could not be asked."""
        ...


Progress = Callable[[float], None]
"""Is told the part done, from 0.0 to 1.0."""
