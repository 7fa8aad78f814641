"""A whole training session in a real pseudo-terminal: nothing is written before it is asked for."""

import re
import sys
from pathlib import Path

import pytest

pytest.importorskip("pexpect", reason="pseudo-terminals are not on Windows")
from tests.terminal.person import ROOT, Terminal

WATCHED = [sys.executable, str(ROOT / "tests" / "terminal" / "watched.py"), "train"]
F6, F7, F12 = "\x1b[17~", "\x1b[18~", "\x1b[24~"
TAB, ENTER, ESCAPE, CTRL_E, CTRL_S = "\t", "\r", "\x1b", "\x05", "\x13"


def everything_in(folder: Path) -> set[Path]:
    """Return every file that is there."""
    return {path for path in folder.rglob("*") if path.is_file()}


def back(seat: Terminal) -> None:
    """Go back to the cases; a key that followed Escape at once would be another key."""
    seat.types(ESCAPE)
    seat.sees("Enter opens a case")


def test_a_whole_session_writes_nothing_but_the_export_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    (tmp_path / "home").mkdir()
    settings = tmp_path / "home" / "settings.toml"
    text = f'export_folder = "{exports}"\nmarking = "OFFICIAL"\ntheme = "csescreen-light"\n'
    settings.write_text(text, encoding="utf-8")
    for name, value in {
        "WATCHED_ALLOWS": str(exports),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(tmp_path),
    }.items():
        monkeypatch.setenv(name, value)
    seat = Terminal(WATCHED, tmp_path / "home")
    try:
        whole_session(seat, tmp_path, exports)
    finally:
        seat.child.close(force=True)
    assert settings.read_text(encoding="utf-8") == text
    written = everything_in(tmp_path) - {settings}
    assert {path.parent for path in written} == {exports}
    assert all(path.name.startswith("TRAINING-cse-screening-TRAINING-") for path in written)


def whole_session(seat: Terminal, folder: Path, exports: Path) -> None:
    """Train in every way, and then write what was marked."""
    before = everything_in(folder)
    seat.sees("TRAINING: nothing is kept")
    seat.sees("The last bus")
    # a case: the story, marks, the document's reading, the next step
    seat.types(ENTER)
    seat.sees("Step 1 of 4")
    seat.types(TAB, "y", "/", "taxi")
    seat.sees("taken by unknown adults")
    seat.types(ENTER, "y", ESCAPE)
    seat.until(lambda shown: "any word" not in shown, "the case")
    seat.types(F6)
    seat.sees("What the marks come to")
    seat.types(F7)
    seat.sees("Step 2 of 4")
    back(seat)
    # a room: a vote, and what the document says
    seat.types("f")
    seat.sees("badly by her own")
    seat.types(" ", " ", " ", " ", "1", "1", "2", " ")
    shown = seat.sees("<- the document")
    assert "## 2 votes" in shown
    assert "3 votes" in shown
    back(seat)
    seat.types("c")
    seat.sees("none is translated")
    back(seat)
    seat.types("q")
    seat.sees("What shall be asked?")
    seat.types("4")
    seat.sees("(12 to go)")
    seat.types("1")
    seat.sees("Written in:")
    back(seat)
    assert everything_in(folder) == before
    # the one thing that writes, when it is asked for
    seat.types(ENTER)
    seat.sees("Step 2 of 4")
    seat.types(CTRL_E)
    seat.sees("This is the one thing in training that writes")
    seat.types(CTRL_S)
    seat.sees("Written:")
    seat.types(F12)
    told = " ".join(seat.sees("END").split())
    assert seat.ends() == 0
    assert "elsewhere [], loaded []." in told  # nothing of the store was loaded
    assert not re.search("NOTED 0,", told)  # who watches sees what is written
