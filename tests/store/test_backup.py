"""Making backups: each is opened and compared before it counts, and none spoils an earlier one."""

import json
import os
import shutil
import stat
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from csescreen.core.backups import ASKED, DAILY, Backup, BackupStoppedError, Holding
from csescreen.core.ports import ScreeningStore
from csescreen.errors import UserError
from csescreen.store import backup, backup_folder, copying, envelope, manifest
from csescreen.store.backup_folder import BackupFolder
from csescreen.store.envelope import checked
from csescreen.store.fault_words import NO_ROOM
from csescreen.store.manifest import ManifestError
from csescreen.store.repository import SqlScreeningStore
from csescreen.store.vault import FileVault
from tests.store.helpers import NEEDLE, PASSPHRASE, new_store, put_back_to, record, sql


def silent(_done: float) -> None:
    pass


def make(store: ScreeningStore, why: str = ASKED) -> Backup:
    return store.back_up(why, silent)


def rows(store: ScreeningStore, made: Backup) -> list[tuple[str, int]]:
    note = backup_folder.read(made.place)
    key = note.key(cast("SqlScreeningStore", store).keys.backup)
    with closing(copying.open_for_reading(made.place / "store.db", key)) as connection:
        copying.examine(connection)
        return list(connection.execute("SELECT key, revision FROM screening ORDER BY key"))


def at(store: ScreeningStore, moment: datetime) -> None:
    cast("Any", store.backups)._now = lambda: moment


def test_it_holds_what_the_store_holds_and_says_so(store: ScreeningStore, folder: Path) -> None:
    store.save(record())
    store.save(record(4, key="b2" * 16))
    told: list[float] = []
    made = store.back_up(ASKED, told.append)
    assert (made.whole, made.why, made.screenings) == (True, ASKED, 2)
    assert rows(store, made) == [("a1" * 16, 1), ("b2" * 16, 4)]
    assert store.backups.listed() == [made]
    assert made.place.parent == folder / "backups"
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert store.audit()[-1].action == "backed up"


def test_the_files_are_the_users_alone_and_hold_nothing_in_clear(
    store: ScreeningStore, folder: Path
) -> None:
    store.save(record())
    before = os.umask(0)
    try:
        made = make(store)
    finally:
        os.umask(before)
    assert sorted(path.name for path in made.place.iterdir()) == [
        "backup.json",
        "store.db",
        "vault.json",
    ]
    for path in made.place.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        content = path.read_bytes()
        assert b"CASE-" not in content
        assert NEEDLE.encode() not in content
        assert not content.startswith(b"SQLite format 3")
    for path in (made.place, folder / "backups"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700


def test_each_has_a_key_of_its_own(store: ScreeningStore) -> None:
    store.save(record())
    one, other = make(store), make(store)
    assert one.stamp != other.stamp
    root = cast("SqlScreeningStore", store).keys.backup
    keys = {backup_folder.read(made.place).key(root) for made in (one, other)}
    assert len(keys) == 2
    assert not keys & {root, cast("SqlScreeningStore", store).keys.data}


def test_what_is_saved_meanwhile_is_saved_at_once_and_carried_along(
    store: ScreeningStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "PAGES_AT_A_TIME", 2)
    for number in range(30):
        store.save(record(text="long " * 2000, key=f"{number:032x}"))
    saved = threading.Event()

    def save() -> None:
        store.save(record(2, key="0" * 32))
        saved.set()

    def progress(done: float) -> None:
        # the copy stands still until another thread's save has come through it
        if 0 < done < 0.3 and not saved.is_set():
            threading.Thread(target=save).start()
            owner = cast("SqlScreeningStore", store)._database._owner
            while not owner._waiting and not saved.is_set():
                saved.wait(0.01)

    made = store.back_up(ASKED, progress)
    assert saved.wait(5)
    assert dict(rows(store, made))["0" * 32] == 2
    assert store.read("0" * 32).revision == 2


def test_closing_the_store_breaks_it_off_and_leaves_nothing(
    vault: FileVault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "PAGES_AT_A_TIME", 2)
    store = new_store(vault)
    store.save(record(text="long " * 9000))
    closing_it = threading.Thread(target=store.close)

    def progress(_done: float) -> None:
        if not closing_it.is_alive():
            closing_it.start()
            while not cast("Any", store.backups)._stop.is_set():
                threading.Event().wait(0.01)

    with pytest.raises(BackupStoppedError):
        store.back_up(DAILY, progress)
    closing_it.join(5)
    assert list((folder / "backups").iterdir()) == []
    again = vault.unlock(PASSPHRASE)
    assert again.read("a1" * 16).revision == 1
    again.close()


def test_one_a_day_is_enough(store: ScreeningStore) -> None:
    assert store.backups.due()
    made = make(store, DAILY)
    assert not store.backups.due()
    at(store, datetime.now(UTC) + timedelta(days=1))
    assert store.backups.due()
    at(store, datetime.now(UTC))
    (made.place / "store.db").write_bytes(b"short")
    assert store.backups.due()


def test_one_that_is_not_what_the_store_holds_never_counts(
    store: ScreeningStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(record())
    make(store)
    real = copying.copy_to_file

    def short(source: Any, path: Path, key: bytes, between: Callable[[float], None]) -> Any:
        copied = real(source, path, key, between)
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        return copied

    monkeypatch.setattr(copying, "copy_to_file", short)
    thinned: list[object] = []
    monkeypatch.setattr(backup.Backups, "_thin", thinned.append)
    with pytest.raises(UserError, match="could not be written"):
        make(store)
    assert thinned == []
    assert len(list((folder / "backups").iterdir())) == 1


def test_a_full_disk_is_said_plainly_and_harms_nothing(
    store: ScreeningStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from csescreen.store.engine import encrypt

    store.save(record(text="long " * 9000))
    earlier = make(store)

    def tiny(connection: Any, key: bytes) -> None:
        encrypt(connection, key)
        connection.execute("PRAGMA max_page_count = 3")

    monkeypatch.setattr(copying, "encrypt", tiny)
    with pytest.raises(UserError) as raised:
        make(store, DAILY)
    assert raised.value.exit_status == 1
    assert raised.value.what.startswith("Today's backup could not be written.")
    assert "full" in raised.value.what
    assert "not affected" in raised.value.safe
    assert raised.value.do_next == "Free some space, and try again."
    assert [path.name for path in (folder / "backups").iterdir()] == [earlier.stamp]
    assert store.save(record(2))


@pytest.mark.parametrize("name", ["store.db", "vault.json", "backup.json"])
def test_a_damaged_file_is_seen_without_a_passphrase(store: ScreeningStore, name: str) -> None:
    store.save(record())
    made = make(store)
    path = made.place / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    (looked,) = store.backups.listed(thoroughly=True)
    assert not looked.whole
    path.unlink()
    (looked,) = store.backups.listed()
    assert not looked.whole


def test_every_changed_bit_of_the_note_is_found(store: ScreeningStore) -> None:
    note = (make(store).place / "backup.json").read_bytes()
    for position in range(len(note) * 8):
        changed = bytearray(note)
        changed[position // 8] ^= 1 << position % 8
        with pytest.raises((ManifestError, UserError)):
            manifest.decode(bytes(changed))


def test_a_note_that_somebody_made_without_the_keys_is_not_opened(store: ScreeningStore) -> None:
    store.save(record())
    made = make(store)
    path = made.place / "backup.json"
    content = json.loads(path.read_bytes())["content"] | {"screenings": 99}
    path.write_bytes(envelope.checked(content))
    assert not backup_folder.read(made.place).opened_by(
        cast("SqlScreeningStore", store).keys.backup_roots
    )


def test_thinning_takes_what_it_knows_and_nothing_else(
    store: ScreeningStore, folder: Path, tmp_path: Path
) -> None:
    morning = datetime.now(UTC).replace(hour=9)  # so that all four are of one day
    start = morning - timedelta(days=40)
    old = []
    for hour in (0, 1, 2, 3):
        at(store, start + timedelta(hours=hour))
        old.append(make(store, DAILY))
    (old[0].place / "backup.json").write_bytes(b"{}")
    (old[1].place / "notes of mine.txt").write_text("mine", encoding="utf-8")
    foreign = folder / "backups" / "holiday photographs"
    foreign.mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "store.db").write_bytes(b"keep me")
    linked = folder / "backups" / "20200101T000000Z"
    linked.symlink_to(elsewhere)
    at(store, datetime.now(UTC))
    new = make(store, DAILY)
    kept = {path.name for path in (folder / "backups").iterdir()}
    assert {old[0].stamp, old[3].stamp, new.stamp, foreign.name, linked.name} <= kept
    assert old[2].stamp not in kept
    assert [path.name for path in old[1].place.iterdir()] == ["notes of mine.txt"]
    assert (elsewhere / "store.db").read_bytes() == b"keep me"


def test_what_another_programs_death_left_of_a_copy_is_cleared_and_blocks_nothing(
    store: ScreeningStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    at(store, now)
    left = folder / "backups" / (now.strftime("%Y%m%dT%H%M%SZ") + ".new")
    left.mkdir(parents=True)
    for name in ("store.db", "store.db-wal", "store.db-shm"):
        (left / name).write_bytes(b"part")
    with monkeypatch.context() as patch:  # somebody's own file keeps it
        patch.setattr(backup_folder, "remove", lambda _: None)
        made = make(store)
    assert made.whole
    assert made.stamp != left.name.removesuffix(".new")
    make(store)
    assert not left.exists()


def test_what_a_broken_off_backup_left_is_cleared(store: ScreeningStore, folder: Path) -> None:
    make(store)
    left = folder / "backups" / "20260101T000000Z.new"
    left.mkdir()
    (left / "store.db").write_bytes(b"half")
    assert len(store.backups.listed()) == 1
    make(store)
    assert not left.exists()


def test_a_linked_backups_folder_is_not_written_to(
    store: ScreeningStore, folder: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "backups").symlink_to(elsewhere)
    with pytest.raises(UserError, match="link"):
        make(store)
    assert list(elsewhere.iterdir()) == []


def test_a_copy_elsewhere_is_opened_there(store: ScreeningStore, tmp_path: Path) -> None:
    store.save(record())
    made = make(store)
    stick = tmp_path / "stick"
    with pytest.raises(UserError):
        store.backups.copy_to(made, stick)
    assert not stick.exists()
    stick.mkdir()
    copied = store.backups.copy_to(made, stick)
    assert copied.whole
    assert copied.place == stick / copied.stamp
    assert rows(store, copied) == [("a1" * 16, 1)]
    assert store.backups.copy_to(made, stick).stamp != copied.stamp
    (stick / "a file").write_bytes(b"")
    with pytest.raises(UserError):
        store.backups.copy_to(made, stick / "a file")


def test_which_backups_hold_a_screening(store: ScreeningStore) -> None:
    store.save(record())
    one = make(store)
    store.save(record(key="b2" * 16))
    other = make(store)
    assert store.backups.holding("a1" * 16) == Holding((one, other))
    assert store.backups.holding("b2" * 16) == Holding((other,))
    assert store.backups.holding("c3" * 16) == Holding()


def test_what_cannot_be_asked_is_not_said_to_be_without_a_screening(
    store: ScreeningStore, folder: Path
) -> None:
    store.save(record())
    longer, spoilt, foreign = make(store), make(store), make(store)
    with (longer.place / "vault.json").open("ab") as file:
        file.write(b"\n")  # it does not count any more, and its database can be read
    (spoilt.place / "store.db").write_bytes(b"\x07" * 8192)
    forge(foreign.place, {})
    (folder / "set-aside").mkdir()
    (folder / "set-aside" / "store.db").write_bytes(b"x")
    (folder / "salvaged-1").mkdir()
    for key, holds in (("a1" * 16, ["longer"]), ("c3" * 16, [])):
        found = store.backups.holding(key)
        names = {longer.stamp: "longer", spoilt.stamp: "spoilt", foreign.stamp: "foreign"}
        assert [names[backup.stamp] for backup in found.held] == holds
        rest = [name for name in names.values() if name not in holds]
        assert [names[backup.stamp] for backup in found.unasked] == rest
        assert found.aside == (folder / "salvaged-1", folder / "set-aside")


def forge(place: Path, said: dict[str, object]) -> None:
    """Write a backup's note anew, as somebody can who does not have the keys."""
    note = json.loads((place / "backup.json").read_bytes())["content"]
    note |= {"code": "\u00e9", **said}
    (place / "backup.json").write_bytes(checked(note))


def test_a_forged_note_neither_stands_for_a_backup_nor_has_one_go(
    store: ScreeningStore, folder: Path
) -> None:
    morning = datetime(2026, 3, 2, 8, tzinfo=UTC)
    at(store, morning)
    real = make(store)
    for hours in (4, 24 * 5):
        forged = folder / "backups" / f"20260302T0{hours:05d}Z"
        shutil.copytree(real.place, forged)
        forge(forged, {"made_at": (morning + timedelta(hours=hours)).isoformat()})
    assert all(one.whole for one in store.backups.listed())
    at(store, morning + timedelta(days=5))
    assert store.backups.due()
    made = make(store)
    assert not store.backups.due()
    assert len(store.backups.listed()) == 4, "the day's last one is forged, and has none go"
    assert real.place.exists()
    assert made.whole


def test_a_migration_is_backed_up_before(vault: FileVault) -> None:
    store = new_store(vault)
    put_back_to(store, "0002")
    store.close()
    store = vault.unlock(PASSPHRASE)
    (made,) = store.backups.listed()
    assert made.why == "before migration 0003"
    assert backup_folder.read(made.place).schema == "0002"
    assert "backed up" in [entry.action for entry in store.audit()]
    store.close()


def test_no_migration_without_its_backup(
    vault: FileVault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(vault)
    put_back_to(store, "0002")
    store.close()

    def full(_self: BackupFolder) -> None:
        raise OSError(28, "No space left on device")

    def broken(_self: BackupFolder) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(BackupFolder, "prepare", broken)
        with pytest.raises(UserError) as raised:
            vault.unlock(PASSPHRASE)
        assert raised.value.exit_status == 1
        assert "brought up to date" in raised.value.what
        patch.setattr(BackupFolder, "prepare", full)
        store = vault.unlock(PASSPHRASE)
        assert store.notices() == (NO_ROOM,), "it can be read until there is room"
        with pytest.raises(UserError, match="full"):
            store.save(record())
        store.close()
    monkeypatch.setattr("csescreen.store.schema.VERSIONS", ("0001", "0002"))
    monkeypatch.setattr("csescreen.store.audit.Trail.settle", lambda *_: None)
    store = vault.unlock(PASSPHRASE)
    assert sql(store, "SELECT version_num FROM alembic_version") == [("0002",)]
    store.close()
