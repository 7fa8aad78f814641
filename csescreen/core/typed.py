"""Ages, dates and times as people type them. What cannot be right is said, never guessed away."""

import re
from datetime import date, datetime, time, timedelta

from csescreen.core.framework import Question
from csescreen.core.screening import FactValue, Moment
from csescreen.core.timelimits import LONDON

OLDEST = 25
"""Above this, an age is a slip of the finger: care leavers are followed to 25."""

_DAY = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = re.compile(r"(?:at )?(\d{1,2})[:.h](\d{2})(?::\d{2})?")
MOST = 9999
"""The highest number that a question takes."""
_NOT_KNOWN = ("unknown", "not known", "u", "n/k")
_NAMED_DAYS = {"today": 0, "yesterday": 1}


class TypedError(ValueError):
    """What was typed cannot be right; the message says why, for the person who typed it."""


def typed_age(text: str) -> int | None:
    """Return the age in whole years; None where nothing was typed."""
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise TypedError("Type the age in whole years, such as 15.")
    age = int(text) if len(text) < 4 else 999
    if age > OLDEST:
        raise TypedError(f"Type an age from 0 to {OLDEST}.")
    return age


def typed_fact(question: Question, text: str) -> FactValue | None:
    """Return the answer to a question for a number or for names; None where nothing was typed."""
    text = text.strip()
    if question.kind == "names":
        return tuple(name.strip() for name in text.split(",") if name.strip()) or None
    if text.lower() in _NOT_KNOWN:
        return "unknown"
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text.lstrip("0")) <= len(str(MOST)):
        return int(text)
    raise TypedError("Type a whole number, such as 3.")


def typed_birth(text: str, today: date) -> date | None:
    """Return the date of birth; None where nothing was typed."""
    if not text.strip():
        return None
    born = _day(text.strip(), today)
    if born is None:
        raise TypedError("Type day/month/year, such as 27/3/2010.")
    if born > today:
        raise TypedError("The date of birth is in the future.")
    if today.year - born.year > OLDEST + 1:
        raise TypedError(f"That is more than {OLDEST} years ago. Check the year.")
    return born


def typed_moment(text: str, now: datetime, *, future: bool = False) -> Moment | None:
    """Return the time or the date; None where nothing was typed.

    "now", "today", "yesterday 16:30", "10:15" and "2/3/2026 10:15" are understood, in London
    time. ``future`` says that the moment may lie ahead.
    """
    text = " ".join(text.lower().split())
    if not text:
        return None
    now = now.astimezone(LONDON)
    if text == "now":
        return now.replace(second=0, microsecond=0)
    clock = _TIME.search(text)
    rest = (text[: clock.start()] + text[clock.end() :]).strip(" ,t") if clock else text
    day = now.date() if clock and not rest else _day(rest, now.date())
    if day is None:
        raise TypedError("Type day/month/year and time, such as 2/3/2026 10:15, or now.")
    if not clock:
        if day > now.date() and not future:
            raise TypedError("That day is in the future.")
        return day
    try:
        moment = datetime.combine(day, time(int(clock[1]), int(clock[2])), LONDON)
    except ValueError:
        raise TypedError("There is no such time.") from None
    if moment > now and not future:
        raise TypedError("That time is in the future.")
    return moment


def _day(text: str, today: date) -> date | None:
    if text in _NAMED_DAYS:
        return today - timedelta(days=_NAMED_DAYS[text])
    if match := _DAY.fullmatch(text):
        day, month, year = map(int, match.groups())
    elif match := _ISO_DAY.fullmatch(text):
        year, month, day = map(int, match.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        raise TypedError("There is no such day.") from None


def day_text(day: date) -> str:
    """Return a date as it is typed: 27/3/2010."""
    return f"{day.day}/{day.month}/{day.year:04}"


def moment_text(moment: Moment) -> str:
    """Return a moment as it is typed, in London time: 2/3/2026 10:15."""
    if not isinstance(moment, datetime):
        return day_text(moment)
    moment = moment.astimezone(LONDON)
    return f"{day_text(moment.date())} {moment:%H:%M}"
