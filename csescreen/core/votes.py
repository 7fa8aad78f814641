"""A room's votes on one question: how many for each choice, and nothing of who."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple


class Counted(NamedTuple):
    """One choice, how many are for it, and whether it is the document's."""

    choice: str
    votes: int
    of_document: bool


@dataclass(frozen=True, slots=True)
class Votes:
    """The votes that were counted, in the order in which they came."""

    choices: tuple[str, ...]
    given: tuple[str, ...] = ()

    def add(self, choice: str) -> "Votes":
        """Return the votes with one more for a choice; raises `ValueError` for no choice here."""
        if choice not in self.choices:
            raise ValueError(choice)
        return replace(self, given=(*self.given, choice))

    def take_back(self) -> "Votes":
        """Return the votes without the last one; the same if there is none."""
        return replace(self, given=self.given[:-1])

    def cleared(self) -> "Votes":
        """Return the same choices without a vote."""
        return replace(self, given=())

    @property
    def total(self) -> int:
        """How many votes there are."""
        return len(self.given)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many there are for each choice, in the choices' order."""
        return {choice: self.given.count(choice) for choice in self.choices}

    def beside(self, document: str | None) -> tuple[Counted, ...]:
        """Return every choice with its votes, beside what the document's reading is."""
        return tuple(
            Counted(choice, votes, choice == document) for choice, votes in self.counts.items()
        )
