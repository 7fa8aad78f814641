"""What `csescreen doctor` looks at with the keys: every page, every row, and the audit trail.

The decrypted database is looked at in memory alone, by Python's own SQLite.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

from csescreen.core.audit import AuditEntry
from csescreen.core.words import counted
from csescreen.store.chain import carried_code
from csescreen.store.examine import NOTE, OK, WRONG, Finding, of_fault
from csescreen.store.fault_words import FAULTS
from csescreen.store.head import HeadDamagedError, HeadFile
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout, log_of
from csescreen.store.salvage import Salvaged, salvaged
from csescreen.store.schema import VERSIONS
from csescreen.store.snapshot import Snapshot, look
from csescreen.store.tables import VAULT_ID
from csescreen.store.verifying import Held, verify

_SHOWN = 20
_IN_JOURNAL_MODE = slice(18, 20)
_WAL, _ROLLBACK = b"\x02\x02", b"\x01\x01"


def with_keys(layout: Layout, keys: Keys) -> Iterator[Finding]:
    """Yield what can be seen with the keys. Raises `OSError` where the disk does not let it."""
    layout.check_database()
    snapshot = look(layout.database, log_of(layout.database), keys.data, keys.vault_id)
    if snapshot.cipher is None:
        yield of_fault("foreign", "database")
        return
    found = salvaged(snapshot, keys)
    yield from _pages(snapshot, found)
    if found.schema and found.schema not in VERSIONS:
        yield of_fault("newer", "schema")
        return
    yield from _schema(found, keys)
    if not found.damaged_pages and not found.log_damaged:
        yield from _integrity(snapshot)
    yield from _screenings(found)
    yield from _trail(layout, keys, found)


def _pages(snapshot: Snapshot, found: Salvaged) -> Iterator[Finding]:
    total = snapshot.views[0].count
    if snapshot.header_lost:
        yield of_fault("header", "pages")
    if snapshot.cut_off:
        yield of_fault("cut", "pages", f"{FAULTS['cut'].what} {snapshot.cut_off} pages are gone.")
    if found.log_damaged:
        yield of_fault("log", "pages")
    lost = [number for number in found.damaged_pages if number > 1]
    if lost:
        numbers = ", ".join(map(str, lost[:_SHOWN])) + (", …" if len(lost) > _SHOWN else "")
        said = f"{len(lost)} of {total:,} pages cannot be read: {numbers}."
        yield of_fault("page", "pages", said)
    elif not found.damaged_pages and not found.log_damaged:
        yield Finding(OK, "pages", f"All {total:,} pages are whole and were written with the key.")


def _schema(found: Salvaged, keys: Keys) -> Iterator[Finding]:
    owner = {str(row["name"]): row["value"] for row in found.meta}.get(VAULT_ID)
    if owner not in (None, keys.vault_id):
        yield of_fault("other store", "schema")
    elif found.schema == VERSIONS[-1]:
        yield Finding(OK, "schema", f"The store's schema is {found.schema}, the newest.")
    elif found.schema:
        said = f"The store's schema is {found.schema}; {VERSIONS[-1]} is the newest."
        yield Finding(NOTE, "schema", said, "It is brought up to date when it is next unlocked.")
    elif not found.damaged_pages:
        yield of_fault("no store", "schema")


def _integrity(snapshot: Snapshot) -> Iterator[Finding]:
    view = snapshot.views[0]
    image = bytearray(b"".join(view.page(number) or b"" for number in view.numbers()))
    if image[_IN_JOURNAL_MODE] == _WAL:  # a database in memory has no log
        image[_IN_JOURNAL_MODE] = _ROLLBACK
    with closing(sqlite3.connect(":memory:")) as memory:
        if not hasattr(memory, "deserialize"):
            yield Finding(NOTE, "tables", "This Python cannot look at the tables in memory.")
            return
        try:
            memory.deserialize(bytes(image))
            memory.execute("PRAGMA temp_store = MEMORY")
            told = [str(row[0]) for row in memory.execute("PRAGMA integrity_check")]
            loose = memory.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.Error as error:
            told, loose = [type(error).__name__], []
    if told == ["ok"] and not loose:
        yield Finding(OK, "tables", "Tables and indexes agree with one another.")
    else:
        said = f"Tables and indexes do not agree in {len(told) + len(loose)} places."
        yield of_fault("page", "tables", said)


def _screenings(found: Salvaged) -> Iterator[Finding]:
    count = len(found.screenings)
    if found.is_whole:
        every = "All " if count > 1 else ""
        yield Finding(OK, "screenings", f"{every}{counted(count, 'screening')} can be read.")
        return
    yield Finding(NOTE, "screenings", f"{counted(count, 'screening')} can be read.")
    if found.lost:
        named = ", ".join(one.key[:8] for one in found.lost[:_SHOWN])
        more = ", …" if len(found.lost) > _SHOWN else ""
        said = f"{counted(len(found.lost), 'screening')} cannot be read: {named}{more}."
        yield of_fault("screening", "screenings", said)
    if found.older:
        named = ", ".join(key[:8] for key in found.older[:_SHOWN])
        of = counted(len(found.older), "screening")
        said = f"Of {of} an earlier text alone can be read: {named}."
        yield of_fault("screening", "screenings", said)
    if found.lost_readings:
        said = f"{counted(len(found.lost_readings), 'dated reading')} cannot be read."
        yield of_fault("screening", "screenings", said)


def _trail(layout: Layout, keys: Keys, found: Salvaged) -> Iterator[Finding]:
    if not found.trail:
        yield Finding(NOTE, "audit trail", "The store has no audit trail that can be read.")
        return
    head, damaged = None, False
    try:
        kept = HeadFile.beside(layout.database, keys.audit, keys.vault_id).read()
        head = kept.head if kept else None
    except HeadDamagedError:
        damaged = True
    if damaged or head is None:
        state = "damaged" if damaged else "missing"
        said = f"The head of the audit trail beside the database is {state}."
        yield Finding(NOTE, "audit trail", said, "It is made anew, and noted, at the next unlock.")
    entries = [AuditEntry(**row) for row in found.trail]
    checked = verify(
        entries,
        keys.audit,
        head=head,
        screenings=[
            Held(key, int(str(row["revision"])), carried_code(keys.audit, "screening", row))
            for key, row in found.screenings.items()
        ],
        readings=[
            Held(str(r["key"]), int(str(r["number"])), carried_code(keys.audit, "reading", r))
            for r in found.readings
        ],
    )
    whole = found.is_whole
    if checked.sound:
        yield Finding(OK, "audit trail", f"The audit trail is whole: {checked.rows:,} rows.")
    for one in checked.findings[:_SHOWN]:
        do_next = (
            FAULTS["older copy"].do_next
            if one.code.startswith("head-")
            else "`csescreen audit verify` says more."
        )
        finding = Finding(WRONG, "audit trail", one.text, do_next, damage=True)
        # what is missing because its page is damaged was told above
        yield finding if whole else replace(finding, state=NOTE, damage=False)
