"""The database as its log leaves it, page by page, and no page that is not authentic."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from csescreen.store.cells import TABLE_INTERIOR, TABLE_LEAF, Cell, cells, children, kind_of
from csescreen.store.frames import Log, read_log
from csescreen.store.pages import DatabasePages, PageCipher, pages_by_header

SCHEMA_COLUMNS: Final = 5


@dataclass(slots=True)
class View:
    """Pages that were on disk together: a row that is read from them is one that was stored.

    ``certain`` says that its pages are known to belong together; where the log has a gap, the
    database's own may be older or newer than those of the log.
    """

    certain: bool
    _cipher: PageCipher
    _database: DatabasePages | None
    _frames: Mapping[int, bytes]
    count: int
    _clear: dict[int, bytes | None] = field(default_factory=dict)

    def page(self, number: int) -> bytes | None:
        """Return a decrypted page, or None where it is lost."""
        if number not in self._clear:
            self._clear[number] = self._decrypted(number)
        return self._clear[number]

    def has(self, number: int) -> bool:
        """Return whether there is anything to be read as the page."""
        return number in self._frames or (
            self._database is not None and number <= self._database.count
        )

    def numbers(self) -> Iterator[int]:
        """Yield the numbers of the pages that there should be."""
        if self._database is None:
            return iter(sorted(self._frames))
        return iter(range(1, self.count + 1))

    def cells(self, *kinds: int) -> Iterator[Cell]:
        """Yield the cells of every page of these kinds that can be read."""
        return (cell for _, cell in self.numbered(*kinds))

    def numbered(self, *kinds: int) -> Iterator[tuple[int, Cell]]:
        """Yield the cells of every page of these kinds, each with its page's number."""
        for number in self.numbers():
            page = self.page(number)
            if page is not None and kind_of(number, page) in kinds:
                for cell in cells(number, page, self.page):
                    yield number, cell

    def under(self, root: int) -> Iterator[int]:
        """Yield the numbers of the pages of a tree, as far as they can be read."""
        waiting, seen = [root], set()
        while waiting:
            number = waiting.pop()
            page = self.page(number) if number and number not in seen else None
            seen.add(number)
            if page is not None:
                yield number
                waiting += children(number, page)

    def root(self, name: str) -> int:
        """Return the number of the first page of a table or an index; 0 where it is not known."""
        for number in self.under(1):
            page = self.page(number)
            if page is None or kind_of(number, page) == TABLE_INTERIOR:
                continue
            for cell in cells(number, page, self.page):
                values = cell.values
                if values and len(values) == SCHEMA_COLUMNS and values[1] == name:
                    return values[3] if isinstance(values[3], int) else 0
        return 0

    def newest_rows(self, root: int) -> Iterator[Cell | None]:
        """Yield a table's rows from the highest number down, and None where a page is lost."""
        waiting, seen = [root], set()
        while waiting:
            number = waiting.pop()
            page = None if number in seen else self.page(number)
            seen.add(number)
            if page is None:
                yield None
            elif kind_of(number, page) == TABLE_LEAF:
                yield from reversed([*cells(number, page, self.page)])
            else:
                waiting += children(number, page)

    def lost(self) -> Iterator[int]:
        """Yield the numbers of the pages that are not whole where they belong."""
        for number in self.numbers():
            if number in self._frames:
                continue
            if self._database is None or not self._database.is_in_place(self._cipher, number):
                yield number

    def _decrypted(self, number: int) -> bytes | None:
        raw = self._frames.get(number)
        if raw is None and self._database is not None and 1 <= number <= self.count:
            raw = self._database.authentic(self._cipher, number)
        return None if raw is None else self._cipher.decrypt(number, raw)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A database and its log, as they are on disk. Where no page is ours there is no cipher."""

    database: DatabasePages
    cipher: PageCipher | None = None
    log: Log = field(default_factory=Log)
    views: tuple[View, ...] = ()

    @property
    def header_lost(self) -> bool:
        """Return whether the first page, without which SQLite opens nothing, is not there."""
        return bool(self.views) and 1 in self.views[0].lost()

    @property
    def cut_off(self) -> int:
        """Return how many pages are missing at the end of the file."""
        if not self.views:
            return 0
        view = self.views[0]
        there = range(self.database.count + 1, view.count + 1)
        return sum(not view.has(number) for number in there)


def look(database: Path, log: Path, key: bytes, vault_id: str) -> Snapshot:
    """Read a database and its log; raises `OSError` where the disk does not let it."""
    pages = DatabasePages(database, key, vault_id)
    for is_ours in (pages.has_page_of, pages.has_page_elsewhere):
        for cipher in pages.ciphers:
            found = read_log(log, cipher)
            if found.stretches or is_ours(cipher):
                return Snapshot(pages, cipher, found, tuple(_views(pages, cipher, found)))
    return Snapshot(pages)


def _views(pages: DatabasePages, cipher: PageCipher, log: Log) -> Iterator[View]:
    first = log.stretches[0] if log.stretches else ()
    newest = {frame.number: frame.page for frame in first}
    by_header = _by_header(pages, cipher)
    yield View(not log.damaged, cipher, pages, newest, first[-1].size if first else by_header)
    if log.damaged:
        yield View(True, cipher, pages, {}, by_header)
    for stretch in log.stretches[0 if log.damaged else 1 :]:
        yield View(True, cipher, None, {frame.number: frame.page for frame in stretch}, 0)


def _by_header(pages: DatabasePages, cipher: PageCipher) -> int:
    first = pages.authentic(cipher, 1)
    said = 0 if first is None else pages_by_header(cipher.decrypt(1, first))
    return said or pages.count
