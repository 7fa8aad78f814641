"""What a harness is: many rounds of one attempt to lose, leak or corrupt something."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

Tell = Callable[[int], None]
"""Told how many further rounds are done."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of the rounds.

    ``failures`` says what was lost, leaked or corrupted, one line each, with what is needed to
    repeat it (the seed, the moment); empty where nothing was. ``note`` is for the table: further
    figures in a few words. So are ``counts``: how often each thing came of a round, added up.
    """

    rounds: int
    failures: tuple[str, ...]
    note: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: "Result") -> "Result":
        notes = dict.fromkeys(note for note in (self.note, other.note) if note)
        return Result(
            self.rounds + other.rounds,
            self.failures + other.failures,
            "; ".join(notes),
            Counter(self.counts) + Counter(other.counts),
        )

    @property
    def told(self) -> str:
        """The note and the counts, in words."""
        counted = ", ".join(f"{name}: {number:,}" for name, number in sorted(self.counts.items()))
        return "; ".join(part for part in (self.note, counted) if part)


class Run(Protocol):
    """Do so many rounds from this seed.

    ``broken`` runs the very same rounds against a program that was deliberately spoilt (a sync left
    out, a check removed): a harness that then finds nothing is broken itself.
    """

    def __call__(self, rounds: int, seed: int, tell: Tell, *, broken: bool = False) -> Result:
        """Return what came of it."""
        ...


def everywhere() -> str:
    """Return that nothing keeps it from running."""
    return ""


@dataclass(frozen=True, slots=True)
class Harness:
    """One harness.

    ``quick`` and ``long`` are the rounds of the quick run, which `pytest` does, and of the long
    one; ``to_fail`` is how many rounds the spoilt program gets before its fault must have shown.

    A ``counted`` harness goes through a list of which only its module knows the length: `count`
    there returns it. Its rounds are numbered, the seed of a run is the number of its first round,
    and ``long`` says how often it goes through the list.
    """

    name: str
    about: str
    module: str
    quick: int
    long: int
    to_fail: int
    counted: bool = False
    spoilt_apart: bool = False
    """Whether `pytest` leaves the spoilt program to the long run's command: it takes a minute."""
    why_not: Callable[[], str] = everywhere
    """Returns why it cannot run on this computer; empty where it can."""

    def long_rounds(self) -> int:
        """Return how many rounds ``long`` stands for."""
        return self.long * int(self._module().count()) if self.counted else self.long

    def starts(self, seed: int, parts: list[int]) -> list[int]:
        """Return the seed of each part, where the parts have so many rounds."""
        if self.counted:
            return [sum(parts[:number]) for number in range(len(parts))]
        return [seed + number for number in range(len(parts))]

    def load(self) -> Run:
        """Return the function of the module that does the rounds."""
        run: Run = self._module().run
        return run

    def _module(self) -> Any:
        from importlib import import_module

        return import_module(self.module)


def divided(rounds: int, parts: int) -> list[int]:
    """Divide the rounds into so many parts, each of one round at least."""
    return [rounds // parts + (part < rounds % parts) for part in range(min(rounds, parts))]


def nothing(_rounds: int) -> None:
    """Tell nobody."""


def part_of(harness: Harness, rounds: int, seed: int, told: Any, broken: bool) -> Result:
    """Do a part of a long run, in a process of its own; ``told`` is a queue."""
    return harness.load()(rounds, seed, told.put, broken=broken)
