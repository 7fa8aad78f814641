"""Putting a restored store in the present one's place: wholly, or not at all.

1. Every file that is to come is written into the folder ``restoring``, and synced.
2. The mark ``store.restoring`` is put on disk. From here on the restored store is the store.
3. The old files go, the new ones take their places, and last the mark goes.

Whoever opens the store ends what a mark asks for first, so a kill or a power cut at any moment
leaves the old store or the new one. While the mark is there, nobody has opened the new database
in its place: a write-ahead log beside it is the old one's, and would spoil it.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from csescreen.private_files import make_private_folder, replace_private, sync_folder
from csescreen.store.layout import Layout

_MAX_MARK: Final = 1000


def waiting(layout: Layout) -> Layout:
    """Return the folder in which a restored store waits to take its place."""
    return Layout(layout.folder / "restoring")


def clear(layout: Layout) -> None:
    """Remove what a restore left that was broken off before its mark, and make the folder anew."""
    here = waiting(layout)
    if here.folder.is_symlink():
        here.folder.unlink()
    make_private_folder(here.folder)
    for path in (*here.database_files, here.head, here.envelope, here.envelope_copy):
        path.unlink(missing_ok=True)


def put_in_place(layout: Layout, *, keep_old: bool) -> Path | None:
    """Have the waiting files take their places; ``keep_old`` sets the old ones aside.

    Returns where they were set aside, where there were any. Call it with the store closed and its
    lock held, and with the waiting files on disk.
    """
    sync_folder(waiting(layout).folder)
    keep_old = keep_old and any(path.exists() for path in _old_files(layout))
    aside = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ") if keep_old else ""
    replace_private(layout.restoring, json.dumps({"aside": aside}).encode("ascii"))
    finish(layout)
    return layout.set_aside / aside if aside else None


def finish(layout: Layout) -> None:
    """End a restore that was marked; does nothing where none was. The lock must be held."""
    if not layout.restoring.exists():
        return
    aside, here = _aside(layout), waiting(layout)
    if aside is not None:
        make_private_folder(aside)
    _away(layout.database_files[1:], aside)
    for path in (layout.envelope, layout.envelope_copy, layout.head, layout.database):
        fresh = here.folder / path.name
        if fresh.exists():
            if aside is not None:
                _away([path], aside)
            fresh.replace(path)
    sync_folder(layout.folder)
    for folder in (here.folder, aside):
        if folder is not None and folder.exists():
            sync_folder(folder)
    layout.restoring.unlink()
    sync_folder(layout.folder)
    with suppress(OSError):
        here.folder.rmdir()


def _old_files(layout: Layout) -> tuple[Path, ...]:
    return (*layout.database_files, layout.head, layout.envelope, layout.envelope_copy)


def _away(paths: Iterable[Path], aside: Path | None) -> None:
    for path in paths:
        if aside is None:
            path.unlink(missing_ok=True)
        else:
            with suppress(FileNotFoundError):
                path.rename(_free(aside / path.name))


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free


def _aside(layout: Layout) -> Path | None:
    """Return where the old files go; None where a verified backup has all of them."""
    try:
        with layout.restoring.open("rb") as file:
            name = json.loads(file.read(_MAX_MARK))["aside"]
        if name == "":
            return None
        sound = isinstance(name, str) and name.isascii() and name.isalnum()
    except (ValueError, KeyError, TypeError):
        sound = False
    return layout.set_aside / (name if sound else "unknown")
