"""The summary: the one ordered document that every exporter renders.

A summary is made of sections, a section of blocks. A block holds plain text alone: an exporter
decides how it looks, and takes care that it stays text.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from csescreen.core.audience import PROFESSIONALS
from csescreen.core.form import Form
from csescreen.core.summary_lines import ActionLine, LevelLine, SignLine
from csescreen.core.text import Code, OwnWords

__all__ = [
    "QUIET",
    "ActionLine",
    "Block",
    "Bullets",
    "Cell",
    "Chart",
    "Code",
    "Fields",
    "Heading",
    "LevelLine",
    "OwnWords",
    "Paragraph",
    "Section",
    "SignLine",
    "Summary",
    "Table",
    "TimeLine",
    "lines_of",
]


QUIET: Final = "Where it is written"
"""The title of the column that need not catch the eye."""

Cell = str | tuple[str, ...]
"""One text, or several that stand on lines of their own."""


def lines_of(cell: Cell) -> tuple[str, ...]:
    """Return the texts of a cell that are not empty; none means a blank."""
    return tuple(text for text in ((cell,) if isinstance(cell, str) else cell) if text.strip())


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; it may have line ends.

    ``own_words`` marks text that a person typed; ``lead`` what is to be seen first.
    """

    text: str
    own_words: bool = False
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the section's own."""

    text: str


@dataclass(frozen=True, slots=True)
class Fields:
    """Labels with values; a blank value is a blank to fill."""

    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short texts; ``compact`` where it need not catch the eye."""

    items: tuple[Cell, ...]
    compact: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and a header row; every row has as many cells.

    ``row_header`` is the place of the column that names the row.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    row_header: int = 0

    def as_table(self) -> "Table":
        """Return the table: charts and time lines can be had as one, too."""
        return self


@dataclass(frozen=True, slots=True)
class Chart:
    """How many signs are present, by row and column; a format may draw it.

    Each row has its name and as many counts as there are columns. `as_table` says the same.
    """

    caption: str
    row_title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]

    def as_table(self) -> Table:
        """Return the chart in numbers."""
        rows = tuple((name, *map(str, counts)) for name, counts in self.rows)
        return Table((self.row_title, *self.columns), rows, self.caption)


@dataclass(frozen=True, slots=True)
class TimeLine:
    """What falls due when, in order: when in words, and what; a format may draw it.

    `as_table` says the same.
    """

    caption: str
    points: tuple[tuple[str, str], ...]

    def as_table(self) -> Table:
        """Return the time line as rows."""
        return Table(("When", "What falls due"), self.points, self.caption)


Block = Paragraph | Heading | Fields | Bullets | Table | Chart | TimeLine


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the summary. ``id`` is stable across formats."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole document for one audience.

    ``case`` and ``outcome`` are the public JSON objects behind it, empty where the audience does
    not get them. ``wording`` is the text of each answered sign as it was shown; ``at_a_glance``
    stands beside the title. ``signs``, ``actions`` and ``levels`` say line by line what the
    sections say, for formats that are no running text.
    """

    title: str
    reference: str
    marking: str
    sections: tuple[Section, ...]
    case: dict[str, object]
    outcome: dict[str, object]
    details: dict[str, str]
    wording: dict[str, str] = field(default_factory=dict)
    at_a_glance: Fields = Fields(())
    framework: dict[str, object] = field(default_factory=dict)
    """The version that the screening was made with: id, version and hash."""
    readings: list[dict[str, object]] = field(default_factory=list)
    """What each version made of it when it was read under that, the oldest first."""
    audit_head: str = ""
    """The audit trail's head when the document was written; "" where none was noted."""
    closing: tuple[str, ...] = ()
    """One quiet line at the very end, in parts with a space between; `Code` is to be copied."""
    made_at: datetime | None = None
    record_code: str = ""
    """Stands for the record on every export, tells nothing of it, and is written nowhere as it is;
    "" where an audience is not to know one record from another."""
    audience: str = PROFESSIONALS.id
    """The id of the audience that it is written for."""
    signs: tuple[SignLine, ...] = ()
    """Every sign of the framework in its order, answered or not."""
    actions: tuple[ActionLine, ...] = ()
    levels: tuple[LevelLine, ...] = ()
    """One for each framework."""
    forms: tuple[Form, ...] = ()
    """Each framework as a form with the answers, where the audience gets them as data."""

    @property
    def headline(self) -> str:
        """The title after the reference: what a document is called among others."""
        return " ".join(part for part in (self.reference, self.title) if part.strip())
