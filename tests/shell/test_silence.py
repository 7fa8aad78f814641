"""A secret at a terminal is never shown, also where it is typed before the prompt is there."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from csescreen.store.vault import FileVault
from tests.shell.command import run
from tests.store.helpers import PASSPHRASE, QUICK, new_store, record

pexpect = pytest.importorskip("pexpect")
TYPE_AHEAD = """
import sys
import csescreen.__main__ as program
command = program._command
def slow():
    sys.stderr.write("starting\\n")
    import time
    time.sleep(1.5)
    return command()
program._command = slow
program.main()
"""
"""The program, with the time that its imports take made long enough to type in."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    store = new_store(FileVault(tmp_path / "home", kdf=QUICK))
    store.save(record())
    store.close()
    return tmp_path / "home"


def typed(home: Path, *arguments: str, ahead: bool = False) -> Any:
    begin = ["-c", TYPE_AHEAD] if ahead else ["-m", "csescreen"]
    return pexpect.spawn(
        sys.executable,
        [*begin, *arguments],
        env={**os.environ, "NO_COLOR": "1", "CSESCREEN_HOME": str(home)},
        encoding="utf-8",
        timeout=30,
        dimensions=(40, 100),
    )


def said(child: Any) -> str:
    child.expect(pexpect.EOF)
    child.close()
    return str(child.before)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not on Windows")
def test_what_is_typed_before_the_prompt_is_taken_and_not_shown(home: Path) -> None:
    child = typed(home, "list", ahead=True)
    child.expect("starting")
    child.sendline(PASSPHRASE)
    screen = said(child)
    assert child.exitstatus == 0, screen
    assert "Passphrase: " in screen
    assert PASSPHRASE not in screen
    assert record().key[:8] in screen


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not on Windows")
def test_a_new_passphrase_that_will_not_do_is_asked_for_again(home: Path) -> None:
    child = typed(home, "keys", "passphrase")
    child.expect("recovery code: ")
    child.sendline(PASSPHRASE)
    refused = {
        "short": "has 5 characters, and needs 12",
        "three\twords here": "has a tab in it",
    }
    for one, why in refused.items():
        child.expect("New passphrase: ")
        child.sendline(one)
        child.expect(why)
    child.expect("New passphrase: ")
    child.sendline("another three words")
    child.expect("The same again: ")
    child.sendline("another three words")
    screen = said(child)
    assert child.exitstatus == 0, screen
    assert "three words" not in screen
    FileVault(home, kdf=QUICK).unlock("another three words").close()


def test_without_a_terminal_one_plain_message_and_the_option_that_is_missing(
    home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "secret"
    file.write_text(PASSPHRASE)
    given = ("--passphrase-file", str(file))
    for arguments, option in (
        (("list",), "Give --passphrase-file"),
        (("keys", "passphrase", *given), "Give --new-passphrase-file"),
        (("doctor", "--salvage", *given), "or give --yes"),
    ):
        done = run(*arguments, CSESCREEN_HOME=str(home), new_session=True)
        told = done.stderr.decode()
        assert done.returncode == 2, told
        assert option in told
        assert "Warning" not in told
        assert ".py" not in told
    assert not list(home.glob("salvaged-*"))


def test_an_open_store_is_told_before_the_passphrase_is_asked_for(home: Path) -> None:
    store = FileVault(home, kdf=QUICK).unlock(PASSPHRASE)
    try:
        for command in (("list",), ("keys", "rekey"), ("audit", "verify"), ("backup",)):
            assert run(*command, CSESCREEN_HOME=str(home), new_session=True).returncode == 3
    finally:
        store.close()


@pytest.mark.skipif(os.name != "posix", reason="modes are the system's own elsewhere")
def test_a_passphrase_file_that_others_may_read_is_told_once(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(PASSPHRASE)
    for mode, times in ((0o644, 1), (0o600, 0)):
        file.chmod(mode)
        done = run("list", "--passphrase-file", str(file), CSESCREEN_HOME=str(home))
        assert done.returncode == 0, done.stderr
        assert done.stderr.decode().count("Others on this computer may read") == times
