"""`csescreen restore`: which backup is meant, what it would change, and the question before it."""

import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import Final

from csescreen.core.backups import Backup
from csescreen.core.restoring import (
    CHANGES,
    COMES_BACK,
    NEWER_TEXT,
    OLDER_TEXT,
    SAME,
    WOULD_BE_MISSING,
    Change,
)
from csescreen.core.text import clean_line
from csescreen.core.timelimits import LONDON
from csescreen.core.words import counted, day_words, moment_words
from csescreen.errors import InputError, UserError
from csescreen.shell.backup import told_on_the_way
from csescreen.shell.store import passphrase, refuse_open_elsewhere
from csescreen.silence import heard
from csescreen.store.present import DAMAGED
from csescreen.store.restore import Restoration, Restorer

WORD: Final = "restore"
_STAMP: Final = re.compile(r"\d{8}(T\d{0,6}Z?(-\d+)?)?")
_HEADINGS: Final = {
    COMES_BACK: "Comes back",
    OLDER_TEXT: "Goes back to an older text",
    NEWER_TEXT: "Changes to the newer text of the backup",
    WOULD_BE_MISSING: "Would be missing: it is newer than the backup",
    SAME: "Stays the same",
}


def choose(backups: Sequence[Backup], wanted: str) -> tuple[Backup, list[str]]:
    """Return the newest whole backup of a day, or the one of a time, and what is to be said."""
    day = _day(wanted)
    stamp = wanted.upper()
    if day is None and not _STAMP.fullmatch(stamp):
        raise InputError(
            f"{clean_line(wanted)} is not a day.",
            do_next="Give a day as 2026-11-22, or a time as `csescreen restore` lists it.",
        )
    found = [
        backup
        for backup in backups
        if backup.stamp == stamp
        or (backup.made_at and backup.made_at.astimezone(LONDON).date() == day)
        or (day is None and backup.stamp.startswith(stamp))
    ]
    whole = sorted((b for b in found if b.whole), key=lambda backup: (backup.made_at, backup.stamp))
    if not whole:
        what = "is not whole" if found else "is not there"
        raise InputError(
            f"A backup of {day_words(day) if day else stamp} {what}.",
            do_next="`csescreen restore` lists those that there are.",
        )
    chosen = next((backup for backup in whole if backup.stamp == stamp), whole[-1])
    told = []
    if len(whole) > 1 and chosen.stamp != stamp:
        others = ", ".join(
            f"{one.stamp} ({clean_line(one.why)}, {counted(one.screenings, 'screening')})"
            for one in whole[:-1]
        )
        fit = f"{counted(len(whole), 'backup')} fit"
        told = [f"{fit}; this is the newest. The others: {others}.", ""]
    return chosen, told


def restored(
    restorer: Restorer,
    backup: Backup,
    passphrase_file: str | None,
    *,
    only_show: bool,
    asked: bool,
) -> Iterator[str]:
    """Yield what would change, ask, restore, and yield what was done."""

    day = day_words(backup.made_at.astimezone(LONDON).date()) if backup.made_at else "that day"
    given = [] if passphrase_file is None else [passphrase_file]

    def secret(of: str) -> str:
        prompt = "Passphrase: " if of == "now" else f"Passphrase or recovery code of {day}: "
        if given or passphrase_file is None:
            return passphrase(given.pop() if given else None, prompt)
        with suppress(InputError):  # what the file holds was of no use here
            return passphrase(None, prompt)
        raise _of_its_day(day)

    refuse_open_elsewhere()
    with restorer.opened(backup, secret) as found:
        yield from preview(backup, found)
        if only_show:
            return
        if asked:
            _ask()
        with told_on_the_way("Restoring") as progress:
            kept = found.go(progress)
    yield ""
    yield f"Restored: {counted(backup.screenings, 'screening')}."
    if kept is None:
        return
    if found.present == DAMAGED:
        yield f"The damaged store was set aside, unchanged: {kept}"
    else:
        yield f"The store as it was is kept. `csescreen restore {kept.name}` brings it back."


def _of_its_day(day: str) -> InputError:
    return InputError(
        f"This backup needs the passphrase or the recovery code of {day}. What is in the file "
        "that you gave did not open it.",
        safe="Nothing was changed.",
        do_next="Put that one into the file, or run it in a terminal, where it is asked for.",
    )


def preview(backup: Backup, found: Restoration) -> Iterator[str]:
    """Yield what a restore would change: how many, then each."""
    made = moment_words(backup.made_at) if backup.made_at else backup.stamp
    yield f"Backup of {made} ({clean_line(backup.why)}): " + counted(backup.screenings, "screening")
    if found.present == DAMAGED:
        yield f"{found.trouble} What cannot be read of the present store cannot be compared."
        yield "It would be set aside as it is, not deleted."
    by_kind = {
        kind: [change for change in found.changes if change.kind == kind] for kind in CHANGES
    }
    for kind, changes in by_kind.items():
        if changes:
            yield f"  {len(changes):5d}  {_HEADINGS[kind]}"
    for kind, changes in by_kind.items():
        if changes:
            yield ""
            yield f"{_HEADINGS[kind]}:"
            yield from (f"  {_change(change)}" for change in changes)


def _change(change: Change) -> str:
    reference = clean_line(change.reference) or f"(no reference, {change.key[:8]})"
    here = moment_words(change.present) if change.present else ""
    there = moment_words(change.then) if change.then else ""
    if change.purged:
        return f"{reference}: purged on {clean_line(change.purged)}"
    if change.kind in (OLDER_TEXT, NEWER_TEXT):
        return f"{reference}: from {here} to {there}"
    return f"{reference}: last changed {here or there}"


def _ask() -> None:
    if not sys.stdin.isatty():
        raise InputError(
            "Nobody can be asked here whether to restore.",
            safe="Nothing was changed.",
            do_next="Give --yes to restore without a question, or --preview to look alone.",
        )
    sys.stderr.write(f"\nType {WORD} to go on: ")
    sys.stderr.flush()
    with heard():
        typed = sys.stdin.readline()
    if typed.strip().casefold() != WORD:
        raise UserError("Nothing was restored.", safe="Nothing was changed.")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
