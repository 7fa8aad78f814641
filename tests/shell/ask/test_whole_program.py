"""The program itself: a person at a plain terminal who has no store yet; a kill, and going on."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from csescreen.shell.ask.running import DANGER
from csescreen.store.vault import FileVault
from tests.shell.command import run
from tests.store.helpers import PASSPHRASE, QUICK, new_store

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals are not on Windows")
ROOT = Path(__file__).parents[3]
KEYRING = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
PLAIN = re.compile(r"(?:[^\x00-\x1f\x7f-\x9f]|\r\n)*")
NARRATIVE = "Her aunt calls every evening"


def test_a_first_screening_at_a_terminal_that_can_do_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    environment = {**os.environ, **KEYRING, "CSESCREEN_HOME": str(home), "TERM": "dumb"}
    environment["PYTHONPATH"] = str(ROOT)
    child = pexpect.spawn(
        sys.executable,
        ["-m", "csescreen", "ask"],
        env=environment,
        cwd=str(tmp_path),
        dimensions=(24, 60),
        timeout=60,
        encoding="utf-8",
    )
    with (tmp_path / "seen").open("w", encoding="utf-8", newline="") as seen:
        child.logfile_read = seen
        child.expect_exact("call 999 first")
        for prompt in ("New passphrase: ", "The same again: "):
            child.expect_exact(prompt)
            child.sendline(PASSPHRASE)
        child.expect(r"type groups (\d) and (\d) of it: ")
        groups = dict(re.findall(r"Group (\d): ([^\r]*)\r", child.before))
        child.sendline(" ".join(groups[number] for number in child.match.groups()))
        for prompt, typed in (
            ("Reference, Enter takes", "P-1"),
            ("A number", "1"),
            ("date of birth", "13"),
            ("Section 47: Threshold met", "y"),
            ("Emergency, do this now", "go referral"),
            ("When was the referral received", "now"),
            ("concern begin", "go narrative"),
            ("1 write", "1"),
            ("Line 1:", NARRATIVE),
            ("Line 2:", "."),
        ):
            child.expect_exact(prompt)
            child.sendline(typed)
        child.expect_exact("1 line taken")
        child.sendintr()
        child.expect_exact("Ctrl+C changes nothing")
        child.sendeof()
        child.expect_exact("To go on: csescreen ask P-1")
        child.expect(pexpect.EOF)
        child.close()
    assert child.exitstatus == 0
    text = (tmp_path / "seen").read_bytes().decode()
    assert PASSPHRASE not in text
    assert PLAIN.fullmatch(text), "a control character was printed"
    assert all(len(line) <= 130 for line in text.split("\r\n"))


def test_a_kill_loses_nothing_that_was_taken_and_another_one_is_kept_out(tmp_path: Path) -> None:
    home, secret = tmp_path / "home", tmp_path / "secret"
    new_store(FileVault(home, kdf=QUICK)).close()
    secret.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    secret.chmod(0o600)
    command = ["ask", "K-1", "--passphrase-file", str(secret)]
    killed = subprocess.Popen(
        [sys.executable, "-m", "csescreen", *command],
        env={**os.environ, "CSESCREEN_HOME": str(home), "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert killed.stdin is not None
    assert killed.stdout is not None
    killed.stdin.write(f"1\n1\n15\ny\nn\ngo narrative\n1\n{NARRATIVE}\n".encode())
    killed.stdin.flush()
    line = b""
    while line != b"Line 2:\n":
        line = killed.stdout.readline()
        assert line, "it ended"
    other = run(*command, CSESCREEN_HOME=str(home), new_session=True)
    assert other.returncode == 3, other.stderr
    assert other.stdout.decode() == f"{DANGER}\n"  # also where nothing can be opened
    killed.kill()
    killed.wait()
    for pipe in (killed.stdin, killed.stdout):
        pipe.close()
    typed = b"back\ngo urgent\nback\nsummary\n"
    done = run(*command, stdin=typed, CSESCREEN_HOME=str(home), new_session=True)
    said = done.stdout.decode()
    assert done.returncode == 0, done.stderr
    assert said.startswith(f"{DANGER}\n")
    assert f"You wrote:\n{NARRATIVE}\nThat is the end of it." in said
    assert "Urgent questions, 2 of 5 answered." in said
    assert "Emergency, do this now" in said
    assert said.endswith("Everything is saved.\nTo go on: csescreen ask K-1\n")
