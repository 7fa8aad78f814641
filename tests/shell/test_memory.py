"""Every command that opens keys hides its memory from other programs of the user."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, QUICK, new_store, record

TOLD = """
import atexit, ctypes, sys
atexit.register(lambda: print("dumpable", ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)))
from csescreen.__main__ import main
main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the system tells it on Linux alone")
@pytest.mark.parametrize(
    ("command", "hidden"),
    [
        (["list"], True),
        (["doctor"], True),
        (["doctor", "--salvage", "--to", "made"], True),
        (["restore", "STAMP", "--preview"], True),
        (["--version"], False),
    ],
)
def test_memory_is_hidden_where_keys_are_opened(
    tmp_path: Path, command: list[str], hidden: bool
) -> None:
    home, file = tmp_path / "home", tmp_path / "passphrase"
    store = new_store(FileVault(home, kdf=QUICK))
    store.save(record())
    stamp = store.back_up("asked", lambda _: None).stamp
    command = [stamp if word == "STAMP" else word for word in command]
    store.close()
    file.write_text(PASSPHRASE)
    secret = ["--passphrase-file", str(file)] if hidden else []
    done = subprocess.run(
        [sys.executable, "-c", TOLD, *command, *secret],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "CSESCREEN_HOME": str(home)},
    )
    assert "Traceback" not in done.stderr
    assert done.stdout.endswith(f"dumpable {int(not hidden)}\n"), done.stderr
