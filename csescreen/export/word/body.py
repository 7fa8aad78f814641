"""A summary as the body of a Word document: each block as paragraphs and tables with a style."""

from collections.abc import Callable, Iterator
from typing import Final

from csescreen.core.summary import (
    Block,
    Bullets,
    Cell,
    Chart,
    Code,
    Fields,
    Heading,
    OwnWords,
    Paragraph,
    Summary,
    Table,
    TimeLine,
    lines_of,
)
from csescreen.core.text import clean_line
from csescreen.export.word.elements import (
    Element,
    Grid,
    is_heading,
    is_table,
    paragraph,
    paragraph_of,
    runs,
    shaded,
)

CellOf = Callable[[Table, int, Cell], list[Element]]
"""Returns the paragraphs of a cell, by its table and its column."""

BLANK: Final = "to fill in"
_PRESENT: Final = "D6E6F4"
_FEW: Final = 2
"""In a table of so many columns nothing has to be found by its row's name."""
_URGENT: Final = "urgent"
_QUIET: Final = "Where it is written"
"""The column that is there to look things up in."""


def body_of(summary: Summary) -> Iterator[Element]:
    """Yield what the document says, in its order."""
    return _set_apart(_body(summary))


def _body(summary: Summary) -> Iterator[Element]:
    yield paragraph("Title", summary.title)
    if summary.at_a_glance.rows:
        yield from _fields(summary.at_a_glance, "At a glance", "ReferralGlance")
    for section in summary.sections:
        yield paragraph("Heading1", section.title, look="Urgent" if section.id == _URGENT else "")
        for block in section.blocks:
            yield from _block(block, section.title)
    if summary.closing:
        inside: list[Element] = []
        for text in summary.closing:
            inside += runs(" ") if inside else ()
            inside += runs(clean_line(text), "CodeText" if isinstance(text, Code) else "")
        yield paragraph_of("ClosingLine", inside)


def _set_apart(body: Iterator[Element]) -> Iterator[Element]:
    """Yield the body with room after each table: two that meet would become one."""
    after_table = False
    for made in body:
        if after_table and not is_heading(made):
            yield paragraph("AfterTable", "")
        yield made
        after_table = is_table(made)
    if after_table:
        yield paragraph("AfterTable", "")


def _block(block: Block, title: str) -> Iterator[Element]:
    match block:
        case Paragraph():
            style = "Quote" if block.own_words else "Lead" if block.lead else "Normal"
            yield paragraph(style, block.text)
        case Heading():
            yield paragraph("Heading2", block.text)
        case Fields():
            yield from _fields(block, title, "ReferralFields")
        case Bullets():
            for item in block.items:
                yield from _item(item, "ListCompact" if block.compact else "ListBullet")
        case Table() | TimeLine():
            yield from _table(block.as_table(), _cell)
        case Chart():
            yield from _table(block.as_table(), _count)


def _item(item: Cell, style: str) -> Iterator[Element]:
    first, *others = lines_of(item) or ("",)
    yield paragraph(style, first)
    for line in others:
        own = isinstance(line, OwnWords)
        yield paragraph("ListOwnWords" if own else "ListContinue", line)


def _fields(fields: Fields, title: str, style: str) -> Iterator[Element]:
    if not fields.rows:
        return
    values = [lines_of(value) or (BLANK,) for _, value in fields.rows]
    columns = ([label for label, _ in fields.rows], [_UP_TO_THE_EDGE])
    grid = Grid(style, title, columns, header=False, names=0)
    for (label, value), lines in zip(fields.rows, values, strict=True):
        look = "" if lines_of(value) else "Blank"
        said = [paragraph("TableText", line, look=look) for line in lines]
        grid.add([[paragraph("TableText", label)], said], length=sum(map(len, lines)))
    yield grid.table


_UP_TO_THE_EDGE: Final = "x" * 16 + " " + "x" * 200
"""A column of values that takes what the labels leave, whatever stands in it."""


def _table(table: Table, cell: CellOf) -> Iterator[Element]:
    if table.caption:
        yield paragraph("Caption", table.caption)
    texts = [[" ".join(lines_of(c)) for c in row] for row in table.rows]
    columns = list(zip(table.header, *texts, strict=True))
    grid = Grid("ReferralTable", table.caption, columns, header=True, names=table.row_header)
    grid.add([[paragraph("TableHeading", name)] for name in table.header], header=True)
    for row, said in zip(table.rows, texts, strict=True):
        cells = [cell(table, place, content) for place, content in enumerate(row)]
        grid.add(cells, length=sum(map(len, said)))
    yield grid.table


def _cell(table: Table, place: int, cell: Cell) -> list[Element]:
    """Return the paragraphs of a cell; a row's name and what a person typed are set apart."""
    style = "TableSoft" if table.header[place] == _QUIET else "TableSmall"
    names = place == table.row_header and len(table.header) > _FEW
    return [
        paragraph("TableOwnWords", line)
        if isinstance(line, OwnWords)
        else paragraph(style, line, look="RowName" if names and not number else "")
        for number, line in enumerate(lines_of(cell))
    ] or [paragraph(style, "")]


def _count(table: Table, place: int, cell: Cell) -> list[Element]:
    """Return a number of a chart; one that is not 0 has a ground, so that it is seen."""
    text = "".join(lines_of(cell))
    if place == table.row_header:
        return [paragraph("TableSmall", text)]
    if text == "0":
        return [paragraph("TableSoft", text)]
    return [shaded(paragraph("TableSmall", text, look="RowName"), _PRESENT)]
