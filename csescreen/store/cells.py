"""Rows out of the pages of a database, one page at a time: none is needed to find another.

Only live cells are read: what SQLite has freed is no row. A row that does not fit its page goes on
in a chain of overflow pages; where one of them is missing, the row is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from csescreen.store.pages import USABLE

Value = None | int | float | str | bytes
PageGetter = Callable[[int], bytes | None]
"""Return a decrypted page by its number, or None where it is lost."""

TABLE_LEAF: Final = 0x0D
INDEX_LEAF: Final = 0x0A
INDEX_INTERIOR: Final = 0x02
TABLE_INTERIOR: Final = 0x05
_FIRST_PAGE_HEADER: Final = 100
_LEAST: Final = (USABLE - 12) * 32 // 255 - 23
_MOST: Final = {TABLE_LEAF: USABLE - 35, INDEX_LEAF: (USABLE - 12) * 64 // 255 - 23}
_CHAINED: Final = USABLE - 4
_WIDTHS: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_FLOAT: Final = 7
_LARGEST: Final = 1 << 30


class LostError(Exception):
    """A row reaches into a page that is lost, or is no row."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of a table, or one entry of an index, whose row number is its last value.

    ``values`` is None where it reaches into a lost page; ``row`` is 0 for an index.
    """

    row: int
    values: tuple[Value, ...] | None


def kind_of(number: int, page: bytes) -> int:
    """Return what kind of page it is, by its first byte."""
    return page[_FIRST_PAGE_HEADER if number == 1 else 0]


def cells(number: int, page: bytes, get: PageGetter) -> Iterator[Cell]:
    """Yield the cells of a table's leaf, or of an index's page."""
    kind, head = kind_of(number, page), _FIRST_PAGE_HEADER if number == 1 else 0
    interior = kind == INDEX_INTERIOR
    count = int.from_bytes(page[head + 3 : head + 5], "big")
    pointers = head + (12 if interior else 8)
    for at in range(pointers, pointers + 2 * count, 2):
        offset = int.from_bytes(page[at : at + 2], "big") + (4 if interior else 0)
        row = 0
        try:
            size, offset = _varint(page, offset)
            if kind == TABLE_LEAF:
                row, offset = _varint(page, offset)
            most = _MOST[TABLE_LEAF if kind == TABLE_LEAF else INDEX_LEAF]
            values: tuple[Value, ...] | None = _values(_payload(page, offset, size, most, get))
        except (LostError, IndexError, ValueError):
            values = None
        yield Cell(row, values)


def children(number: int, page: bytes) -> Iterator[int]:
    """Yield the numbers of the pages under a tree's upper page."""
    if kind_of(number, page) not in (INDEX_INTERIOR, TABLE_INTERIOR):
        return
    head = _FIRST_PAGE_HEADER if number == 1 else 0
    count = int.from_bytes(page[head + 3 : head + 5], "big")
    for at in range(head + 12, head + 12 + 2 * count, 2):
        offset = int.from_bytes(page[at : at + 2], "big")
        yield int.from_bytes(page[offset : offset + 4], "big")
    yield int.from_bytes(page[head + 8 : head + 12], "big")


def _payload(page: bytes, offset: int, size: int, most: int, get: PageGetter) -> bytes:
    if size > _LARGEST:
        raise LostError
    if size <= most:
        return page[offset : offset + size]
    local = _LEAST + (size - _LEAST) % _CHAINED
    local = local if local <= most else _LEAST
    parts = [page[offset : offset + local]]
    left = size - local
    following = int.from_bytes(page[offset + local : offset + local + 4], "big")
    while left > 0:
        chained = get(following)
        if chained is None:
            raise LostError
        parts.append(chained[4 : 4 + min(left, _CHAINED)])
        left -= _CHAINED
        following = int.from_bytes(chained[:4], "big")
    return b"".join(parts)


def _values(payload: bytes) -> tuple[Value, ...]:
    end, at = _varint(payload, 0)
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    found: list[Value] = []
    for kind in kinds:
        width = _width(kind)
        part = payload[at : at + width]
        if len(part) != width:
            raise LostError
        found.append(_value(kind, part))
        at += width
    return tuple(found)


def _width(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return 8 if kind == _FLOAT else _WIDTHS.get(kind, 0)


def _value(kind: int, part: bytes) -> Value:
    if kind >= 12:
        return part.decode("utf-8") if kind % 2 else part
    if kind in (8, 9):
        return kind - 8
    if kind in _WIDTHS:
        return int.from_bytes(part, "big", signed=True)
    if kind == 0:
        return None
    raise LostError  # no column of ours holds anything else


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for count in range(8):
        byte = data[at + count]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + count + 1
    value = value << 8 | data[at + 8]
    return value - (1 << 64) if value >= 1 << 63 else value, at + 9
