"""Each fault has its own words, exit status and way on; a damaged file is not written to."""

import errno
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from csescreen.core.ports import ScreeningStore
from csescreen.errors import StoreDamagedError, StoreLockedError, UserError
from csescreen.store import fault_words, pages
from csescreen.store.fault_words import DAMAGED, FAULTS, HEALED, READ_ONLY, told
from csescreen.store.layout import Layout
from csescreen.store.pages import PAGE
from csescreen.store.repository import SqlScreeningStore
from csescreen.store.salvage import salvage
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, QUICK, new_store, record, sql
from tests.store.test_pages import fill, flipped, keys_of

Spoil = Callable[[Layout], None]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def layout(vault: FileVault, folder: Path) -> Layout:
    store = new_store(vault)
    fill(store, 6)
    store.close()
    return Layout(folder)


def contents(layout: Layout) -> dict[str, tuple[bytes, int]]:
    """Return every file of the store, with its time; the lock is no part of it."""
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in layout.folder.iterdir()
        if path.is_file() and path.name not in ("store.lock", "store.holder")
    }


def spoilt(content: bytes) -> Spoil:
    return lambda layout: void(layout.database.write_bytes(content))


def void(_: object) -> None:
    """Take no notice of a result."""


def cut(layout: Layout) -> None:
    layout.database.write_bytes(layout.database.read_bytes()[: -3 * PAGE])


def first_page(layout: Layout) -> None:
    layout.database.write_bytes(flipped(layout.database.read_bytes(), 2000))


def foreign(layout: Layout) -> None:
    other = FileVault(layout.folder.parent / "other", kdf=QUICK)
    new_store(other).close()
    layout.database.write_bytes((layout.folder.parent / "other" / "store.db").read_bytes())


def older(layout: Layout) -> None:
    before = layout.database.read_bytes()
    store = FileVault(layout.folder).unlock(PASSPHRASE)
    store.save(record(text="newer"))
    store.close()
    layout.database.write_bytes(before)


def newer(layout: Layout) -> None:
    store = FileVault(layout.folder).unlock(PASSPHRASE)
    sql(store, "UPDATE alembic_version SET version_num = '9999'")
    store.close()


def no_keys(layout: Layout) -> None:
    layout.envelope.unlink()
    layout.envelope_copy.unlink()


def bad_keys(layout: Layout) -> None:
    layout.envelope.write_bytes(b"{")
    layout.envelope_copy.write_bytes(b"")


def two(layout: Layout) -> None:
    foreign(layout)
    other = layout.folder.parent / "other" / "vault.json"
    layout.envelope.write_bytes(other.read_bytes())


REFUSED: dict[str, Spoil] = {
    "missing": lambda layout: layout.database.unlink(),
    "empty": spoilt(b""),
    "plain": spoilt(b"SQLite format 3\0" + bytes(8000)),
    "foreign": foreign,
    "foreign ": spoilt(b"\x07" * 3 * PAGE),
    "cut": cut,
    "cut ": spoilt(b"short"),
    "header": first_page,
    "older copy": older,
    "newer": newer,
    "copies missing": no_keys,
    "copies damaged": bad_keys,
    "two stores": two,
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_opened_is_told_apart_and_left_as_it_is(layout: Layout, name: str) -> None:
    REFUSED[name](layout)
    before = contents(layout)
    with pytest.raises(UserError) as caught:
        FileVault(layout.folder, kdf=QUICK).unlock(PASSPHRASE)
    error, fault = caught.value, name.strip()
    assert error.fault == fault
    assert type(error) is FAULTS[fault].family
    assert error.exit_status == (1 if fault == "newer" else 5)
    assert error.safe
    assert error.do_next
    assert error.__context__ is None
    assert contents(layout) == before


def test_a_wrong_passphrase_is_not_a_damaged_store(layout: Layout) -> None:
    first_page(layout)
    with pytest.raises(UserError) as caught:
        FileVault(layout.folder, kdf=QUICK).unlock("wrong wrong wrong")
    assert caught.value.exit_status == 4


def test_a_log_with_a_damaged_place_is_not_opened_and_not_shortened(
    vault: FileVault, folder: Path
) -> None:
    store = new_store(vault)
    fill(store, 6)
    layout = Layout(folder)
    files = {path: path.read_bytes() for path in layout.database_files if path.exists()}
    store.close()
    for path, content in files.items():
        path.write_bytes(content)
    log = layout.database_files[1]
    log.write_bytes(flipped(log.read_bytes(), 32 + 24 + 700))
    layout.head.unlink()  # or the older copy is told first
    before = contents(layout)
    with pytest.raises(StoreDamagedError) as caught:
        FileVault(folder, kdf=QUICK).unlock(PASSPHRASE)
    assert caught.value.fault == "log"
    assert contents(layout) == before


def test_the_salt_alone_damaged_keeps_nobody_out(layout: Layout) -> None:
    raw = layout.database.read_bytes()
    layout.database.write_bytes(bytes(16) + raw[16:])
    store = FileVault(layout.folder).unlock(PASSPHRASE)
    assert store.save(record())
    assert len(store.lines()) == 7
    store.close()
    store = FileVault(layout.folder).unlock(PASSPHRASE)
    assert store.read(record().key) == record()
    store.close()


def page_of(layout: Layout, key: str) -> int:
    """Return the number of a page that one screening alone lies on."""
    whole = layout.database.read_bytes()
    try:
        for page in range(1, len(whole) // PAGE):
            layout.database.write_bytes(flipped(whole, page * PAGE + 77))
            lost = salvage(layout.database, keys_of(layout.folder)).lost
            if [one.key for one in lost] == [key]:
                return page
    finally:
        layout.database.write_bytes(whole)
    raise AssertionError("it shares all of its pages")


@pytest.fixture
def long_one(vault: FileVault, folder: Path) -> tuple[Layout, str]:
    """A store with one damaged page, and the key of the one screening on it."""
    store = new_store(vault)
    fill(store, 6)
    lost = record(text="very long " * 3000)
    store.save(lost)
    store.close()
    layout = Layout(folder)
    page = page_of(layout, lost.key)
    layout.database.write_bytes(flipped(layout.database.read_bytes(), page * PAGE + 77))
    return layout, lost.key


def test_a_damaged_page_spoils_its_own_screening_alone_and_stops_all_writing(
    long_one: tuple[Layout, str],
) -> None:
    layout, lost = long_one
    before = layout.database.read_bytes()
    store = FileVault(layout.folder).unlock(PASSPHRASE)
    lines = store.lines()
    with pytest.raises(StoreDamagedError, match="This screening cannot be read") as caught:
        store.read(lost)
    assert "--salvage" in caught.value.do_next
    assert {line.key for line in lines} == {line.key for line in store.lines()}
    others = [line.key for line in lines if line.key != lost]
    assert [store.read(key).key for key in others] == others
    assert len(others) == 6
    assert store.notices() == (DAMAGED,)
    with pytest.raises(StoreDamagedError, match="nothing more is written") as refused:
        store.save(record(2, key=others[0]))
    assert refused.value.safe == fault_words.TEXT_ON_SCREEN
    assert "Export" in refused.value.do_next
    store.close()
    assert layout.database.read_bytes() == before


def test_what_was_saved_before_damage_was_found_stays_in_the_log(
    long_one: tuple[Layout, str],
) -> None:
    layout, lost = long_one
    store = FileVault(layout.folder).unlock(PASSPHRASE)
    saved = record(1, "saved meanwhile", key="c3" * 16)
    if not store.notices():  # the damage was not met yet
        assert store.save(saved)
    before = layout.database.read_bytes(), layout.database_files[1].read_bytes()
    with pytest.raises(StoreDamagedError):
        store.read(lost)
    store.close()
    assert (layout.database.read_bytes(), layout.database_files[1].read_bytes()) == before
    store = FileVault(layout.folder).unlock(PASSPHRASE)
    assert store.read(saved.key) == saved
    store.close()


def test_one_lost_copy_of_the_keys_is_made_anew_and_told_once(layout: Layout) -> None:
    whole = layout.envelope.read_bytes()
    layout.envelope_copy.unlink()
    store = FileVault(layout.folder).unlock(PASSPHRASE)
    assert store.notices() == (HEALED,)
    store.close()
    assert layout.envelope_copy.read_bytes() == whole
    store = FileVault(layout.folder).unlock(PASSPHRASE)
    assert store.notices() == ()
    store.close()


def test_another_instance_is_told_by_its_own_status(vault: FileVault, folder: Path) -> None:
    store = new_store(vault)
    with pytest.raises(StoreLockedError) as caught:
        FileVault(folder, kdf=QUICK).unlock(PASSPHRASE)
    assert caught.value.fault == "locked"
    assert str(os.getpid()) in caught.value.what
    store.close()


READER = """
import filelock, os, sys, pathlib
import csescreen.store.checking, csescreen.store.door
from csescreen.errors import UserError
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, record
os.setgid(65534)
os.setuid(65534)
store = FileVault(pathlib.Path(sys.argv[1])).unlock(PASSPHRASE)
lines = store.lines()
assert len(lines) == 6 and all(store.read(line.key) for line in lines)
try:
    store.save(record())
except UserError as error:
    print(error.fault, error.exit_status, *store.notices(), sep="|")
store.close()
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another user")
@pytest.mark.parametrize(("of_file", "of_folder"), [(0o444, 0o755), (0o666, 0o555), (0o444, 0o555)])
def test_a_read_only_store_is_read_and_says_that_nothing_is_saved(
    layout: Layout, of_file: int, of_folder: int
) -> None:
    place = Path(tempfile.mkdtemp())  # pytest's own folders are closed to others
    place.chmod(0o755)
    layout = Layout(Path(shutil.move(layout.folder, place / "home")))
    for path in layout.folder.iterdir():
        path.chmod(of_file)
    layout.folder.chmod(of_folder)
    before = contents(layout)
    done = subprocess.run(
        [sys.executable, "-c", READER, str(layout.folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    after = contents(layout)
    shutil.rmtree(place)
    assert done.stdout.strip() == f"readonly|1|{READ_ONLY}", done.stderr
    assert after == before


def test_a_store_that_cannot_be_written_is_opened_for_reading(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Layout, "is_writable", lambda _: False)
    store = FileVault(layout.folder).unlock(PASSPHRASE)
    assert store.notices() == (READ_ONLY,)
    assert len(store.lines()) == 6
    with pytest.raises(UserError) as caught:
        store.save(record())
    assert (caught.value.fault, caught.value.exit_status) == ("readonly", 1)
    store.close()
    monkeypatch.undo()
    FileVault(layout.folder).unlock(PASSPHRASE).close()


def test_an_older_copy_is_told_of_a_read_only_store_too(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    older(layout)
    monkeypatch.setattr(Layout, "is_writable", lambda _: False)
    with pytest.raises(StoreDamagedError) as caught:
        FileVault(layout.folder).unlock(PASSPHRASE)
    assert caught.value.fault == "older copy"


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (errno.ENOSPC, "full"),
        (errno.EIO, "io"),
        (errno.EACCES, "closed"),
        (errno.EROFS, "readonly"),
    ],
)
def test_a_disk_that_does_not_let_the_database_be_read(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, number: int, name: str
) -> None:
    first_page(layout)  # so that all of it is read

    def fail(*_: object) -> bytes:
        raise OSError(number, "no", "secret path")

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(UserError) as caught:
        FileVault(layout.folder).unlock(PASSPHRASE)
    assert caught.value.fault == name
    assert "secret" not in " ".join(caught.value.lines())


def test_sqlite_says_damaged_where_a_read_failed_and_every_page_is_whole(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> ScreeningStore:
        raise told("page")

    monkeypatch.setattr(SqlScreeningStore, "open", fail)
    with pytest.raises(UserError) as caught:
        FileVault(layout.folder).unlock(PASSPHRASE)
    assert (caught.value.fault, caught.value.exit_status) == ("io", 1)


def test_a_page_reader_that_checks_nothing_is_found_out(
    long_one: tuple[Layout, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    layout, lost = long_one
    monkeypatch.setattr(pages.PageCipher, "is_authentic", lambda *_: True)
    found = salvage(layout.database, keys_of(layout.folder))
    # the trail's code is the second guard: what is wrong is not taken even so
    assert lost not in found.screenings


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_says_what_is_safe_and_names_a_way_on(name: str) -> None:
    fault = FAULTS[name]
    for words in (fault.what, fault.means, fault.safe, fault.do_next):
        assert re.fullmatch(r"([A-Z]|store\.db|vault\.json).*[.}]", words), words
    error = told(name, holder="", known="")
    assert error.fault == name
    assert "{" not in " ".join(error.lines())
    assert "csescreen doctor`" not in fault.do_next, "the doctor says it, and points to no doctor"
    commands = re.findall(r"`csescreen ([a-z]+)", error.do_next)
    assert set(commands) <= {"doctor", "restore", "backup", "audit", "keys"}
    if fault.family is StoreDamagedError:
        assert commands


@pytest.mark.parametrize("name", FAULTS)
def test_only_the_saver_promises_to_go_on_trying(name: str) -> None:
    error = told(name, holder="", known="")
    assert "by itself" not in " ".join(error.lines())
    assert "this screening" not in error.do_next, "a command has none on screen"
    assert "by itself" in error.told_while_saving().do_next or name not in ("full", "sync")
    assert error.told_while_saving().what == error.what
    assert error.told_while_saving().fault == name
    error.lasting = True
    assert error.told_while_saving().lasting
    assert type(error.told_while_saving()) is type(error)
