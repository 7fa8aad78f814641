"""What is asked of the store itself: its backups, what was kept, and removing a screening."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from csescreen.core.backups import DAILY, Backup, Holding
from csescreen.core.ports import DatedReading, Record, RecordLine, ScreeningStore
from csescreen.core.purging import retention_note
from csescreen.core.text import clean_line
from csescreen.errors import UserError
from csescreen.settings import Settings


@dataclass(kw_only=True)
class StoreServices:
    """What may be asked of the store, once it is open."""

    now: Callable[[], datetime]
    settings: Settings
    store: ScreeningStore | None = None
    """The open store; None until the vault is unlocked."""

    @property
    def open_store(self) -> ScreeningStore:
        """The open store; raises where the vault was not unlocked."""
        if self.store is None:
            raise UserError("The store is locked.", do_next="Unlock it with your passphrase.")
        return self.store

    def readings(self, record: Record) -> list[DatedReading]:
        """Return the dated readings of a record, the oldest first."""
        return self.store.readings(record.key) if self.store is not None else []

    def back_up_daily(self) -> None:
        """Back the store up, but once a day; raises where that could not be done."""
        store = self.open_store
        if store.backups.due():
            store.back_up(DAILY, lambda _done: None)

    def last_backup(self) -> Backup | None:
        """Return the newest backup that is whole, or None where there is none."""
        backups = self.store.backups.listed() if self.store is not None else []
        return next((backup for backup in reversed(backups) if backup.whole), None)

    def purge(self, key: str, reason: str) -> None:
        """Remove a screening with its dated readings for good; the reason stays in the trail."""
        self.open_store.purge(key, clean_line(reason).strip())

    def backups_holding(self, key: str) -> Holding | None:
        """Return where a screening still is; None where the backups cannot be looked into."""
        with suppress(UserError):
            return self.open_store.backups.holding(key)
        return None

    def retention(self, line: RecordLine) -> str:
        """Return that a screening has been at rest for longer than the policy's years, if so."""
        return retention_note(line.updated_at, self.now(), self.settings.retention_years)
