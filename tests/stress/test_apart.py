"""What a run that was broken off left is removed at the next start, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stress import apart


def test_only_what_a_process_that_is_gone_left_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = tmp_path / f"csescreen-round-{gone.pid}-abc"
    kept = [tmp_path / f"csescreen-round-{os.getpid()}-abc", tmp_path / "csescreen-other-1-abc"]
    for folder in (left, *kept):
        (folder / "home").mkdir(parents=True)
    monkeypatch.setattr(apart, "scratch", lambda: str(tmp_path))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    apart.sweep()
    assert not left.exists()
    assert all(folder.exists() for folder in kept)
