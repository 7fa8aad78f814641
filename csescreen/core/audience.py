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
        "every action that a framework calls for: what is for professionals only, and the others",
        "levels, grades, section 47 criteria and sources",
        "every sign, what was noted of it, and who said it",
        "your judgement, and the questions that are still open",
        "address, school, carers, gender, ethnicity and date of birth",
    ),
)
SUPERVISION: Final = Audience(
    "supervision",
    "Supervision and training",
    "The whole reading, of a child who is not named: reference, names and places removed, dates "
    "moved. The document lists what was removed. Read it before you pass it on: no program knows "
    "every name.",
    (
        "the reference, and the child's, the carers' and your own details; date of birth, gender "
        "and ethnicity among them",
        "names and places in what was typed, as far as they can be found",
        "the real dates: all are moved by the same number of weeks",
    ),
)
CALL: Final = Audience(
    "call",
    "Contact record of the call (professionals only)",
    "Who called and what they said, in their words with the times; what was answered; what must "
    "happen by when, and why; what the caller was told; who took the call, and what is not known.",
    ("what is written after the call: the narrative, and further details of the child",),
)

AUDIENCES: Final[Mapping[str, Audience]] = MappingProxyType(
    {audience.id: audience for audience in (PROFESSIONALS, FAMILY, SUPERVISION, CALL)}
)
"""Every audience by its id, the usual one first."""

EVERYBODY: Final = frozenset(AUDIENCES)
NOT_FAMILY: Final = frozenset({PROFESSIONALS.id, SUPERVISION.id})
"""Whoever may have the answers as data."""
