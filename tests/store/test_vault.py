"""The door: private, one at a time, and never a new store over what is left of one."""

import errno
import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from csescreen import private_files as files
from csescreen.core.vault import Vault
from csescreen.errors import (
    InputError,
    StoreDamagedError,
    StoreLockedError,
    UserError,
    WrongPassphraseError,
)
from csescreen.store import creation
from csescreen.store.layout import Layout
from csescreen.store.vault import FileVault
from tests.store.helpers import NEEDLE, PASSPHRASE, QUICK, new_store, record, sql


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def test_created_closed_and_opened_again(filled: Layout) -> None:
    vault: Vault = FileVault(filled.folder)
    assert vault.exists()
    store = vault.unlock(PASSPHRASE)
    assert store.read(record().key) == record()
    store.close()
    assert not filled.holder.exists()
    assert not filled.creating.exists()


def test_no_store_yet(vault: FileVault, folder: Path) -> None:
    assert not vault.exists()
    with pytest.raises(UserError, match="no store yet"):
        vault.unlock(PASSPHRASE)
    assert not folder.exists()


def test_an_empty_passphrase_is_refused(vault: FileVault) -> None:
    with pytest.raises(InputError):
        new_store(vault, "")
    assert not vault.exists()


def test_a_wrong_passphrase_changes_nothing_and_keeps_no_lock(
    vault: FileVault, filled: Layout
) -> None:
    for _ in range(2):
        with pytest.raises(WrongPassphraseError) as caught:
            vault.unlock("wrong")
        assert caught.value.__context__ is None
    vault.unlock(PASSPHRASE).close()


@pytest.mark.usefixtures("open_umask")
def test_nothing_is_open_to_others_under_any_umask(vault: FileVault, folder: Path) -> None:
    store = new_store(vault)
    store.save(record())
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    store.close()
    folder.chmod(0o755)
    vault.unlock(PASSPHRASE).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.usefixtures("open_umask")
def test_missing_parents_are_private_too(tmp_path: Path) -> None:
    new_store(FileVault(tmp_path / "a" / "b", kdf=QUICK)).close()
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700


def test_nothing_written_is_in_clear_text(vault: FileVault, folder: Path) -> None:
    store = new_store(vault)
    needles = [text.encode(code) for text in (NEEDLE, "CASE-a1a1") for code in ("utf8", "utf-16le")]

    def clear() -> list[str]:
        paths = [path for path in folder.iterdir() if path.is_file()]
        return [p.name for p in paths if any(needle in p.read_bytes() for needle in needles)]

    for revision in range(1, 20):
        store.save(record(revision, NEEDLE * 500))
    assert clear() == []
    store.close()
    assert clear() == []
    assert not Layout(folder).database.read_bytes().startswith(b"SQLite format 3")


def test_a_second_instance_is_told_who_holds_the_store(vault: FileVault, folder: Path) -> None:
    store = new_store(vault)
    try:
        with pytest.raises(StoreLockedError, match=rf"process {os.getpid()}, since"):
            FileVault(folder, kdf=QUICK).unlock(PASSPHRASE)
        Layout(folder).holder.write_bytes(b"\xff{")
        with pytest.raises(StoreLockedError, match="has the store open\\."):
            vault.unlock(PASSPHRASE)
    finally:
        store.close()
    vault.unlock(PASSPHRASE).close()


@pytest.mark.skipif(os.name != "posix", reason="there is no telling elsewhere")
@pytest.mark.parametrize("whose", ["a process that is gone", "another program"])
def test_a_note_that_a_killed_process_left_does_not_mislead(
    vault: FileVault, folder: Path, whose: str
) -> None:
    process = os.getppid()
    if whose == "a process that is gone":
        gone = subprocess.Popen([sys.executable, "-c", ""])
        gone.wait()
        process = gone.pid
    elif sys.platform != "linux":
        pytest.skip("when a process began is told on Linux alone")
    store = new_store(vault)
    try:
        note = {"pid": process, "started": "2020-01-01T00:00:00+00:00"}
        Layout(folder).holder.write_text(json.dumps(note), encoding="utf-8")
        with pytest.raises(StoreLockedError, match="has the store open\\."):
            FileVault(folder, kdf=QUICK).unlock(PASSPHRASE)
    finally:
        store.close()


@pytest.mark.parametrize("left", ["vault.json", "vault.copy.json", "store.db", "store.db-wal"])
def test_whatever_is_left_of_a_store_is_not_replaced(
    vault: FileVault, filled: Layout, left: str
) -> None:
    (filled.folder / left).touch()
    for path in filled.folder.iterdir():
        if path.name != left:
            path.unlink()
    before = (filled.folder / left).read_bytes()
    assert vault.exists()
    with pytest.raises(UserError, match="a store already"):
        new_store(vault)
    with pytest.raises(StoreDamagedError):
        vault.unlock(PASSPHRASE)
    assert (filled.folder / left).read_bytes() == before
    vaults = {"vault.json", "vault.copy.json"} & {path.name for path in filled.folder.iterdir()}
    assert vaults <= {left}


def test_one_damaged_copy_of_the_keys_is_healed(vault: FileVault, filled: Layout) -> None:
    whole = filled.envelope.read_bytes()
    filled.envelope.write_bytes(whole[:-9])
    with pytest.raises(WrongPassphraseError):
        vault.unlock("wrong")
    assert filled.envelope.read_bytes() == whole[:-9]  # not before it has opened the store
    vault.unlock(PASSPHRASE).close()
    assert filled.envelope.read_bytes() == whole


def test_a_database_that_is_not_the_store_is_damage(
    vault: FileVault, filled: Layout, tmp_path: Path
) -> None:
    import sqlite3

    other = FileVault(tmp_path / "other", kdf=QUICK)
    new_store(other).close()
    plain = tmp_path / "plain.db"
    with sqlite3.connect(plain) as connection:
        connection.execute("CREATE TABLE screening (key)")
    connection.close()
    for content in (
        None,
        b"",
        b"\0" * 8192,
        b"short",
        os.urandom(8192),
        plain.read_bytes(),
        (tmp_path / "other" / "store.db").read_bytes(),
    ):
        filled.database.unlink(missing_ok=True)
        if content is not None:
            filled.database.write_bytes(content)
        with pytest.raises(StoreDamagedError) as caught:
            vault.unlock(PASSPHRASE)
        assert "Nothing was changed" in caught.value.safe
        assert (filled.database.read_bytes() if content is not None else None) == content
        assert filled.database.exists() == (content is not None)


def test_a_database_of_another_vault_under_the_same_key_is_refused(
    vault: FileVault, filled: Layout
) -> None:
    store = vault.unlock(PASSPHRASE)
    sql(store, "UPDATE meta SET value = 'other'")
    store.close()
    with pytest.raises(StoreDamagedError, match="another store"):
        vault.unlock(PASSPHRASE)


def test_an_encrypted_database_without_the_tables_is_refused(
    vault: FileVault, filled: Layout
) -> None:
    store = vault.unlock(PASSPHRASE)
    sql(store, "DROP TABLE alembic_version")
    store.close()
    with pytest.raises(StoreDamagedError, match="no store"):
        vault.unlock(PASSPHRASE)


def test_damage_anywhere_in_the_database_is_never_silent(vault: FileVault, filled: Layout) -> None:
    whole = filled.database.read_bytes()
    told = 0
    for page in range(len(whole) // 4096):
        damaged = bytearray(whole)
        damaged[page * 4096 + 100] ^= 1
        filled.database.write_bytes(bytes(damaged))
        try:
            store = vault.unlock(PASSPHRASE)
        except StoreDamagedError:
            told += 1
            continue
        try:
            assert store.read(record().key) == record()
            told += bool(store.notices())
        except StoreDamagedError as error:
            told += 1
            assert error.__context__ is None
        finally:
            store.close()
    assert told >= 3


def test_a_folder_that_may_not_be_looked_into_is_not_taken_for_no_store(
    vault: FileVault, filled: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "exists", refuse)
    for call in (vault.exists, lambda: new_store(vault), lambda: vault.unlock(PASSPHRASE)):
        with pytest.raises(UserError, match="closed to you") as caught:
            call()
        assert caught.value.__context__ is None


class CrashError(BaseException):
    """The power is gone: nothing after it runs."""


def failing_at(count: int, error: BaseException, patch: pytest.MonkeyPatch) -> None:
    """Have the nth time that something is brought on disk fail."""
    left = [count]
    sync = files._sync

    def fail(handle: int) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise error
        sync(handle)

    patch.setattr(files, "_sync", fail)


@pytest.mark.parametrize("count", range(1, 13))
def test_a_creation_that_breaks_off_locks_nobody_out(
    vault: FileVault, folder: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    crashed = False
    with monkeypatch.context() as patch:
        patch.setattr(creation, "undo", lambda _: None)
        failing_at(count, CrashError(), patch)
        try:
            new_store(vault).close()
        except CrashError:
            crashed = True
    assert crashed == (count < 13)
    again = FileVault(folder, kdf=QUICK)
    store = again.unlock(PASSPHRASE) if again.exists() else new_store(again)
    assert store.save(record())
    store.close()
    assert not Layout(folder).creating.exists()
    store = again.unlock(PASSPHRASE)
    assert store.read(record().key) == record()
    store.close()


# but for the two of the head beside the database, which fail nothing
@pytest.mark.parametrize("count", [*range(1, 7), *range(9, 12)])
def test_a_disk_that_is_full_while_creating_leaves_nothing(
    vault: FileVault, folder: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    with monkeypatch.context() as patch:
        failing_at(count, OSError(errno.ENOSPC, "No space", "secret"), patch)
        with pytest.raises(UserError, match="disk is full") as caught:
            new_store(vault)
    assert caught.value.__context__ is None
    assert not vault.exists()
    left = [path.name for path in folder.iterdir()] if folder.exists() else []
    assert set(left) <= {"store.lock"}
    new_store(vault, "another").close()


def test_an_old_mark_does_not_make_a_store_new(vault: FileVault, filled: Layout) -> None:
    filled.creating.touch()
    assert vault.exists()
    with pytest.raises(UserError, match="a store already"):
        new_store(vault)
    vault.unlock(PASSPHRASE).close()
    assert not filled.creating.exists()


def test_what_an_unfinished_creation_left_is_renamed_not_deleted(
    vault: FileVault, folder: Path
) -> None:
    folder.mkdir()
    layout = Layout(folder)
    layout.creating.touch()
    layout.database.write_bytes(b"left")
    new_store(vault).close()
    (aside,) = folder.glob("unfinished-*-store.db")
    assert aside.read_bytes() == b"left"
