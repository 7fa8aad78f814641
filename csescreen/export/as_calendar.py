"""What falls due, as a calendar (iCalendar, RFC 5545) with nothing of the child but a reference.

A calendar is shared with colleagues and shown on telephones: no name, no sign, no action.
"""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_URL, uuid5

from csescreen.core.audience import PROFESSIONALS
from csescreen.core.screening import Moment
from csescreen.core.summary import Summary
from csescreen.core.text import clean_line
from csescreen.core.timelimits import due_order
from csescreen.core.words import STATUSES, counted
from csescreen.errors import UserError

if TYPE_CHECKING:
    from icalendar import Event, vText

_NAMESPACE: Final = uuid5(NAMESPACE_URL, "urn:csescreen:calendar")
_FALLS: Final = ("falls due", "fall due")
_WAS: Final = ("was due", "were due")
"""What is said of one step and of several. Nobody told the program whether they were done."""
_LENGTH: Final = timedelta(minutes=15)
"""How long an entry with a time of day is; an entry for a day lasts all day."""


class NothingDueError(UserError):
    """No required action falls due at a time that is known."""

    def __init__(self, *, worked_out: bool) -> None:
        """Say that there is nothing to put in a calendar, and whether that is known at all."""
        if worked_out:
            what = "no required action falls due at a known time."
            do_next = (
                "Enter the times from which the limits run, such as when the referral was "
                "received, or leave the calendar out."
            )
        else:
            what = "nothing could be worked out, so it is not known what falls due."
            do_next = "Leave the calendar out. The other documents say what is wrong."
        super().__init__(
            f"There is nothing to put in a calendar: {what}",
            safe="The screening is unchanged.",
            do_next=do_next,
        )


class CalendarExporter:
    """Renders what falls due: one entry for each time at which something does."""

    format = "ics"
    suffix = ".ics"
    says = "Calendar: when something falls due, and the reference alone"
    audiences = frozenset({PROFESSIONALS.id})

    def render(self, summary: Summary) -> bytes:
        """Return the calendar; raises `NothingDueError` where it would be empty."""
        from icalendar import Calendar  # noqa: PLC0415 - heavy; for this format alone

        due = Counter(
            action.due
            for action in summary.actions
            if action.due is not None and action.status == STATUSES["required"]
        )
        if not due:
            raise NothingDueError(worked_out=bool(summary.outcome))
        calendar = Calendar()
        calendar.add("prodid", "-//csescreen//csescreen//EN")
        calendar.add("version", "2.0")
        for moment, number in sorted(due.items(), key=lambda item: due_order(item[0])):
            calendar.add_component(_entry(summary, moment, number))
        return bytes(calendar.to_ical())


def _entry(summary: Summary, due: Moment, number: int) -> "Event":
    from icalendar import Alarm, Event  # noqa: PLC0415

    reference = clean_line(summary.reference).strip()
    past = summary.made_at is not None and due_order(due) < summary.made_at
    falls = _WAS if past else _FALLS
    text = f"CSE screening {reference}".strip() + f": {counted(number, 'step')} {falls[number > 1]}"
    entry, reminder = Event(), Alarm()
    # the same entry on every export, so that a second import does not double it; another one for
    # every screening, with or without a reference
    of = summary.record_code or reference
    entry.add("uid", str(uuid5(_NAMESPACE, f"{of}\n{due.isoformat()}")))
    entry.add("dtstamp", _instant(summary.made_at or due))
    if isinstance(due, datetime):
        entry.add("dtstart", due.astimezone(UTC))
        entry.add("dtend", due.astimezone(UTC) + _LENGTH)
        before = timedelta(hours=-1)
    else:
        entry.add("dtstart", due)
        entry.add("dtend", due + timedelta(days=1))
        before = timedelta(hours=-15)  # nine o'clock on the day before
    entry.add("summary", _as_typed(text))
    entry.add("class", "PRIVATE")
    entry.add("transp", "TRANSPARENT")
    if past:  # nobody can be reminded in time
        return entry
    reminder.add("action", "DISPLAY")
    reminder.add("description", _as_typed(text))
    reminder.add("trigger", before)
    entry.add_component(reminder)
    return entry


def _as_typed(text: str) -> "vText":
    """Return text as a value that reads back as it is; the library takes "\\N" for a line end."""
    from icalendar import vText  # noqa: PLC0415

    class Typed(vText):
        def to_ical(self) -> bytes:
            """Return the text with what has a meaning escaped (RFC 5545, 3.3.11)."""
            escaped = re.sub(r"([\\;,])", r"\\\1", str(self)).replace("\n", r"\n")
            return escaped.encode()

    return Typed(text)


def _instant(moment: Moment) -> datetime:
    return due_order(moment).astimezone(UTC).replace(microsecond=0)
