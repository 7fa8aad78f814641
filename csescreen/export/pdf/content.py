"""A summary as the data that the PDF's template takes; every text as its fonts can show it."""

import re
from collections.abc import Callable, Iterable, Mapping
from math import sqrt
from typing import Final

from csescreen.core.summary import (
    QUIET,
    Block,
    Bullets,
    Cell,
    Chart,
    Code,
    Fields,
    Heading,
    OwnWords,
    Paragraph,
    Section,
    Summary,
    Table,
    TimeLine,
    lines_of,
)
from csescreen.core.text import clean, clean_line
from csescreen.export.directions import reads_right_to_left
from csescreen.export.pdf.coverage import clusters, is_seen

Data = dict[str, object]
Text = str | Data
"""One line of plain text, or a text with its paragraphs, its direction and whose words it is."""
Showable = Callable[[str], str]
"""Makes one line of text such that the fonts can show it."""

NO_TITLE: Final = "(no title)"
_MAY_BREAK: Final = "\N{ZERO WIDTH SPACE}"
_UNBROKEN: Final = re.compile(r"[!-\u058f]{20,}|[^\s\u2e80-\ud7a3\uf900-\ufaff\uff00-\uffef]{40,}")
"""What may be too long for a line and has no place to break; Chinese breaks anywhere."""
_BLANK_LINES: Final = re.compile(r"\n(?:[^\S\n]*\n)+")
_LONG: Final = 20
_SHORT: Final = 12
"""Up to how many characters a text is kept on one line."""
_MOST_MARKS: Final = 24
"""How long a letter with its marks may be in one piece: readers of PDF bound it."""
_PIECE: Final = 10
_IN_THE_MARGIN: Final = 60
"""How many characters of marking and reference stand at the head of every page."""
_IN_A_LINE: Final = 96.0
"""About how many characters a table's row has room for."""
_NARROWEST: Final = 6.0
_BETWEEN_COLUMNS: Final = 2.0
_HEADER_REPEATED: Final = 400
"""How many characters of a header stand again on every page; one that fills pages leaves none."""
_ROW_KEPT_WHOLE: Final = 700
"""How many characters of a row may move to the next page together."""


class Content:
    """Makes the template's data of a summary."""

    def __init__(self, showable: Showable) -> None:
        self._showable = showable

    def of(self, summary: Summary) -> Data:
        """Return the whole document."""
        return {
            "name": self._headline(summary.headline),
            "title": self._headline(summary.title),
            "marking": self._text(clean_line(summary.marking)),
            "head": [_cut(self._line(text)) for text in (summary.marking, summary.reference)],
            "glance": self._rows(summary.at_a_glance),
            "sections": [self._section(section) for section in summary.sections],
            "closing": [
                {"code": isinstance(part, Code), "text": self._breakable(clean_line(part))}
                for part in summary.closing
            ],
        }

    def _section(self, section: Section) -> Data:
        widths = _widths(block for block in section.blocks if isinstance(block, Table))
        return {
            "id": section.id,
            "title": self._headline(section.title),
            "blocks": [self._block(block, widths) for block in section.blocks],
        }

    def _block(  # noqa: PLR0911 - one for each kind of block
        self, block: Block, widths: Mapping[int, list[float]]
    ) -> Data:
        match block:
            case Paragraph(own_words=True):
                return {"kind": "own", "text": self._text(block.text.strip("\n"))}
            case Paragraph():
                kind = "lead" if block.lead else "paragraph"
                return {"kind": kind, "text": self._text(block.text)}
            case Heading():
                return {"kind": "heading", "text": self._headline(block.text)}
            case Fields():
                return {"kind": "fields", "rows": self._rows(block)}
            case Bullets():
                items = [self._cell(item) for item in block.items]
                return {"kind": "bullets", "items": items, "compact": block.compact}
            case Table():
                return self._table(block, widths[len(block.header)])
            case Chart():
                return self._chart(block)
            case TimeLine():
                points = [[self._text(when), self._text(what)] for when, what in block.points]
                return {"kind": "timeline", "caption": self._line(block.caption), "points": points}

    def _rows(self, fields: Fields) -> list[object]:
        return [[self._text(label), self._cell(value)] for label, value in fields.rows]

    def _table(self, table: Table, widths: list[float]) -> Data:
        return {
            "kind": "table",
            "caption": self._line(table.caption),
            "header": [self._text(name) for name in table.header],
            "repeated": _length(table.header) < _HEADER_REPEATED,
            "widths": widths,
            "names": table.row_header,
            "quiet": [name == QUIET for name in table.header],
            "rows": [
                {
                    "cells": [self._cell(cell) for cell in row],
                    "whole": _length(row) < _ROW_KEPT_WHOLE,
                }
                for row in table.rows
            ],
        }

    def _chart(self, chart: Chart) -> Data:
        said = "; ".join(_row_in_words(chart.columns, *row) for row in chart.rows)
        return {
            "kind": "chart",
            "caption": self._line(chart.caption),
            "alt": self._line(f"{chart.caption}. {said}."),
            "header": [self._text(name) for name in (chart.row_title, *chart.columns)],
            "rows": [[self._text(name), list(counts)] for name, counts in chart.rows],
            "most": max((n for _, counts in chart.rows for n in counts), default=0),
        }

    def _cell(self, cell: Cell) -> Text | list[Text]:
        """Return a cell's only text, or each of its texts; what a person typed is told apart."""
        texts = [self._text(text) for text in lines_of(cell)]
        return texts[0] if len(texts) == 1 else texts

    def _text(self, text: str) -> Text:
        """Return a text as paragraphs of lines, and which way it runs; a plain line as it is."""
        shown = self._breakable(text)
        own, rtl = isinstance(text, OwnWords), reads_right_to_left(text)
        if not (own or rtl or "\n" in shown or _MAY_BREAK in shown):
            return shown
        parts = _BLANK_LINES.split(shown)
        return {"paragraphs": [part.split("\n") for part in parts], "own": own, "rtl": rtl}

    def _breakable(self, text: str) -> str:
        """Return a text with places to break in what is too long for a line."""
        shown = "\n".join(map(self._showable, clean(text).split("\n")))
        if not shown.isascii():
            shown = "".join(map(_unheaped, clusters(shown)))
        return _UNBROKEN.sub(_in_pieces, shown)

    def _line(self, text: str) -> str:
        return "".join(map(_unheaped, clusters(self._showable(clean_line(text)))))

    def _headline(self, text: str) -> str:
        """Return the text of a heading, which may not be empty."""
        line = self._line(text)
        return line if is_seen(line) else NO_TITLE


def _row_in_words(columns: Iterable[str], name: str, counts: Iterable[int]) -> str:
    told = [f"{n} {column}" for n, column in zip(counts, columns, strict=True) if n]
    return f"{name}: {', '.join(told) or 'none'}"


def _unheaped(cluster: str) -> str:
    """Return a letter that carries more marks than any script has in parts that readers take."""
    parts = range(0, len(cluster), _MOST_MARKS)
    return _MAY_BREAK.join(cluster[start : start + _MOST_MARKS] for start in parts)


def _in_pieces(found: re.Match[str]) -> str:
    parts = list(clusters(found[0]))
    pieces = ("".join(parts[start : start + _PIECE]) for start in range(0, len(parts), _PIECE))
    return _MAY_BREAK.join(pieces)


def _cut(line: str) -> str:
    return line if len(line) <= _IN_THE_MARGIN else line[: _IN_THE_MARGIN - 1] + "…"


def _length(row: Iterable[Cell]) -> int:
    return sum(len(text) for cell in row for text in lines_of(cell))


def _widths(tables: Iterable[Table]) -> dict[int, list[float]]:
    """Return shares of the width by number of columns, which tables of a section have alike.

    A column is at least as wide as its longest word; what is left goes where long texts stand.
    """
    least: dict[int, list[float]] = {}
    wish: dict[int, list[float]] = {}
    for table in tables:
        columns = len(table.header)
        narrow = least.setdefault(columns, [_NARROWEST] * columns)
        wide = wish.setdefault(columns, [_NARROWEST] * columns)
        for row in (table.header, *table.rows):
            for place, cell in enumerate(row):
                narrow[place] = max(narrow[place], _longest_word(cell) + _BETWEEN_COLUMNS)
                wide[place] = max(wide[place], narrow[place], 3 * sqrt(_length((cell,))))
    return {columns: _shared(narrow, wish[columns]) for columns, narrow in least.items()}


def _shared(narrow: list[float], wide: list[float]) -> list[float]:
    left = max(0.0, _IN_A_LINE - sum(narrow))
    wanted = sum(wide) - sum(narrow)
    if not wanted:
        return narrow
    return [low + left * (high - low) / wanted for low, high in zip(narrow, wide, strict=True)]


def _longest_word(cell: Cell) -> int:
    """Return how long the longest part of a cell is that stays on one line."""
    texts = lines_of(cell)
    words = (word for text in texts for word in ([text] if len(text) <= _SHORT else text.split()))
    return max((len(word) if len(word) < _LONG else _PIECE for word in words), default=0)
