"""What a purge removes and what it leaves, in words; and how long a screening has been at rest."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from csescreen.core.backups import Backup, Holding
from csescreen.core.ports import DatedReading, Record
from csescreen.core.timelimits import LONDON
from csescreen.core.words import counted, moment_words

_COPIES: Final = (
    "csescreen looks into no copy on a memory stick or in another folder: one made by `csescreen "
    "backup --to`, or in another way, may hold it. Those are yours to find, too."
)


def goes(record: Record, readings: Sequence[DatedReading]) -> Iterator[str]:
    """Yield what is gone for good after a purge."""
    name = record.screening.reference or record.key[:8]
    kept = f", with its {counted(len(readings), 'dated reading')}" if readings else ""
    yield f"{name}, last changed {moment_words(record.updated_at)}, goes for good{kept}."
    yield (
        "It cannot be brought back from the store. The audit trail keeps that it was there, when "
        "it was saved, and your reason; nothing of what was written."
    )


def stays(found: Holding | None) -> Iterator[str]:
    """Yield where it still is after a purge, for a person to see to; None: it is not known."""
    yield "It stays in every export that was written, wherever that went: those are yours to find."
    if found is None:
        yield (
            "It may stay in backups, and in what was set aside or salvaged: they could not be "
            "looked into."
        )
        return
    if found.held:
        held = counted(len(found.held), "backup")
        yield f"It stays in {held} until they are thinned or you delete them:"
        yield from map(_place, found.held)
    elif found.unasked:
        yield "No backup that could be asked holds it."
    else:
        yield "No backup in csescreen's own folder holds it."
    yield _COPIES
    if found.unasked:
        yield (
            f"{counted(len(found.unasked), 'backup')} could not be asked, and may hold it; what "
            "cannot be asked is never thinned: yours to remove:"
        )
        yield from map(_place, found.unasked)
    if found.aside:
        yield (
            "What was set aside, salvaged or left unfinished may hold it; it is never thinned: "
            "yours to remove:"
        )
        yield from (f"- {path}" for path in found.aside)


def _place(backup: Backup) -> str:
    made = moment_words(backup.made_at) if backup.made_at else backup.stamp
    return f"- {made}: {backup.place}"


def retention_note(updated_at: datetime, now: datetime, years: int) -> str:
    """Return that a screening has been at rest for longer than the policy's years; "" where not.

    It is told and no more: nothing is ever removed by a timer.
    """
    if years < 1:
        return ""
    rested = _whole_years(updated_at, now)
    if rested < years:
        return ""
    return (
        f"last changed {counted(rested, 'year')} ago: past the {counted(years, 'year')} of your "
        "policy; purge is yours to decide"
    )


def _whole_years(before: datetime, now: datetime) -> int:
    first, last = before.astimezone(LONDON), now.astimezone(LONDON)
    birthday_ahead = (last.month, last.day) < (first.month, first.day)
    return last.year - first.year - birthday_ahead
