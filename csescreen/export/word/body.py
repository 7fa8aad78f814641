"""A summary as the body of a Word document: each block as paragraphs and tables with a style."""

from collections.abc import Callable, Iterator, Mapping, Sequence
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
    Summary,
    Table,
    TimeLine,
    lines_of,
)
from csescreen.core.text import clean_line
from csescreen.export.word.elements import (
    TEXT_WIDTH,
    Element,
    Grid,
    is_heading,
    is_table,
    kept_with_next,
    paragraph,
    paragraph_of,
    runs,
    shaded,
)
from csescreen.export.word.widths import shares

CellOf = Callable[[Table, int, Cell], list[Element]]
"""Returns the paragraphs of a cell, by its table and its column."""

BLANK: Final = "to fill in"
Widths = Mapping[tuple[str, ...], Sequence[int]]
_HEADER: Final = ("Item", "Details")
"""What stands above fields: screen readers and checkers look for a table's header row."""
_FIELD_WIDTHS: Final = (2900, TEXT_WIDTH - 2900)
_TOGETHER: Final = 8
"""So many fields stay on one page."""
_PRESENT: Final = "D6E6F4"
_FEW: Final = 2
"""In a table of so many columns nothing has to be found by its row's name."""
_URGENT: Final = "urgent"
"""The section whose title is set as an alarm."""


def body_of(summary: Summary) -> Iterator[Element]:
    """Yield what the document says, in its order."""
    return _set_apart(_body(summary))


def _body(summary: Summary) -> Iterator[Element]:
    widths = _widths_of(summary)
    yield paragraph("Title", summary.title)
    if summary.at_a_glance.rows:
        yield from _fields(summary.at_a_glance, "At a glance", "ReferralGlance")
    for section in summary.sections:
        yield paragraph("Heading1", section.title, look="Urgent" if section.id == _URGENT else "")
        for block in section.blocks:
            yield from _block(block, section.title, widths)
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


def _block(block: Block, title: str, widths: Widths) -> Iterator[Element]:
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
        case Table() | Chart() | TimeLine():
            table = block.as_table()
            cell = {Chart: _count, TimeLine: _moment}.get(type(block), _cell)
            yield from _table(table, widths[table.header], cell)


def _item(item: Cell, style: str) -> Iterator[Element]:
    first, *others = lines_of(item) or ("",)
    yield paragraph(style, first)
    for line in others:
        own = isinstance(line, OwnWords)
        yield paragraph("ListOwnWords" if own else "ListContinue", line)


def _fields(fields: Fields, title: str, style: str) -> Iterator[Element]:
    if not fields.rows:
        return
    grid = Grid(style, title, _FIELD_WIDTHS, header=True, named=True)
    grid.add([[kept_with_next(paragraph("TableSoft", name))] for name in _HEADER], header=True)
    together = len(fields.rows) <= _TOGETHER
    for number, (label, value) in enumerate(fields.rows, 1):
        lines = lines_of(value)
        named = paragraph("TableText", label)
        if together and number < len(fields.rows):
            kept_with_next(named)
        said = [paragraph("TableText", line) for line in lines]
        said = said or [paragraph("TableText", BLANK, look="Blank")]
        grid.add([[named], said], length=sum(map(len, lines)))
    yield grid.table


def _table(table: Table, widths: Sequence[int], cell: CellOf) -> Iterator[Element]:
    if table.caption:
        yield paragraph("Caption", table.caption)
    grid = Grid("ReferralTable", table.caption, widths, header=True, named=table.row_header == 0)
    grid.add([[paragraph("TableHeading", name)] for name in table.header], header=True)
    for row in table.rows:
        cells = [cell(table, place, content) for place, content in enumerate(row)]
        grid.add(cells, length=sum(len(line) for content in row for line in lines_of(content)))
    yield grid.table


def _widths_of(summary: Summary) -> Widths:
    """Return how wide columns are, by their titles: tables of one kind stand below each other."""
    columns: dict[tuple[str, ...], list[list[str]]] = {}
    for section in summary.sections:
        for block in section.blocks:
            if isinstance(block, Table | Chart | TimeLine):
                table = block.as_table()
                texts = columns.setdefault(table.header, [[name] for name in table.header])
                for row in table.rows:
                    for column, cell in zip(texts, row, strict=True):
                        column.append(" ".join(lines_of(cell)))
    return {header: shares(texts, TEXT_WIDTH) for header, texts in columns.items()}


def _cell(table: Table, place: int, cell: Cell) -> list[Element]:
    """Return the paragraphs of a cell; a row's name and what a person typed are set apart."""
    style = "TableSoft" if table.header[place] == QUIET else "TableSmall"
    names = place == table.row_header and len(table.header) > _FEW
    return [
        paragraph("TableOwnWords", line)
        if isinstance(line, OwnWords)
        else paragraph(style, line, look="RowName" if names and not number else "")
        for number, line in enumerate(lines_of(cell))
    ] or [paragraph(style, "")]


def _moment(table: Table, place: int, cell: Cell) -> list[Element]:
    """Return the paragraph of a time line's cell: when something falls due is seen first."""
    look = "RowName" if place == table.row_header else ""
    return [paragraph("TableText", "".join(lines_of(cell)), look=look)]


def _count(table: Table, place: int, cell: Cell) -> list[Element]:
    """Return a number of a chart; one that is not 0 has a ground, so that it is seen."""
    text = "".join(lines_of(cell))
    if place == table.row_header:
        return [paragraph("TableSmall", text)]
    if text == "0":
        return [paragraph("TableSoft", text)]
    return [shaded(paragraph("TableSmall", text, look="RowName"), _PRESENT)]
