"""The summary as one HTML file that needs nothing else: no script, no link, no picture."""

from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files

from csescreen.core.audience import EVERYBODY
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

_KINDS: dict[type[Block], str] = {Chart: "chart", TimeLine: "time-line"}
"""What a table shows that is more than rows, for its style."""
_DARKEST = 3
"""So many, or more, are shown the darkest."""
BLANK = '<span class="blank">to fill in</span>'


class HtmlExporter:
    """Renders a summary as HTML in UTF-8, for the screen and for paper."""

    format = "html"
    suffix = ".html"
    says = "HTML: a page to read, print or save as PDF"
    audiences = EVERYBODY

    def render(self, summary: Summary) -> bytes:
        """Return the document."""
        style = _style() + _page_margins(summary)
        return "\n".join((*_head(summary, style), *_body(summary), "</html>", "")).encode()


def text_html(text: str) -> str:
    """Return text as HTML that shows the same text; line ends are kept by the style."""
    return escape(clean(text), quote=True)


def _head(summary: Summary, style: str) -> Iterator[str]:
    # the hash lets in this one style and nothing else, wherever the file is opened
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{text_html(clean_line(summary.headline))}</title>"
    yield f"<style>{style}</style>\n</head>"


@cache
def _style() -> str:
    return files("csescreen.export").joinpath("referral.css").read_text(encoding="utf-8")


def _page_margins(summary: Summary) -> str:
    """Return the style that prints marking and reference on every page."""
    marking, reference = _css_string(summary.marking), _css_string(summary.reference)
    return (
        f"@page{{@top-left{{content:{marking}}}@top-right{{content:{reference}}}"
        '@bottom-right{content:"Page " counter(page) " of " counter(pages)}}'
    )


def _css_string(text: str) -> str:
    """Return text as a CSS string; all but plain letters and digits as escapes."""
    plain = (
        char if char.isascii() and char.isalnum() else f"\\{ord(char):x} "
        for char in clean_line(text)
    )
    return f'"{"".join(plain)}"'


def _body(summary: Summary) -> Iterator[str]:
    marking = text_html(clean_line(summary.marking))
    yield "<body>\n<header>"
    yield f'<p class="marking">{marking}</p>'
    yield f"<h1>{text_html(summary.title)}</h1>"
    if summary.at_a_glance.rows:
        yield f'<div class="glance">\n{_fields(summary.at_a_glance)}\n</div>'
    yield "</header>\n<main>"
    for section in summary.sections:
        yield from _section(section)
    yield f'</main>\n<footer>\n<p class="marking">{marking}</p>'
    if summary.closing:
        yield f'<p class="closing">{" ".join(map(_code_or_text, summary.closing))}</p>'
    yield "</footer>\n</body>"


def _code_or_text(text: str) -> str:
    line = text_html(clean_line(text))
    return f"<code>{line}</code>" if isinstance(text, Code) else line


def _section(section: Section) -> Iterator[str]:
    name = text_html(section.id)
    yield f'<section id="{name}" aria-labelledby="{name}-title">'
    yield f'<h2 id="{name}-title">{text_html(section.title)}</h2>'
    for block in section.blocks:
        yield _block(block)
    yield "</section>"


def _block(block: Block) -> str:
    match block:
        case Paragraph(own_words=True):
            text = text_html(block.text.strip("\n"))
            return f'<blockquote><p class="own" dir="auto">{text}</p></blockquote>'
        case Paragraph():
            kind = ' class="lead"' if block.lead else ""
            return f"<p{kind}>{text_html(block.text)}</p>"
        case Heading():
            return f"<h3>{text_html(block.text)}</h3>"
        case Fields():
            return _fields(block)
        case Bullets():
            kind = ' class="compact"' if block.compact else ""
            items = "\n".join(f"<li>{_cell(item)}</li>" for item in block.items)
            return f"<ul{kind}>\n{items}\n</ul>"
        case Table() | Chart() | TimeLine():
            return _table(block.as_table(), _KINDS.get(type(block), ""))


def _fields(fields: Fields) -> str:
    rows = "\n".join(
        f"<div><dt>{text_html(label)}</dt><dd>{_cell(value) or BLANK}</dd></div>"
        for label, value in fields.rows
    )
    return f"<dl>\n{rows}\n</dl>"


def _table(table: Table, kind: str = "") -> str:
    caption = f"<caption>{text_html(table.caption)}</caption>\n" if table.caption else ""
    header = "".join(f'<th scope="col">{text_html(name)}</th>' for name in table.header)
    rows = "\n".join(
        f"<tr>{''.join(_table_cell(table, kind, at, cell) for at, cell in enumerate(row))}</tr>"
        for row in table.rows
    )
    return (
        f'<div class="{f"wide {kind}".strip()}"><table>\n'
        f"{caption}<thead>\n<tr>{header}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>"
    )


def _table_cell(table: Table, kind: str, place: int, cell: Cell) -> str:
    if place == table.row_header:
        return f'<th scope="row">{_cell(cell)}</th>'
    # the label shows where a narrow screen has no room for columns
    label = f'data-label="{text_html(table.header[place])}"'
    look = _shade(cell) if kind == "chart" else "quiet" if table.header[place] == QUIET else ""
    look = f'class="{look}" ' if look else ""
    return f"<td {look}{label}>{_cell(cell)}</td>"


def _shade(count: Cell) -> str:
    """Return how dark a count of a chart is shown; the number stands in it all the same."""
    return f"shade-{min(int(''.join(count)), _DARKEST)}"


def _cell(cell: Cell) -> str:
    """Return each text on a line of its own; what a person typed is set apart."""
    lines = lines_of(cell)
    if len(lines) == 1 and not isinstance(lines[0], OwnWords):
        return text_html(lines[0])
    return "".join(
        f'<span class="own line" dir="auto">{text_html(line)}</span>'
        if isinstance(line, OwnWords)
        else f'<span class="line">{text_html(line)}</span>'
        for line in lines
    )
