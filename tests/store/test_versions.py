"""The store keeps the files of frameworks and the dated readings, and never changes either."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from csescreen.core.framework import FrameworkFile
from csescreen.core.ports import DatedReading, FrameworkPin, ScreeningStore
from csescreen.core.screening import Screening
from csescreen.errors import StoreDamagedError, UserError
from csescreen.store.vault import FileVault
from tests.store.helpers import (
    NEEDLE,
    PASSPHRASE,
    START,
    below,
    new_store,
    put_back_to,
    record,
    sql,
    without_codes,
)

FILES = (
    FrameworkFile("ab" * 32, "national", "2017", b"its own \x00\xff"),
    FrameworkFile("cd" * 32, "common.toml", "", b"shared"),
)
PIN = FrameworkPin("national", "2017", "ab" * 32, ("cd" * 32, "ef" * 32))


def reading(made: int = 0, why: str = NEEDLE, key: str = "a1" * 16) -> DatedReading:
    return DatedReading(
        key=key,
        made_at=START + timedelta(days=made),
        pin=PIN,
        outcome={"indicated_level": None, "text": NEEDLE},
        screening=Screening(reference="CASE", narrative={"judgement": NEEDLE}),
        wording={"sign": NEEDLE},
        why=why,
    )


def test_files_and_the_shared_hashes_come_back(store: ScreeningStore) -> None:
    kept = replace(record(), pin=PIN, files=FILES)
    assert store.save(kept)
    assert store.read(kept.key) == kept
    assert store.read(kept.key).pin.shared == PIN.shared
    assert [store.framework_file(file.sha256) for file in FILES] == list(FILES)
    assert store.framework_file("00" * 32) is None


def test_a_file_is_kept_once_and_never_changed(vault: FileVault) -> None:
    store = new_store(vault)
    store.save(replace(record(), files=FILES))
    store.close()
    store = vault.unlock(PASSPHRASE)
    other = FILES[0]._replace(content=b"other")
    store.save(replace(record(2), files=(other, *FILES)))
    store.save(replace(record(3), files=FILES))
    assert sql(store, "SELECT count(*) FROM framework_file") == [(2,)]
    assert store.framework_file(other.sha256) == FILES[0]
    store.close()


def test_readings_are_numbered_in_order_and_each_record_has_its_own(store: ScreeningStore) -> None:
    store.save(record(1), [reading(0), reading(1)])
    store.save(record(2), [reading(2)])
    store.save(record(1, key="b2" * 16), [reading(3, key="b2" * 16)])
    assert store.readings(record().key) == [
        replace(reading(0), number=1),
        replace(reading(1), number=2),
        replace(reading(2), number=3),
    ]
    assert [one.number for one in store.readings("b2" * 16)] == [1]
    assert store.readings("c3" * 16) == []


def test_a_reading_without_an_outcome_comes_back_without_one(store: ScreeningStore) -> None:
    store.save(record(), [replace(reading(), outcome=None)])
    (found,) = store.readings(record().key)
    assert found.outcome is None


def test_readings_of_a_record_that_is_not_written_are_not_written_either(
    store: ScreeningStore,
) -> None:
    store.save(record(5))
    assert not store.save(replace(record(4), files=FILES), [reading()])
    assert store.readings(record().key) == []
    assert store.framework_file(FILES[0].sha256) is None
    assert store.save(replace(record(6), files=FILES)), "the store did not believe it kept them"
    assert store.framework_file(FILES[0].sha256) == FILES[0]


def test_after_a_fault_nothing_of_it_is_there(store: ScreeningStore) -> None:
    store.save(record(1))
    sql(store, "CREATE TRIGGER full BEFORE INSERT ON reading BEGIN SELECT RAISE(ABORT, 'x'); END")
    moved = replace(record(2, "moved"), files=FILES)
    with pytest.raises(UserError) as caught:
        store.save(moved, [reading()])
    assert NEEDLE not in str(caught.value.lines())
    assert store.read(record().key) == record(1)
    assert store.framework_file(FILES[0].sha256) is None
    sql(store, "DROP TRIGGER full")
    assert store.save(moved, [reading()])
    assert store.framework_file(FILES[0].sha256) == FILES[0]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reading SET why = 'other'",
        "UPDATE framework_file SET content = x'00'",
    ],
)
def test_the_database_itself_bars_changes(store: ScreeningStore, statement: str) -> None:
    store.save(replace(record(), files=FILES), [reading()])
    with pytest.raises(UserError):
        sql(store, statement)
    assert store.readings(record().key) == [replace(reading(), number=1)]
    assert store.framework_file(FILES[0].sha256) == FILES[0]


@pytest.mark.parametrize("column", ["outcome", "screening", "wording"])
def test_a_damaged_reading_is_said_calmly(store: ScreeningStore, column: str) -> None:
    store.save(record(), [reading()])
    sql(store, "DROP TRIGGER reading_is_never_changed")
    sql(store, f"UPDATE reading SET {column} = '[\"{NEEDLE}'")  # noqa: S608
    with pytest.raises(StoreDamagedError) as caught:
        store.readings(record().key)
    assert NEEDLE not in str(caught.value.lines())
    assert store.read(record().key) == record()


def columns(store: ScreeningStore, names: Sequence[str]) -> list[tuple[object, ...]]:
    return sql(store, f"SELECT {', '.join(names)} FROM screening ORDER BY key")  # noqa: S608


def test_a_store_of_the_first_schema_migrates_with_nothing_lost(vault: FileVault) -> None:
    store = new_store(vault)
    put_back_to(store, "0001")
    assert sql(store, "SELECT version_num FROM alembic_version") == [("0001",)]
    names = [str(row[1]) for row in sql(store, "PRAGMA table_info(screening)")]
    assert "framework_shared" not in names
    for number, key in enumerate(("a1" * 16, "b2" * 16), 1):
        below(store, partial(_insert, row=schema_row(number, key)))
    before = columns(store, names)
    assert len(before) == 2
    store.close()
    store = vault.unlock(PASSPHRASE)
    assert columns(store, names) == before
    assert sql(store, "SELECT code <> '' FROM screening") == [(1,), (1,)]
    assert store.read("a1" * 16) == record(1)
    assert store.read("b2" * 16) == record(2, key="b2" * 16)
    assert store.read("a1" * 16).pin.shared == ()
    assert store.save(replace(record(3), pin=PIN, files=FILES), [reading()])
    assert store.read("a1" * 16).pin == PIN
    assert store.readings("a1" * 16) == [replace(reading(), number=1)]
    store.close()


def test_rows_of_the_third_schema_get_their_codes_and_a_spoilt_one_none_that_fits(
    vault: FileVault,
) -> None:
    store = new_store(vault)
    for key in ("a1" * 16, "b2" * 16):
        assert store.save(record(key=key), [reading(key=key)])
    codes = "SELECT key, code FROM screening UNION SELECT key, code FROM reading ORDER BY 1, 2"
    before = sql(store, codes)
    without_codes(store)
    sql(store, f"UPDATE screening SET wording = '{{}}' WHERE key = '{'b2' * 16}'")  # noqa: S608
    store.close()
    store = vault.unlock(PASSPHRASE)
    assert sql(store, codes) == before
    with pytest.raises(UserError):
        sql(store, "UPDATE reading SET code = ''")
    assert store.read("a1" * 16) == record()
    assert len(store.readings("a1" * 16)) == 1
    with pytest.raises(StoreDamagedError):
        store.read("b2" * 16)
    store.close()


def schema_row(number: int, key: str) -> tuple[object, ...]:
    """Return a row as the first schema holds it."""
    from csescreen.store.rows import row_from

    row = row_from(record(number, key=key))
    return (
        row.key,
        row.revision,
        row.reference,
        row.framework_id,
        row.framework_version,
        row.framework_sha256,
        row.created_at,
        row.updated_at,
        row.screening,
        row.wording,
    )


def _insert(used: object, row: tuple[object, ...]) -> None:
    statement = "INSERT INTO screening VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    connection = used.raw_connection()  # type: ignore[attr-defined]
    try:
        connection.cursor().execute(statement, row)
    finally:
        connection.close()


def test_reading_needs_no_right_to_write(store: ScreeningStore) -> None:
    store.save(replace(record(), files=FILES), [reading()])
    sql(store, "PRAGMA query_only = ON")
    assert len(store.readings(record().key)) == 1
    assert store.framework_file(FILES[0].sha256) == FILES[0]
