"""Whether what is read agrees with what else the database says of it.

A page of an older copy is authentic: its rows were stored once, and are not what was stored last.
Such a row does not fit the newest row of the audit trail, or the table does not fit its indexes.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, text

from csescreen.core.audit import Action
from csescreen.store.chain import carried_code, same
from csescreen.store.faults import UnfitError
from csescreen.store.tables import ReadingRow, ScreeningRow
from csescreen.store.verifying import HOLDS

# one look into the index for each action: a screening may have thousands of rows
_BY_ACTION: Final = " UNION ALL ".join(
    f"SELECT max(number) AS newest FROM audit WHERE key = :key AND action = '{action}'"  # noqa: S608
    for action in (*sorted(HOLDS), Action.PURGED, Action.SALVAGED)
)
_NEWEST: Final = text(
    "SELECT action, revision, content FROM audit "  # noqa: S608
    f"WHERE number = (SELECT max(newest) FROM ({_BY_ACTION}))"
)
_READINGS: Final = text(
    "SELECT number, detail, content FROM audit WHERE key = :key AND action = 'reading' "
    "ORDER BY number"
)
_GONE: Final = text(
    "SELECT max(number) FROM audit WHERE key IN ('', :key) AND action IN ('salvaged', 'purged')"
)
_INDEXED: Final = {
    name: text(f"SELECT {name} FROM screening INDEXED BY {index} ORDER BY {name}")  # noqa: S608
    for name, index in (
        ("key", "sqlite_autoindex_screening_1"),
        ("reference", "ix_screening_reference"),
        ("updated_at", "ix_screening_updated_at"),
    )
}


def refuse_unfit(connection: Connection, key: bytes, row: ScreeningRow) -> None:
    """Raise `UnfitError` where the screening is not the one that was last saved.

    ``key`` is that of the audit trail.
    """
    newest = connection.execute(_NEWEST, {"key": row.key}).first()
    if (
        newest is None
        or newest.action not in HOLDS
        or newest.revision != row.revision
        or not same(newest.content, carried_code(key, "screening", row.model_dump()))
    ):
        raise UnfitError("a screening is not as the audit trail knows it")


def refuse_unfit_readings(
    connection: Connection, key: bytes, screening: str, rows: Iterable[ReadingRow]
) -> None:
    """Raise `UnfitError` where these are not the dated readings of the screening that were kept.

    Those that were purged, or lost before a salvage, are missing with everybody's knowledge.
    """
    kept = {row.detail: row for row in connection.execute(_READINGS, {"key": screening})}
    for row in rows:
        known = kept.pop(str(row.number), None)
        code = carried_code(key, "reading", row.model_dump())
        if known is None or not same(known.content, code):
            raise UnfitError("a dated reading is not as the audit trail knows it")
    if kept:
        gone = connection.execute(_GONE, {"key": screening}).scalar() or 0
        if any(row.number > gone for row in kept.values()):
            raise UnfitError("a dated reading is missing that the audit trail knows")


def refuse_disagreeing(connection: Connection, rows: Sequence[Any]) -> None:
    """Raise `UnfitError` where the table's rows are not those that its indexes name."""
    for name, indexed in _INDEXED.items():
        if sorted(getattr(row, name) for row in rows) != [*connection.execute(indexed).scalars()]:
            raise UnfitError("the list of screenings is not as its indexes know it")
