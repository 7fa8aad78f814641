"""A store that went on from its backup, and restoring it with an end at any moment."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from csescreen.core.backups import ASKED, Backup
from csescreen.errors import UserError
from csescreen.store import backup_folder, swap
from csescreen.store import restore as restoring
from csescreen.store.present import DAMAGED, NONE
from csescreen.store.restore import Restorer
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, QUICK

DAMAGE = b"\x07" * 8192
A, B, C, D = ("a1" * 16, "b2" * 16, "c3" * 16, "d4" * 16)


OLD = {A: 1, B: 5, C: 1}
NEW = {A: 1, B: 7, D: 1}

GONE = 9
"""The exit status of a process that was to be gone; one that fails has another."""


def silent(_done: float) -> None:
    pass


def ask(_of: str) -> str:
    return PASSPHRASE


def restore(folder: Path, backup: Backup, secret: Callable[[str], str] = ask) -> Path | None:
    with Restorer(folder).opened(backup, secret) as found:
        return found.go(silent)


def revisions(folder: Path, passphrase: str = PASSPHRASE) -> dict[str, int]:
    store = FileVault(folder, kdf=QUICK).unlock(passphrase)
    try:
        return {line.key: store.read(line.key).revision for line in store.lines()}
    finally:
        store.close()


def found_in(here: Path, state: str) -> dict[str, int] | None:
    """Return what the store holds; None where there is none, or the damaged one as it was."""
    if state == NONE and not FileVault(here).exists():
        return None
    ended = not (here / "store.restoring").exists()
    if state == DAMAGED and ended and (here / "store.db").read_bytes() == DAMAGE:
        return None
    return revisions(here)


_CALLS = {
    Path: ("rename", "replace", "unlink", "mkdir", "rmdir"),
    swap: ("replace_private", "sync_folder", "make_private_folder"),
    restoring: ("create_private", "sync_file"),
    backup_folder: ("sync_folder",),
}
"""What a restore does to files, but for what the database does itself."""


def interrupted(number: int, act: Callable[[], object], end: Callable[[], None]) -> bool:
    """Do it, with an end at the file operation of this number; return whether it came to that."""
    count = 0

    def counting(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            nonlocal count
            count += 1
            if count == number:
                end()
            return real(*arguments, **named)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for where, names in _CALLS.items():
            for name in names:
                patch.setattr(where, name, counting(getattr(where, name)))
        with suppress(UserError):
            act()
    return count >= number


def made(here: Path) -> Backup:
    """Return the backup that somebody asked for."""
    return next(one for one in Restorer(here).listed() if one.why == ASKED)


def end_at(number: int, here: Path) -> None:
    """Restore, and be gone at the file operation of this number, with the status `GONE`.

    For a process of its own.
    """
    interrupted(number, lambda: restore(here, made(here)), lambda: os._exit(GONE))
