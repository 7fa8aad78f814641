"""For whom a summary is written: what each reader gets, and what is left out for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Audience:
    """Who reads a summary. ``gets`` and ``left_out`` say it to the person who exports."""

    id: str
    name: str
    gets: str
    left_out: tuple[str, ...] = ()


PROFESSIONALS: Final = Audience(
    "professionals",
    "The hub and professionals",
    "Everything: who the child is, the outcome with its reasons and sources, every action, every "
    "sign with its evidence and who said it, and what you wrote.",
)
FAMILY: Final = Audience(
    "family",
    "The child and family",
    "In plain words: what we are worried about, what is working well, the child's own words, and "
    "what happens next.",
    (
        "what is for professionals only",
        "levels, grades, section 47 criteria and sources",
        "who said what, and what was noted of each sign",
        "your judgement, and the questions that are still open",
        "signs that are not present or not known",
    ),
)
SUPERVISION: Final = Audience(
    "supervision",
    "Supervision and training",
    "The whole reading, of a child who is not named: reference, names and places removed, dates "
    "moved. The document lists what was removed. Read it before you pass it on: no program knows "
    "every name.",
    (
        "the reference, and the child's, the carers' and your own details",
        "names and places in what was typed, as far as they can be found",
        "the real dates: all are moved by the same number of weeks",
    ),
)

AUDIENCES: Final[Mapping[str, Audience]] = MappingProxyType(
    {audience.id: audience for audience in (PROFESSIONALS, FAMILY, SUPERVISION)}
)
"""Every audience by its id, the usual one first."""

EVERYBODY: Final = frozenset(AUDIENCES)
NOT_FAMILY: Final = EVERYBODY - {FAMILY.id}
"""Whoever may have the answers as data."""
