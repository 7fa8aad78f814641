"""What a harness is: many rounds of one attempt to lose, leak or corrupt something."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

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


@dataclass(frozen=True, slots=True)
class Harness:
    """One harness.

    ``quick`` and ``long`` are the rounds of the quick run, which `pytest` does, and of the long
    one; ``to_fail`` is how many rounds the spoilt program gets before its fault must have shown.
    ``parts`` divides the quick run, so that two cores share it.
    """

    name: str
    about: str
    module: str
    quick: int
    long: int
    to_fail: int
    parts: int = 1

    def load(self) -> Run:
        """Return the function of the module that does the rounds."""
        from importlib import import_module

        run: Run = import_module(self.module).run
        return run


def nothing(_rounds: int) -> None:
    """Tell nobody."""
