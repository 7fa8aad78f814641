"""Making a backup: copied through the open store, opened and compared, and only then named.

The database is encrypted under a key of the backup's own. The envelope of that day lies beside it,
so that the passphrase and the recovery code of that day open it on another computer, too.
"""

import shutil
import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from csescreen.core.backups import (
    BEFORE_MIGRATION,
    BEFORE_RESTORE,
    DAILY,
    Backup,
    BackupStoppedError,
    Holding,
    Progress,
)
from csescreen.core.timelimits import LONDON
from csescreen.errors import StoreDamagedError, UserError
from csescreen.private_files import create_private, sync_file
from csescreen.store import backup_folder, copying, manifest
from csescreen.store.backup_folder import BackupFolder
from csescreen.store.copying import Contents
from csescreen.store.envelope_files import read as read_envelope
from csescreen.store.faults import fault
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout
from csescreen.store.manifest import Manifest
from csescreen.store.thinning import may_go

Run = Callable[[Callable[[Engine], Contents]], Contents]
"""Does work on the thread that owns the store's connection."""
_COPIED: Final = 0.6
_CHECKED: Final = 0.9


def silent(_done: float) -> None:
    """Tell nobody of the progress."""


class Backups:
    """The backups of one vault: made, listed, thinned."""

    def __init__(
        self, layout: Layout, keys: Keys, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._layout = layout
        self._keys, self._vault_id = keys, keys.vault_id
        self._now = now
        self._folder = BackupFolder(layout.backups)
        self._one = threading.Lock()
        self._stop = threading.Event()

    def stop(self) -> None:
        """Break off what is being made: the store is to be closed."""
        self._stop.set()

    def listed(self, *, thoroughly: bool = False) -> list[Backup]:
        """Return the backups in the store's own folder, the oldest first, whole or not."""
        return [backup_folder.look(place, thoroughly=thoroughly) for place in self._folder.places()]

    def due(self) -> bool:
        """Return whether no backup was made today."""
        today = self._now().astimezone(LONDON).date()
        days = (
            backup.made_at.astimezone(LONDON).date()
            for backup in self._ours()
            if backup.whole and backup.made_at
        )
        return today not in days

    def make(
        self,
        run: Run,
        why: str,
        progress: Progress = silent,
        give_way: Callable[[], None] = lambda: None,
    ) -> Backup:
        """Make a backup and thin the older ones; ``run`` does work on the thread that may.

        Raises a `UserError` where it could not be written or is not what the store holds; nothing
        is thinned then.
        """
        made = _told(_subject(why), lambda: self._make(run, why, progress, give_way))
        progress(1.0)
        return made

    def copy_to(self, backup: Backup, folder: Path) -> Backup:
        """Copy a backup into a folder that is there, and open it there; return the copy."""
        return _told("The copy of the backup", lambda: self._copy(backup, folder))

    def check(self, place: Path) -> None:
        """Read every byte of a backup, and open it; raises where it is not whole."""
        note = backup_folder.read(place)
        root = note.opened_by(self._keys.backup_roots)
        if root is None or not backup_folder.look(place, thoroughly=True).whole:
            raise _not_whole()
        self._examine(place / manifest.DATABASE, note.key(root))

    def holding(self, key: str) -> Holding:
        """Return which backups hold a screening, and what could not be asked.

        A backup that is not whole, or not of this vault's keys, is not believed to be without it.
        """
        try:
            asked = [(backup, self._holds(backup, key)) for backup in self.listed()]
            return Holding(
                tuple(backup for backup, holds in asked if holds),
                tuple(backup for backup, holds in asked if holds is None),
                tuple(self._layout.kept_aside()),
            )
        except Exception as error:
            problem = fault(error, _SAFE)
        raise problem

    def _make(self, run: Run, why: str, progress: Progress, give_way: Callable[[], None]) -> Backup:
        with self._one:
            self._folder.prepare()
            place = self._write(run, why, progress, give_way)
            made = backup_folder.look(place, thoroughly=True)
            if not made.whole:
                raise _not_whole()
            with suppress(OSError):  # older ones that stay a day longer harm nobody
                self._thin()
            return made

    def _copy(self, backup: Backup, folder: Path) -> Backup:
        with self._one:
            target = BackupFolder(folder)
            fresh = target.unfinished(backup.made_at or self._now())
            with _removed_on_failure(fresh):
                for name in (*manifest.FILES, manifest.NAME):
                    create_private(fresh / name, sync=False)
                    shutil.copyfile(backup.place / name, fresh / name)
                    sync_file(fresh / name)
                self.check(fresh)
                place = target.finish(fresh)
            return backup_folder.look(place, thoroughly=True)

    def _holds(self, backup: Backup, key: str) -> bool | None:
        """Return whether a backup holds a screening; None where it could not be asked."""
        with suppress(Exception):  # whatever is wrong with it: it could not be asked
            note = backup_folder.read(backup.place)
            root = note.opened_by(self._keys.backup_roots)
            if root is None:
                return None
            database = backup.place / manifest.DATABASE
            with closing(copying.open_for_reading(database, note.key(root))) as connection:
                found = connection.execute("SELECT 1 FROM screening WHERE key = ?", (key,))
                holds = found.fetchone() is not None
            return holds if holds or backup.whole else None
        return None

    def _write(
        self,
        run: Run,
        why: str,
        progress: Progress,
        give_way: Callable[[], None],
    ) -> Path:
        now = self._now()
        note = Manifest(self._vault_id, uuid.uuid4().hex, now, why, 0, "", ())
        fresh = self._folder.unfinished(now)
        database, key = fresh / manifest.DATABASE, note.key(self._keys.backup)

        def between(done: float) -> None:
            self._go_on()
            progress(done * _COPIED)
            give_way()

        def work(engine: Engine) -> Contents:
            return copying.copy_to_file(copying.driver_of(engine), database, key, between)

        with _removed_on_failure(fresh):
            create_private(database, sync=False)
            copied = run(work)
            sync_file(database)
            progress(_COPIED)
            self._go_on()
            if self._examine(database, key) != copied:
                raise _not_whole()
            progress(_CHECKED)
            self._go_on()
            create_private(fresh / manifest.ENVELOPE, read_envelope(self._layout).envelope.encode())
            whole = Manifest(
                *(note.vault_id, note.backup_id, now, why),
                screenings=copied.count("screening"),
                schema=copied.schema,
                files=tuple(manifest.describe(fresh / name) for name in manifest.FILES),
            )
            create_private(fresh / manifest.NAME, whole.encode(self._keys.backup))
            return self._folder.finish(fresh)

    def _examine(self, database: Path, key: bytes) -> Contents:
        with closing(copying.open_for_reading(database, key)) as connection:
            try:
                return copying.examine(connection, self._stop.is_set)
            except Exception:
                self._go_on()
            raise _not_whole()

    def _thin(self) -> None:
        if may_go(self._ours(), self._now()):
            # every byte is read before anything goes: a damaged one must not stand for others
            for backup in may_go(self._ours(thoroughly=True), self._now()):
                backup_folder.remove(backup.place)

    def _ours(self, *, thoroughly: bool = False) -> list[Backup]:
        """Return the backups that these keys made: no other's note counts, or has one go."""
        return [one for one in self.listed(thoroughly=thoroughly) if self._made(one)]

    def _made(self, backup: Backup) -> bool:
        try:
            note = backup_folder.read(backup.place)
        except (OSError, ValueError, UserError):
            return False
        ours = note.opened_by(self._keys.backup_roots) is not None
        return note.vault_id == self._keys.vault_id and ours

    def _go_on(self) -> None:
        if self._stop.is_set():
            raise BackupStoppedError(
                "The store was closed before the backup was done.",
                safe="Your screenings are not affected.",
                do_next="It is made the next time.",
            )


@contextmanager
def _removed_on_failure(fresh: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with suppress(OSError):
            backup_folder.remove(fresh)
        raise


def _subject(why: str) -> str:
    if why == DAILY:
        return "Today's backup"
    if why.startswith(BEFORE_MIGRATION):
        return "The backup that goes before the store is brought up to date"
    return "The backup before the restore" if why == BEFORE_RESTORE else "The backup"


def _told(subject: str, work: Callable[[], Backup]) -> Backup:
    """Do the work; say what goes wrong as a backup's own, and not as a save's."""
    try:
        return work()
    except (BackupStoppedError, StoreDamagedError):
        raise
    except Exception as error:
        problem = fault(error, _SAFE)
    what = f"{subject} could not be written. {problem.what}"
    told = UserError(what, safe=_SAFE, do_next=problem.do_next)
    told.fault = problem.fault
    raise told


_SAFE: Final = "Your screenings are not affected, and earlier backups are kept."


def _not_whole() -> UserError:
    return UserError(
        "What was written is not what the store holds.",
        do_next="Check that the disk is sound, and try again.",
    )
