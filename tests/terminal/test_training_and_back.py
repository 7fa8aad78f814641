"""From the welcome to training and back, in a real pseudo-terminal: one process after the other."""

import sys
from pathlib import Path

import pytest

pytest.importorskip("pexpect", reason="pseudo-terminals are not on Windows")
from tests.terminal.person import Terminal

F12 = "\x1b[24~"


def test_training_leads_back_to_where_it_was_opened(tmp_path: Path) -> None:
    seat = Terminal([sys.executable, "-m", "csescreen"], tmp_path / "home")
    try:
        seat.sees("Try a training case")
        process = seat.child.pid
        seat.types("2", "\r")
        seat.sees("TRAINING: nothing is kept")
        seat.types(F12)
        seat.sees("Try a training case")
        assert seat.child.pid == process  # each took the place of the one before
        seat.types(F12)
        assert seat.ends() == 0
    finally:
        seat.child.close(force=True)
    assert not (tmp_path / "home").exists()
