"""Every text of a summary, in its order: what each format is held to."""

from csescreen.core.summary import (
    Block,
    Bullets,
    Chart,
    Fields,
    Heading,
    Paragraph,
    Summary,
    Table,
    TimeLine,
    lines_of,
)


def all_texts(of: Summary, *, as_tables: bool = False) -> list[str]:
    """Every text: the title, what stands at a glance, each section, and the last line.

    ``as_tables``: with what only stands in a format that makes a table of every block.
    """
    found = [of.title]
    if of.at_a_glance.rows:
        found += texts_of(of.at_a_glance, as_tables=as_tables)
    for section in of.sections:
        found.append(section.title)
        for block in section.blocks:
            found += texts_of(block, as_tables=as_tables)
    return [*found, " ".join(of.closing)] if of.closing else found


def texts_of(block: Block, *, as_tables: bool = False) -> list[str]:
    match block:
        case Paragraph() | Heading():
            return [block.text]
        case Fields():
            blank = ("to fill in",) if as_tables else ()
            rows = [(label, *(lines_of(value) or blank)) for label, value in block.rows]
            header = ["Item", "Details"] if as_tables else []
            return [*header, *(text for row in rows for text in row)]
        case Bullets():
            return [text for item in block.items for text in lines_of(item)]
        case TimeLine() if not as_tables:
            return [block.caption, *(text for point in block.points for text in point)]
        case Table() | Chart() | TimeLine():
            table = block.as_table()
            cells = [text for row in table.rows for cell in row for text in lines_of(cell)]
            return [table.caption, *table.header, *cells]
