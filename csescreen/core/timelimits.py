"""When something falls due: hours, days, working days, months, the same day, before an event.

London's calendar decides which day it is. A clock that is a date alone starts at the beginning of
that day. Working days leave out weekends and England's bank holidays. Months clamp to the month's
end, the earlier day.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from csescreen.core.screening import Moment

LONDON: Final = ZoneInfo("Europe/London")

IsBankHoliday = Callable[[date], bool]
"""Whether England has a bank holiday on a day."""

UNITS: Final = ("hours", "days", "working_days", "months", "same_day", "before", "now", "words")


class TimeLimit(NamedTuple):
    """A time limit as a document states it.

    ``unit`` is one of `UNITS`; ``words`` is the limit as the document states it ("24 hours");
    ``clock`` is the id of the clock from which it runs, "" where it has none; ``assumption`` says
    what the program assumed in counting. "now" stands first among actions; "words" has no number.
    ``sooner_if`` names an event that brings it forward: what is counted is then the latest time.
    """

    unit: str
    number: int
    words: str
    clock: str = ""
    assumption: str = ""
    sooner_if: str = ""

    @property
    def in_full(self) -> str:
        """The limit as it is shown, with the event that brings it forward."""
        return f"{self.words}, sooner if {self.sooner_if}" if self.sooner_if else self.words

    @property
    def how_counted(self) -> str:
        """What is to be known of a counted time: that it is the latest, and what was assumed."""
        latest = f"at the latest; sooner if {self.sooner_if}" if self.sooner_if else ""
        return "; ".join(part for part in (latest, self.assumption) if part)


def as_instant(moment: Moment) -> datetime:
    """Return the moment as an instant in London time."""
    if isinstance(moment, datetime):
        return moment.astimezone(LONDON)
    return datetime.combine(moment, time(), LONDON)


def london_day(moment: Moment) -> date:
    """Return the London day on which the moment falls."""
    return moment.astimezone(LONDON).date() if isinstance(moment, datetime) else moment


@lru_cache(maxsize=1024)
def due(limit: TimeLimit, start: Moment | None, is_bank_holiday: IsBankHoliday) -> Moment | None:
    """Return when the limit falls due; None where it has no number or its clock no time.

    Hours and "same day" give an instant in London time, the others a date.
    """
    if start is None or limit.unit in ("now", "words"):
        return None
    day = london_day(start)
    if limit.unit == "hours":
        # counted as elapsed time, so that a clock change does not lengthen or shorten it
        elapsed = as_instant(start).astimezone(UTC) + timedelta(hours=limit.number)
        falls: Moment = elapsed.astimezone(LONDON)
    elif limit.unit == "same_day":
        falls = datetime.combine(day, time(23, 59, 59), LONDON)
    elif limit.unit == "days":
        falls = day + timedelta(days=limit.number)
    elif limit.unit == "working_days":
        falls = add_working_days(day, limit.number, is_bank_holiday)
    elif limit.unit == "months":
        falls = add_months(day, limit.number)
    else:
        falls = day
    return falls


def add_working_days(day: date, number: int, is_bank_holiday: IsBankHoliday) -> date:
    """Return the day that many working days after the day, which itself is not counted."""
    while number > 0:
        day += timedelta(days=1)
        if day.weekday() < 5 and not is_bank_holiday(day):
            number -= 1
    return day


def add_months(day: date, number: int) -> date:
    """Return the same day so many months later, or the month's last day where it has no such."""
    month = day.month - 1 + number
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def due_order(moment: Moment) -> datetime:
    """Return the instant by which to sort: a date falls due at the end of its day in London."""
    if isinstance(moment, datetime):
        return moment
    # its last moment, so that it stands before what falls due at midnight
    return datetime.combine(moment, time.max, LONDON)
