"""The page reader against SQLCipher itself: the same rows, and none from a damaged page."""

import random
from pathlib import Path

import pytest

from csescreen.core.ports import Record, ScreeningStore
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout
from csescreen.store.pages import PAGE, PageCipher, salt_of
from csescreen.store.salvage import Salvaged, salvage
from csescreen.store.secret import keys_by
from csescreen.store.snapshot import look
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, new_store, record, sql

MANY = 24
FRAME = 24 + PAGE


def fill(store: ScreeningStore, count: int = MANY, seed: int = 5) -> dict[str, Record]:
    """Store screenings of all lengths, some over many pages, each saved twice."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    records = {}
    for _ in range(count):
        key = f"{chance.getrandbits(128):032x}"
        for revision in (1, 2):
            text = f"text {revision} of {key} " * chance.choice((1, 20, 150))
            records[key] = record(revision, text, key=key)
            assert store.save(records[key])
    return records


def keys_of(folder: Path) -> Keys:
    return keys_by(Layout(folder), PASSPHRASE)[0]


def by_key(found: Salvaged) -> dict[str, Record]:
    return {one.key: one for one in found.records}


def flipped(raw: bytes, at: int) -> bytes:
    return raw[:at] + bytes([raw[at] ^ 0x10]) + raw[at + 1 :]


def sample(whole: bytes, most: int = 25) -> list[int]:
    """Return some of the pages, the first two among them."""
    pages = range(len(whole) // PAGE)
    some = random.Random(7).sample(pages, min(most, len(pages)))  # noqa: S311 - not for secrets
    return sorted({0, 1, *some})


@pytest.fixture
def closed(vault: FileVault, folder: Path) -> tuple[Layout, dict[str, Record]]:
    store = new_store(vault)
    records = fill(store)
    store.close()
    return Layout(folder), records


@pytest.fixture
def crashed(vault: FileVault, folder: Path) -> tuple[Layout, dict[str, Record]]:
    """A store as a kill leaves it: the database and a log beside it."""
    store = new_store(vault)
    records = fill(store)
    layout = Layout(folder)
    files = {path: path.read_bytes() for path in layout.database_files if path.exists()}
    store.close()
    for path, content in files.items():
        path.write_bytes(content)
    assert layout.database_files[1].stat().st_size > 0
    return layout, records


def test_a_whole_store_is_read_as_sqlcipher_reads_it(
    closed: tuple[Layout, dict[str, Record]],
) -> None:
    layout, records = closed
    found = salvage(layout.database, keys_of(layout.folder))
    assert by_key(found) == records
    assert found.is_whole
    assert [row["number"] for row in found.trail] == list(range(1, 2 * MANY + 2))


def test_what_only_the_log_holds_is_read(crashed: tuple[Layout, dict[str, Record]]) -> None:
    layout, records = crashed
    assert by_key(salvage(layout.database, keys_of(layout.folder))) == records


def test_the_database_begins_with_the_salt_of_its_keys(
    closed: tuple[Layout, dict[str, Record]],
) -> None:
    layout, _ = closed
    keys = keys_of(layout.folder)
    assert layout.database.read_bytes()[:16] == salt_of(keys.data, keys.vault_id)


def test_after_any_one_damaged_page_the_rest_comes_back_and_nothing_wrong(
    closed: tuple[Layout, dict[str, Record]],
) -> None:
    layout, records = closed
    keys, whole = keys_of(layout.folder), layout.database.read_bytes()
    chance, lost_on_a_page = random.Random(3), 0  # noqa: S311 - not for secrets
    for page in sample(whole):
        layout.database.write_bytes(flipped(whole, page * PAGE + chance.randrange(PAGE)))
        found = salvage(layout.database, keys)
        back = by_key(found)
        assert all(records[key] == one for key, one in back.items())
        gone = set(records) - set(back)
        assert {lost.key for lost in found.lost} == gone
        lost_on_a_page = max(lost_on_a_page, len(gone))
        assert len(gone) <= 12  # as many of the shortest as fit one page
    assert lost_on_a_page


def test_a_lost_first_page_takes_no_screening_along(
    closed: tuple[Layout, dict[str, Record]],
) -> None:
    layout, records = closed
    keys, whole = keys_of(layout.folder), layout.database.read_bytes()
    layout.database.write_bytes(bytes(PAGE) + whole[PAGE:])
    assert by_key(salvage(layout.database, keys)) == records


def test_what_is_lost_is_named_with_its_reference(
    closed: tuple[Layout, dict[str, Record]],
) -> None:
    layout, records = closed
    keys, whole = keys_of(layout.folder), layout.database.read_bytes()
    for page in sample(whole):
        layout.database.write_bytes(flipped(whole, page * PAGE + 99))
        for lost in salvage(layout.database, keys).lost:
            assert lost.reference == records[lost.key].screening.reference


def test_a_damaged_place_in_the_log_loses_only_what_is_on_it(
    crashed: tuple[Layout, dict[str, Record]],
) -> None:
    layout, records = crashed
    keys, log = keys_of(layout.folder), layout.database_files[1]
    whole = log.read_bytes()
    damaged = 0
    for at in [7, *range(32, len(whole) - FRAME, FRAME * 61)]:
        log.write_bytes(flipped(whole, at + 30))
        found = salvage(layout.database, keys)
        damaged += found.log_damaged
        back = by_key(found)
        newer = {key for key, one in back.items() if one == records[key]}
        assert found.behind or set(back) - newer == set(found.older)
        assert len(newer) >= len(records) - 12
    assert damaged


def test_a_log_that_ends_in_a_torn_commit_is_no_damage(
    crashed: tuple[Layout, dict[str, Record]],
) -> None:
    layout, records = crashed
    keys, log = keys_of(layout.folder), layout.database_files[1]
    frames = look(layout.database, log, keys.data, keys.vault_id).log.frames
    whole = log.read_bytes()
    log.write_bytes(flipped(whole, 32 + (frames - 1) * FRAME + 500)[: 32 + frames * FRAME])
    found = salvage(layout.database, keys)
    assert not found.log_damaged
    assert set(by_key(found)) <= set(records)
    assert len(found.screenings) >= len(records) - 1


def test_a_purged_screening_does_not_come_back(vault: FileVault, folder: Path) -> None:
    store = new_store(vault)
    records = fill(store, 8)
    gone = next(iter(records))
    store.purge(gone, "asked for by the family")
    store.close()
    layout = Layout(folder)
    keys, whole = keys_of(folder), layout.database.read_bytes()
    for page in sample(whole):
        layout.database.write_bytes(flipped(whole, page * PAGE + 99))
        found = salvage(layout.database, keys)
        assert gone not in found.screenings
        assert gone not in {lost.key for lost in found.lost}


def test_a_row_that_the_trail_knows_otherwise_is_none(vault: FileVault, folder: Path) -> None:
    store = new_store(vault)
    records = fill(store, 3)
    key = next(iter(records))
    sql(store, f"UPDATE screening SET wording = '{{}}' WHERE key = '{key}'")  # noqa: S608
    store.close()
    found = salvage(Layout(folder).database, keys_of(folder))
    assert set(found.screenings) == set(records) - {key}
    assert [lost.key for lost in found.lost] == [key]


def test_another_stores_file_is_not_ours(
    closed: tuple[Layout, dict[str, Record]], tmp_path: Path
) -> None:
    layout, _ = closed
    other = Keys.of(keys_of(layout.folder).vault_id, b"k" * 32)
    assert not salvage(layout.database, other).is_ours
    assert salvage(tmp_path / "none", other).records == []


def test_a_page_of_another_number_or_key_is_not_authentic(
    closed: tuple[Layout, dict[str, Record]],
) -> None:
    layout, _ = closed
    keys, raw = keys_of(layout.folder), layout.database.read_bytes()
    cipher, page = PageCipher(keys.data, raw[:16]), raw[PAGE : 2 * PAGE]
    assert cipher.is_authentic(2, page)
    assert not cipher.is_authentic(3, page)
    assert not cipher.is_authentic(2, page[:-1])
    assert not PageCipher(b"k" * 32, raw[:16]).is_authentic(2, page)
