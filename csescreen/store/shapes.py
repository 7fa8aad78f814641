"""Which table a row belongs to, by its shape alone: for pages whose table is not known any more."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlmodel import SQLModel

from csescreen.store.cells import Cell, Value
from csescreen.store.tables import (
    AuditRow,
    FrameworkFileRow,
    MetaRow,
    ReadingRow,
    ScreeningRow,
)

Table = type[SQLModel]
Row = Mapping[str, Any]

_T, _N, _B = "text", "number", "bytes"
_AT: Final = "time"
_KINDS: Final = {_T: str, _N: int, _B: bytes, _AT: str}
_SHAPES: Final[tuple[tuple[Table, Mapping[str, str], tuple[str, ...]], ...]] = (
    # in the order of the columns in the file, which a later migration only adds to
    (
        ScreeningRow,
        {
            "key": _T,
            "revision": _N,
            "reference": _T,
            "framework_id": _T,
            "framework_version": _T,
            "framework_sha256": _T,
            "created_at": _AT,
            "updated_at": _AT,
            "screening": _T,
            "wording": _T,
            "framework_shared": _T,
            "code": _T,
        },
        ("framework_shared", "code"),
    ),
    (
        ReadingRow,
        {
            "key": _T,
            "number": _N,
            "made_at": _AT,
            "framework_id": _T,
            "framework_version": _T,
            "framework_sha256": _T,
            "framework_shared": _T,
            "outcome": _T,
            "screening": _T,
            "wording": _T,
            "why": _T,
            "code": _T,
        },
        ("code",),
    ),
    (FrameworkFileRow, {"sha256": _T, "id": _T, "version": _T, "content": _B}, ()),
    (MetaRow, {"name": _T, "value": _T}, ()),
)
_AUDIT: Final = {
    "at": _AT,
    "action": _T,
    "key": _T,
    "revision": _N,
    "content": _T,
    "detail": _T,
    "mac": _T,
}


def row_of(cell: Cell) -> tuple[Table, Row] | None:
    """Return the table and the row by its columns' names, or None where it is no row of ours."""
    values = cell.values
    if values is None:
        return None
    for table, columns, added in _SHAPES:
        if len(columns) - len(added) <= len(values) <= len(columns) and _fits(
            tuple(columns.values()), values
        ):
            row = dict.fromkeys(added, "") | dict(zip(columns, values, strict=False))
            return table, row
    # its number is the row's own, which the cell holds apart
    is_audit = len(values) == 1 + len(_AUDIT) and values[0] is None
    if is_audit and _fits(tuple(_AUDIT.values()), values[1:]):
        return AuditRow, {"number": cell.row, **dict(zip(_AUDIT, values[1:], strict=True))}
    return None


def is_time(value: Value) -> bool:
    """Return whether a value is a time as the store writes it."""
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _fits(kinds: tuple[str, ...], values: tuple[Value, ...]) -> bool:
    return all(
        is_time(value) if kind == _AT else isinstance(value, _KINDS[kind])
        for kind, value in zip(kinds, values, strict=False)
    )
