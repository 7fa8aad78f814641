"""The audit trail: a row for every change, in the transaction of the change itself."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnClause, Connection, Engine, column, insert, select
from sqlmodel import col

from csescreen.core.audit import Action, AuditEntry, AuditHead
from csescreen.store.chain import FIRST, content_code, mac_of
from csescreen.store.engine import READING
from csescreen.store.tables import AuditRow, ReadingRow, ScreeningRow

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


class Change:
    """One transaction under way: the connection for the change, and rows for the trail."""

    def __init__(self, connection: Connection, key: bytes) -> None:
        self.connection = connection
        self._key = key
        self.head: AuditHead | None = None
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
        before = self.head or newest(self.connection) or AuditHead(0, FIRST)
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        number, name = before.number + 1, action.value
        plain = AuditEntry(number, at, name, key, revision, content, detail, "")
        mac = mac_of(self._key, plain, before.mac)
        self.connection.execute(
            _ADD,
            {
                "number": number,
                "at": at,
                "action": name,
                "key": key,
                "revision": revision,
                "content": content,
                "detail": detail,
                "mac": mac,
            },
        )
        self.head = AuditHead(number, mac)


class Trail:
    """The trail of an open store. Everything but `code` is for the connection's own thread."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @contextmanager
    def change(self, engine: Engine) -> Iterator[Change]:
        """Make one transaction of what is done inside: the change and its rows, or nothing."""
        with engine.connect() as connection:
            change = Change(connection, self._key)
            yield change
            connection.commit()

    def code(self, table: Table, row: Mapping[str, object]) -> str:
        """Return the code that stands for all that a row holds."""
        return content_code(self._key, str(table.__tablename__), row)

    def begin(self, engine: Engine) -> None:
        """Begin the trail of a store that has none; what is there already is bound to it."""
        with self.change(engine) as change:
            if newest(change.connection) is None:
                change.note(Action.BEGUN)
                for key, revision, code in self.codes(change.connection, ScreeningRow, "revision"):
                    change.note(Action.FOUND, key, revision=revision, content=code)
                for key, number, code in self.codes(change.connection, ReadingRow, "number"):
                    change.note(Action.READING, key, content=code, detail=str(number))

    def codes(self, connection: Connection, table: Table, count: str) -> list[tuple[str, int, str]]:
        """Return of each row its key, its count (a revision, a number) and its code."""
        columns: list[ColumnClause[Any]] = [column(name) for name in table.model_fields]
        rows = connection.execute(select(*columns).select_from(table)).mappings()
        return [(row["key"], row[count], self.code(table, {**row})) for row in rows]


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
