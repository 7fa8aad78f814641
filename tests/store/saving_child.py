"""Saves without end and prints each revision once the store has acknowledged it."""

import sys
from pathlib import Path

from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, record


def main() -> None:
    store = FileVault(Path(sys.argv[1])).unlock(PASSPHRASE)
    revision = max((line.revision for line in store.lines()), default=0)
    while True:
        revision += 1
        assert store.save(record(revision, f"text {revision} " * (revision % 50)))
        sys.stdout.write(f"{revision}\n")
        sys.stdout.flush()


main()
