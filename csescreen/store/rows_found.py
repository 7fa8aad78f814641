"""The rows that pages hold, known by their shape and by parsing, without a schema or a tree."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any, NamedTuple

from csescreen.store.cells import TABLE_LEAF
from csescreen.store.document import DocumentError
from csescreen.store.rows import reading_from, record_from
from csescreen.store.shapes import Row, Table, row_of
from csescreen.store.snapshot import View
from csescreen.store.tables import FrameworkFileRow, ReadingRow, ScreeningRow


class Found(NamedTuple):
    """A row that parses; ``number`` is the database's own, by which its indexes name it."""

    view: View
    table: Table
    row: dict[str, Any]
    number: int


def rows_of(view: View) -> Iterator[Found]:
    """Yield the rows of every page of a table that can be read, whatever table that is."""
    for cell in view.cells(TABLE_LEAF):
        found = row_of(cell)
        if found is not None and _parses(*found):
            yield Found(view, found[0], dict(found[1]), cell.row)


def _parses(table: Table, row: Row) -> bool:
    try:
        if table is ScreeningRow:
            record_from(ScreeningRow(**row))
        elif table is ReadingRow:
            reading_from(ReadingRow(**row))
        elif table is FrameworkFileRow:
            content = row["content"]
            return isinstance(content, bytes) and sha256(content).hexdigest() == row["sha256"]
    except (DocumentError, ValueError):
        return False
    return True
