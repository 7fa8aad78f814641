"""What the list of screenings says of each: its words, apart from any widget."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from csescreen.core.call import is_under_way
from csescreen.core.leveling import ENTERED
from csescreen.core.outcome import CalledAction, Outcome
from csescreen.core.ports import Record, RecordLine
from csescreen.core.screening import Moment
from csescreen.core.text import clean_line
from csescreen.core.timelimits import as_instant, london_day
from csescreen.core.words import is_now
from csescreen.errors import UserError
from csescreen.pinned import VersionMissingError
from csescreen.services import Services

CHILD_NAME: Final = "child_name"
_DAY: Final = timedelta(days=1)
_MONTHS: Final = (  # written out: never in the language of the machine
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a screening once it was read: its level, what is due next, the name."""

    level: str
    due: str
    child: str
    version: str = ""
    """What is to be known of its version, if anything."""
    parked: bool = False
    """Whether it is a call that goes on."""


def told(services: Services, record: Record) -> Told:
    """Return what the list says of a record; opening it says why it cannot be assessed."""
    try:
        reading = services.assess(record)
    except VersionMissingError:
        return Told("?", "?", "", "its version is missing", is_under_way(record.screening))
    except UserError:
        return Told("?", "?", "", parked=is_under_way(record.screening))
    levels = [_level(outcome) for outcome in reading.outcomes]
    return Told(
        # of several frameworks each its own, in their order: there is none over all of them
        level=" · ".join(level or "—" for level in levels) if any(levels) else "—",
        due=due_next([united.called for united in reading.actions], services.now()),
        child=clean_line(record.screening.details.get(CHILD_NAME, "")),
        version="another version is on file" if services.newer(record) else "",
        parked=is_under_way(record.screening),
    )


def _level(outcome: Outcome) -> str:
    """Return the level as the list has room for it; "" for none."""
    if outcome.indicated_level:
        return outcome.indicated_level.level.name
    if outcome.framework.overall_level == ENTERED and outcome.judged_level:
        return outcome.judged_level.level.name
    for reading in outcome.sums:
        if not reading.sum.section and reading.known and len(reading.could_be) > 1:
            least = reading.could_be[0]
            return "open" if least == reading.sum.bands[0].level else f"{least.name} or more"
    return ""


def due_next(actions: Iterable[CalledAction], now: datetime) -> str:
    """Return when the next required action falls due, or that the last time has passed."""
    required = [one for one in actions if one.status == "required"]
    if any(is_now(one) for one in required):
        return "now"
    moments = [one.due for one in required if one.due is not None]
    ahead = [moment for moment in moments if _end(moment) >= now]
    if ahead:
        return moment_words(min(ahead, key=_end), now)
    if moments:
        return f"passed {moment_words(london_day(max(moments, key=_end)), now)}"
    return "—"


def _end(moment: Moment) -> datetime:
    """Return the instant at which a moment is over: a date ends with its day."""
    return as_instant(moment) + (timedelta() if isinstance(moment, datetime) else _DAY)


def moment_words(moment: Moment, now: datetime) -> str:
    """Return a moment in London time, as short as it can be and still be plain."""
    instant, today = as_instant(moment), as_instant(now)
    day = f"{instant.day} {_MONTHS[instant.month - 1]}"
    if instant.year != today.year:
        return f"{day} {instant.year}"
    if instant.date() == today.date():
        day = "today"
    return f"{day} {instant:%H:%M}" if isinstance(moment, datetime) else day


def newest_first(lines: Iterable[RecordLine]) -> list[RecordLine]:
    """Return the lines, the last changed first."""
    return sorted(lines, key=lambda line: (line.updated_at, line.key), reverse=True)


def matching(lines: Iterable[RecordLine], words: str) -> list[RecordLine]:
    """Return the lines whose reference holds every word."""
    wanted = words.casefold().split()
    return [line for line in lines if all(word in line.reference.casefold() for word in wanted)]


def line_of(record: Record) -> RecordLine:
    """Return the list's line of a record."""
    return RecordLine(
        record.key,
        record.screening.reference,
        record.pin.id,
        record.revision,
        record.created_at.astimezone(UTC),
        record.updated_at.astimezone(UTC),
        tuple(pin.id for pin in record.further_pins),
    )
