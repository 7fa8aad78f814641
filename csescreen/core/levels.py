"""Levels: what the authority names, what sets them, and where that is written."""

from typing import Final, NamedTuple

from csescreen.core.conditions import Condition

BASES: Final = ("published", "suggested", "reading", "practitioner")
"""What a grade or a level rests on, the strongest first."""


class Source(NamedTuple):
    """Where something is written: a document's file name and its lines ("38" or "38-41")."""

    document: str
    lines: str
    ref: str = ""


SOFTWARE_TEXT: Final = Source("software text", "")
"""The source of what is the program's own word."""


class Level(NamedTuple):
    """One level of risk that the authority names. ``rank`` counts from 1, the lowest.

    ``outcome`` is what the document says of a result at this level, in the framework's words.
    """

    id: str
    name: str
    rank: int
    description: str
    sources: tuple[Source, ...]
    outcome: str = ""


class Grade(NamedTuple):
    """The level that one sign indicates by itself, and what that rests on."""

    level: Level
    basis: str
    because: str
    source: Source


class LevelRule(NamedTuple):
    """A rule that sets at least a level, from signs and facts together.

    ``section`` is the id of the section whose level it sets; "" for the child's.
    """

    id: str
    level: Level
    basis: str
    text: str
    when: Condition
    sources: tuple[Source, ...]
    section: str = ""
