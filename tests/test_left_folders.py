"""What a run that was broken off left is removed at the next start, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import left_folders


def test_only_what_a_process_that_is_gone_left_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = [tmp_path / f"csescreen-{what}-{gone.pid}-abc" for what in ("round", "tests")]
    kept = [
        tmp_path / f"csescreen-round-{os.getpid()}-abc",
        tmp_path / f"another-round-{gone.pid}-abc",
        tmp_path / "csescreen-round-abc-abc",
    ]
    for folder in (*left, *kept):
        (folder / "home").mkdir(parents=True)
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    left_folders.sweep()
    assert not any(folder.exists() for folder in left)
    assert all(folder.exists() for folder in kept)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere it stays until somebody removes it")
def test_a_test_run_that_was_killed_leaves_its_folder_to_the_next_one(tmp_path: Path) -> None:
    def run(then: str) -> None:
        code = f"import os, tests.conftest; {then}"
        environment = {**os.environ, "TMPDIR": str(tmp_path)}
        subprocess.run([sys.executable, "-c", code], env=environment, check=False, timeout=30)

    run("os.kill(os.getpid(), 9)")
    (left,) = tmp_path.iterdir()
    run("assert os.path.isdir(os.environ['CSESCREEN_HOME'])")
    assert not left.exists()
    assert not [*tmp_path.iterdir()]
