"""`csescreen keys`, as a user runs it: by files in a script, typed at a terminal."""

import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from csescreen.store.vault import FileVault
from tests.shell.command import refused, run
from tests.store.helpers import PASSPHRASE, QUICK, new_store, record, typed_back

NEW = "another three words"


class Store:
    """A store on disk, and the commands on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.vault = FileVault(self.home, kdf=QUICK)
        self.now = self.file("now", PASSPHRASE)

    def file(self, name: str, content: str) -> str:
        path = self.folder / name
        path.write_text(content + "\n", encoding="utf-8")
        path.chmod(0o600)
        return str(path)

    def keys(self, *arguments: str, secret: str | None = None) -> Any:
        given = () if arguments[0] == "show" else ("--passphrase-file", secret or self.now)
        return run(
            "keys",
            *arguments,
            *given,
            CSESCREEN_HOME=str(self.home),
            PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring",
        )

    def opens(self, secret: str) -> bool:
        store = self.vault.unlock(secret)
        whole = store.read(record().key) == record()
        store.close()
        return whole


@pytest.fixture
def none(tmp_path: Path) -> Store:
    return Store(tmp_path)


@pytest.fixture
def there(none: Store) -> Store:
    store = new_store(none.vault)
    store.save(record())
    store.close()
    return none


def test_show_names_the_ways_in_and_no_secret(there: Store) -> None:
    done = there.keys("show")
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0
    assert re.fullmatch(r"Passphrase: yes, made on \d{4}-\d\d-\d\d", lines[0])
    assert re.fullmatch(r"Recovery code: yes, made on \d{4}-\d\d-\d\d", lines[1])
    assert lines[2] == "This computer's keyring: no"
    assert "Argon2id" in lines[3]
    assert len(lines) == 4


def test_a_wrong_passphrase_ends_with_four_and_so_does_one_too_soon(there: Store) -> None:
    done = there.keys("rekey", secret=there.file("wrong", "wrong"))
    assert done.returncode == 4
    assert "does not open the store" in done.stderr.decode()
    note = {"wrong": 12, "last": time.time()}
    (there.home / "unlock.json").write_text(json.dumps(note), encoding="utf-8")
    done = there.keys("rekey")
    assert done.returncode == 4
    assert re.search(r"Wait \d+ seconds", done.stderr.decode())
    assert "the next one waits" in there.keys("show").stdout.decode()


def test_the_passphrase_is_changed_from_files(there: Store) -> None:
    short = there.keys("passphrase", "--new-passphrase-file", there.file("new", "eleven char"))
    assert "needs 12" in refused(short)
    done = there.keys("passphrase", "--new-passphrase-file", there.file("new", NEW))
    assert done.returncode == 0, done.stderr
    assert there.opens(NEW)
    again = there.keys("passphrase", "--new-passphrase-file", there.file("new", NEW))
    assert again.returncode == 4


def test_everything_is_encrypted_anew_without_a_word_on_standard_error(there: Store) -> None:
    before = (there.home / "store.db").read_bytes()
    done = there.keys("rekey")
    assert (done.returncode, done.stderr) == (0, b"")
    assert (there.home / "store.db").read_bytes()[:4096] != before[:4096]
    assert there.opens(PASSPHRASE)


def test_where_there_is_no_keyring_it_is_said(there: Store) -> None:
    done = there.keys("keyring", "on")
    assert done.returncode == 1
    assert "no keyring that keeps a key safe" in done.stderr.decode()
    assert there.keys("keyring", "off").returncode == 0
    assert "sideways" in refused(there.keys("keyring", "sideways"))


def test_a_recovery_code_is_not_for_scripts(there: Store) -> None:
    assert "needs a terminal" in refused(there.keys("recovery"))


@pytest.mark.parametrize("command", ["show", "passphrase", "rekey", "keyring on"])
def test_without_a_store_there_are_no_keys(none: Store, command: str) -> None:
    done = none.keys(*command.split())
    assert done.returncode == 1
    assert "no store yet" in done.stderr.decode()
    assert not none.home.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not on Windows")
def test_a_recovery_code_is_typed_back_at_a_terminal(there: Store) -> None:
    pexpect = pytest.importorskip("pexpect")

    environment = {**os.environ, "NO_COLOR": "1", "CSESCREEN_HOME": str(there.home)}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "csescreen", "keys", "recovery"],
        env=environment,
        encoding="utf-8",
        timeout=20,
        dimensions=(40, 100),
    )
    child.expect("Passphrase or recovery code: ")
    child.sendline(PASSPHRASE)
    child.expect(r"([0-9A-Z]{4}(-[0-9A-Z]{4}){8})")
    code = child.match[1]
    child.expect(r"groups (\d) and (\d)")
    asked = [int(number) for number in child.match.groups()]
    child.sendline(" ")
    child.expect("Nothing was typed")
    assert "not groups" not in child.before
    child.expect("groups .* of it: ")
    child.sendline("0000 0000")
    child.expect("type the two groups again")
    child.expect("groups .* of it: ")
    child.sendline(" ".join(code.split("-")[number - 1].lower() for number in asked))
    child.expect("opens the store")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert there.opens(code)


def test_the_code_opens_the_store_where_a_passphrase_is_asked_for(none: Store) -> None:
    unfinished = none.vault.begin(PASSPHRASE)
    typed_back(unfinished).close()
    code = none.file("code", unfinished.code)
    done = none.keys("passphrase", "--new-passphrase-file", none.file("new", NEW), secret=code)
    assert done.returncode == 0, done.stderr
    none.vault.unlock(NEW).close()
