"""A damaged page that nothing has asked for yet: whoever needs every page says so."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from csescreen.core.framework import FrameworkFile
from csescreen.core.ports import ScreeningStore
from csescreen.errors import StoreDamagedError, UserError
from csescreen.store.fault_words import DAMAGED
from csescreen.store.layout import Layout
from csescreen.store.pages import PAGE
from csescreen.store.reading_store import ReadingStore
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, new_store, record, sql

FILE = FrameworkFile("ab" * 32, "national", "2017", bytes(range(256)) * 120)


def back_up(store: ScreeningStore, _vault: FileVault) -> None:
    store.back_up("asked", lambda _: None)


def purge(store: ScreeningStore, _vault: FileVault) -> None:
    store.purge(record().key, "a reason")


def rekey(store: ScreeningStore, vault: FileVault) -> None:
    store.close()
    vault.rekey(PASSPHRASE, lambda _: None)


@pytest.mark.parametrize("work", [back_up, purge, rekey])
def test_damage_is_told_as_damage_and_nothing_more_is_written(
    vault: FileVault, folder: Path, work: Callable[[ScreeningStore, FileVault], None]
) -> None:
    store = new_store(vault)
    store.save(replace(record(), files=(FILE,)))
    store.close()
    layout = Layout(folder)
    whole = layout.database.read_bytes()
    keys = {path: path.read_bytes() for path in (layout.envelope, layout.envelope_copy)}
    for at in range(PAGE, len(whole), PAGE):
        spoilt = whole[:at] + bytes(PAGE) + whole[at + PAGE :]
        layout.database.write_bytes(spoilt)
        for path, content in keys.items():
            path.write_bytes(content)
        store = vault.unlock(PASSPHRASE)
        if isinstance(store, ReadingStore):  # it was met at once
            store.close()
            continue
        with pytest.raises(StoreDamagedError) as raised:
            work(store, vault)
        assert "doctor --salvage" in raised.value.do_next
        if work is not rekey:
            with pytest.raises(StoreDamagedError, match="nothing more is written"):
                store.save(record(2))
            assert DAMAGED in store.notices()
            store.close()
        assert layout.database.read_bytes() == spoilt


def test_a_disk_that_became_read_only_is_not_taken_for_damage(store: ScreeningStore) -> None:
    store.save(record())
    sql(store, "PRAGMA query_only = ON")
    with pytest.raises(UserError) as raised:
        store.save(record(2))
    assert not isinstance(raised.value, StoreDamagedError)
    sql(store, "PRAGMA query_only = OFF")
    assert store.save(record(2))
