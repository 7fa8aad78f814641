"""What was purged is gone from every page, and a row says so; nothing else goes."""

import random
import sqlite3
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from csescreen.core.ports import ScreeningStore
from csescreen.core.screening import Screening
from csescreen.errors import InputError, UserError
from csescreen.store.engine import PRAGMAS, open_engine
from csescreen.store.purge import REMAINS
from csescreen.store.repository import SqlScreeningStore
from csescreen.store.vault import FileVault
from tests.store.helpers import NEEDLE, PASSPHRASE, new_store, record, sql
from tests.store.test_audit import done
from tests.store.test_versions import FILES, reading

OTHER = "b2" * 16
PAGE, RESERVED, SALT = 4096, 80, 16
OTHERS = replace(
    reading(2, "kept", key=OTHER),
    outcome=None,
    screening=Screening(reference="another"),
    wording={},
)


def filled(store: ScreeningStore) -> None:
    store.save(replace(record(1, NEEDLE * 2000), files=FILES), [reading(0), reading(1)])
    store.save(record(1, "another", key=OTHER), [OTHERS])


def test_the_screening_goes_with_its_readings_and_no_other(store: ScreeningStore) -> None:
    filled(store)
    store.purge(record().key, "kept for six years, as our policy says")
    with pytest.raises(UserError, match="not in the store"):
        store.read(record().key)
    assert store.readings(record().key) == []
    assert [line.key for line in store.lines()] == [OTHER]
    assert len(store.readings(OTHER)) == 1
    assert store.framework_file(FILES[0].sha256) == FILES[0]
    assert done(store, record().key)[-1] == (
        "purged",
        0,
        "kept for six years, as our policy says",
    )
    assert sql(store, "SELECT count(*) FROM meta WHERE name = 'purging'") == [(0,)]
    assert store.verify_audit().sound


@pytest.mark.parametrize("reason", ["", "  ", "\n\t"])
def test_without_a_reason_nothing_goes(store: ScreeningStore, reason: str) -> None:
    filled(store)
    with pytest.raises(InputError, match="needs a reason") as caught:
        store.purge(record().key, reason)
    assert caught.value.exit_status == 2
    assert len(store.lines()) == 2


def test_the_reason_is_cleaned(store: ScreeningStore) -> None:
    filled(store)
    store.purge(record().key, " line\x1b[31m\r\nnext\ud800 ")
    assert done(store)[-1][2] == "line\u241b[31m\nnext\ufffd"


def test_a_screening_that_is_not_there_is_said_and_nothing_is_noted(store: ScreeningStore) -> None:
    filled(store)
    before = store.audit()
    with pytest.raises(UserError, match="not in the store"):
        store.purge("00" * 16, "a reason")
    assert store.audit() == before
    assert sql(store, "SELECT count(*) FROM meta WHERE name = 'purging'") == [(0,)]
    with pytest.raises(UserError):
        sql(store, "DELETE FROM reading")


def test_after_a_fault_all_of_it_is_there(store: ScreeningStore) -> None:
    filled(store)
    sql(store, "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'x'); END")
    with pytest.raises(UserError):
        store.purge(record().key, "a reason")
    assert len(store.readings(record().key)) == 2
    assert store.read(record().key) == record(1, NEEDLE * 2000)
    assert sql(store, "SELECT count(*) FROM meta WHERE name = 'purging'") == [(0,)]


def test_a_save_on_its_way_brings_nothing_back(store: ScreeningStore) -> None:
    filled(store)
    store.purge(record().key, "a reason")
    with pytest.raises(UserError, match="not in the store"):
        store.save(record(2))
    assert len(store.lines()) == 1


def clear_pages(file: Path, key: bytes) -> bytes:
    """Return every page of an encrypted database in clear text, the free ones too."""
    content = file.read_bytes()
    clear = []
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        salted = SALT if start == 0 else 0
        vector = page[PAGE - RESERVED : PAGE - RESERVED + 16]
        cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        clear.append(cipher.update(page[salted : PAGE - RESERVED]))
    return b"".join(clear)


def test_no_page_holds_it_any_more(
    vault: FileVault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys: list[bytes] = []

    def seen(database: Path, key: bytes, *rest: Any) -> Any:
        keys.append(key[:32])
        return open_engine(database, key, *rest)

    monkeypatch.setattr("csescreen.store.owned_database.open_engine", seen)
    store = new_store(vault)
    filled(store)
    store.close()
    assert NEEDLE.encode() in clear_pages(folder / "store.db", keys[0]), "they can be looked into"
    store = vault.unlock(PASSPHRASE)
    store.save(replace(record(2, NEEDLE * 3000), files=FILES))
    store.purge(record().key, "a reason")
    log = folder / "store.db-wal"
    assert not log.exists() or log.stat().st_size == 0
    held = clear_pages(folder / "store.db", keys[0])
    assert b"another" in held
    assert NEEDLE.encode() not in held
    store.close()


def remains(store: ScreeningStore, file: Path, gone: list[str], live: list[str]) -> list[str]:
    """Return the purged screenings of which the open store's database or log holds anything."""
    key = cast("SqlScreeningStore", store).keys.data
    log = file.with_name("store.db-wal")
    assert not log.exists() or log.stat().st_size == 0
    held = clear_pages(file, key)
    shared = {one[:4] for one in live}
    assert all(f"<N{one[:6]}>".encode() in held for one in live), "they can be looked into"
    return [
        one
        for one in gone
        if f"<N{one[:6]}>".encode() in held
        or (one[:4] not in shared and f"CASE-{one[:4]}".encode() in held)
    ]


@pytest.mark.parametrize("cleared", [True, False])
def test_nothing_is_left_where_rows_were_moved_between_pages(
    vault: FileVault, folder: Path, monkeypatch: pytest.MonkeyPatch, cleared: bool
) -> None:
    quick = tuple((name, "OFF" if name == "synchronous" else value) for name, value in PRAGMAS)
    monkeypatch.setattr("csescreen.store.engine.PRAGMAS", quick)
    monkeypatch.setattr("csescreen.store.head.HeadFile.write", lambda *_: None)
    if not cleared:  # a disk without room, which also shows that these rows do leave remains
        monkeypatch.setattr("csescreen.store.purge.rebuild", full)
    chance = random.Random(3)  # noqa: S311 - a seed with which rows do leave remains
    store = new_store(vault)
    keys = [f"{chance.getrandbits(128):032x}" for _ in range(40)]
    revisions: dict[str, int] = {}
    for _ in range(300):
        key = chance.choice(keys)
        revisions[key] = revisions.get(key, 0) + 1
        text = f"<N{key[:6]}>" * chance.choice([1, 3, 20, 60, 120, 200])
        store.save(record(revisions[key], text, key))
    gone = chance.sample(sorted(revisions), 12)
    for key in gone:
        store.purge(key, "a reason")
    live = sorted(revisions.keys() - set(gone))
    left = remains(store, folder / "store.db", gone, live)
    assert (left == []) == cleared
    assert store.notices() == (() if cleared else (REMAINS,) * 12)
    assert {line.key for line in store.lines()} == set(live)
    assert store.verify_audit().sound
    store.close()
    vault.unlock(PASSPHRASE).close()


def full(_engine: object) -> None:
    raise sqlite3.OperationalError("database or disk is full")


def test_where_there_is_no_room_it_is_gone_and_the_remains_are_told(
    store: ScreeningStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(store)
    monkeypatch.setattr("csescreen.store.purge.rebuild", full)
    store.purge(record().key, "a reason")
    assert store.notices() == (REMAINS,)
    assert [line.key for line in store.lines()] == [OTHER]
    assert done(store)[-1][0] == "purged"


def test_a_backup_under_way_goes_on(store: ScreeningStore, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(store)
    monkeypatch.setattr("csescreen.store.copying.PAGES_AT_A_TIME", 1)
    purging: list[threading.Thread] = []

    def meanwhile(share: float) -> None:
        if not purging and share > 0:
            purging.append(threading.Thread(target=store.purge, args=(record().key, "a reason")))
            purging[0].start()
            time.sleep(0.05)  # so that it waits when the copy gives way

    backup = store.back_up("asked", meanwhile)
    purging[0].join()
    assert backup.whole
    assert [line.key for line in store.lines()] == [OTHER]
    assert store.notices() == ()
    assert store.verify_audit().sound
