"""Everything encrypted anew: all of it or nothing, and a way in at every moment."""

import errno
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from csescreen.core.vault import Unfinished
from csescreen.errors import (
    StoreDamagedError,
    UserError,
    WrongPassphraseError,
)
from csescreen.store import envelope_files, rekeying
from csescreen.store.layout import Layout
from csescreen.store.pages import salt_of
from csescreen.store.vault import FileVault
from tests.store.failing import CrashError, Failing
from tests.store.helpers import NEEDLE, PASSPHRASE, QUICK, new_store
from tests.store.ways_in import NEW, actions, opens, store_keys


def test_everything_is_encrypted_anew_and_every_way_in_stays(
    vault: FileVault, code: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rekeying, "_STEPS", 1)
    layout = Layout(folder)
    former = layout.database.read_bytes()
    store = vault.unlock(PASSPHRASE)
    head = store.audit_head()
    store.close()
    told: list[float] = []
    vault.rekey(PASSPHRASE, told.append)
    assert told[-1] == 1.0
    assert told == sorted(told)
    assert 0 <= told[0] < 0.8
    assert opens(vault, PASSPHRASE)
    assert opens(vault, code)
    store = vault.unlock(code)
    entries = store.audit()
    assert [entry.action for entry in entries[-2:]] == ["rekeyed", "keys noted"]
    assert store.audit_head().number == head.number + 2
    store.close()
    assert {path.name for path in folder.iterdir()} <= {
        *("vault.json", "vault.copy.json", "store.db", "store.head", "store.lock"),
    }
    assert stat.S_IMODE(layout.database.stat().st_mode) == 0o600
    now = layout.database.read_bytes()
    keys = store_keys(layout, code)
    assert now[:16] == salt_of(keys.data, keys.vault_id)
    assert NEEDLE.encode() not in now
    pages = range(0, min(len(now), len(former)), 4096)
    assert all(now[at : at + 4096] != former[at : at + 4096] for at in pages)


def test_a_rekey_with_a_wrong_passphrase_changes_nothing(
    vault: FileVault, code: str, folder: Path
) -> None:
    before = {path.name: path.read_bytes() for path in folder.glob("vault*")}
    with pytest.raises(WrongPassphraseError):
        vault.rekey("wrong", lambda _: None)
    assert {path.name: path.read_bytes() for path in folder.glob("vault*")} == before


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), BrokenPipeError()])
def test_a_rekey_that_is_stopped_leaves_the_store_as_it_was(
    vault: FileVault,
    code: str,
    folder: Path,
    stop: BaseException,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def told(_: float) -> None:
        raise stop

    before = Layout(folder).database.read_bytes()
    monkeypatch.setattr(rekeying, "_STEPS", 1)
    with pytest.raises((KeyboardInterrupt, UserError)):
        vault.rekey(PASSPHRASE, told)
    assert not list(folder.glob("store.db.rekeying*"))
    assert Layout(folder).database.read_bytes() == before
    assert opens(vault, code)
    assert "rekeyed" not in actions(vault)


def test_a_copy_that_lost_a_row_is_not_put_in_place(
    vault: FileVault, code: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = rekeying._count
    patch = pytest.MonkeyPatch()
    patch.setattr(rekeying, "_count", lambda c: {**counted(c), "table screening": id(c)})
    with pytest.raises(StoreDamagedError, match="not whole"):
        vault.rekey(PASSPHRASE, lambda _: None)
    patch.undo()
    assert not Layout(folder).rekeying.exists()
    assert opens(vault, PASSPHRASE)


def change(vault: FileVault) -> None:
    vault.change_passphrase(PASSPHRASE, NEW)


def rekey(vault: FileVault) -> None:
    vault.rekey(PASSPHRASE, lambda _: None)


@pytest.mark.parametrize("work", [change, rekey])
@pytest.mark.parametrize("once", [False, True], ids=["killed", "failed"])
def test_a_change_that_breaks_off_anywhere_leaves_a_way_in(
    vault: FileVault, code: str, folder: Path, work: Callable[[FileVault], None], once: bool
) -> None:
    error = OSError(errno.ENOSPC, "No space", "secret") if once else CrashError()
    at = 0
    reached = True
    while reached:
        at += 3 if once and work is rekey else 1  # it has many, and each takes a while
        home = folder.with_name(f"home{at}")
        shutil.copytree(folder, home)
        one = FileVault(home, kdf=QUICK)
        told: BaseException | None = None
        with pytest.MonkeyPatch.context() as patch:
            failing = Failing(at, error, once=once).install(patch)
            try:
                work(one)
            except (CrashError, UserError) as caught:
                told = caught
        reached = failing.reached
        again = FileVault(home, kdf=QUICK)
        former = opens(again, PASSPHRASE)
        assert former or (work is change and opens(again, NEW)), at
        assert opens(again, code), at
        assert not list(home.glob("store.db.rekeying*")), at
        assert "older keys" not in actions(again, code), at
        assert envelope_files.read(Layout(home)).to_heal == (), at
        if isinstance(told, UserError):
            assert told.__context__ is None
            if "Nothing was changed" in told.safe and work is change:
                assert former, at
        shutil.rmtree(home)
    assert at > 10


def test_a_rekey_that_was_killed_is_ended_and_noted_by_whoever_opens_next(
    vault: FileVault, code: str, folder: Path
) -> None:
    def killed(*_: object) -> None:
        raise CrashError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rekeying, "sync_folder", killed)
        patch.setattr(rekeying, "drop_unfinished", lambda _: None)
        patch.setattr(rekeying, "_fold_away_log", lambda _: None)
        with pytest.raises(CrashError):
            vault.rekey(PASSPHRASE, lambda _: None)
    begun: Unfinished[None] = FileVault(folder, kdf=QUICK).begin_recovery_code(code)
    assert begun.code
    assert actions(vault, code)[-2:] == ["rekeyed", "keys noted"]
    assert actions(vault).count("rekeyed") == 1


def test_a_store_that_fits_neither_key_of_a_rekey_is_damaged(
    vault: FileVault, code: str, folder: Path, tmp_path: Path
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rekeying, "encrypt_anew", lambda *_: (_ for _ in ()).throw(CrashError()))
        with pytest.raises(CrashError):
            vault.rekey(PASSPHRASE, lambda _: None)
    new_store(FileVault(tmp_path / "other", kdf=QUICK)).close()
    shutil.copy(tmp_path / "other" / "store.db", folder / "store.db")
    before = (folder / "store.db").read_bytes()
    with pytest.raises(StoreDamagedError, match="neither of the keys"):
        vault.unlock(PASSPHRASE)
    assert (folder / "store.db").read_bytes() == before
