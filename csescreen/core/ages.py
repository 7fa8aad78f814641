"""Whole years of age: the younger of the age at the concern and the age today counts."""

from datetime import date
from typing import NamedTuple

from csescreen.core.screening import Screening
from csescreen.core.timelimits import london_day

ADULT = 18


class CountedAge(NamedTuple):
    """The age that counts, None where unknown, and whether the child may have been younger."""

    years: int | None
    may_be_younger: bool = False


def years_between(start: date, end: date) -> int:
    """Return the whole years from one day to another; 29 February counts from 1 March."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def counted_age(screening: Screening, today: date) -> CountedAge:
    """Return the younger of the age when the worry began and the age today.

    Where only whole years are known, each whole year that has passed since the worry began counts
    as one year younger; the child may have been a year younger still, and that is said.
    """
    child = screening.child
    began = screening.clocks.get("concern_identified")
    earlier = min(today, london_day(began)) if began is not None else today
    if child.date_of_birth is not None:
        return CountedAge(max(0, years_between(child.date_of_birth, earlier)))
    if child.age is None:
        return CountedAge(None)
    passed = years_between(earlier, today)
    return CountedAge(max(0, child.age - passed), may_be_younger=earlier < today and child.age > 0)
