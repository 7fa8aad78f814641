"""References that are suggested for new screenings; they name no child."""

from collections.abc import Iterable
from datetime import datetime

from csescreen.core.timelimits import LONDON


def suggested_reference(taken: Iterable[str], now: datetime) -> str:
    """Return a reference that nobody has yet: the year and a number. It names no child."""
    used = {reference.casefold() for reference in taken}
    year = now.astimezone(LONDON).year
    number = 1
    while f"{year}-{number:03}" in used:
        number += 1
    return f"{year}-{number:03}"
