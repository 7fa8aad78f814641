"""The store's folder: which files it has, and what is there of them. Cheap to import."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from csescreen.errors import StoreDamagedError
from csescreen.private_files import sync_folder
from csescreen.store.fault_words import told

PLAIN_HEADER = b"SQLite format 3\x00"
SMALLEST_PAGE = 512
SALVAGED = "salvaged-"
UNFINISHED = "unfinished-"


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of a store under its folder."""

    folder: Path

    @property
    def envelope(self) -> Path:
        """The envelope of keys."""
        return self.folder / "vault.json"

    @property
    def envelope_copy(self) -> Path:
        """The second copy of the envelope."""
        return self.folder / "vault.copy.json"

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.folder / "store.db"

    @property
    def database_files(self) -> tuple[Path, ...]:
        """The database and the files that SQLite keeps next to it."""
        name = self.database.name
        return tuple(self.folder / (name + ending) for ending in ("", "-wal", "-shm", "-journal"))

    @property
    def head(self) -> Path:
        """The head of the audit trail; see `csescreen.store.head`."""
        return self.database.with_suffix(".head")

    @property
    def creating(self) -> Path:
        """The mark of a creation under way; see `csescreen.store.creation`."""
        return self.folder / "store.creating"

    @property
    def backups(self) -> Path:
        """The folder of the backups."""
        return self.folder / "backups"

    @property
    def set_aside(self) -> Path:
        """Where a damaged store goes when another takes its place."""
        return self.folder / "set-aside"

    @property
    def restoring(self) -> Path:
        """The mark of a restore that is to be ended; see `csescreen.store.swap`."""
        return self.folder / "store.restoring"

    @property
    def waiting(self) -> "Layout":
        """The folder in which a restored store waits to take its place."""
        return Layout(self.folder / "restoring")

    @property
    def lock(self) -> Path:
        """The lock that one instance holds."""
        return self.folder / "store.lock"

    @property
    def holder(self) -> Path:
        """Who holds the lock."""
        return self.folder / "store.holder"

    @property
    def attempts(self) -> Path:
        """The count of wrong attempts to open the store."""
        return self.folder / "unlock.json"

    @property
    def rekeying(self) -> Path:
        """The database under its new key, until it takes the place of the former one."""
        return self.folder / "store.db.rekeying"

    def kept_aside(self) -> list[Path]:
        """Return what was set aside, salvaged or left unfinished: a person alone removes it."""
        found = [*self.folder.glob(SALVAGED + "*"), *self.folder.glob(UNFINISHED + "*")]
        if self.set_aside.is_dir() and any(self.set_aside.iterdir()):
            found.append(self.set_aside)
        return sorted(found)

    def has_envelope(self) -> bool:
        """Return whether a copy of the envelope is there, whole or not."""
        return self.envelope.exists() or self.envelope_copy.exists()

    def remains(self) -> bool:
        """Return whether there is a store, or anything left of one."""
        if self.has_envelope() or self.restoring.exists():
            return True
        return not self.creating.exists() and any(path.exists() for path in self.database_files)

    def set_unfinished_aside(self) -> None:
        """Rename what a broken-off creation left; nothing is deleted on the word of a mark."""
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        for path in self.database_files:
            if path.exists():
                path.rename(self.folder / f"{UNFINISHED}{stamp}-{path.name}")
        sync_folder(self.folder)

    def is_writable(self) -> bool:
        """Return whether the database and what lies beside it can be written."""
        there = [path for path in self.database_files if path.exists()]
        return all(os.access(path, os.W_OK) for path in there) and os.access(
            self.folder, os.W_OK | os.X_OK
        )

    def check_database(self) -> None:
        """Refuse a database that is missing, empty or not encrypted.

        SQLite would take a missing or empty file for a new database, and a plain one for its
        own: none may pass for the store that the envelope belongs to.

        Never call it, nor open the file in any other way, while this process has the store open:
        on Unix, closing a file drops every lock that the process has on it, SQLite's too.
        """
        try:
            with self.database.open("rb") as file:
                head = file.read(SMALLEST_PAGE)
        except FileNotFoundError:
            head = None
        if head is None:
            raise told("missing")
        if not head.strip(b"\0"):
            raise told("empty")
        if head.startswith(PLAIN_HEADER):
            raise told("plain")
        if len(head) < SMALLEST_PAGE:
            raise told("cut")


def log_of(database: Path) -> Path:
    """Return the path of a database's write-ahead log."""
    return database.with_name(database.name + "-wal")


def damaged(what: str) -> StoreDamagedError:
    """Return the error for a store that cannot be opened as it is."""
    return StoreDamagedError(
        what,
        safe="Nothing was changed, and no new store was started in its place.",
        do_next="Keep the folder as it is. `csescreen doctor` says what can be read, and "
        "`csescreen restore` goes back to a backup.",
    )
