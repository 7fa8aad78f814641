"""Every change has its row in the audit trail, in the same transaction, bound to the one before."""

from dataclasses import replace
from itertools import pairwise

import pytest
from sqlalchemy import Engine

from csescreen.core.audit import ACTIONS, Action, AuditEntry, AuditHead, action_words
from csescreen.core.ports import ScreeningStore
from csescreen.errors import UserError
from csescreen.store.chain import FIRST, mac_of
from csescreen.store.rows import reading_row, row_from
from csescreen.store.tables import ReadingRow, ScreeningRow
from csescreen.store.vault import FileVault
from tests.store.helpers import NEEDLE, PASSPHRASE, below, new_store, put_back_to, record, sql
from tests.store.test_versions import reading

KEY = bytes(range(32))
ENTRY = AuditEntry(3, "2026-03-02T09:30:00.000000+00:00", "saved", "a1", 2, "c0", "why", "")


def done(store: ScreeningStore, key: str = "") -> list[tuple[str, int, str]]:
    return [(entry.action, entry.revision, entry.detail) for entry in store.audit(key)]


def test_every_action_has_words() -> None:
    assert set(ACTIONS) == set(Action)
    assert action_words("of a later program") == "of a later program"


@pytest.mark.parametrize(
    "other",
    [
        replace(ENTRY, number=4),
        replace(ENTRY, at="2026-03-02T09:30:00.000001+00:00"),
        replace(ENTRY, action="purged"),
        replace(ENTRY, key="a2"),
        replace(ENTRY, revision=3),
        replace(ENTRY, content="c1"),
        replace(ENTRY, detail="wh"),
        replace(ENTRY, content='c0","why', detail=""),
        replace(ENTRY, key="", action="saveda1"),
    ],
)
def test_the_code_is_made_over_every_part(other: AuditEntry) -> None:
    usual = mac_of(KEY, ENTRY, FIRST)
    assert mac_of(KEY, other, FIRST) != usual
    assert mac_of(KEY, ENTRY, "f" * 64) != usual
    assert mac_of(bytes(32), ENTRY, FIRST) != usual
    assert mac_of(KEY, replace(ENTRY, mac="whatever it carries"), FIRST) == usual


def test_a_head_is_printed_and_read_again() -> None:
    head = AuditHead(1234, "ab" * 32)
    assert AuditHead.parse(str(head)) == head
    assert AuditHead.parse(f" {1234}:{'AB' * 16}\n  {'ab' * 16} ") == head
    for other in (
        "",
        "1234",
        f"0:{'ab' * 32}",
        f"1:{'ab' * 31}",
        f"x:{'ab' * 32}",
        f"1:{'xy' * 32}",
    ):
        assert AuditHead.parse(other) is None


def test_every_save_that_wrote_has_its_row(store: ScreeningStore) -> None:
    assert done(store) == [("begun", 0, "")]
    assert store.save(record(1))
    assert not store.save(record(1, "other"))
    assert store.save(record(3))
    assert store.save(record(1, key="b2" * 16))
    assert done(store, record().key) == [("saved", 1, ""), ("saved", 3, "")]
    assert done(store) == [("begun", 0, ""), ("saved", 1, ""), ("saved", 3, ""), ("saved", 1, "")]
    entries = store.audit()
    assert [entry.number for entry in entries] == [1, 2, 3, 4]
    assert len({entry.content for entry in entries}) == 4
    assert store.audit_head() == entries[-1].head
    assert NEEDLE not in str(entries)
    assert "CASE" not in str(entries)


def test_a_reading_under_another_version_has_a_row_for_each_reading(store: ScreeningStore) -> None:
    store.save(record(1), [reading(0), reading(1)])
    assert done(store)[1:] == [("reread", 1, ""), ("reading", 0, "1"), ("reading", 0, "2")]


def test_each_row_is_bound_to_the_one_before(store: ScreeningStore) -> None:
    for revision in range(1, 6):
        store.save(record(revision, f"text {revision}"))
    entries = store.audit()
    key = store._trail._key  # type: ignore[attr-defined]
    assert entries[0].mac == mac_of(key, entries[0], FIRST)
    for before, entry in pairwise(entries):
        assert entry.mac == mac_of(key, entry, before.mac)


def test_a_row_by_itself(store: ScreeningStore) -> None:
    store.note("exported", "a1" * 16, "html, markdown \ud800")
    assert done(store)[-1] == ("exported", 0, "html, markdown ?")
    with pytest.raises(ValueError, match="invented"):
        store.note("invented")


def test_a_change_that_fails_leaves_no_row_and_the_trail_goes_on(store: ScreeningStore) -> None:
    store.save(record(1))
    sql(store, "CREATE TRIGGER full BEFORE INSERT ON reading BEGIN SELECT RAISE(ABORT, 'x'); END")
    with pytest.raises(UserError):
        store.save(record(2), [reading()])
    assert done(store) == [("begun", 0, ""), ("saved", 1, "")]
    sql(store, "DROP TRIGGER full")
    assert store.save(record(2), [reading()])
    assert [entry.number for entry in store.audit()] == [1, 2, 3, 4]


def test_a_row_that_fails_takes_the_change_with_it(store: ScreeningStore) -> None:
    store.save(record(1))
    sql(store, "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'x'); END")
    with pytest.raises(UserError):
        store.save(record(2))
    assert store.read(record().key) == record(1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET detail = 'other'",
        "DELETE FROM audit",
        "INSERT INTO audit SELECT number + 7, at, action, key, revision, content, detail, mac "
        "FROM audit LIMIT 1",
        "INSERT OR REPLACE INTO audit SELECT number, at, 'purged', key, revision, content, detail, "
        "mac FROM audit LIMIT 1",
        "DELETE FROM screening",
        "DELETE FROM reading",
    ],
)
def test_the_database_itself_bars_changes(store: ScreeningStore, statement: str) -> None:
    store.save(record(), [reading()])
    before = store.audit()
    with pytest.raises(UserError):
        sql(store, statement)
    assert store.audit() == before
    assert store.read(record().key) == record()
    assert len(store.readings(record().key)) == 1


def put_in(store: ScreeningStore, table: str, row: ScreeningRow | ReadingRow) -> None:
    """Put a row into the database of an earlier schema, in which rows carry no code."""
    values = row.model_dump(exclude={"code"})
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608

    def work(engine: Engine) -> None:
        with engine.begin() as connection:
            connection.exec_driver_sql(statement, tuple(values.values()))

    below(store, work)


def test_an_older_store_gets_a_trail_that_binds_what_is_there(vault: FileVault) -> None:
    store = new_store(vault, PASSPHRASE)
    put_back_to(store, "0002")
    for key in ("a1" * 16, "b2" * 16):
        put_in(store, "screening", row_from(record(4, key=key)))
    put_in(store, "reading", reading_row(reading(), 1))
    store.close()
    store = vault.unlock(PASSPHRASE)
    assert done(store)[:4] == [
        ("begun", 0, "2 in the store already"),
        ("found", 4, ""),
        ("found", 4, ""),
        ("reading", 0, "1"),
    ]
    store.save(record(5))
    before = store.audit()
    assert before[-1].action == "saved"
    store.close()
    store = vault.unlock(PASSPHRASE)
    assert store.audit() == before, "it begins once"
    check = store.verify_audit()
    assert check.sound
    assert [note.detail for note in check.notes] == ["2 in the store already"]
    store.close()
