"""What asking the vault and opening the store load, in a program that has loaded nothing yet."""

import subprocess
import sys
from pathlib import Path

from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, new_store

DATABASE = {"sqlmodel", "sqlalchemy", "alembic", "sqlcipher3"}


def loaded(folder: Path, *acts: str) -> set[str]:
    """Return what a fresh program has loaded once it did this with the vault in the folder."""
    code = (
        "import sys, pathlib",
        "from csescreen.store.vault import FileVault",
        f"vault = FileVault(pathlib.Path({str(folder)!r}))",
        *acts,
        "print(*sys.modules)",
    )
    command = [sys.executable, "-c", "\n".join(code)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_asking_whether_there_is_a_store_is_cheap(folder: Path) -> None:
    found = loaded(folder, "assert not vault.exists()")
    assert not found & (DATABASE | {"cryptography", "filelock"})


def test_asking_for_the_ways_in_loads_neither_keyring_nor_ciphers(
    vault: FileVault, folder: Path
) -> None:
    new_store(vault).close()
    found = loaded(
        folder,
        "ways = vault.ways_in()",
        "assert ways.passphrase and ways.recovery_code and ways.made and ways.cost",
    )
    assert not found & (DATABASE | {"cryptography", "keyring"})


def test_opening_with_a_passphrase_loads_neither_migrations_nor_keyring(
    vault: FileVault, folder: Path
) -> None:
    new_store(vault).close()
    found = loaded(folder, f"vault.unlock({PASSPHRASE!r}).close()")
    assert found > DATABASE - {"alembic"}, "it was opened"
    assert not found & {"alembic", "keyring"}
