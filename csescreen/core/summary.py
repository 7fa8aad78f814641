"""The summary: the one ordered document that every exporter renders.

A summary is made of sections, a section of blocks. A block holds plain text alone: an exporter
decides how it looks, and takes care that it stays text.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; it may have line ends. ``own_words`` marks text that a person typed."""

    text: str
    own_words: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels with values; a blank value is a blank to fill."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short texts."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; every row has as many cells."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Fields | Bullets | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the summary. ``id`` is stable across formats."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole document. ``case`` and ``outcome`` are the public JSON objects behind it."""

    title: str
    reference: str
    marking: str
    sections: tuple[Section, ...]
    case: dict[str, object]
    outcome: dict[str, object]
    details: dict[str, str]
