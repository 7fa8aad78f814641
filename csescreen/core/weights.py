"""Weights and sums: what a document adds up, over which time windows, and the bands of the sum.

Only a framework whose document publishes weights has any. A weight is never negative, so that a
further yes never lowers a sum: protective factors stand beside it and take nothing away.
"""

from collections.abc import Mapping
from typing import NamedTuple

from csescreen.core.levels import Level, Source


class Window(NamedTuple):
    """A stretch of time in which a sign is asked for by itself.

    ``recencies`` are the words of a case file ("current", "recent", "historic") that fall into it.
    """

    id: str
    name: str
    recencies: tuple[str, ...]


class Weight(NamedTuple):
    """What one sign or question adds to a sum.

    ``answers`` holds the weight by answer (by choice, for a question with choices); an answer that
    is missing adds nothing, but for "unknown", which leaves open what it adds. ``windows`` holds
    the weight of a yes by time window, where the windows count by themselves. The practitioner may
    amend an ``amendable`` weight, with a reason.
    """

    item: str
    answers: Mapping[str, int]
    windows: Mapping[str, int]
    amendable: bool
    source: Source


class Band(NamedTuple):
    """A part of a sum's range, and the level that it stands for; without ``highest`` it is open."""

    lowest: int
    highest: int | None
    level: Level
    sources: tuple[Source, ...]


class Sum(NamedTuple):
    """Weights that the document adds up, and the bands of the sum, the lowest first.

    ``section`` is the id of the section whose level the bands set; "" for the child's.
    """

    id: str
    name: str
    section: str
    weights: tuple[Weight, ...]
    bands: tuple[Band, ...]
    sources: tuple[Source, ...]

    def band(self, number: int) -> Band | None:
        """Return the band of a number, or None where it lies below all of them.

        Where bands share a number the higher counts, and a number between two bands counts in the
        one above: the document forgot it, and the higher reading is the one to act on.
        """
        found = None
        for band in self.bands:
            beyond = found is not None and found.highest is not None and number > found.highest
            if band.lowest <= number or beyond:
                found = band
        return found
