"""What can still be read of a damaged store: every row on a page that is authentic, and no other.

Rows are known by their shape and by parsing, so that neither the schema nor a tree's upper pages
are needed. Of several rows of one screening the highest revision counts. A row that the audit
trail knows otherwise is none. What is lost is named by its key, and by its reference where an
index still has it.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from csescreen.core.audit import Action
from csescreen.core.ports import DatedReading, Record
from csescreen.store.cells import TABLE_LEAF, Cell
from csescreen.store.chain import carried_code, same
from csescreen.store.head import HeadDamagedError, HeadFile, KeptHead
from csescreen.store.indexes import read_indexes
from csescreen.store.keys import Keys
from csescreen.store.layout import log_of
from csescreen.store.rows import reading_from, record_from
from csescreen.store.rows_found import Found, rows_of
from csescreen.store.shapes import Row, Table
from csescreen.store.snapshot import Snapshot, look
from csescreen.store.tables import (
    AuditRow,
    FrameworkFileRow,
    MetaRow,
    ReadingRow,
    ScreeningRow,
)

T = TypeVar("T")

NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for a time that is not known."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A screening that was in the store and cannot be read; ``reference`` is "" if not known."""

    key: str
    reference: str = field(default="", repr=False)
    updated_at: datetime = NEVER
    """When it was last saved, as far as the audit trail knows."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came out of a store, as rows, and what did not.

    ``older`` are the keys whose newest text is lost, while an earlier one came back. ``trail``
    holds the rows of the audit trail up to the first that is missing.
    """

    screenings: Mapping[str, Row] = field(default_factory=dict, repr=False)
    readings: tuple[Row, ...] = field(default=(), repr=False)
    files: tuple[Row, ...] = field(default=(), repr=False)
    meta: tuple[Row, ...] = field(default=(), repr=False)
    trail: tuple[Row, ...] = field(default=(), repr=False)
    lost: tuple[Lost, ...] = ()
    older: tuple[str, ...] = ()
    lost_readings: tuple[tuple[str, int], ...] = ()
    """The dated readings that are lost, by their screening's key and their number."""
    damaged_pages: tuple[int, ...] = ()
    log_damaged: bool = False
    behind: str = ""
    """Up to when a change is missing of which no page that can be read says what it was."""
    is_ours: bool = True
    schema: str = ""
    """The version of the schema, where it can be read."""

    @property
    def is_whole(self) -> bool:
        """Return whether everything was read."""
        return self.is_ours and not (
            self.lost or self.older or self.lost_readings or self.damaged_pages or self.log_damaged
        )

    @property
    def records(self) -> list[Record]:
        """The screenings, the last changed first."""
        found = [record_from(ScreeningRow(**row)) for row in self.screenings.values()]
        return sorted(found, key=lambda record: (record.updated_at, record.key), reverse=True)

    @property
    def dated(self) -> list[DatedReading]:
        """The dated readings."""
        return [reading_from(ReadingRow(**row)) for row in self.readings]


def salvage(database: Path, keys: Keys) -> Salvaged:
    """Read what can be read of a database and its log; nothing is written.

    Raises `OSError` where the disk does not let it.
    """
    kept = None
    with suppress(HeadDamagedError):
        kept = HeadFile.beside(database, keys.audit, keys.vault_id).read()
    return salvaged(look(database, log_of(database), keys.data, keys.vault_id), keys, kept)


def salvaged(snapshot: Snapshot, keys: Keys, kept: KeptHead | None = None) -> Salvaged:
    """Return what can be read of a database that was looked at; ``kept`` is the head beside it."""
    if not snapshot.views:
        return Salvaged(is_ours=False)
    first = snapshot.views[0]
    found = [row for view in snapshot.views for row in rows_of(view)]
    trail = _by(found, AuditRow, lambda row: row["number"])
    damaged = tuple(first.lost())
    behind = _behind(trail, kept)
    whole = not (damaged or snapshot.log.damaged or behind or kept is None)
    known = _Known(
        keys.audit,
        (trail[number] for number in sorted(trail)),
        whole=whole,
        coded=any(one.row.get("code") for one in found),
    )
    newest = _newest(
        one for one in found if one.table is ScreeningRow and known.holds(one, "revision")
    )
    screenings = {key: one.row for key, one in newest.items() if key not in known.purged}
    readings = {
        (one.row["key"], one.row["number"]): one.row
        for one in found
        if one.table is ReadingRow and known.holds(one, "number")
    }
    readings = {at: row for at, row in readings.items() if at[0] not in known.purged}
    indexes = read_indexes(first)
    wanted = (indexes.keys | known.saved.keys()) - known.purged
    return Salvaged(
        screenings=screenings,
        readings=tuple(readings.values()),
        files=tuple(_by(found, FrameworkFileRow, lambda row: row["sha256"]).values()),
        meta=tuple(_by(found, MetaRow, lambda row: row["name"]).values()),
        trail=tuple(_unbroken(trail)),
        lost=tuple(
            Lost(key, indexes.references.get(key, ""), known.when.get(key, NEVER))
            for key in sorted(wanted - {*screenings})
        ),
        older=tuple(
            sorted(
                key
                for key, row in screenings.items()
                if known.saved.get(key, 0) > row["revision"] or indexes.know_later_than(newest[key])
            )
        ),
        lost_readings=tuple(sorted(known.readings - {*readings})),
        damaged_pages=damaged,
        log_damaged=snapshot.log.damaged,
        behind=behind,
        schema=next((text for text in map(_version, first.cells(TABLE_LEAF)) if text), ""),
    )


def _behind(trail: Mapping[int, Row], kept: KeptHead | None) -> str:
    """Return up to when rows are missing of the trail, or "" where none is known to be."""
    last = max(trail, default=0)
    if kept is not None and kept.head.number > last:
        return kept.at
    after = [number for number in trail if number > 1 and number - 1 not in trail]
    return str(trail[max(after)]["at"]) if after else ""


def _by(
    found: Iterable[Found], wanted: Table, name: Callable[[dict[str, Any]], T]
) -> dict[T, dict[str, Any]]:
    """Return the rows of a table by name; what the first view says counts."""
    rows: dict[T, dict[str, Any]] = {}
    for one in found:
        if one.table is wanted:
            rows.setdefault(name(one.row), one.row)
    return rows


def _newest(found: Iterable[Found]) -> dict[str, Found]:
    newest: dict[str, Found] = {}
    for one in found:
        before = newest.setdefault(one.row["key"], one)
        if before.row["revision"] < one.row["revision"]:
            newest[one.row["key"]] = one
    return newest


class _Known:
    """What the audit trail knows of the screenings.

    ``coded`` says that rows carry their code: one that carries none is of an earlier time.
    """

    def __init__(
        self, key: bytes, trail: Iterable[Mapping[str, Any]], *, whole: bool, coded: bool
    ) -> None:
        self._key = key
        self._whole = whole
        self._coded = coded
        self._codes: dict[tuple[str, str, int], str] = {}
        self.saved: dict[str, int] = {}
        self.when: dict[str, datetime] = {}
        self.readings: set[tuple[str, int]] = set()
        self.purged: set[str] = set()
        for row in trail:
            self._learn(row["action"], row["key"], row["revision"], row["content"], row["detail"])
            self.when[row["key"]] = datetime.fromisoformat(row["at"])
        self.readings = {at for at in self.readings if at[0] not in self.purged}

    def _learn(self, action: str, key: str, revision: int, content: str, detail: str) -> None:
        if action == Action.PURGED:
            self.purged.add(key)
        elif action == Action.READING and detail.isdecimal():
            self.readings.add((key, int(detail)))
            self._codes["reading", key, int(detail)] = content
        elif action == Action.SALVAGED and key:  # known to be lost
            self.saved.pop(key, None)
            self.readings = {at for at in self.readings if at[0] != key}
        elif action in (Action.SAVED, Action.REREAD, Action.FOUND):
            self.saved[key] = revision
            self._codes["screening", key, revision] = content

    def holds(self, one: Found, count: str) -> bool:
        """Return whether the row is one that was stored; ``count`` names the column it goes by."""
        name, row = str(one.table.__tablename__), one.row
        here = carried_code(self._key, name, row)
        code = self._codes.get((name, str(row["key"]), int(row[count])))
        if code is not None:
            return same(code, here)
        # its row of the trail is lost, or there never was one: then its own code has to fit
        fits = bool(here) and (bool(row["code"]) or not self._coded)
        return fits and one.view.certain and not self._whole


def _version(cell: Cell) -> str:
    """Return what the one row of the one table with one column holds."""
    only = cell.values[0] if cell.values is not None and len(cell.values) == 1 else ""
    return only if isinstance(only, str) else ""


def _unbroken(trail: Mapping[int, Row]) -> Iterable[Row]:
    number = 1
    while number in trail:
        yield trail[number]
        number += 1
