"""Checking the audit trail: rows, key and heads in; everything that is wrong out. Opens nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from csescreen.core.audit import Action, AuditCheck, AuditEntry, AuditHead, Finding
from csescreen.store.chain import FIRST, mac_of, same

HOLDS: Final = {Action.FOUND, Action.SAVED, Action.REREAD}
"""The actions whose row holds the code of a screening as it was stored then."""


@dataclass(frozen=True, slots=True)
class Held:
    """A stored row: a screening with its revision, or a dated reading with its number."""

    key: str
    count: int
    code: str


def verify(
    entries: Sequence[AuditEntry],
    key: bytes,
    *,
    head: AuditHead | None = None,
    given: AuditHead | None = None,
    screenings: Iterable[Held] = (),
    readings: Iterable[Held] = (),
) -> AuditCheck:
    """Return what is wrong with the trail, and with what is stored beside it.

    ``head`` is the one that was kept beside the database, ``given`` one that left the machine.
    """
    findings = (
        *_grouped(_rows(entries, key)),
        *_head(entries, head, "kept beside the database"),
        *_head(entries, given, "printed"),
        *_screenings(entries, screenings),
        *_readings(entries, readings),
    )
    first, last = (entries[0], entries[-1]) if entries else (None, None)
    return AuditCheck(
        rows=len(entries),
        since=first.at if first else "",
        head=last.head if last else None,
        findings=findings,
        notes=tuple(entry for entry in entries if _is_told(entry)),
    )


_TOLD: Final = {
    *(Action.ACCEPTED, Action.RESTORED, Action.SALVAGED, Action.HEAD_MISSING, Action.HEAD_DAMAGED),
    Action.OLDER_KEYS,
}
"""What a trail that is whole still has to tell: from here on less can be proved."""


def _is_told(entry: AuditEntry) -> bool:
    """A trail that began when screenings were there already says nothing of what was before."""
    return entry.action in _TOLD or (entry.action == Action.BEGUN and bool(entry.detail))


def _rows(entries: Sequence[AuditEntry], key: bytes) -> Iterator[tuple[str, int]]:
    """Yield the code of each finding and the row that it is of."""
    if not entries:
        yield "empty", 0
    before, number = FIRST, 0
    for entry in entries:
        follows = entry.number == number + 1
        if not follows:
            yield ("gap" if entry.number > number else "order"), entry.number
        # behind a gap the row before is not known; behind a changed row its own code is taken, so
        # that each fault is told once
        if follows and not same(mac_of(key, entry, before), entry.mac):
            yield "changed", entry.number
        before, number = entry.mac, entry.number


_SAYS: Final = {
    "empty": "The trail has no rows: they were removed.",
    "gap": "Rows before {rows} are missing: they were removed.",
    "order": "{Rows} stand in another order than they were written in.",
    "changed": "{Rows} did not come from the program as they stand: changed, or put in, or what "
    "stood before was changed or removed.",
}


def _grouped(found: Iterable[tuple[str, int]]) -> Iterator[Finding]:
    """Yield one finding for rows that follow one another."""
    for (code, _), run in groupby(enumerate(found), lambda at: (at[1][0], at[1][1] - at[0])):
        numbers = [number for _, (_, number) in run]
        first, last = numbers[0], numbers[-1]
        rows = f"row {first}" if first == last else f"rows {first} to {last}"
        said = _SAYS[code].format(rows=rows, Rows=rows.capitalize())
        yield Finding(f"row-{code}", said, first, last)


def _head(entries: Sequence[AuditEntry], head: AuditHead | None, which: str) -> Iterator[Finding]:
    if head is None:
        return
    numbers = {entry.number: entry for entry in entries}
    found = numbers.get(head.number)
    if found is None:
        last = max(numbers, default=0)
        said = (
            f"The head that was {which} is row {head.number}, and the trail ends at row {last}: "
            "rows were removed, or this is an older copy of the store."
            if head.number > last
            else f"The head that was {which} is row {head.number}, which is missing."
        )
        yield Finding("head-missing", said, head.number, head.number)
    elif not same(found.mac, head.mac):
        said = (
            f"Row {head.number} is not the one of the head that was {which}: the trail up to it "
            "was written anew, or is of another store or of a copy that went another way."
        )
        yield Finding("head-differs", said, head.number, head.number)


def _is_gone(entry: AuditEntry) -> bool:
    """Return whether the row says that a screening is gone: purged, or lost when salvaging."""
    return entry.action == Action.PURGED or (entry.action == Action.SALVAGED and entry.key != "")


def _screenings(entries: Sequence[AuditEntry], held: Iterable[Held]) -> Iterator[Finding]:
    last: dict[str, AuditEntry] = {}
    for entry in entries:
        if entry.action in HOLDS or _is_gone(entry):
            last[entry.key] = entry
    for one in held:
        name = f"Screening {str(one.key)[:8]}"
        last_row = last.pop(one.key) if one.key in last else None
        if last_row is None:
            said = f"{name} is in the store, but no row tells of it: it was put in."
            yield Finding("screening-put-in", said)
        elif _is_gone(last_row):
            said = f"{name} was gone by row {last_row.number}, and is in the store again."
            yield Finding("screening-put-in", said, last_row.number, last_row.number)
        elif one.count != last_row.revision or not same(one.code, last_row.content):
            said = f"{name} is not as it was last saved, in row {last_row.number}: it was changed."
            yield Finding("screening-changed", said, last_row.number, last_row.number)
    for key, entry in last.items():
        if not _is_gone(entry):
            said = (
                f"Screening {str(key)[:8]} of row {entry.number} is not in the store, "
                "and no purge is noted: it was removed."
            )
            yield Finding("screening-removed", said, entry.number, entry.number)


def _readings(entries: Sequence[AuditEntry], held: Iterable[Held]) -> Iterator[Finding]:
    kept: dict[tuple[str, str], AuditEntry] = {}
    for entry in entries:
        if entry.action == Action.READING:
            kept[entry.key, entry.detail] = entry
        elif _is_gone(entry):
            kept = {one: row for one, row in kept.items() if one[0] != entry.key}
    for one in held:
        at = one.key, str(one.count)
        row = kept.pop(at) if at in kept else None
        name = f"Dated reading {one.count} of screening {str(one.key)[:8]}"
        if row is None:
            yield Finding("reading-put-in", f"{name} is in the store, but no row tells of it.")
        elif not same(one.code, row.content):
            said = f"{name} is not as it was kept, in row {row.number}: it was changed."
            yield Finding("reading-changed", said, row.number, row.number)
    for (key, number), entry in kept.items():
        said = (
            f"Dated reading {number} of screening {str(key)[:8]}, kept in row {entry.number}, "
            "is not in the store: it was removed."
        )
        yield Finding("reading-removed", said, entry.number, entry.number)
