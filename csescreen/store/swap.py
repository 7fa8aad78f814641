"""Putting a restored store in the present one's place: wholly, or not at all.

1. Every file that is to come is written into the folder ``restoring``, and synced.
2. The mark ``store.restoring`` is put on disk. From here on the restored store is the store.
3. The old files go, the new ones take their places, and last the mark goes.

Whoever opens the store ends what a mark asks for first, so a kill or a power cut at any moment
leaves the old store or the new one. While the mark is there, nobody has opened the new database
in its place: a write-ahead log beside it is the old one's, and would spoil it.

The mark lists the files that are to come, each with its hash. No old file is touched before each
of them waits, or is in its place already.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from csescreen.errors import StoreDamagedError, UserError
from csescreen.private_files import make_private_folder, replace_private, sync_folder
from csescreen.store.faults import NOTHING_CHANGED
from csescreen.store.layout import Layout
from csescreen.store.manifest import describe

_MAX_MARK: Final = 4000
_UNKNOWN: Final = "unknown"


def begin(layout: Layout) -> Layout:
    """Make an empty folder for the files that are to come; return it.

    Raises where a restore was marked and is not ended: its files are the store.
    """
    if layout.restoring.exists():
        raise UserError(
            "A restore was broken off before its end.",
            safe=NOTHING_CHANGED,
            do_next="Unlock the store: that ends it. Then try again.",
        )
    _clear(layout.waiting)
    make_private_folder(layout.waiting.folder)
    return layout.waiting


def put_in_place(layout: Layout, *, keep_old: bool) -> Path | None:
    """Have the waiting files take their places; ``keep_old`` sets the old ones aside.

    Returns where they were set aside, where there were any. Call it with the store closed and its
    lock held, and with the waiting files on disk.
    """
    here = layout.waiting
    sync_folder(here.folder)
    fresh = (here.folder / path.name for path in _new_files(layout))
    files = [describe(path) for path in fresh if path.exists()]
    keep_old = keep_old and any(path.exists() for path in _old_files(layout))
    aside = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ") if keep_old else ""
    replace_private(layout.restoring, json.dumps({"aside": aside, "files": files}).encode("ascii"))
    finish(layout)
    return layout.set_aside / aside if aside else None


def finish(layout: Layout) -> None:
    """End a restore that was marked, or clear away what one left that was not.

    Does nothing where there was none, and raises where files that are to come are missing. The lock
    must be held.
    """
    if not layout.restoring.exists():
        with suppress(OSError):  # encrypted, and in nobody's way
            _clear(layout.waiting)
        return
    mark, here = _mark(layout), layout.waiting
    lost = sorted(_lost(layout, mark))
    if lost:
        raise _incomplete(lost)
    aside = _aside(layout, mark)
    if aside is not None:
        make_private_folder(aside)
    _away(layout.database_files[1:], aside)
    for path in _new_files(layout):
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


def _clear(here: Layout) -> None:
    if here.folder.is_symlink():
        here.folder.unlink()
    if here.folder.is_dir():
        for path in (*here.database_files, here.head, here.envelope, here.envelope_copy):
            path.unlink(missing_ok=True)
        with suppress(OSError):
            here.folder.rmdir()


def _old_files(layout: Layout) -> tuple[Path, ...]:
    return (*layout.database_files, layout.head, layout.envelope, layout.envelope_copy)


def _new_files(layout: Layout) -> tuple[Path, ...]:
    """Return the files that may come, in their order; the database last."""
    return layout.envelope, layout.envelope_copy, layout.head, layout.database


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


def _mark(layout: Layout) -> dict[str, Any]:
    """Return what the mark says; nothing where it cannot be read."""
    try:
        with layout.restoring.open("rb") as file:
            said = json.loads(file.read(_MAX_MARK))
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _lost(layout: Layout, mark: dict[str, Any]) -> Iterator[str]:
    """Yield the files that are to come and neither wait nor are in place."""
    here = layout.waiting.folder
    try:
        files = {str(name): (name, size, digest) for name, size, digest in mark["files"]}
    except (KeyError, TypeError, ValueError):
        # The mark does not say. The database comes last, and the old one's log goes first.
        log = layout.database_files[1]
        there = layout.database.exists() and not (log.exists() and log.stat().st_size)
        if not there and not layout.waiting.database.exists():
            yield layout.database.name
        return
    for path in _new_files(layout):
        if path.name not in files or (here / path.name).exists():
            continue
        if not path.exists() or describe(path) != files[path.name]:
            yield path.name


def _aside(layout: Layout, mark: dict[str, Any]) -> Path | None:
    """Return where the old files go; None where a verified backup has all of them."""
    name = mark.get("aside", _UNKNOWN)
    if name == "":
        return None
    sound = isinstance(name, str) and name.isascii() and name.isalnum()
    return layout.set_aside / (name if sound else _UNKNOWN)


def _incomplete(lost: list[str]) -> StoreDamagedError:
    return StoreDamagedError(
        f"A restore was broken off, and files that were to come are missing: {', '.join(lost)}.",
        safe="Nothing was touched: the files from before the restore are as they are.",
        do_next="Put the folder restoring back into csescreen's folder if it was moved. If it is "
        "gone, move store.restoring to another place: then the store from before is opened, and "
        "`csescreen restore` goes back to a backup.",
    )
