"""`csescreen doctor`: what it says, its exit status, and that it changes nothing."""

import errno
import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from csescreen.errors import UserError
from csescreen.settings import Settings, write_settings
from csescreen.shell.doctor import status_of
from csescreen.shell.salvaging import salvage_lines
from csescreen.store.examine import NOTE, WRONG, without_keys
from csescreen.store.layout import Layout
from csescreen.store.pages import PAGE
from csescreen.store.vault import FileVault
from tests.commands import Done
from tests.shell.command import run
from tests.store.helpers import PASSPHRASE, QUICK, new_store, without_codes
from tests.store.test_faults import REFUSED
from tests.store.test_pages import fill, flipped

MB = 2**20


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    store = new_store(FileVault(tmp_path / "home", kdf=QUICK))
    fill(store, 8)
    store.close()
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    return Layout(tmp_path / "home")


def doctor(layout: Layout, *arguments: str) -> Done:
    file = str(layout.folder.parent / "passphrase")
    return run("doctor", *arguments, "--passphrase-file", file, CSESCREEN_HOME=str(layout.folder))


def everything(layout: Layout) -> dict[str, tuple[object, ...]]:
    """Return every file and folder with its bytes, mode and times."""
    found: dict[str, tuple[object, ...]] = {}
    for path in [layout.folder, *layout.folder.rglob("*")]:
        at = path.stat()
        content = path.read_bytes() if path.is_file() else None
        found[str(path)] = (content, at.st_mode, at.st_mtime_ns, at.st_ctime_ns)
    return found


def test_a_whole_store_is_fine_and_is_left_as_it_is(layout: Layout) -> None:
    before = everything(layout)
    done = doctor(layout)
    said = done.stdout.decode()
    assert done.returncode == 0, said
    assert "wrong" not in said
    for part in (
        "All 8 screenings can be read",
        "audit trail is whole",
        "Both copies",
        "SQLCipher",
    ):
        assert part in said
    assert everything(layout) == before


def test_every_problem_of_what_a_person_wrote_by_hand_is_told_in_its_place(layout: Layout) -> None:
    words = layout.folder / "language.toml"
    words.write_text('language = "en"\noff = ["streetwise"]\n', encoding="utf-8")
    assert "ok    words: Your own words" in doctor(layout, "--quick").stdout.decode()
    words.write_text('language = "en"\noff = ["streetwize", "alegdes"]\n', encoding="utf-8")
    wrong = "lock_minutes = 0\nexport_folder = 7\n"
    (layout.folder / "settings.toml").write_text(wrong, encoding="utf-8")
    done = doctor(layout, "--quick")
    assert done.returncode == 0  # nobody is kept from a screening by it
    said = done.stdout.decode()
    for part in (
        "note  settings: settings.toml: lock_minutes: ",
        "note  settings: settings.toml: export_folder: ",
        "note  words: Your own words to reconsider are not used",
        'note  words: language.toml: off: unknown-id: No entry of ours has the id "streetwize"',
        'the id "alegdes"',
    ):
        assert part in said
    keys = '[keys]\n"triage.marc" = "f2"\n"screening.undo" = "nonsense"\n'
    (layout.folder / "settings.toml").write_text(keys, encoding="utf-8")
    said = doctor(layout, "--quick").stdout.decode()
    assert "settings can be read" not in said
    for part in (
        "note  settings: The keys in settings.toml cannot be used, so all keys are the usual ones.",
        "note  settings: settings.toml: keys.triage.marc: settings: There is no such command.",
        "note  settings: settings.toml: keys.screening.undo: ",
    ):
        assert part in said


def test_a_store_that_is_to_be_brought_up_to_date_is_fine(layout: Layout) -> None:
    store = FileVault(layout.folder, kdf=QUICK).unlock(PASSPHRASE)
    without_codes(store)
    store.close()
    done = doctor(layout)
    assert done.returncode == 0, done.stdout.decode()
    assert "wrong" not in done.stdout.decode()


@pytest.mark.parametrize("name", ["header", "foreign", "copies damaged"])
def test_damage_is_said_with_the_way_on_and_left_as_it_is(layout: Layout, name: str) -> None:
    REFUSED[name](layout)
    before = everything(layout)
    done = doctor(layout, "--format", "json")
    found = json.loads(done.stdout)
    assert done.returncode == found["status"] == 5
    (fault,) = [one for one in found["findings"] if one["fault"] == name][:1]
    assert fault["damage"]
    assert "csescreen" in fault["do_next"]
    assert everything(layout) == before


def test_quick_asks_for_nothing(layout: Layout) -> None:
    done = run("doctor", "--quick", CSESCREEN_HOME=str(layout.folder))
    assert done.returncode == 0
    assert b"were not looked at" in done.stdout


def test_a_wrong_passphrase_is_not_damage(layout: Layout) -> None:
    (layout.folder.parent / "passphrase").write_text("wrong wrong wrong")
    assert doctor(layout).returncode == 4


def test_an_open_store_is_not_looked_into(layout: Layout) -> None:
    store = FileVault(layout.folder).unlock(PASSPHRASE)
    done = doctor(layout)
    store.close()
    assert done.returncode == 3
    assert b"Another csescreen has the store open" in done.stdout


def test_modes_links_and_leftovers_are_told(layout: Layout) -> None:
    layout.envelope.chmod(0o644)
    layout.folder.chmod(0o755)
    (layout.folder / "vault.json.new").touch(0o600)
    (layout.folder / "stray").symlink_to(layout.envelope)
    said = doctor(layout, "--quick").stdout.decode()
    for part in ("vault.json is open to others", "Others may look", "left over", "stray is a link"):
        assert part in said


@pytest.mark.parametrize(("free", "state", "status"), [(0, WRONG, 1), (50 * MB, NOTE, 0)])
def test_a_disk_without_room_is_wrong_and_one_with_little_is_noted(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, free: int, state: str, status: int
) -> None:
    usage = SimpleNamespace(total=0, used=0, free=free)
    monkeypatch.setattr("csescreen.store.examine.shutil.disk_usage", lambda _: usage)
    findings = [*without_keys(layout)]
    (disk,) = [finding for finding in findings if finding.about == "disk"]
    assert (disk.state, disk.fault) == (state, "full")
    assert status_of(findings) == status


def test_what_cannot_be_written_is_told_without_pointing_back_to_the_doctor(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("csescreen.store.examine.os.access", lambda *_: False)
    found = [finding for finding in without_keys(layout) if finding.fault == "readonly"]
    assert {finding.about for finding in found} == {"folder", "files"}
    assert not any("doctor" in finding.do_next for finding in found)


def test_a_salvage_that_finds_no_room_leaves_nothing_of_itself(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setenv("CSESCREEN_HOME", str(layout.folder))
    monkeypatch.setattr("csescreen.store.salvaging.schema.create", full)
    before = {path.name for path in layout.folder.iterdir()}
    place = layout.folder.parent / "there" / "new"
    for to in (None, place):
        with pytest.raises(UserError) as caught:
            [*salvage_lines(lambda: PASSPHRASE, to, yes=True, ask=lambda _: True)]
        assert caught.value.lines() == [
            "The disk is full, so nothing could be written.",
            "The files of the store were read, and not changed.",
            "Free some space, and try again.",
        ]
    assert {path.name for path in layout.folder.iterdir()} - before <= {"store.lock"}
    assert not place.parent.exists()


def test_a_salvage_that_finds_no_room_takes_away_only_what_it_made(
    layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        (place / "notes.txt").write_text("somebody else's")
        raise OSError(errno.ENOSPC, "no room")

    place = layout.folder.parent / "new"
    place.mkdir()
    monkeypatch.setenv("CSESCREEN_HOME", str(layout.folder))
    monkeypatch.setattr("csescreen.store.salvaging.envelope_files.write", full)
    with pytest.raises(UserError):
        [*salvage_lines(lambda: PASSPHRASE, place, yes=True, ask=lambda _: True)]
    assert [path.name for path in place.iterdir()] == ["notes.txt"]


def test_what_killed_exports_left_is_named_and_left(layout: Layout) -> None:
    exports = layout.folder.parent / "exports"
    exports.mkdir()
    settings = Settings(export_folder=str(exports))
    write_settings(layout.folder / "settings.toml", settings)
    names = [f".csescreen-export-{os.getpid()}-00.part", ".csescreen-export-old.part", "a.md"]
    for name in names:
        (exports / name).write_text("Ann")
    os.utime(exports / names[1], (0, 0))
    before = everything(layout)
    done = doctor(layout, "--quick")
    said = [line for line in done.stdout.decode().splitlines() if "exports:" in line]
    assert done.returncode == 0
    assert len(said) == 1
    assert names[1] in said[0]
    assert "the next start of csescreen, or the next export" in done.stdout.decode()
    assert {path.name for path in exports.iterdir()} == {*names}, "looking changes nothing"
    assert everything(layout) == before


def test_a_salvaged_store_takes_the_damaged_ones_place(layout: Layout) -> None:
    whole = layout.database.read_bytes()
    spoilt = flipped(whole, 9 * PAGE + 50)
    layout.database.write_bytes(spoilt)
    assert doctor(layout).returncode == 5
    done = doctor(layout, "--salvage", "--yes")
    assert done.returncode == 0, done.stderr
    (aside,) = (layout.folder / "set-aside").iterdir()
    assert (aside / "store.db").read_bytes() == spoilt
    assert not list(layout.folder.glob("salvaged-*"))
    after = doctor(layout)
    assert after.returncode == 0, after.stdout
    store = FileVault(layout.folder).unlock(PASSPHRASE)
    assert store.notices() == ()
    assert store.audit()[-1].action == "salvaged"
    assert all(store.read(line.key) for line in store.lines())
    assert store.verify_audit().sound
    store.close()


def test_a_salvaged_store_elsewhere_leaves_the_damaged_one(layout: Layout) -> None:
    layout.database.write_bytes(flipped(layout.database.read_bytes(), 50))
    before = everything(layout)
    place = layout.folder.parent / "new"
    done = doctor(layout, "--salvage", "--to", str(place), "--yes")
    assert done.returncode == 0, done.stderr
    store = FileVault(place).unlock(PASSPHRASE)
    assert len(store.lines()) == 8
    store.close()
    assert everything(layout) == before
    assert b"CSESCREEN_HOME" in done.stdout


def test_nothing_is_salvaged_from_a_foreign_file(layout: Layout) -> None:
    REFUSED["foreign"](layout)
    before = layout.database.read_bytes()
    done = doctor(layout, "--salvage", "--yes")
    assert done.returncode == 2
    assert b"csescreen restore" in done.stderr
    assert layout.database.read_bytes() == before


@pytest.mark.parametrize("name", ["header", "missing", "older copy"])
def test_list_says_each_fault_with_its_status(layout: Layout, name: str) -> None:
    REFUSED[name](layout)
    file = str(layout.folder.parent / "passphrase")
    done = run("list", "--passphrase-file", file, CSESCREEN_HOME=str(layout.folder))
    assert done.returncode == 5
    assert done.stdout == b""
    assert b"csescreen" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_healed_copy_is_told_on_standard_error_alone(layout: Layout) -> None:
    layout.envelope_copy.unlink()
    file = str(layout.folder.parent / "passphrase")
    done = run("list", "--passphrase-file", file, CSESCREEN_HOME=str(layout.folder))
    assert done.returncode == 0
    assert b"made anew" in done.stderr
    assert b"made anew" not in done.stdout
