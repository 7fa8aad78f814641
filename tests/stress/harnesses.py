"""Every harness, once: the quick run, the long run and the table are made from this list."""

from typing import Final

from tests.stress.harness import Harness

HARNESSES: Final[tuple[Harness, ...]] = (
    Harness(
        "powercuts",
        "the power goes after any call, and writes are torn",
        "tests.stress.powercuts",
        quick=600,
        long=100_000,
        to_fail=40,
        parts=2,
        linux=True,
    ),
    Harness(
        "failing",
        "each write, sync, open, rename and removal fails once",
        "tests.stress.failing",
        quick=1,
        long=3,
        to_fail=12,
        parts=2,
        counted=True,
        linux=True,
    ),
    Harness(
        "kills",
        "the app in a terminal is killed while it is typed into",
        "tests.stress.kills",
        quick=200,
        long=10_000,
        to_fail=8,
        parts=2,
    ),
)
