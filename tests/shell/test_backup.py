"""`csescreen backup` and `restore`, as a user runs them, at a terminal and in a script."""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from csescreen.core.backups import Backup
from csescreen.errors import InputError
from csescreen.shell.restore import choose
from csescreen.store.repository import SqlScreeningStore
from csescreen.store.vault import FileVault
from tests.commands import Done
from tests.shell.command import run
from tests.store.helpers import NEEDLE, PASSPHRASE, QUICK, new_store, record

pexpect = pytest.importorskip("pexpect")
Shell = Callable[..., Done]
NEW = "f0" * 16


@pytest.fixture
def home(tmp_path: Path) -> Path:
    store = new_store(FileVault(tmp_path / "home", kdf=QUICK))
    store.save(record())
    store.save(record(key="b2" * 16))
    store.close()
    return tmp_path / "home"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    file.chmod(0o600)
    return file


@pytest.fixture
def shell(home: Path, secret: Path) -> Shell:
    def command(*arguments: str, asks: bool = True) -> Done:
        given = ("--passphrase-file", str(secret)) if asks else ()
        return run(*arguments, *given, CSESCREEN_HOME=str(home))

    return command


def changed(home: Path) -> None:
    """Go on from the backup: one screening changed, one begun, one purged."""
    store = FileVault(home).unlock(PASSPHRASE)
    store.save(record(3))
    store.save(record(key=NEW))
    store.purge("b2" * 16, "Asked for in writing.")
    store.close()


def backed_up(home: Path) -> None:
    """Make a backup as `csescreen backup` does, without a process for it."""
    store = FileVault(home).unlock(PASSPHRASE)
    assert isinstance(store, SqlScreeningStore)
    store.back_up()
    store.close()


def references(home: Path) -> set[str]:
    store = FileVault(home).unlock(PASSPHRASE)
    try:
        return {f"{line.reference} {line.revision}" for line in store.lines()}
    finally:
        store.close()


def day() -> str:
    return datetime.now(UTC).strftime("%Y%m%d")


def test_a_backup_is_made_copied_and_listed(shell: Shell, home: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    done = shell("backup", "--to", str(tmp_path / "stick"))
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    said = done.stdout.decode()
    assert "Backed up 2 screenings" in said
    (made,) = (home / "backups").iterdir()
    (copied,) = (tmp_path / "stick").iterdir()
    assert str(made) in said
    assert str(copied) in said
    listed = shell("backup", "--list", asks=False).stdout.decode()
    assert made.name in listed
    assert "asked  2 screenings  whole" in listed
    assert "CASE-" not in listed
    (made / "store.db").write_bytes(b"gone")
    assert "NOT WHOLE: store.db is damaged" in shell("restore", asks=False).stdout.decode()


@pytest.mark.parametrize("name", ["stick", "not/there"])
def test_a_stick_that_is_not_plugged_in_is_refused_before_anything_is_done(
    shell: Shell, home: Path, tmp_path: Path, name: str
) -> None:
    done = shell("backup", "--to", str(tmp_path / name))
    assert done.returncode == 2
    assert f"There is no folder {tmp_path / name}" in done.stderr.decode()
    assert not (tmp_path / name).exists()
    assert not (home / "backups").exists()


def test_nothing_to_list_says_what_to_do(shell: Shell) -> None:
    done = shell("backup", "--list", asks=False)
    assert done.returncode == 0
    assert "There are no backups yet." in done.stdout.decode()


def test_the_preview_counts_and_names_each_and_changes_nothing(shell: Shell, home: Path) -> None:
    backed_up(home)
    changed(home)
    before = references(home)
    done = shell("restore", day(), "--preview")
    assert done.returncode == 0, done.stderr
    said = done.stdout.decode()
    lines = said.splitlines()
    counts = [
        " ".join(line.split()) for line in lines if line.startswith("  ") and "CASE" not in line
    ]
    assert counts == [
        "1 Comes back",
        "1 Goes back to an older text",
        "1 Would be missing: it is newer than the backup",
    ]
    assert "CASE-b2b2: purged on" in said
    assert "Asked for in writing." in said
    assert "CASE-a1a1: from" in said
    assert "CASE-f0f0: last changed" in said
    assert NEEDLE not in said
    assert references(home) == before


def test_a_script_restores_with_yes_and_can_go_back(shell: Shell, home: Path) -> None:
    backed_up(home)
    then = references(home)
    changed(home)
    now = references(home)
    refused = shell("restore", day())
    assert refused.returncode == 2
    assert "--yes" in refused.stderr.decode()
    assert references(home) == now
    done = shell("restore", day(), "--yes")
    assert done.returncode == 0, done.stderr
    assert "Restored: 2 screenings." in done.stdout.decode()
    assert references(home) == then
    kept = done.stdout.decode().split("`csescreen restore ")[1].split("`")[0]
    assert shell("restore", kept, "--yes").returncode == 0
    assert references(home) == now


def test_the_wrong_passphrase_restores_nothing(shell: Shell, home: Path, secret: Path) -> None:
    backed_up(home)
    changed(home)
    now = references(home)
    secret.write_text("not this one", encoding="utf-8")
    done = shell("restore", day(), "--yes")
    assert done.returncode == 4
    assert b"Traceback" not in done.stderr
    secret.write_text(PASSPHRASE, encoding="utf-8")
    assert references(home) == now


def test_from_a_stick_into_an_empty_home(
    shell: Shell, home: Path, tmp_path: Path, secret: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    shell("backup", "--to", str(stick))
    there = tmp_path / "there"
    arguments = ("restore", day(), "--from", str(stick), "--yes")
    done = run(*arguments, "--passphrase-file", str(secret), CSESCREEN_HOME=str(there))
    assert done.returncode == 0, done.stderr
    assert references(there) == references(home)


def test_a_damaged_store_is_set_aside_and_the_backup_comes(shell: Shell, home: Path) -> None:
    backed_up(home)
    then = references(home)
    (home / "store.db").write_bytes(b"\x07" * 4096)
    done = shell("restore", day(), "--yes")
    assert done.returncode == 0, done.stderr
    assert "set aside, unchanged" in done.stdout.decode()
    assert references(home) == then


def test_an_older_copy_is_compared_and_named_as_what_it_is(shell: Shell, home: Path) -> None:
    older = (home / "store.db").read_bytes()
    backed_up(home)
    (home / "store.db").write_bytes(older)
    done = shell("restore", day(), "--preview")
    said = done.stdout.decode()
    assert done.returncode == 0, done.stderr
    assert "An older copy of the store was put back" in said
    assert "2 Stays the same" in " ".join(said.split())
    assert "Comes back" not in said
    looked = shell("doctor").stdout.decode()
    assert "csescreen restore" in looked
    assert "csescreen audit accept --reason" in looked
    salvaged = shell("doctor", "--salvage", "--yes")
    assert salvaged.returncode == 5, "going on with it needs a reason"
    assert b"audit accept" in salvaged.stderr
    assert (home / "store.db").read_bytes() == older


def test_a_missing_database_is_named_as_missing(shell: Shell, home: Path) -> None:
    backed_up(home)
    backed_up(home)
    (home / "store.db").rename(home.parent / "elsewhere")
    done = shell("restore", day(), "--preview")
    said = done.stdout.decode()
    assert "The store's database is missing." in said
    assert "2 Comes back" in " ".join(said.split())
    assert "(asked, 2 screenings)" in said
    salvaged = shell("doctor", "--salvage", "--yes")
    assert salvaged.returncode == 5
    assert b"The store's database is missing." in salvaged.stderr


@pytest.mark.parametrize("answer", ["restore", "no"])
def test_at_a_terminal_the_word_is_asked_for(
    shell: Shell, home: Path, secret: Path, answer: str
) -> None:
    backed_up(home)
    then = references(home)
    changed(home)
    now = references(home)

    child = pexpect.spawn(
        sys.executable,
        ["-m", "csescreen", "restore", day(), "--passphrase-file", str(secret)],
        env={**os.environ, "CSESCREEN_HOME": str(home), "TERM": "xterm"},
        timeout=30,
        encoding="utf-8",
    )
    child.expect("Type restore to go on: ")
    child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == (0 if answer == "restore" else 1)
    assert references(home) == (then if answer == "restore" else now)
    assert ("Restoring" in child.before) == (answer == "restore")


def test_a_backup_from_before_a_change_asks_for_the_passphrase_of_its_day(
    home: Path, secret: Path
) -> None:
    backed_up(home)
    FileVault(home, kdf=QUICK).change_passphrase(PASSPHRASE, "a new one of some length")
    for name in ("vault.json", "vault.copy.json"):
        (home / name).unlink()
    arguments = ("restore", day(), "--preview", "--passphrase-file", str(secret))
    secret.write_text("a new one of some length", encoding="utf-8")
    done = run(*arguments, CSESCREEN_HOME=str(home), new_session=True)
    assert done.returncode == 2
    said = done.stderr.decode()
    assert "This backup needs the passphrase or the recovery code of" in said
    assert "Put that one into the file" in said
    assert "Give --passphrase-file" not in said
    secret.write_text(PASSPHRASE, encoding="utf-8")
    done = run(*arguments, CSESCREEN_HOME=str(home), new_session=True)
    assert done.returncode == 0, done.stderr


def a_backup(stamp: str, trouble: str = "") -> Backup:
    made_at = datetime.strptime(stamp[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return Backup(stamp, Path(stamp), made_at, "daily", 3, "vault", trouble)


STAMPS = ("20260621T090000Z", "20260621T231500Z", "20260622T080000Z", "20260622T080000Z-2")


@pytest.mark.parametrize(
    ("wanted", "stamp", "several"),
    [
        ("2026-06-21", STAMPS[0], False),
        # 23:15 UTC is a quarter past midnight of the next day in London
        ("2026-06-22", STAMPS[3], True),
        ("20260621T23", STAMPS[1], False),
        ("20260621t231500z", STAMPS[1], False),
        (STAMPS[2], STAMPS[2], False),
        (STAMPS[3], STAMPS[3], False),
    ],
)
def test_which_backup_is_meant(wanted: str, stamp: str, several: bool) -> None:
    chosen, told = choose([a_backup(one) for one in STAMPS], wanted)
    assert chosen.stamp == stamp
    assert bool(told) == several


@pytest.mark.parametrize("wanted", ["yesterday", "2026-06-30", "../..", "2026-06-24"])
def test_what_is_no_backup_is_refused(wanted: str) -> None:
    backups = [*map(a_backup, STAMPS), a_backup("20260624T080000Z", "store.db is damaged")]
    with pytest.raises(InputError) as raised:
        choose(backups, wanted)
    assert raised.value.do_next
