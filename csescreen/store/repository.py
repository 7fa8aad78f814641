"""The store of screenings: one thread owns the one connection, and every call goes through it."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from sqlalchemy import ColumnElement, Engine, case, func, select
from sqlmodel import Session, col

from csescreen.core.audit import Action, AuditCheck, AuditEntry, AuditHead
from csescreen.core.backups import ASKED, BEFORE_MIGRATION, Backup, Progress
from csescreen.core.framework import FrameworkFile
from csescreen.core.ports import DatedReading, LeftOpen, Record, RecordLine
from csescreen.core.text import clean
from csescreen.errors import UserError
from csescreen.store import audit, left_open, schema
from csescreen.store.audit import Trail
from csescreen.store.backup import Backups, silent
from csescreen.store.chain import FIRST
from csescreen.store.document import PINS, DocumentError
from csescreen.store.engine import READING, abandon, checkpoint, open_engine
from csescreen.store.fault_words import told
from csescreen.store.faults import (
    NOTHING_CHANGED,
    TEXT_ON_SCREEN,
    fault,
    is_damage,
    not_there,
    purged,
)
from csescreen.store.head import HeadFile
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout, damaged
from csescreen.store.owner import Owner
from csescreen.store.pages import salt_of
from csescreen.store.purge import REMAINS, no_reason, purge
from csescreen.store.reading_store import ReadingStore
from csescreen.store.rows import (
    line_from,
    reading_from,
    reading_row,
    record_from,
    row_from,
    searchable,
)
from csescreen.store.salvage import salvage
from csescreen.store.tables import FrameworkFileRow, ReadingRow, ScreeningRow
from csescreen.store.writing import write

T = TypeVar("T")


class SqlScreeningStore:
    """An open store. Safe to call from any thread; `open` and `create` make one.

    A connection that two threads shared has acknowledged commits that were then gone, so all
    database work runs on one thread of its own, in the order in which it was asked for.
    """

    def __init__(self, database: Path, trail: Trail, backups: Backups, keys: Keys) -> None:
        self._database, self._trail = database, trail
        self.backups = backups
        """The backups of this store."""
        self.keys = keys
        """What it was opened with: a restore needs it."""
        self._owner = Owner("csescreen-store")
        self.on_close: Callable[[], None] = _nothing
        """What to do once the store is closed: the vault gives its lock back."""
        self._told: list[str] = []
        self._closing = threading.Lock()
        self._closed = False
        self._engine: Engine | None = None
        self._kept: set[str] = set()
        """The hashes of framework files that are known to be in the store."""
        self._rescued: ReadingStore | None = None
        """What is read instead once damage was found; nothing is written from then on."""
        self._purged: set[str] = set()
        """The screenings that are gone for good: a save that was on its way brings none back."""

    @classmethod
    def create(cls, database: Path, keys: Keys) -> "SqlScreeningStore":
        """Make the schema in the empty file; what is returned is whole on disk."""

        def prepare(engine: Engine, store: SqlScreeningStore) -> None:
            schema.create(engine, keys.vault_id)
            store._trail.settle(engine)
            checkpoint(engine)

        return cls._start(database, keys, salt_of(keys.data, keys.vault_id), prepare)

    @classmethod
    def open(
        cls,
        database: Path,
        keys: Keys,
        going_on: tuple[Action, str] | None = None,
        salt: bytes = b"",
    ) -> "SqlScreeningStore":
        """Open the vault's database; refuses any other, and one that is behind its head.

        One of an earlier schema is backed up before it is brought up to date, and left as it is
        where that fails. ``going_on`` says what made the database older and why that is right: it
        is noted, and not refused, and it is not backed up, because a backup is what it is.
        """

        def prepare(engine: Engine, store: SqlScreeningStore) -> None:
            step = schema.check(engine, keys.vault_id)
            if going_on is None:
                store._trail.refuse_older(engine)
            made = None
            if step:
                if going_on is None:
                    why = f"{BEFORE_MIGRATION} {step}"
                    made = store.backups.make(lambda work: work(engine), why)
                schema.migrate(engine)
            store._trail.settle(engine, going_on)
            if made is not None:
                _note_backup(store._trail, engine, made)

        return cls._start(database, keys, salt, prepare)

    def lines(self) -> list[RecordLine]:
        """Return what is stored, the last changed first."""
        return self._run(self._lines, NOTHING_CHANGED, ReadingStore.lines)

    def find(self, reference: str) -> list[RecordLine]:
        """Return the records whose reference is exactly this, the last changed first."""
        same = col(ScreeningRow.reference) == searchable(reference)
        return self._run(
            lambda engine: self._lines(engine, same),
            NOTHING_CHANGED,
            lambda rescued: rescued.find(reference),
        )

    def read(self, key: str) -> Record:
        """Return one record; raises where there is none."""

        def work(engine: Engine) -> Record:
            with Session(engine.execution_options(**READING)) as session:
                row = session.get(ScreeningRow, key)
                if row is None:
                    raise not_there()
                try:
                    return record_from(row)
                except DocumentError:
                    pass
            raise told("screening")

        return self._run(work, NOTHING_CHANGED, lambda rescued: rescued.read(key))

    def readings(self, key: str) -> list[DatedReading]:
        """Return the dated readings of a record, the oldest first."""
        query = (
            select(ReadingRow).where(col(ReadingRow.key) == key).order_by(col(ReadingRow.number))
        )

        def work(engine: Engine) -> list[DatedReading]:
            with Session(engine.execution_options(**READING)) as session:
                rows = session.scalars(query).all()
                try:
                    return [reading_from(row) for row in rows]
                except DocumentError:
                    pass
            raise damaged("A dated reading of this screening cannot be read.")

        return self._run(work, NOTHING_CHANGED, lambda rescued: rescued.readings(key))

    def framework_file(self, sha256: str) -> FrameworkFile | None:
        """Return a file of a framework that was kept with a screening, or None."""

        def work(engine: Engine) -> FrameworkFile | None:
            with Session(engine.execution_options(**READING)) as session:
                row = session.get(FrameworkFileRow, sha256)
                if row is None:
                    return None
                return FrameworkFile(row.sha256, row.id, row.version, row.content)

        return self._run(work, NOTHING_CHANGED, lambda rescued: rescued.framework_file(sha256))

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

            return self._run(work, TEXT_ON_SCREEN)
        raise problem

    def note(self, action: str, key: str = "", detail: str = "") -> None:
        """Add a row to the audit trail by itself; returns only after the commit is on disk."""
        done, said = Action(action), searchable(detail)

        def work(engine: Engine) -> None:
            with self._trail.change(engine) as change:
                change.note(done, key, detail=said)

        self._run(work, NOTHING_CHANGED)

    def audit(self, key: str = "") -> list[AuditEntry]:
        """Return the rows of the audit trail, the oldest first: all, or those of one screening."""
        return self._run(
            lambda engine: audit.entries(engine, key),
            NOTHING_CHANGED,
            lambda rescued: rescued.audit(key),
        )

    def audit_head(self) -> AuditHead:
        """Return the newest row's number and code."""
        return self._run(audit.head, NOTHING_CHANGED, ReadingStore.audit_head) or AuditHead(
            0, FIRST
        )

    def notices(self) -> tuple[str, ...]:
        """Return what is to be told once of how the store was found."""
        return tuple(self._told)

    def tell(self, notice: str) -> None:
        """Have something told once."""
        self._told.append(notice)

    def back_up(self, why: str = ASKED, progress: Progress = silent) -> Backup:
        """Make a backup and thin the older ones; saving goes on meanwhile.

        It counts only once it was opened and compared with the store. Raises where it could not
        be made; nothing is thinned then.
        """
        backup = self.backups.make(
            lambda work: self._run(work, NOTHING_CHANGED), why, progress, self._owner.give_way
        )
        self._run(lambda engine: _note_backup(self._trail, engine, backup), NOTHING_CHANGED)
        return backup

    def verify_audit(self, given: AuditHead | None = None) -> AuditCheck:
        """Check the whole trail, what is stored against it, and a head that left the machine."""
        return self._run(lambda engine: self._trail.check(engine, given), NOTHING_CHANGED)

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

        self._run(work, NOTHING_CHANGED)

    def mark_open(self, key: str | None, step: str = "") -> None:
        """Note which screening is open now; nothing waits for it, and no record changes."""

        def work() -> None:
            if self._engine is not None:
                with suppress(Exception):  # a failing disk is told where text is saved
                    left_open.mark(self._engine, key, step)

        with suppress(RuntimeError):  # it is closed
            self._owner.submit(work)

    def left_open(self) -> LeftOpen | None:
        """Return what was open when the program last ended other than in the ordinary way."""
        return self._run(left_open.left, NOTHING_CHANGED)

    def close(self) -> None:
        """Close the store and release it for other instances; a second call does nothing."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
            self.backups.stop()
            try:
                with suppress(Exception):  # what was acknowledged is in the log already
                    self._owner.shutdown(self._shut)
            finally:
                self.on_close()

    @classmethod
    def _start(
        cls,
        database: Path,
        keys: Keys,
        salt: bytes,
        prepare: "Callable[[Engine, SqlScreeningStore], None]",
    ) -> "SqlScreeningStore":
        trail = Trail(keys.audit, HeadFile.beside(database, keys.audit, keys.vault_id))
        store = cls(database, trail, Backups(Layout(database.parent), keys), keys)

        def work() -> None:
            store._engine = open_engine(database, keys.data, salt)
            try:
                prepare(store._engine, store)
            except Exception as error:
                if is_damage(error):  # nothing is written to it, by closing either
                    abandon(store._engine)
                    store._engine = None
                raise

        try:
            store._result(store._owner.submit(work), NOTHING_CHANGED)
        except BaseException:
            store.close()
            raise
        return store

    def _run(
        self,
        work: Callable[[Engine], T],
        safe: str,
        instead: Callable[[ReadingStore], T] | None = None,
    ) -> T:
        """Do the work on the owner's thread; ``instead`` is how it is done on a damaged store."""

        def on_owner() -> T:
            if self._engine is not None and self._rescued is None:
                done = self._undamaged(work, self._engine)
                if done is not None:
                    return done[0]
            if self._rescued is None:
                raise _closed(safe)
            if instead is None:
                raise told("refused", safe)
            return instead(self._rescued)

        try:
            future = self._owner.submit(on_owner)
        except RuntimeError:
            future = None
        if future is None:
            raise _closed(safe)
        return self._result(future, safe)

    def _undamaged(self, work: Callable[[Engine], T], engine: Engine) -> tuple[T] | None:
        """Do the work; where damage is found, leave the database for good and return None."""
        try:
            return (work(engine),)
        except Exception as error:
            if not is_damage(error):
                raise
        self._engine = None
        abandon(engine)
        self._rescued = ReadingStore(salvage(self._database, self.keys), "refused", self.backups)
        self._told.extend(self._rescued.notices())
        return None

    @staticmethod
    def _result(future: "Future[T]", safe: str) -> T:
        try:
            return future.result()
        except Exception as error:
            problem = fault(error, safe)
        # Outside of the block, so that the technical error, which holds text, is not its context.
        problem.__traceback__ = None
        raise problem

    def _shut(self) -> None:
        engine, self._engine = self._engine, None
        if engine is not None:
            with suppress(Exception):
                checkpoint(engine)
            engine.dispose()
            self._trail.head_file.sync()

    @staticmethod
    def _lines(engine: Engine, where: ColumnElement[bool] | None = None) -> list[RecordLine]:
        query = select(
            col(ScreeningRow.key),
            col(ScreeningRow.reference),
            col(ScreeningRow.framework_id),
            col(ScreeningRow.revision),
            col(ScreeningRow.created_at),
            col(ScreeningRow.updated_at),
            _further_pins(),
        ).order_by(col(ScreeningRow.updated_at).desc(), col(ScreeningRow.key))
        if where is not None:
            query = query.where(where)
        with engine.connect().execution_options(**READING) as connection:
            return [line_from(*row) for row in connection.execute(query)]


def _further_pins() -> ColumnElement[str | None]:
    """Return the one part of the text that a list shows; a damaged text must not spoil the list."""
    text = col(ScreeningRow.screening)
    return case((func.json_valid(text) == 1, func.json_extract(text, f"$.{PINS}")))


def _closed(safe: str) -> UserError:
    return UserError("The store is closed.", safe=safe, do_next="Unlock it, and try again.")


def _note_backup(trail: Trail, engine: Engine, backup: Backup) -> None:
    with trail.change(engine) as change:
        change.note(Action.BACKED_UP, detail=f"{backup.stamp} {backup.why}")


def _nothing() -> None:
    """Stand in where nothing is to be done."""
