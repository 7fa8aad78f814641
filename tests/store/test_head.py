"""The head outside the database tells an older copy; a crash can only leave it behind."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from csescreen.core.audit import AuditHead
from csescreen.core.ports import ScreeningStore
from csescreen.errors import OlderCopyError, StoreDamagedError, UserError
from csescreen.store import head as heads
from csescreen.store.head import HeadDamagedError, HeadFile, KeptHead
from csescreen.store.vault import FileVault
from tests.store.helpers import NEEDLE, PASSPHRASE, new_store, record, sql
from tests.store.test_audit import done
from tests.store.test_versions import reading

ROOT = Path(__file__).parents[2]
KEY = bytes(range(32))
KEPT = KeptHead(AuditHead(7, "ab" * 32), "2026-03-02T09:30:00.000000+00:00")


@pytest.fixture
def file(tmp_path: Path) -> HeadFile:
    return HeadFile(tmp_path / "store.head", KEY, "vault")


def test_what_was_written_is_read(file: HeadFile, tmp_path: Path) -> None:
    assert file.read() is None
    file.write(KEPT)
    assert file.read() == KEPT
    assert [path.name for path in tmp_path.iterdir()] == ["store.head"]
    if sys.platform != "win32":
        assert (tmp_path / "store.head").stat().st_mode & 0o777 == 0o600


def test_every_flipped_bit_and_every_cut_is_damage(file: HeadFile, tmp_path: Path) -> None:
    file.write(KEPT)
    path = tmp_path / "store.head"
    whole = path.read_bytes()
    for place in range(len(whole)):
        for spoilt in (
            whole[:place],
            whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :],
        ):
            path.write_bytes(spoilt)
            with pytest.raises(HeadDamagedError):
                file.read()


def test_the_head_of_another_store_or_key_is_damage(file: HeadFile, tmp_path: Path) -> None:
    file.write(KEPT)
    for other in (
        HeadFile(tmp_path / "store.head", bytes(32), "vault"),
        HeadFile(tmp_path / "store.head", KEY, "other"),
    ):
        with pytest.raises(HeadDamagedError):
            other.read()


def test_a_head_that_cannot_be_written_fails_no_save(
    store: ScreeningStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    store.save(record(1))
    before = (folder / "store.head").read_bytes()
    monkeypatch.setattr(heads, "replace_private", refuse)
    assert store.save(record(2))
    assert store.read(record().key) == record(2)
    assert (folder / "store.head").read_bytes() == before


def test_what_was_not_committed_has_no_head(
    store: ScreeningStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[bytes] = []
    monkeypatch.setattr(heads, "replace_private", lambda _, content, **__: written.append(content))
    sql(store, "CREATE TRIGGER full BEFORE INSERT ON reading BEGIN SELECT RAISE(ABORT, 'x'); END")
    with pytest.raises(UserError):
        store.save(record(1), [reading()])
    assert written == []
    store.save(record(1))
    assert not store.save(record(1))
    assert [json.loads(content)["number"] for content in written] == [2]


def test_a_missing_head_is_noted_and_healed(vault: FileVault, folder: Path) -> None:
    new_store(vault).close()
    (folder / "store.head").unlink()
    for _ in range(2):
        store = vault.unlock(PASSPHRASE)
        assert done(store) == [("begun", 0, ""), ("head missing", 0, "")]
        assert json.loads((folder / "store.head").read_bytes())["number"] == 2
        store.close()


def test_a_damaged_head_is_noted_and_healed(vault: FileVault, folder: Path) -> None:
    new_store(vault).close()
    (folder / "store.head").write_bytes(b"")
    for _ in range(2):
        store = vault.unlock(PASSPHRASE)
        assert done(store) == [("begun", 0, ""), ("head damaged", 0, "")]
        store.close()


def test_a_database_ahead_of_its_head_is_no_fault(vault: FileVault, folder: Path) -> None:
    store = new_store(vault)
    store.save(record(1))
    behind = (folder / "store.head").read_bytes()
    store.save(record(2))
    store.close()
    (folder / "store.head").write_bytes(behind)
    store = vault.unlock(PASSPHRASE)
    assert [entry.action for entry in store.audit()] == ["begun", "saved", "saved"]
    store.close()


KILLED_BEFORE_THE_HEAD = """
import os, sys
from pathlib import Path
from csescreen.store.head import HeadFile
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, record
store = FileVault(Path(sys.argv[1])).unlock(PASSPHRASE)
assert store.save(record(1))
HeadFile.write = lambda *_: os.kill(os.getpid(), 9)
store.save(record(2))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of Unix")
def test_a_kill_between_the_commit_and_the_head_loses_nothing(
    vault: FileVault, folder: Path
) -> None:
    new_store(vault).close()
    command = [sys.executable, "-c", KILLED_BEFORE_THE_HEAD, str(folder)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -9
    assert json.loads((folder / "store.head").read_bytes())["number"] == 2
    store = vault.unlock(PASSPHRASE)
    assert store.read(record().key) == record(2)
    assert [entry.action for entry in store.audit()] == ["begun", "saved", "saved"]
    assert store.verify_audit().sound
    store.save(record(3))
    assert json.loads((folder / "store.head").read_bytes())["number"] == 4
    store.close()


def older(vault: FileVault, folder: Path) -> None:
    """Put an older copy of the database back."""
    store = new_store(vault)
    store.save(record(1))
    store.close()
    shutil.copy(folder / "store.db", folder / "away.db")
    store = vault.unlock(PASSPHRASE)
    store.save(record(2))
    store.close()
    (folder / "away.db").replace(folder / "store.db")


def test_an_older_copy_is_told_and_nothing_is_changed(vault: FileVault, folder: Path) -> None:
    older(vault, folder)
    before = (folder / "store.db").read_bytes(), (folder / "store.head").read_bytes()
    for _ in range(2):
        with pytest.raises(OlderCopyError, match="An older copy") as caught:
            vault.unlock(PASSPHRASE)
        assert isinstance(caught.value, StoreDamagedError)
        assert caught.value.exit_status == 5
        assert "csescreen audit accept" in caught.value.do_next
        assert NEEDLE not in str(caught.value.lines())
    assert ((folder / "store.db").read_bytes(), (folder / "store.head").read_bytes()) == before


def test_an_older_copy_is_gone_on_with_for_a_reason(vault: FileVault, folder: Path) -> None:
    older(vault, folder)
    left = json.loads((folder / "store.head").read_bytes())
    store = vault.accept_older_copy(PASSPHRASE, "the new disk failed")
    assert done(store)[-1] == (
        "accepted",
        0,
        f"{left['number']}:{left['mac']} the new disk failed",
    )
    assert store.read(record().key) == record(1)
    store.save(record(2, "written anew"))
    store.close()
    store = vault.unlock(PASSPHRASE)
    assert store.read(record().key) == record(2, "written anew")
    store.close()


def cut(store: ScreeningStore) -> None:
    sql(store, "DROP TRIGGER audit_bars_delete")
    sql(store, "DELETE FROM audit WHERE number = 3")


def replay(store: ScreeningStore) -> None:
    """As many rows as before, but not the same."""
    cut(store)
    store.save(record(9, "put in"))


@pytest.mark.parametrize("spoil", [cut, replay])
def test_removed_changes_are_told(
    vault: FileVault, folder: Path, spoil: Callable[[ScreeningStore], None]
) -> None:
    store = new_store(vault)
    store.save(record(1))
    store.save(record(2))
    kept = (folder / "store.head").read_bytes()
    spoil(store)
    store.close()
    (folder / "store.head").write_bytes(kept)
    with pytest.raises(OlderCopyError):
        vault.unlock(PASSPHRASE)


def test_a_store_that_cannot_be_written_opens_without_its_head(
    vault: FileVault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from csescreen.store import engine

    store = new_store(vault)
    store.save(record())
    store.close()
    (folder / "store.head").unlink()
    monkeypatch.setattr(engine, "PRAGMAS", (*engine.PRAGMAS, ("query_only", "ON")))
    store = vault.unlock(PASSPHRASE)
    assert store.read(record().key) == record()
    store.close()
    monkeypatch.undo()
    store = vault.unlock(PASSPHRASE)
    assert done(store)[-1] == ("head missing", 0, "")
    store.close()
