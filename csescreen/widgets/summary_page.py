"""A summary as it will be read, as plain blocks for the screen."""

from collections.abc import Iterator

from textual.content import Content

from csescreen.core.summary import (
    Block,
    Bullets,
    Cell,
    Chart,
    Fields,
    Heading,
    OwnWords,
    Paragraph,
    Summary,
    Table,
    TimeLine,
    lines_of,
)
from csescreen.widgets.plain import plain, stacked, styled

_BLANK = "to fill in"


def summary_blocks(summary: Summary) -> Iterator[Content]:
    """Yield the document from top to end, a piece of it at a time; a heading with what follows."""
    yield styled("$marking\n[b]$title[/b]", marking=summary.marking, title=summary.title)
    yield _fields(summary.at_a_glance)
    for section in summary.sections:
        heads = [styled("[b u]$title[/b u]", title=section.title)]
        for block in section.blocks:
            heads.append(_block(block))
            if not isinstance(block, Heading):
                yield stacked(heads)
                heads = []
        if heads:
            yield stacked(heads)
    yield plain(" ".join(summary.closing))


def _block(block: Block) -> Content:
    match block:
        case Paragraph():
            text = f"“{block.text}”" if block.own_words else block.text
            return styled("[b]$text[/b]", text=text) if block.lead else plain(text)
        case Heading():
            return styled("[b]$text[/b]", text=block.text)
        case Fields():
            return _fields(block)
        case Bullets():
            return plain("\n".join(f"- {_cell(item)}" for item in block.items))
        case Table() | Chart() | TimeLine():
            return _table(block.as_table())


def _fields(fields: Fields) -> Content:
    return stacked(
        styled("[b]$label[/b] $value", label=f"{label}:", value=_cell(value) or _BLANK)
        for label, value in fields.rows
    )


def _table(table: Table) -> Content:
    """Return each row as a line of its own, with what each cell is: a screen has no room."""
    rows = [
        "- " + "; ".join(_named(table, at, cell) for at, cell in enumerate(row) if lines_of(cell))
        for row in table.rows
    ]
    return stacked([styled("[i]$caption[/i]", caption=table.caption), plain("\n".join(rows))])


def _named(table: Table, at: int, cell: Cell) -> str:
    return _cell(cell) if at == table.row_header else f"{table.header[at].lower()}: {_cell(cell)}"


def _cell(cell: Cell) -> str:
    return " · ".join(f"“{t}”" if isinstance(t, OwnWords) else t for t in lines_of(cell))
