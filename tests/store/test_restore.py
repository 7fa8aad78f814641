"""Restoring: what would change is told first; at any moment the old store or the new opens."""

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from csescreen.core.backups import ASKED, Backup
from csescreen.core.ports import RecordLine
from csescreen.core.restoring import (
    COMES_BACK,
    NEWER_TEXT,
    OLDER_TEXT,
    SAME,
    WOULD_BE_MISSING,
    changes,
)
from csescreen.errors import (
    StoreDamagedError,
    TooManyAttemptsError,
    UserError,
    WrongPassphraseError,
)
from csescreen.private_files import replace_private
from csescreen.store import copying, salvaging, swap
from csescreen.store.examine import without_keys
from csescreen.store.fault_words import OLDER_KEYS
from csescreen.store.layout import Layout
from csescreen.store.owned_database import OwnedDatabase
from csescreen.store.present import DAMAGED, NONE
from csescreen.store.restore import Restorer
from csescreen.store.salvage import salvage
from csescreen.store.secret import keys_by
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, QUICK, START, new_store, put_back_to, record
from tests.store.restoring import NEW, OLD, A, B, C, D, ask, restore, revisions, silent


def never(_of: str) -> str:
    raise AssertionError("nothing is to be asked")


def kinds(restorer: Restorer, backup: Backup) -> dict[str, str]:
    with restorer.opened(backup, ask) as found:
        return {change.key: change.kind for change in found.changes}


def test_what_would_change_is_told_and_nothing_is_changed(folder: Path, backed_up: Backup) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir() if path.suffix == ".db"}
    with Restorer(folder).opened(backed_up, ask) as found:
        (told,) = (change.purged for change in found.changes if change.purged)
    assert "The family asked for it." in told
    assert kinds(Restorer(folder), backed_up) == {
        A: SAME,
        B: OLDER_TEXT,
        C: COMES_BACK,
        D: WOULD_BE_MISSING,
    }
    assert {path: path.read_bytes() for path in before} == before
    assert revisions(folder) == NEW


def test_the_store_is_as_it_was_then_and_can_be_had_back(folder: Path, backed_up: Backup) -> None:
    before = restore(folder, backed_up)
    assert revisions(folder) == OLD
    found = {backup.place: backup for backup in Restorer(folder).listed()}
    assert before is not None
    assert found[before].why == "before restore"
    restore(folder, found[before])
    assert revisions(folder) == NEW


def test_the_audit_trail_says_so_and_the_store_is_not_called_an_older_copy(
    folder: Path, vault: FileVault, backed_up: Backup
) -> None:
    store = vault.unlock(PASSPHRASE)
    head = str(store.audit_head())
    store.close()
    restore(folder, backed_up)
    for _ in range(2):
        store = vault.unlock(PASSPHRASE)
        entry = store.audit()[-1]
        assert entry.action == "restored"
        assert backed_up.stamp in entry.detail
        # the head that was left behind, but for the row of the backup before the restore
        assert int(entry.detail.split(":")[0]) == int(head.split(":", maxsplit=1)[0]) + 1
        store.close()


def test_older_keys_are_told_also_where_the_backup_did_not_know_of_newer_ones(
    folder: Path, vault: FileVault, backed_up: Backup
) -> None:
    layout = Layout(folder)
    former = layout.envelope.read_bytes()
    vault.change_passphrase(PASSPHRASE, "another three words")
    restore(folder, backed_up, lambda _: "another three words")
    for _ in range(2):
        store = vault.unlock("another three words")
        assert store.notices() == ()
        noted = [row.detail for row in store.audit() if row.action == "keys noted"]
        assert noted == ["keys number 2"]
        assert store.verify_audit().sound
        store.close()
    for path in (layout.envelope, layout.envelope_copy):
        path.write_bytes(former)
    store = vault.unlock(PASSPHRASE)
    assert store.notices() == (OLDER_KEYS,)
    store.close()


def test_a_backup_of_an_older_schema_is_brought_up_to_date(vault: FileVault, folder: Path) -> None:
    store = new_store(vault)
    put_back_to(store, "0002")
    store.close()
    vault.unlock(PASSPHRASE).close()
    (before,) = Restorer(folder).listed()
    store = vault.unlock(PASSPHRASE)
    store.save(record())
    store.close()
    restore(folder, before)
    assert revisions(folder) == {}
    store = vault.unlock(PASSPHRASE)
    assert store.save(record())
    store.close()


@pytest.mark.parametrize("damage", ["database", "empty", "missing", "keys", "everything"])
def test_a_damaged_store_is_set_aside_whole_and_never_written_to(
    folder: Path, backed_up: Backup, damage: str
) -> None:
    layout = Layout(folder)
    spoilt = {
        "database": (layout.database,),
        "empty": (layout.database,),
        "missing": (layout.database,),
        "keys": (layout.envelope, layout.envelope_copy),
        "everything": (layout.database, layout.envelope, layout.envelope_copy),
    }[damage]
    for path in spoilt:
        if damage == "missing":
            path.unlink()
        else:
            path.write_bytes(b"" if damage == "empty" else b"\x07" * 8192)
    before = layout.database.read_bytes() if layout.database.exists() else None
    with Restorer(folder).opened(backed_up, ask) as found:
        assert found.present == DAMAGED
        assert {change.kind for change in found.changes} == {COMES_BACK}
        aside = found.go(silent)
    assert revisions(folder) == OLD
    assert aside is not None
    assert aside.parent == folder / "set-aside"
    if before is not None:
        assert (aside / "store.db").read_bytes() == before


def test_another_computer_needs_the_backup_and_the_passphrase_alone(
    tmp_path: Path, folder: Path, backed_up: Backup
) -> None:
    stick = tmp_path / "stick"
    shutil.copytree(folder / "backups", stick / "backups")
    there = tmp_path / "there"
    for place in (stick, stick / "backups", stick / "backups" / backed_up.stamp):
        (found,) = Restorer(there).listed(place)
        assert found.whole
    with Restorer(there).opened(found, ask) as opened:
        assert opened.present == NONE
        assert opened.go(silent) is None
    assert revisions(there) == OLD
    assert (there / "vault.copy.json").exists()
    wrong = tmp_path / "wrong"
    with pytest.raises(WrongPassphraseError):
        restore(wrong, found, lambda _of: "something else")
    assert not FileVault(wrong).exists()


def test_wrong_secrets_of_a_backup_are_counted(tmp_path: Path, backed_up: Backup) -> None:
    there = tmp_path / "there"
    for _ in range(3):
        with pytest.raises(WrongPassphraseError) as caught:
            restore(there, backed_up, lambda _of: "something else")
        assert not isinstance(caught.value, TooManyAttemptsError)
    with pytest.raises(TooManyAttemptsError):
        restore(there, backed_up)


def test_the_backup_of_another_store_is_refused(
    tmp_path: Path, folder: Path, backed_up: Backup
) -> None:
    other = tmp_path / "other"
    new_store(FileVault(other, kdf=QUICK)).close()
    with pytest.raises(UserError, match="another store"):
        restore(other, backed_up)
    assert revisions(other) == {}


@pytest.mark.parametrize("name", ["store.db", "vault.json", "backup.json"])
def test_a_damaged_backup_is_refused_before_anything_is_asked(
    folder: Path, backed_up: Backup, name: str
) -> None:
    path = backed_up.place / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)
    with pytest.raises(StoreDamagedError, match=backed_up.stamp):
        restore(folder, backed_up, never)
    assert revisions(folder) == NEW


def test_a_backup_that_was_changed_and_noted_anew_is_found(folder: Path, backed_up: Backup) -> None:
    from csescreen.store import manifest
    from csescreen.store.envelope import checked

    database = backed_up.place / "store.db"
    content = bytearray(database.read_bytes())
    content[5000] ^= 1
    database.write_bytes(content)
    note = json.loads((backed_up.place / "backup.json").read_bytes())["content"]
    note["files"][0] = list(manifest.describe(database))
    (backed_up.place / "backup.json").write_bytes(checked(note))
    with pytest.raises(StoreDamagedError):
        restore(folder, backed_up)
    assert revisions(folder) == NEW


def test_a_full_disk_leaves_the_store_as_it_was(
    folder: Path, backed_up: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(copying, "copy", full)
        with pytest.raises(UserError, match="full"):
            restore(folder, backed_up)
    assert revisions(folder) == NEW
    restore(folder, backed_up)
    assert revisions(folder) == OLD


def test_the_log_of_the_old_database_does_not_come_to_the_new(
    tmp_path: Path, folder: Path, backed_up: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A write-ahead log that stayed would be taken for the new database's own."""
    store = FileVault(folder, kdf=QUICK).unlock(PASSPHRASE)
    store.save(record(8, key=B))
    log = (folder / "store.db-wal").read_bytes()
    assert len(log) > 4096
    store.close()
    real = replace_private

    def marked(path: Path, content: bytes) -> None:
        real(path, content)
        (folder / "store.db-wal").write_bytes(log)  # the machine stopped before it was emptied

    monkeypatch.setattr(swap, "replace_private", marked)
    restore(folder, backed_up)
    assert revisions(folder) == OLD


def test_a_spoilt_mark_deletes_nothing(folder: Path, backed_up: Backup) -> None:
    layout = Layout(folder)
    store_before = layout.database.read_bytes()
    waiting = swap.begin(layout)
    waiting.database.write_bytes(store_before)
    layout.restoring.write_bytes(b'{"aside": "../../elsewhere"}')
    swap.finish(layout)
    assert (layout.set_aside / "unknown" / "store.db").read_bytes() == store_before
    assert revisions(folder) == NEW


def everything(folder: Path) -> dict[Path, bytes]:
    kept = ("store.lock", "store.holder")
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name not in kept}


@pytest.fixture
def marked(folder: Path, backed_up: Backup, monkeypatch: pytest.MonkeyPatch) -> Layout:
    """A restore that was broken off right after its mark."""
    layout = Layout(folder)
    real = swap.finish

    def killed(found: Layout) -> None:
        if found.restoring.exists():
            raise UserError("gone")
        real(found)

    with monkeypatch.context() as patch:
        patch.setattr(swap, "finish", killed)
        with pytest.raises(UserError, match="gone"):
            restore(folder, backed_up)
    assert layout.restoring.exists()
    return layout


def test_what_a_marked_restore_waits_with_is_never_cleared(marked: Layout) -> None:
    before = everything(marked.folder)
    with pytest.raises(UserError, match="broken off"):
        swap.begin(marked)
    assert everything(marked.folder) == before
    assert revisions(marked.folder) == OLD


def test_a_marked_restore_is_ended_before_a_salvage(
    marked: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    from csescreen.shell.salvaging import salvage_lines

    monkeypatch.setenv("CSESCREEN_HOME", str(marked.folder))
    list(salvage_lines(lambda: PASSPHRASE, None, yes=True, ask=lambda _question: True))
    assert not marked.restoring.exists()
    assert revisions(marked.folder) == OLD


@pytest.mark.parametrize(
    ("lost", "told"),
    [
        ("store.db", True),
        ("store.head", True),
        ("restoring", True),
        ("store.db", False),
        ("restoring", False),
    ],
)
def test_no_old_file_is_touched_while_a_new_one_is_missing(
    tmp_path: Path, marked: Layout, lost: str, told: bool
) -> None:
    if not told:  # an earlier program's mark names no files
        marked.restoring.write_bytes(b'{"aside": ""}')
    marked.database_files[1].write_bytes(b"the old one's log")
    there = marked.waiting.folder if lost == "restoring" else marked.waiting.folder / lost
    there.rename(tmp_path / "elsewhere")
    before = everything(marked.folder)
    for act in (swap.finish, lambda layout: FileVault(layout.folder, QUICK).unlock(PASSPHRASE)):
        with pytest.raises(StoreDamagedError, match="missing"):
            act(marked)
        assert everything(marked.folder) == before
    (tmp_path / "elsewhere").rename(there)
    assert revisions(marked.folder) == OLD


def test_the_doctor_names_a_restore_that_was_broken_off(marked: Layout) -> None:
    marked.rekeying.write_bytes(b"x")
    told = [one for one in without_keys(marked) if one.about == "left over"]
    assert "A restore was broken off" in told[0].what
    assert "Unlock" in told[0].do_next
    assert [one.what.split(" ")[0] for one in told[1:]] == ["store.db.rekeying"]


def test_a_database_that_leaves_its_log_behind_is_not_put_in_place(
    folder: Path, backed_up: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full from the close on: the last transactions stay in the log."""
    resource = pytest.importorskip("resource")
    real = OwnedDatabase._shut

    def shut(database: OwnedDatabase, then: Callable[[], object]) -> None:
        if database.file.parent.name != "restoring":
            return real(database, then)
        unlimited = resource.RLIM_INFINITY
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, unlimited))
        try:
            return real(database, then)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (unlimited, unlimited))

    with monkeypatch.context() as patch:
        patch.setattr(OwnedDatabase, "_shut", shut)
        with pytest.raises(UserError, match="Not restored") as raised:
            restore(folder, backed_up)
    assert raised.value.safe == "The store is as it was."
    assert (folder / "restoring" / "store.db-wal").stat().st_size
    assert not Layout(folder).restoring.exists()
    assert revisions(folder) == NEW
    restore(folder, backed_up)
    assert revisions(folder) == OLD


@pytest.mark.parametrize("wrong", ["log", "head", "no head", "row"])
def test_a_salvaged_store_that_is_not_whole_is_not_put_in_place(
    folder: Path, backed_up: Backup, wrong: str
) -> None:
    layout = Layout(folder)
    keys, sealed = keys_by(layout, PASSPHRASE)
    found = salvage(layout.database, keys)
    made = salvaging.make(folder / "salvaged-1", keys, sealed, found, silent)
    if wrong == "log":
        made.database_files[1].write_bytes(b"what was written last")
    elif wrong == "head":
        shutil.copyfile(layout.head, made.head)
    elif wrong == "no head":
        made.head.unlink()
    else:
        store = FileVault(made.folder, kdf=QUICK).unlock(PASSPHRASE)
        store.note("exported")
        store.close()
    before = everything(folder)
    with pytest.raises(UserError, match="Not restored"):
        salvaging.put_in_place(layout, made, keys)
    assert everything(folder) == before


@pytest.mark.parametrize("how", ["restored", "salvaged"])
def test_what_was_open_then_is_not_asked_about_now(
    folder: Path, vault: FileVault, how: str
) -> None:
    store = new_store(vault)
    store.save(record())
    store.mark_open(A, "signs")
    made = store.back_up(ASKED, silent)
    if how == "restored":
        store.mark_open(None)
    assert how == "restored" or store.left_open()
    store.close()
    if how == "restored":
        restore(folder, made)
    else:
        layout = Layout(folder)
        keys, sealed = keys_by(layout, PASSPHRASE)
        found = salvage(layout.database, keys)
        new = salvaging.make(folder / "salvaged-1", keys, sealed, found, silent)
        salvaging.put_in_place(layout, new, keys)
    store = vault.unlock(PASSPHRASE)
    assert store.left_open() is None
    store.close()


def test_a_store_that_is_read_only_is_not_set_aside_as_damaged(
    folder: Path, backed_up: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Layout, "is_writable", lambda _layout: False)
        with pytest.raises(UserError, match="read-only") as raised:
            restore(folder, backed_up)
    assert raised.value.fault == "readonly"
    assert not (folder / "set-aside").exists()
    assert revisions(folder) == NEW


def test_only_one_instance_restores(folder: Path, vault: FileVault, backed_up: Backup) -> None:
    store = vault.unlock(PASSPHRASE)
    with pytest.raises(UserError) as raised:
        restore(folder, backed_up)
    assert raised.value.exit_status == 3
    store.close()


def line(key: str, revision: int, minutes: int = 0) -> RecordLine:
    return RecordLine(key, key, "telford", revision, START, START + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("here", "there", "kind"),
    [
        (None, line("a", 1), COMES_BACK),
        (line("a", 1), None, WOULD_BE_MISSING),
        (line("a", 1), line("a", 1), SAME),
        (line("a", 2), line("a", 1), OLDER_TEXT),
        (line("a", 1), line("a", 2), NEWER_TEXT),
        (line("a", 1), line("a", 1, 5), OLDER_TEXT),
    ],
)
def test_what_a_restore_means_for_one(
    here: RecordLine | None, there: RecordLine | None, kind: str
) -> None:
    (change,) = changes([here] if here else [], [there] if there else [], {"a": "purged"})
    assert change.kind == kind
    assert change.purged == ("purged" if here is None else "")


def test_every_screening_is_told_once_and_by_kind() -> None:
    present = [line("b", 2), line("a", 1), line("c", 1)]
    then = [line("d", 1), line("a", 1), line("b", 1)]
    found = changes(present, then, {})
    assert [(one.kind, one.key) for one in found] == [
        (COMES_BACK, "d"),
        (OLDER_TEXT, "b"),
        (WOULD_BE_MISSING, "c"),
        (SAME, "a"),
    ]
