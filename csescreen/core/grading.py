"""From answers to grades: which signs are present, and what each indicates by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from csescreen.core.conditions import NO, NOT_ASKED, UNKNOWN, YES, Truth
from csescreen.core.framework import BASES, Framework, Grade, Level
from csescreen.core.screening import ChosenLevel, Screening, SignAnswer, chosen_for
from csescreen.core.windows import PARTLY_ASKED

TRUTHS: Final[Mapping[str, Truth]] = {
    "yes": YES,
    "no": NO,
    "possible": UNKNOWN,
    "unknown": UNKNOWN,
    PARTLY_ASKED: NOT_ASKED,
}
BASIS_ORDER: Final = {basis: place for place, basis in enumerate(BASES)}
"""How strong a basis is; 0 is the strongest."""


class GradedSign(NamedTuple):
    """A sign under one framework: its place in the list, and its grades.

    ``best`` is the highest of them, of those the strongest; ``published`` the highest that the
    authority's own document gives.
    """

    place: int
    best: Grade | None
    published: Grade | None


class PresentSign(NamedTuple):
    """A present sign as it counts: its rank, 0 for none, and what that rests on."""

    place: int
    id: str
    answer: SignAnswer
    rank: int
    basis: str


@dataclass(slots=True)
class ReadSigns:
    """The signs of a screening, read under one framework."""

    truths: dict[str, Truth] = field(default_factory=dict)
    """By id, of the answered signs alone."""
    present: list[PresentSign] = field(default_factory=list)
    """The highest grade first, then in the catalogue's order."""
    unknown: dict[str, int] = field(default_factory=dict)
    """By id, the rank that each sign answered unknown would have if it were present."""
    regraded: bool = False

    def any_sign(self, of: int) -> Truth:
        """Return whether any sign is present, of so many that there are."""
        highest = max(self.truths.values(), default=NO)
        return NOT_ASKED if highest == NO and len(self.truths) < of else highest


@lru_cache(maxsize=64)
def graded_signs(framework: Framework) -> Mapping[str, GradedSign]:
    """Return every sign of the framework with its grades, by id."""
    graded = {}
    for place, sign in enumerate(framework.indicators):
        grades = framework.grades.get(sign, ())
        published = [grade for grade in grades if grade.basis == "published"]
        graded[sign] = GradedSign(
            place,
            max(grades, key=_strength, default=None),
            max(published, key=_strength, default=None),
        )
    return graded


def _strength(grade: Grade) -> tuple[int, int]:
    return grade.level.rank, -BASIS_ORDER[grade.basis]


def read_signs(framework: Framework, screening: Screening) -> ReadSigns:
    """Return the answered signs as they count under the framework."""
    read, graded_by_id = ReadSigns(), graded_signs(framework)
    for sign, answer in screening.signs.items():
        truth = TRUTHS[answer.answer]
        if truth == NOT_ASKED:
            continue
        read.truths[sign] = truth
        graded = graded_by_id.get(sign)
        if truth == NO or graded is None:
            continue
        rank, basis = 0, ""
        if graded.best is not None:
            rank, basis = graded.best.level.rank, graded.best.basis
        if answer.grades:
            rank, basis = _regraded(framework, graded, answer, rank, basis)
        if truth == UNKNOWN:
            read.unknown[sign] = rank
            continue
        read.present.append(PresentSign(graded.place, sign, answer, rank, basis))
        if answer.grades and regrade(framework, answer) is not None:
            read.regraded = True
    read.present.sort(key=lambda sign: (-sign.rank, sign.place))
    return read


def regrade(framework: Framework, answer: SignAnswer) -> tuple[ChosenLevel, Level] | None:
    """Return the level that the practitioner gave the sign under the framework, if any."""
    chosen = chosen_for(answer.grades, framework.id)
    level = framework.level(chosen.level) if chosen else None
    return (chosen, level) if chosen and level else None


def _regraded(
    framework: Framework, graded: GradedSign, answer: SignAnswer, rank: int, basis: str
) -> tuple[int, str]:
    """Return rank and basis as the practitioner regraded them; what is published never sinks."""
    chosen = regrade(framework, answer)
    if chosen is None or chosen[1].rank == rank:
        return rank, basis
    level = chosen[1]
    if graded.published is not None and graded.published.level.rank >= level.rank:
        return graded.published.level.rank, "published"
    return level.rank, "practitioner"
