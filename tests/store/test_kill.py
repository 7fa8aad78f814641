"""An acknowledged save is there after a kill at any moment; `tests.stress.kills` does many."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, new_store, record

ROUNDS = 3
ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of Unix")
def test_what_was_acknowledged_survives_kill_9(vault: FileVault, folder: Path) -> None:
    new_store(vault).close()
    moments = random.Random(11)  # noqa: S311 - not for secrets
    before = 0
    for _ in range(ROUNDS):
        with subprocess.Popen(
            [sys.executable, "-m", "tests.store.saving_child", str(folder)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        ) as child:
            assert child.stdout is not None
            first = int(child.stdout.readline())
            time.sleep(moments.uniform(0, 0.08))
            child.kill()
            # A line that the kill cut short was not an acknowledgement.
            whole = [line for line in child.stdout if line.endswith(b"\n")]
        acknowledged = int(whole[-1]) if whole else first
        assert acknowledged > before
        store = vault.unlock(PASSPHRASE)
        stored = store.read(record().key)
        store.close()
        # The one under way when the kill came may be there too, whole.
        assert acknowledged <= stored.revision <= acknowledged + 1
        again = stored.revision
        assert stored == record(again, f"text {again} " * (again % 50))
        before = again
