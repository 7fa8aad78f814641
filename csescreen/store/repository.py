"""The store of screenings: what is read from its database, and what is written to it."""

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine

from csescreen.core.audit import Action, AuditCheck, AuditEntry, AuditHead
from csescreen.core.backups import (
    ASKED,
    BEFORE_MIGRATION,
    Backup,
    BackupStoppedError,
    Progress,
)
from csescreen.core.framework import FrameworkFile
from csescreen.core.ports import DatedReading, LeftOpen, Record, RecordLine
from csescreen.core.text import clean
from csescreen.errors import UserError
from csescreen.store import audit, left_open, queries, schema
from csescreen.store.audit import Trail
from csescreen.store.backup import Backups, silent
from csescreen.store.chain import FIRST
from csescreen.store.engine import checkpoint
from csescreen.store.fault_words import told
from csescreen.store.faults import DAMAGE, TEXT_ON_SCREEN, fault, purged
from csescreen.store.head import HeadFile
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout
from csescreen.store.owned_database import OwnedDatabase
from csescreen.store.pages import salt_of
from csescreen.store.purge import REMAINS, no_reason, purge
from csescreen.store.reading_store import ReadingStore
from csescreen.store.rows import reading_row, row_from, searchable
from csescreen.store.salvage import salvage
from csescreen.store.writing import write


class SqlScreeningStore:
    """An open store. Safe to call from any thread; `open` and `create` make one."""

    def __init__(self, file: Path, keys: Keys) -> None:
        self.keys = keys
        """What it was opened with: a restore needs it."""
        self.backups = Backups(Layout(file.parent), keys)
        """The backups of this store."""
        self._trail = Trail(keys.audit, HeadFile.beside(file, keys.audit, keys.vault_id))
        self._database = OwnedDatabase(file, keys.data, self._rescue)
        self.on_close: Callable[[], None] = _nothing
        """What to do once the store is closed: the vault gives its lock back."""
        self._told: list[str] = []
        self._closing = threading.Lock()
        self._closed = False
        self._kept: set[str] = set()
        """The hashes of framework files that are known to be in the store."""
        self._purged: set[str] = set()
        """The screenings that are gone for good: a save that was on its way brings none back."""

    @classmethod
    def create(cls, file: Path, keys: Keys) -> "SqlScreeningStore":
        """Make the schema in the empty file; what is returned is whole on disk."""
        store = cls(file, keys)

        def prepare(engine: Engine) -> None:
            schema.create(engine, keys)
            store._trail.settle(engine)
            checkpoint(engine)

        return store._opened(salt_of(keys.data, keys.vault_id), prepare)

    @classmethod
    def open(
        cls,
        file: Path,
        keys: Keys,
        going_on: tuple[Action, str] | None = None,
        salt: bytes = b"",
    ) -> "SqlScreeningStore":
        """Open the vault's database; refuses any other, and one that is behind its head.

        One of an earlier schema is backed up before it is brought up to date, and left as it is
        where that fails. ``going_on`` says what made the database older and why that is right: it
        is noted, and not refused, and it is not backed up, because a backup is what it is.
        """
        store = cls(file, keys)

        def prepare(engine: Engine) -> None:
            step = schema.check(engine, keys.vault_id)
            if going_on is None:
                store._trail.refuse_older(engine)
            made = None
            if step:
                if going_on is None:
                    why = f"{BEFORE_MIGRATION} {step}"
                    made = store.backups.make(lambda work: work(engine), why)
                schema.migrate(engine, keys)
            store._trail.settle(engine, going_on)
            if made is not None:
                store._note_backup(engine, made)

        return store._opened(salt, prepare)

    def lines(self) -> list[RecordLine]:
        """Return what is stored, the last changed first."""
        return self._database.run(queries.lines, ReadingStore.lines)

    def find(self, reference: str) -> list[RecordLine]:
        """Return the records whose reference is exactly this, the last changed first."""
        return self._database.run(
            lambda engine: queries.find(engine, reference), lambda rescued: rescued.find(reference)
        )

    def read(self, key: str) -> Record:
        """Return one record; raises where there is none."""
        return self._database.run(
            lambda engine: queries.record(engine, key, self.keys.audit),
            lambda rescued: rescued.read(key),
        )

    def readings(self, key: str) -> list[DatedReading]:
        """Return the dated readings of a record, the oldest first."""
        return self._database.run(
            lambda engine: queries.readings(engine, key, self.keys.audit),
            lambda rescued: rescued.readings(key),
        )

    def framework_file(self, sha256: str) -> FrameworkFile | None:
        """Return a file of a framework that was kept with a screening, or None."""
        return self._database.run(
            lambda engine: queries.framework_file(engine, sha256),
            lambda rescued: rescued.framework_file(sha256),
        )

    def save(self, record: Record, readings: Sequence[DatedReading] = ()) -> bool:
        """Write the record if it is newer than what is stored; return whether it was written.

        The readings, and the framework's files where the store has not kept them yet, are written
        with it or not at all. Returns only after the commit is on disk. The text is turned into a
        row on the caller's thread, so that the owner of the connection does nothing but write.
        """
        try:
            values = row_from(record).model_dump()
            dated = [reading_row(reading, 0).model_dump() for reading in readings]
        except (ValueError, TypeError) as error:
            problem = fault(error, TEXT_ON_SCREEN)
        else:
            new = [file for file in record.files if file.sha256 not in self._kept]

            def work(engine: Engine) -> bool:
                if record.key in self._purged:
                    raise purged()
                written = write(engine, self._trail, values, dated, new)
                if written:
                    self._kept.update(file.sha256 for file in new)
                return written

            return self._database.run(work, safe=TEXT_ON_SCREEN)
        raise problem

    def note(self, action: str, key: str = "", detail: str = "") -> None:
        """Add a row to the audit trail by itself; returns only after the commit is on disk."""
        done, said = Action(action), searchable(detail)

        def work(engine: Engine) -> None:
            with self._trail.change(engine) as change:
                change.note(done, key, detail=said)

        self._database.run(work)

    def audit(self, key: str = "") -> list[AuditEntry]:
        """Return the rows of the audit trail, the oldest first: all, or those of one screening."""
        return self._database.run(
            lambda engine: audit.entries(engine, key), lambda rescued: rescued.audit(key)
        )

    def newest_detail(self, actions: Sequence[Action]) -> str:
        """Return the detail of the newest row of one of these actions; "" where there is none."""
        return self._database.run(lambda engine: audit.newest_detail(engine, actions))

    def audit_head(self) -> AuditHead:
        """Return the newest row's number and code."""
        head = self._database.run(audit.head, ReadingStore.audit_head)
        return head or AuditHead(0, FIRST)

    def notices(self) -> tuple[str, ...]:
        """Return what is to be told once of how the store was found."""
        return tuple(self._told)

    def tell(self, notice: str) -> None:
        """Have something told once."""
        self._told.append(notice)

    def back_up(self, why: str = ASKED, progress: Progress = silent) -> Backup:
        """Make a backup and thin the older ones; saving goes on meanwhile.

        It counts only once it was opened and compared with the store. Raises where it could not
        be made; nothing is thinned then. Where a page is damaged, the database is left for good.
        """
        try:
            backup = self.backups.make(self._database.run, why, progress, self._database.give_way)
        except BackupStoppedError:
            raise
        except UserError:  # such as that the copy is not what the store holds
            if self._database.is_left():
                raise told(DAMAGE) from None
            raise
        self._database.run(lambda engine: self._note_backup(engine, backup))
        return backup

    def verify_audit(self, given: AuditHead | None = None) -> AuditCheck:
        """Check the whole trail, what is stored against it, and a head that left the machine."""
        return self._database.run(lambda engine: self._trail.check(engine, given))

    def purge(self, key: str, reason: str) -> None:
        """Remove a screening with its dated readings for good; only the audit row stays."""
        why = searchable(clean(reason).strip())
        if not why:
            raise no_reason()

        def work(engine: Engine) -> None:
            cleared = purge(engine, self._trail, key, why)
            self._purged.add(key)
            if not cleared:
                self.tell(REMAINS)

        self._database.run(work)

    def mark_open(self, key: str | None, step: str = "") -> None:
        """Note which screening is open now; nothing waits for it, and no record changes."""
        # a failing disk is told where text is saved
        self._database.run_quietly(lambda engine: left_open.mark(engine, key, step))

    def left_open(self) -> LeftOpen | None:
        """Return what was open when the program last ended other than in the ordinary way."""
        return self._database.run(left_open.left)

    def close(self) -> None:
        """Close the store and release it for other instances; a second call does nothing."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
            self.backups.stop()
            try:
                with suppress(Exception):  # what was acknowledged is in the log already
                    self._database.close(self._trail.head_file.sync)
            finally:
                self.on_close()

    def _opened(self, salt: bytes, prepare: Callable[[Engine], None]) -> "SqlScreeningStore":
        try:
            self._database.open(salt, prepare)
        except BaseException:
            self.close()
            raise
        return self

    def _rescue(self) -> ReadingStore:
        """Return what can be read of the database now that damage was found in it."""
        rescued = ReadingStore(salvage(self._database.file, self.keys), "refused", self.backups)
        self._told.extend(rescued.notices())
        return rescued

    def _note_backup(self, engine: Engine, backup: Backup) -> None:
        with self._trail.change(engine) as change:
            change.note(Action.BACKED_UP, detail=f"{backup.stamp} {backup.why}")


def _nothing() -> None:
    """Stand in where nothing is to be done."""
