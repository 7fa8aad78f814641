"""Which screening is open is noted beside the screenings, and never in them."""

from pathlib import Path

import pytest

from csescreen.core.ports import LeftOpen, ScreeningStore
from csescreen.store import left_open
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, record, sql


def test_a_mark_stays_until_it_is_cleared(store: ScreeningStore, vault: FileVault) -> None:
    assert store.left_open() is None
    store.mark_open("a1" * 16)
    assert store.left_open() == LeftOpen("a1" * 16)
    store.mark_open("b2" * 16, "narrative")
    store.close()
    again = vault.unlock(PASSPHRASE)
    assert again.left_open() == LeftOpen("b2" * 16, "narrative")
    again.mark_open(None)
    again.close()
    last = vault.unlock(PASSPHRASE)
    assert last.left_open() is None
    last.close()


def test_no_record_changes_by_a_mark(store: ScreeningStore) -> None:
    store.save(record(3))
    before = store.lines()
    store.mark_open(record().key, "narrative")
    assert store.left_open() is not None
    assert store.lines() == before
    assert store.save(record(3)) is False
    assert store.save(record(4)) is True


def test_a_mark_that_cannot_be_written_is_no_error(
    store: ScreeningStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_arguments: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(left_open, "mark", fails)
    store.mark_open("a1" * 16)
    assert store.left_open() is None
    assert store.save(record())


def test_a_closed_store_takes_no_mark(store: ScreeningStore, folder: Path) -> None:
    store.close()
    store.mark_open("a1" * 16)


def test_the_mark_is_one_row(store: ScreeningStore) -> None:
    for number in range(5):
        store.mark_open(f"{number:032}")
    assert store.left_open() == LeftOpen(f"{4:032}")
    assert sql(store, "SELECT count(*) FROM meta WHERE name = 'open'") == [(1,)]
