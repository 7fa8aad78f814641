"""Pages that are authentic and wrong: of an older copy, in another's place, gone with the log."""

import errno
import random
import re
from pathlib import Path

import pytest
from filelock import FileLock

from csescreen.core.ports import Record
from csescreen.errors import OlderCopyError, StoreDamagedError, UserError
from csescreen.store.backup import Backups
from csescreen.store.fault_words import DAMAGED, NO_ROOM
from csescreen.store.layout import Layout, log_of
from csescreen.store.pages import PAGE
from csescreen.store.reading_store import ReadingStore
from csescreen.store.repository import SqlScreeningStore
from csescreen.store.salvage import Salvaged, salvage
from csescreen.store.snapshot import look
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, new_store, record, sql, without_codes
from tests.store.test_faults import contents
from tests.store.test_pages import fill, keys_of
from tests.store.test_versions import reading

Former = tuple[Layout, bytes, dict[str, Record]]


@pytest.fixture
def former(vault: FileVault, folder: Path) -> Former:
    """A store, its database as it was some saves ago, and what is in it now."""
    store = new_store(vault)
    records = fill(store, 12)
    store.close()
    layout = Layout(folder)
    older = layout.database.read_bytes()
    store = vault.unlock(PASSPHRASE)
    for key in random.Random(3).sample(sorted(records), 6):  # noqa: S311 - not for secrets
        records[key] = record(3, f"changed {key} " * 30, key=key)
        assert store.save(records[key])
    store.close()
    return layout, older, records


def unlocked(layout: Layout) -> SqlScreeningStore | ReadingStore:
    store = FileVault(layout.folder).unlock(PASSPHRASE)
    assert isinstance(store, SqlScreeningStore | ReadingStore)
    return store


def test_no_row_of_an_older_page_is_shown_as_the_current_one(former: Former) -> None:
    layout, older, records = former
    now, told = layout.database.read_bytes(), 0
    for at in range(PAGE, len(older), PAGE):
        page = slice(at, at + PAGE)
        if older[page] == now[page]:
            continue
        mixed = now[:at] + older[page] + now[at + PAGE :]
        layout.database.write_bytes(mixed)
        try:
            store = unlocked(layout)
        except UserError:
            told += 1
            continue
        missing = set(records)
        try:
            for line in store.lines():
                try:
                    assert store.read(line.key) == records[line.key]
                except StoreDamagedError as error:
                    assert "--salvage" in error.do_next
                missing.discard(line.key)
        finally:
            store.close()
        damaged = DAMAGED in store.notices()
        told += damaged
        assert damaged or not missing
        if damaged:
            assert layout.database.read_bytes() == mixed
        layout.database.write_bytes(now)
    assert told


def test_an_earlier_text_is_lost_to_a_reader_and_comes_back_by_a_salvage(former: Former) -> None:
    layout, older, records = former
    now, keys = layout.database.read_bytes(), keys_of(layout.folder)
    for at in range(PAGE, len(older), PAGE):
        layout.database.write_bytes(now[:at] + older[at : at + PAGE] + now[at + PAGE :])
        found = salvage(layout.database, keys)
        if found.older:
            break
    (key, *_) = found.older
    store = ReadingStore(found, "refused", Backups(layout, keys))
    with pytest.raises(StoreDamagedError, match="cannot be read"):
        store.read(key)
    assert {line.key for line in store.lines()} == set(records)
    assert [line.revision for line in store.lines() if line.key == key] == [0]


def put_back(former: Former, *trees: str) -> Salvaged:
    """Put the pages of these tables and indexes back to what they were, and salvage."""
    layout, older, _ = former
    keys, content = keys_of(layout.folder), bytearray(layout.database.read_bytes())
    view = look(layout.database, log_of(layout.database), keys.data, keys.vault_id).views[0]
    for number in {page for tree in trees for page in view.under(view.root(tree))}:
        page = slice((number - 1) * PAGE, number * PAGE)
        content[page] = older[page] or content[page]
    layout.database.write_bytes(content)
    return salvage(layout.database, keys)


def test_an_index_knows_of_a_change_that_the_table_and_the_trail_lost(former: Former) -> None:
    layout, _, records = former
    found = put_back(former, "screening", "audit")
    back = {one.key: one for one in found.records}
    assert {key for key, one in back.items() if one != records[key]} == {*found.older}
    assert found.older
    store = ReadingStore(found, "refused", Backups(layout, keys_of(layout.folder)))
    for key in found.older:
        with pytest.raises(StoreDamagedError, match="cannot be read"):
            store.read(key)


def test_where_no_page_knows_of_a_change_it_is_said_that_one_may_be_missing(former: Former) -> None:
    layout, _, records = former
    found = put_back(former, "screening", "audit", "ix_screening_updated_at")
    store = ReadingStore(found, "refused", Backups(layout, keys_of(layout.folder)))
    assert any(store.read(line.key) != records[line.key] for line in store.lines() if line.revision)
    (notice,) = set(store.notices()) - {DAMAGED}
    assert "may be older" in notice
    assert re.search(r"\d{4}, \d\d:\d\d\.", notice), "it says up to when"


def test_a_text_of_which_a_part_came_back_is_lost_even_where_the_trail_is_lost_too(
    vault: FileVault, folder: Path
) -> None:
    store = new_store(vault)
    stored = [record(at, f"{at} of this long text " * 400) for at in range(1, 5)]
    for one in stored[:2]:
        store.save(one)
    store.close()
    layout, keys = Layout(folder), keys_of(folder)
    older = layout.database.read_bytes()
    store = vault.unlock(PASSPHRASE)
    for one in stored[2:]:
        store.save(one)
    store.close()
    now = bytearray(layout.database.read_bytes())
    view = look(layout.database, log_of(layout.database), keys.data, keys.vault_id).views[0]
    trail = {*view.under(view.root("audit"))}
    for number in trail:
        now[(number - 1) * PAGE : number * PAGE] = bytes(PAGE)
    outcomes = set()
    for number in range(2, min(len(older), len(now)) // PAGE + 1):
        page = slice((number - 1) * PAGE, number * PAGE)
        if number in trail or older[page] == now[page]:
            continue
        layout.database.write_bytes(now[: page.start] + older[page] + now[page.stop :])
        found = salvage(layout.database, keys).records
        assert all(one in stored for one in found)
        outcomes.add(len(found))
    assert outcomes == {0, 1}, "some pages hold a part of the text, and some do not"


def test_a_page_from_before_the_codes_takes_nothing_along_that_the_trail_proves(
    vault: FileVault, folder: Path
) -> None:
    store = new_store(vault)
    records = {}
    for number in range(20):
        key = f"{number:032x}"
        records[key] = record(key=key)
        store.save(records[key], [reading(key=key)])
    without_codes(store)
    store.close()
    layout = Layout(folder)
    older = layout.database.read_bytes()
    vault.unlock(PASSPHRASE).close()  # it is brought up to date
    put_back((layout, older, records), "screening", "reading")
    assert layout.database.read_bytes() != older
    store = vault.unlock(PASSPHRASE)
    assert {line.key: store.read(line.key) for line in store.lines()} == records
    assert all(len(store.readings(key)) == 1 for key in records)
    assert store.verify_audit().sound
    store.close()
    found = salvage(layout.database, keys_of(folder))
    assert {one.key: one for one in found.records} == records
    assert found.is_whole


def test_a_screening_that_was_changed_outside_is_told_and_nothing_more_is_written(
    vault: FileVault,
) -> None:
    store = new_store(vault)
    store.save(record())
    sql(store, "UPDATE screening SET revision = 7")
    with pytest.raises(StoreDamagedError, match="cannot be read"):
        store.read(record().key)
    with pytest.raises(StoreDamagedError, match="nothing more is written"):
        store.save(record(8))
    assert store.notices() == (DAMAGED,)
    store.close()


def test_a_dated_reading_that_is_gone_is_told(vault: FileVault) -> None:
    store = new_store(vault)
    store.save(record(), [reading()])
    assert len(store.readings(record().key)) == 1
    sql(store, "DROP TRIGGER reading_goes_by_purge_alone")
    sql(store, "DELETE FROM reading")
    with pytest.raises(StoreDamagedError, match="dated reading"):
        store.readings(record().key)
    assert store.read(record().key) == record()
    store.close()


@pytest.mark.parametrize("left", [0, 1536, 32 + 24 + PAGE - 1])
def test_a_log_that_was_cut_off_stays_as_it_is(vault: FileVault, folder: Path, left: int) -> None:
    store = new_store(vault)
    fill(store, 3)
    layout = Layout(folder)
    store.close()
    store = vault.unlock(PASSPHRASE)
    store.save(record())
    files = {path: path.read_bytes() for path in layout.database_files if path.exists()}
    store.close()
    for path, content in files.items():
        path.write_bytes(content)
    log = layout.database_files[1]
    log.write_bytes(files[log][:left])
    before = contents(layout)
    with pytest.raises(OlderCopyError):
        FileVault(folder).unlock(PASSPHRASE)
    assert contents(layout) == before


@pytest.mark.parametrize("place", [0, 1, 2, 5])
@pytest.mark.parametrize("change", ["put in", "taken out"])
def test_pages_that_moved_are_found_again(former: Former, place: int, change: str) -> None:
    layout, _, records = former
    raw, at = layout.database.read_bytes(), place * PAGE
    moved = raw[:at] + bytes(PAGE) + raw[at:] if change == "put in" else raw[:at] + raw[at + PAGE :]
    layout.database.write_bytes(moved)
    found = salvage(layout.database, keys_of(layout.folder))
    assert found.damaged_pages
    back = {one.key: one for one in found.records}
    assert all(records[key] == one for key, one in back.items())
    assert len(back) == len(records) if change == "put in" else len(back) >= len(records) - 6


def test_where_no_screening_is_left_the_list_is_not_empty_but_refused(former: Former) -> None:
    layout, _, _ = former
    raw = layout.database.read_bytes()
    layout.database.write_bytes(raw[:PAGE] + bytes(len(raw) - PAGE))
    layout.head.unlink()
    store = unlocked(layout)
    with pytest.raises(StoreDamagedError) as caught:
        store.lines()
    assert "--salvage" in caught.value.do_next
    store.close()


def test_after_a_rekey_the_first_page_can_be_lost_too(vault: FileVault, folder: Path) -> None:
    store = new_store(vault)
    records = fill(store, 6)
    store.close()
    vault.rekey(PASSPHRASE, lambda _: None)
    layout = Layout(folder)
    layout.database.write_bytes(bytes(PAGE) + layout.database.read_bytes()[PAGE:])
    found = salvage(layout.database, keys_of(folder))
    assert {one.key: one for one in found.records} == records


def failing(monkeypatch: pytest.MonkeyPatch, number: int, times: int) -> None:
    acquire, left = FileLock.acquire, [times]

    def fail(self: FileLock) -> object:
        if left[0]:
            left[0] -= 1
            raise OSError(number, "secret")
        return acquire(self)

    monkeypatch.setattr(FileLock, "acquire", fail)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_lock_that_fails_once_leaves_the_store_writable(
    former: Former, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    layout, _, _ = former
    failing(monkeypatch, number, 1)
    store = unlocked(layout)
    assert store.notices() == ()
    assert store.save(record())
    store.close()


def test_a_lock_that_a_full_disk_keeps_away_is_told_with_a_way_on(
    former: Former, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout, _, records = former
    failing(monkeypatch, errno.ENOSPC, 100)
    before = contents(layout)
    store = unlocked(layout)
    assert store.notices() == (NO_ROOM,)
    assert {line.key for line in store.lines()} == set(records)
    with pytest.raises(UserError) as caught:
        store.save(record())
    assert (caught.value.fault, caught.value.exit_status) == ("no room", 1)
    assert "open it again" in caught.value.do_next
    store.close()
    assert contents(layout) == before
    monkeypatch.undo()
    store = unlocked(layout)
    assert store.save(record())
    store.close()
