"""How much is looked at and told, so that a hostile file costs little."""

from collections.abc import Iterable
from itertools import islice

from csescreen.errors import Problem

MAX_DEPTH = 40
"""Deeper nesting than any honest file has."""
MAX_VALUES = 20_000
"""More values than any honest file has: the largest that ships has 2,300."""
MAX_PROBLEMS = 100
"""More than a person mends before asking again."""


def exceeded(data: object, file: str) -> Problem | None:
    """Return what is wrong with data too deep or too large to be looked at further."""
    layer: list[object] = [data]
    values = 0
    for _ in range(MAX_DEPTH):
        layer = [
            inner
            for outer in layer
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not layer:
            return None
        values += len(layer)
        if values > MAX_VALUES:
            return too_many_values(file)
    return too_deep(file)


def too_deep(file: str) -> Problem:
    """Return the problem of a file that is nested too deep."""
    what = f"It is nested more than {MAX_DEPTH} deep."
    return Problem(file, "", "too-deep", what, "Nest it less deep.")


def too_many_values(file: str) -> Problem:
    """Return the problem of a file with too many values."""
    what = f"It holds more than {MAX_VALUES:,} values."
    return Problem(file, "", "too-large", what, "Leave out what does not belong into it.")


def first_problems(problems: Iterable[Problem], file: str) -> list[Problem]:
    """Return the first problems and, where there are more than may be told, one that says so.

    No more of an iterator is consumed than is told, so finding each may cost something.
    """
    found = list(islice(problems, MAX_PROBLEMS + 1))
    if len(found) <= MAX_PROBLEMS:
        return found
    what = f"There are more problems than these {MAX_PROBLEMS}."
    more = Problem(file, "", "more-problems", what, "Mend these, then check it again.")
    return [*found[:MAX_PROBLEMS], more]
