"""Spoiling the program on purpose: each fault by itself, and a harness must find every one."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from tests.stress.harness import Result

Spoil = Callable[[], AbstractContextManager[object]]


@contextmanager
def instead(owner: object, name: str, value: Any) -> Iterator[None]:
    """Put something else in the place of a name, and put it back."""
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


def each_found(faults: Mapping[str, Spoil], run: Callable[[], Result]) -> Result:
    """Run once with each fault; the failures of all, or none where one fault was not found.

    A harness of several checks is only proved where each check is: so nothing counts as found
    until everything is.
    """
    total, missed = Result(0, ()), []
    for name, spoil in faults.items():
        with spoil():
            found = run()
        total += Result(found.rounds, tuple(f"[{name}] {line}" for line in found.failures[:3]))
        if not found.failures:
            missed.append(name)
    if missed:
        return Result(total.rounds, (), f"NOT FOUND: {', '.join(missed)}")
    return Result(total.rounds, total.failures, f"found: {', '.join(faults)}")
