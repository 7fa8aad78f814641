"""How far a case is that is shown to a room: where it is, what was revealed, and the votes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from csescreen.core.votes import Votes
from csescreen.screens.training.beats import Beat


@dataclass(frozen=True, slots=True)
class Showing:
    """A case before a room; each change returns a new one. Votes are counted for each thing asked.

    ``at`` is the place of what is shown, from 0.
    """

    beats: tuple[Beat, ...]
    at: int = 0
    revealed: frozenset[int] = frozenset()
    counted: Mapping[int, Votes] = field(default_factory=dict)

    @property
    def beat(self) -> Beat:
        """What is shown now."""
        return self.beats[self.at]

    @property
    def reveals(self) -> bool:
        """Whether what it hides is shown as well."""
        return self.at in self.revealed

    @property
    def votes(self) -> Votes:
        """The votes on what is asked now."""
        nobody = Votes(tuple(choice for choice, _ in self.beat.choices))
        return self.counted.get(self.at, nobody)

    @property
    def is_under_way(self) -> bool:
        """Whether something was shown already, and something is still to come."""
        return 0 < self.at < len(self.beats) - 1

    def on(self) -> "Showing":
        """Reveal what is hidden; else show what comes next."""
        if self.beat.hides and not self.reveals:
            return replace(self, revealed=self.revealed | {self.at})
        return replace(self, at=min(self.at + 1, len(self.beats) - 1))

    def before(self) -> "Showing":
        """Hide what was revealed again; else show the one before."""
        if self.reveals:
            return replace(self, revealed=self.revealed - {self.at})
        return replace(self, at=max(self.at - 1, 0))

    def vote(self, number: int) -> "Showing":
        """Count one more vote for a choice, from 1; the same where there is no such choice."""
        if number > len(self.beat.choices):
            return self
        return self._with(self.votes.add(self.beat.choices[number - 1][0]))

    def unvote(self) -> "Showing":
        """Take the last vote back."""
        return self._with(self.votes.take_back())

    def recount(self) -> "Showing":
        """Take back every vote on what is asked now, to count hands anew."""
        return self._with(self.votes.cleared())

    def _with(self, votes: Votes) -> "Showing":
        return replace(self, counted={**self.counted, self.at: votes})
