"""What the indexes of a damaged database still say of its screenings: keys, references, times.

An index lies on pages of its own, so it outlives the rows that it names, and knows of a change
whose row came back from an older page.
"""

import re
from datetime import datetime
from typing import Final, NamedTuple

from csescreen.store.cells import INDEX_INTERIOR, INDEX_LEAF, TABLE_LEAF
from csescreen.store.rows_found import Found
from csescreen.store.shapes import is_time
from csescreen.store.snapshot import SCHEMA_COLUMNS, View

_KEY: Final = re.compile("[0-9a-f]{32}")
_ENTRY: Final = 2
_REFERENCES: Final = "ix_screening_reference"
_TIMES: Final = "ix_screening_updated_at"


class Indexes(NamedTuple):
    """What the indexes of the screenings say of them."""

    keys: set[str]
    references: dict[str, str]
    times: dict[int, datetime]
    """When a row was last saved, by its number."""

    def know_later_than(self, one: Found) -> bool:
        """Return whether the row was saved again after what was found of it."""
        later = self.times.get(one.number)
        return later is not None and later > datetime.fromisoformat(one.row["updated_at"])


def read_indexes(view: View) -> Indexes:
    """Read every index that can be read, whatever page it is on."""
    keys: dict[int, set[str]] = {}
    references: dict[int, str] = {}
    times: dict[int, datetime] = {}
    roots = _roots(view)
    by_reference = set(view.under(roots.get(_REFERENCES, 0)))
    by_time = set(view.under(roots.get(_TIMES, 0)))
    for page, cell in view.numbered(INDEX_LEAF, INDEX_INTERIOR):
        values = cell.values
        if values is None or len(values) != _ENTRY:
            continue
        text, number = values
        if not isinstance(text, str) or not isinstance(number, int):
            continue
        if page in by_reference:
            references.setdefault(number, text)
        elif page in by_time and is_time(text):
            at = datetime.fromisoformat(text)
            times[number] = max(at, times.get(number, at))
        elif _KEY.fullmatch(text) and not is_time(text):
            keys.setdefault(number, set()).add(text)
    return Indexes(
        {key for found in keys.values() for key in found},
        {
            key: references[number]
            for number, found in keys.items()
            if number in references
            for key in found
        },
        times,
    )


def _roots(view: View) -> dict[str, int]:
    """Return where tables and indexes begin; the schema's own first page may be lost."""
    found: dict[str, int] = {}
    for cell in view.cells(TABLE_LEAF):
        values = cell.values
        if values and len(values) == SCHEMA_COLUMNS:
            name, root = values[1], values[3]
            if isinstance(name, str) and isinstance(root, int):
                found.setdefault(name, root)
    return found
