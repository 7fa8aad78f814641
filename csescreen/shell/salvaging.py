"""`csescreen doctor --salvage`: what can be read of a damaged store, into a new one."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from csescreen import paths
from csescreen.core.text import clean_line
from csescreen.core.words import counted
from csescreen.errors import InputError, UserError
from csescreen.shell.doctor import progress
from csescreen.shell.store import refuse_open_elsewhere
from csescreen.silence import heard
from csescreen.store.faults import NOTHING_CHANGED, fault, moment_told
from csescreen.store.layout import Layout

if TYPE_CHECKING:
    from csescreen.store.lock import StoreLock
    from csescreen.store.salvage import Salvaged

_SHOWN = 50


def salvage_lines(
    secret: Callable[[], str], to: Path | None, *, yes: bool, ask: Callable[[str], bool]
) -> Iterator[str]:
    """Make the new store, yield what came back and what did not, and put it in place if told to.

    With a folder to make it in, that folder alone is written to.
    """
    layout = Layout(paths.home())
    if not layout.remains():
        raise UserError("There is no store yet, so there is nothing to salvage.")
    if not yes and to is None and not sys.stdin.isatty():
        raise InputError(
            "Nobody can be asked here whether the new store may take the damaged one's place.",
            safe=NOTHING_CHANGED,
            do_next="Run it in a terminal, or give --yes.",
        )
    refuse_open_elsewhere()
    problem = None
    try:
        yield from _salvaged(layout, secret(), to, yes=yes, ask=ask)
    except UserError:
        raise
    except Exception as error:
        problem = fault(error, "The files of the store were read, and not changed.")
    if problem is not None:
        raise problem


def ask(question: str) -> bool:
    """Ask a question that is answered with yes or no, at a terminal."""
    sys.stderr.write(f"{question} Type yes to go on, or press Enter to leave it: ")
    sys.stderr.flush()
    try:
        with heard():
            return sys.stdin.readline().strip().casefold() in ("y", "yes")
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. The damaged store is as it was.\n")
        raise


def _salvaged(
    layout: Layout, secret: str, to: Path | None, *, yes: bool, ask: Callable[[str], bool]
) -> Iterator[str]:
    from csescreen.store.checking import refuse_older  # noqa: PLC0415 - heavy
    from csescreen.store.door import take_lock  # noqa: PLC0415
    from csescreen.store.salvage import salvage  # noqa: PLC0415
    from csescreen.store.salvaging import folder_for, make, put_in_place  # noqa: PLC0415
    from csescreen.store.secret import keys_by  # noqa: PLC0415

    lock = take_lock(layout) if to is None else _looked_at(layout)
    try:
        keys, sealed = keys_by(layout, secret)
        layout.check_database()
        sys.stderr.write("Reading every page…\n")
        found = salvage(layout.database, keys)
        if not lock.is_held:
            lock.look()  # nobody wrote to it meanwhile
        if not found.screenings and not found.meta:
            raise InputError(
                "Nothing could be read: no page of the database was written with these keys.",
                safe=NOTHING_CHANGED,
                do_next="`csescreen restore` goes back to a backup.",
            )
        if found.is_whole:  # then nothing is to be salvaged, and a reason is to be given
            refuse_older(layout, keys, found)
        made = make(to or folder_for(layout), keys, sealed, found, progress)
        yield from _came_back(found)
        yield f"The new store is in {made.folder}. The same passphrase opens it."
        if to is not None:
            yield "To open it there, set CSESCREEN_HOME to that folder and start csescreen."
            yield "To replace the damaged one: `csescreen doctor --salvage`, without --to."
        if to is not None or not (yes or ask("Put it in place of the damaged one?")):
            yield "The damaged store is as it was."
            return
        aside = put_in_place(layout, made, keys)
        shutil.rmtree(made.folder, ignore_errors=True)
        yield f"The new store is in place. The damaged files are kept in {aside}."
    finally:
        lock.release()


def _came_back(found: "Salvaged") -> Iterator[str]:
    """Yield what came back and what did not."""
    yield f"{counted(len(found.screenings), 'screening')} came back."
    for one in found.lost[:_SHOWN]:
        name = f" ({clean_line(one.reference)})" if one.reference else ""
        yield f"  lost: {one.key[:8]}{name}"
    if found.lost:
        keys_lost = ", ".join(one.key[:8] for one in found.lost[:_SHOWN])
        yield f"{counted(len(found.lost), 'screening')} could not be read; by key: {keys_lost}."
    for key in found.older[:_SHOWN]:
        yield f"  {key[:8]} came back as it was before its last change."
    if found.lost_readings:
        yield f"{counted(len(found.lost_readings), 'dated reading')} could not be read."
    if found.behind:
        when = moment_told(found.behind)
        yield f"A change made by {when} may be missing, or more: compare with a backup."
    elif found.is_whole:
        yield "Nothing was lost: every page could be read."


def _looked_at(layout: Layout) -> "StoreLock":
    """Return the lock without taking it: nothing in the store's folder is touched."""
    from csescreen.store.lock import StoreLock  # noqa: PLC0415 - heavy

    lock = StoreLock(layout)
    lock.look()
    if layout.restoring.exists():
        raise UserError(
            "A restore of this store was broken off before its end.",
            safe=NOTHING_CHANGED,
            do_next="Unlock the store or run `csescreen restore` first: either ends it.",
        )
    return lock
