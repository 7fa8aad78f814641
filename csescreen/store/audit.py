"""The audit trail: a row for every change, in the transaction of the change itself."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnClause, Connection, Engine, column, func, insert, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from csescreen.core.audit import Action, AuditCheck, AuditEntry, AuditHead
from csescreen.store.chain import FIRST, carried_code, coded, content_code, mac_of, same
from csescreen.store.engine import READING
from csescreen.store.faults import older_copy
from csescreen.store.head import HeadDamagedError, HeadFile, KeptHead
from csescreen.store.tables import AuditRow, ReadingRow, ScreeningRow
from csescreen.store.verifying import Held, verify

Table = type[ScreeningRow] | type[ReadingRow]

_COLUMNS = (
    col(AuditRow.number),
    col(AuditRow.at),
    col(AuditRow.action),
    col(AuditRow.key),
    col(AuditRow.revision),
    col(AuditRow.content),
    col(AuditRow.detail),
    col(AuditRow.mac),
)
_ALL = select(*_COLUMNS).order_by(col(AuditRow.number))
_NEWEST = (
    select(col(AuditRow.number), col(AuditRow.mac)).order_by(col(AuditRow.number).desc()).limit(1)
)
_ADD = insert(AuditRow)
_HAS_TRAIL = text("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'audit'")


class Change:
    """One transaction under way: the connection for the change, and rows for the trail."""

    def __init__(self, connection: Connection, key: bytes) -> None:
        self.connection = connection
        self._key = key
        self.newest: KeptHead | None = None
        """The newest row, once one was added."""

    def note(
        self,
        action: Action,
        key: str = "",
        *,
        revision: int = 0,
        content: str = "",
        detail: str = "",
    ) -> None:
        """Add a row."""
        before = self.newest.head if self.newest else newest(self.connection)
        before = before or AuditHead(0, FIRST)
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        number, name = before.number + 1, action.value
        entry = AuditEntry(number, at, name, key, revision, content, detail, "")
        entry = replace(entry, mac=mac_of(self._key, entry, before.mac))
        self.connection.execute(_ADD, asdict(entry))
        self.newest = KeptHead(entry.head, at)


class Trail:
    """The trail of an open store. Everything but `code` is for the connection's own thread."""

    def __init__(self, key: bytes, head_file: HeadFile) -> None:
        self._key = key
        self.head_file = head_file

    @contextmanager
    def change(self, engine: Engine) -> Iterator[Change]:
        """Make one transaction of what is done inside: the change and its rows, or nothing."""
        with engine.connect() as connection:
            change = Change(connection, self._key)
            yield change
            connection.commit()
        if change.newest is not None:
            self.head_file.write(change.newest)

    def code(self, table: Table, row: Mapping[str, object]) -> str:
        """Return the code that stands for all that a row holds."""
        return content_code(self._key, str(table.__tablename__), row)

    def coded(self, table: Table, row: Mapping[str, object]) -> dict[str, object]:
        """Return the row with the code that it is to carry."""
        return coded(self._key, str(table.__tablename__), row)

    def refuse_older(self, engine: Engine) -> None:
        """Refuse a database that is behind its head. It reads alone: a schema may be behind too."""
        try:
            kept = self.head_file.read()
        except HeadDamagedError:
            return
        if kept is not None and not same(_mac_at(engine, kept.head.number), kept.head.mac):
            raise older_copy(kept.at, _last_changed(engine))

    def settle(self, engine: Engine, going_on: tuple[Action, str] | None = None) -> None:
        """Begin a trail where there is none, and note a head that is missing or damaged.

        ``going_on`` is noted with the head that is left behind: why an older copy is used. Where
        the store cannot be written, it is opened all the same: it is noted the next time.
        """
        kept: KeptHead | None = None
        told: Action | None = Action.HEAD_MISSING
        try:
            kept = self.head_file.read()
            told = None if kept else told
        except HeadDamagedError:
            told = Action.HEAD_DAMAGED
        here = head(engine)
        if here is None:
            told = Action.BEGUN
        if going_on is not None:
            action, why = going_on
            behind = f"{kept.head} " if kept else ""
            with self.change(engine) as change:
                if here is None:
                    self.begin(change)
                change.note(action, detail=f"{behind}{why}".strip())
        elif told is not None:
            with suppress(DBAPIError), self.change(engine) as change:
                if told is Action.BEGUN:
                    self.begin(change)
                else:
                    change.note(told)

    def begin(self, change: Change) -> None:
        """Begin the trail; what is in the store already is bound to it."""
        screenings = self.held(change.connection, ScreeningRow, "revision")
        before = f"{len(screenings)} in the store already" if screenings else ""
        change.note(Action.BEGUN, detail=before)
        for row in screenings:
            change.note(Action.FOUND, row.key, revision=row.count, content=row.code)
        for row in self.held(change.connection, ReadingRow, "number"):
            change.note(Action.READING, row.key, content=row.code, detail=str(row.count))

    def check(self, engine: Engine, given: AuditHead | None) -> AuditCheck:
        """Check the trail, and what is stored against it."""
        kept: KeptHead | None = None
        with suppress(HeadDamagedError):  # a row tells of it
            kept = self.head_file.read()
        rows = entries(engine)
        with engine.connect().execution_options(**READING) as connection:
            return verify(
                rows,
                self._key,
                head=kept.head if kept else None,
                given=given,
                screenings=self.held(connection, ScreeningRow, "revision"),
                readings=self.held(connection, ReadingRow, "number"),
            )

    def held(self, connection: Connection, table: Table, count: str) -> list[Held]:
        """Return what stands for each row: its key, its count (a revision, a number), its code."""
        columns: list[ColumnClause[Any]] = [column(name) for name in table.model_fields]
        rows = connection.execute(select(*columns).select_from(table)).mappings()
        name = str(table.__tablename__)
        return [
            Held(row["key"], row[count], carried_code(self._key, name, {**row})) for row in rows
        ]


def newest(connection: Connection) -> AuditHead | None:
    """Return the newest row's number and code, or None where there is no row yet."""
    found = connection.execute(_NEWEST).first()
    return None if found is None else AuditHead(*found)


def head(engine: Engine) -> AuditHead | None:
    """Return the newest row's number and code, or None where there is no row yet."""
    with engine.connect().execution_options(**READING) as connection:
        return newest(connection)


def entries(engine: Engine, key: str = "") -> list[AuditEntry]:
    """Return the rows, the oldest first: all, or those of one screening."""
    query = _ALL.where(col(AuditRow.key) == key) if key else _ALL
    with engine.connect().execution_options(**READING) as connection:
        return [AuditEntry(*row) for row in connection.execute(query)]


def newest_detail(engine: Engine, actions: Sequence[Action]) -> str:
    """Return the detail of the newest row of one of these actions; "" where there is none."""
    newest_first = (
        select(col(AuditRow.detail))
        .where(col(AuditRow.action).in_([action.value for action in actions]))
        .order_by(col(AuditRow.number).desc())
        .limit(1)
    )
    with engine.connect().execution_options(**READING) as connection:
        return connection.execute(newest_first).scalar() or ""


def _mac_at(engine: Engine, number: int) -> str:
    """Return the code of a row, or "" where there is no such row, or no trail at all."""
    with engine.connect().execution_options(**READING) as connection:
        if not connection.execute(_HAS_TRAIL).first():
            return ""
        at = select(col(AuditRow.mac)).where(col(AuditRow.number) == number)
        return connection.execute(at).scalar() or ""


def _last_changed(engine: Engine) -> str:
    with engine.connect().execution_options(**READING) as connection:
        return connection.execute(select(func.max(col(ScreeningRow.updated_at)))).scalar() or ""
