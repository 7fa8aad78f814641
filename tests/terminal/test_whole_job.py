"""The installed program in a real pseudo-terminal: from the first start to an exported referral."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal.person import Terminal

PASSPHRASE = "three invented words here"
F6, F7, F12 = "\x1b[17~", "\x1b[18~", "\x1b[24~"
TAB, ENTER, ESCAPE, CTRL_E, CTRL_S = "\t", "\r", "\x1b", "\x05", "\x13"


@pytest.fixture
def program() -> list[str]:
    """Return the installed program, or the package where it is not installed."""
    installed = shutil.which("csescreen", path=str(Path(sys.executable).parent))
    return [installed] if installed else [sys.executable, "-m", "csescreen"]


@pytest.fixture
def terminals(program: list[str], tmp_path: Path) -> Iterator[Callable[[], Terminal]]:
    opened: list[Terminal] = []

    def opens() -> Terminal:
        opened.append(Terminal(program, tmp_path / "home"))
        return opened[-1]

    yield opens
    for terminal in opened:
        terminal.child.close(force=True)


def first_start(terminal: Terminal) -> None:
    """Choose a passphrase, write the recovery code down, and type back what is asked of it."""
    terminal.sees("Where would you like to begin")
    terminal.types("\r")
    terminal.sees("Choose a passphrase")
    terminal.types(PASSPHRASE, ENTER, PASSPHRASE, ENTER)
    paper = dict(re.findall(r"(\d): (\w{4})\b", terminal.sees("Your recovery code")))
    assert len(paper) == 9
    terminal.types(ENTER)
    asked = re.findall(r"Group (\d)", terminal.sees("type these groups"))
    assert len(asked) == 2
    for number in asked:
        terminal.types(paper[number].lower(), ENTER)
    terminal.sees("No screenings yet")


def unlock(terminal: Terminal) -> None:
    terminal.sees("Passphrase")
    terminal.types(PASSPHRASE, ENTER)
    terminal.sees("your screenings")


def test_from_the_first_start_to_the_referral(
    terminals: Callable[[], Terminal], program: list[str], tmp_path: Path
) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()

    first = terminals()
    first_start(first)
    first.types("n")
    first.sees("New screening")
    first.types("Z-17", ENTER)
    first.sees("(x) Telford")
    first.types(ENTER)
    first.sees("Urgent questions")
    first.types("n", "n", "n", "n")
    first.sees("4/5")
    first.types("/")
    first.sees("Find a sign")
    first.types("taxi")
    first.sees("taxi firms")
    first.types(ENTER, "y")
    first.sees("ACUTE")
    first.types(ESCAPE)
    first.until(lambda shown: "Find a sign" not in shown, "the list again")
    for _ in range(8):
        first.types(F7)
    first.sees("What is working well")
    first.types("Trusts her invented aunt Zofia.")
    first.sees("1 of 5 written")
    first.until(lambda shown: "saved" in shown.split("\n")[0], "saved")
    first.types(F12)
    assert first.ends() == 0
    kept = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert not any(b"Zofia" in path.read_bytes() for path in kept)

    again = terminals()
    unlock(again)
    again.sees("Z-17")
    again.types(ENTER)
    again.sees("Urgent questions")
    assert "ACUTE" in again.sees("ACUTE")
    again.types(CTRL_E)
    again.sees("Who will read it")
    again.types(TAB, TAB, TAB, " ", TAB, " ", TAB, " ")
    again.sees("[x] JSON")
    again.types(TAB, TAB, TAB, TAB, "\x01", "\x0b", str(exports))
    again.types(CTRL_S)
    again.until(lambda _: len(list(exports.iterdir())) >= 5, "five files written")
    again.types(F12)
    assert again.ends() == 0

    written = {path.suffix: path for path in exports.iterdir()}
    assert {".docx", ".pdf", ".md", ".html", ".json"} == written.keys()
    assert "Zofia" in written[".md"].read_text(encoding="utf-8")
    exported = json.loads(written[".json"].read_text(encoding="utf-8"))
    case = tmp_path / "case.json"
    case.write_text(json.dumps(exported["case"]), encoding="utf-8")
    assessed = subprocess.run(
        [*program, "assess", "--format", "json", str(case)], capture_output=True, check=True
    )
    assert json.loads(assessed.stdout) == exported["outcome"]


def test_a_second_start_is_told_who_has_the_store_and_a_wrong_passphrase_is_not_damage(
    terminals: Callable[[], Terminal], program: list[str], tmp_path: Path
) -> None:
    first = terminals()
    first_start(first)
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE, encoding="utf-8")

    def listed() -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*program, "list", "--passphrase-file", str(secret)],
            env={**os.environ, "CSESCREEN_HOME": str(tmp_path / "home")},
            capture_output=True,
            text=True,
            check=False,
        )

    assert listed().returncode == 3
    first.types(F12)
    assert first.ends() == 0
    assert listed().returncode == 0
    secret.write_text("not the passphrase", encoding="utf-8")
    wrong = listed()
    assert wrong.returncode == 4
    assert "Traceback" not in wrong.stderr
