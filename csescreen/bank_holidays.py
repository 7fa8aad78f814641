"""England's bank holidays, for counting working days. Read from a small file when first asked."""

from datetime import date
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "bank_holidays.txt"


def is_bank_holiday(day: date) -> bool:
    """Return whether England has a bank holiday on the day; the list runs from 2010 to 2060."""
    return day in _bank_holidays()


@cache
def _bank_holidays() -> frozenset[date]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(date.fromisoformat(line) for line in lines if not line.startswith("#"))
