"""Times and dates as case files and the command line write them."""

import re
from datetime import UTC, date, datetime
from typing import Final

from csescreen.core.screening import Moment
from csescreen.validation import shown

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
MOMENT_PATTERN: Final = (
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}"
    "(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2}))?$"
)
"""How a moment is written, as a regular expression."""
MOMENT_FORM: Final = (
    "Write a date such as 2026-03-02, or a time with its zone such as 2026-03-02T10:15:00+00:00."
)
"""How a moment is written, in words."""


def read_moment(text: str) -> Moment:
    """Return the moment; raises ValueError, with words for a person, where there is none."""
    if not re.match(MOMENT_PATTERN, text):
        raise ValueError(f"{shown(text)} is not a date, nor a time with its zone")
    try:
        moment: Moment = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
        if isinstance(moment, datetime):
            moment.astimezone(UTC)  # some written offsets do not exist
    except (ValueError, OverflowError):
        raise ValueError(f"There is no such time as {shown(text)}") from None
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError(f"The year is not from {_FIRST_YEAR} to {_LAST_YEAR}")
    return moment
