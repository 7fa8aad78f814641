"""`csescreen backup`: a backup is made now, or all of them are listed."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from csescreen import paths
from csescreen.core.backups import ASKED, Backup, Progress
from csescreen.core.ports import ScreeningStore
from csescreen.core.text import clean_line
from csescreen.core.words import counted, moment_words
from csescreen.errors import InputError

_CLEAR: Final = "\r\x1b[K"


def folder_named(source: str | None) -> Path | None:
    """Return the folder that was named; refuses one that is not there.

    A stick that is not plugged in must not be taken for a folder that is to be made.
    """
    if source is None:
        return None
    folder = paths.named(source)
    if not folder.is_dir():
        raise InputError(
            f"There is no folder {clean_line(source)}.",
            do_next="Check its name, and that the memory stick is plugged in.",
        )
    return folder


@contextmanager
def told_on_the_way(doing: str) -> Iterator[Progress]:
    """Say on standard error how far it is, where that is a terminal."""
    shown = sys.stderr.isatty()
    last = -1

    def progress(done: float) -> None:
        nonlocal last
        percent = int(done * 100)
        if shown and percent != last:
            last = percent
            sys.stderr.write(f"\r{doing}: {percent:3d} %")
            sys.stderr.flush()

    try:
        yield progress
    finally:
        if shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()


def back_up(store: ScreeningStore, to: Path | None) -> Iterator[str]:
    """Make a backup, copy it where that is wanted, and yield what was done."""
    with told_on_the_way("Backing up") as progress:
        made = store.back_up(ASKED, progress)
    yield f"Backed up {counted(made.screenings, 'screening')}, encrypted and checked:"
    yield str(made.place)
    if to is not None:
        copied = store.backups.copy_to(made, to)
        yield "Copied, and opened there:"
        yield str(copied.place)
    yield "The passphrase and the recovery code of today open it. Keep them apart from it."


def list_lines(backups: Iterable[Backup]) -> Iterator[str]:
    """Yield a line for each backup, the newest first; one that is not whole says so."""
    found = sorted(backups, key=lambda backup: backup.stamp, reverse=True)
    for backup in found:
        yield line(backup)
    if found:
        yield "`csescreen restore DATE` shows first what a backup would bring back."
    else:
        yield "There are no backups yet. `csescreen backup` makes one."


def line(backup: Backup) -> str:
    """Return a backup on one line."""
    if backup.made_at is None:
        return f"{backup.stamp}  NOT WHOLE: {backup.trouble}"
    held = counted(backup.screenings, "screening")
    state = "whole" if backup.whole else f"NOT WHOLE: {backup.trouble}"
    why = clean_line(backup.why)
    return f"{backup.stamp}  {moment_words(backup.made_at)}  {why}  {held}  {state}"
