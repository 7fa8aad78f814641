"""The summary as Markdown (CommonMark with tables). What a person typed stays text."""

import re
from collections.abc import Iterable, Iterator

from csescreen.core.audience import EVERYBODY
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
from csescreen.core.text import clean, clean_line

BLANK = r"\_\_\_\_\_\_\_\_\_\_\_\_"
"""A blank to fill, as it shows on paper."""

_SPECIAL = re.compile(
    r"""[\\`*_{}\[\]<>\#+=~$^@]            # may mean something anywhere
    | (?<!\d)[.:](?=\S) | [.:](?=[^\s\d])  # could begin a link, but for 10:15 and 1.5
    | /(?=/)                                # so could a doubled solidus
    | -(?![^\W_])                           # not the hyphen before a letter
    | ^:                                    # a definition list
    """,
    re.VERBOSE,
)
_ENTITY = {"&": "&amp;", "|": "&#124;"}
_NUMBERED = re.compile(r"^(\d+)([.)])")
_BACKTICKS = re.compile("`+")
_EDGES = re.compile(r"^\s+|\s+$")


class MarkdownExporter:
    """Renders a summary as Markdown in UTF-8."""

    format = "markdown"
    suffix = ".md"
    says = "Markdown: text for a case system or a word processor"
    audiences = EVERYBODY

    def render(self, summary: Summary) -> bytes:
        """Return the document."""
        parts = [f"**{escape_line(summary.marking)}**", f"# {escape_line(summary.title)}"]
        parts.append(_fields(summary.at_a_glance))
        for section in summary.sections:
            parts.append(f"## {escape_line(section.title)}")
            parts += [_block(block) for block in section.blocks]
        parts.append(f"**{escape_line(summary.marking)}**")
        parts.append(" ".join(map(_code_or_text, summary.closing)))
        return ("\n\n".join(part for part in parts if part) + "\n").encode()


def escape_line(text: str) -> str:
    """Return text as Markdown on one line that renders as the same text, wherever it stands."""
    return _escape(clean_line(text))


def escape_lines(text: str) -> list[str]:
    """Return each line of a text as Markdown; a line that is blank comes back empty."""
    return [_escape(line) if line.strip() else "" for line in clean(text).split("\n")]


def _code_or_text(text: str) -> str:
    """Return code between backticks, where nothing else means anything; or text."""
    if not isinstance(text, Code):
        return escape_line(text)
    line = clean_line(text)
    fence = "`" * (max(map(len, _BACKTICKS.findall(line)), default=0) + 1)
    # a reader takes one space off at either side where both are there
    edge = " " if "`" in line or line.startswith(" ") else ""
    return f"{fence}{edge}{line}{edge}{fence}"


def _escape(line: str) -> str:
    line = line.replace("&", "\0")
    line = _SPECIAL.sub(lambda found: "\\" + found[0], line)
    line = _NUMBERED.sub(r"\1\\\2", line)
    # spaces at the edges would be dropped, or make code or a line break
    line = _EDGES.sub(lambda found: "".join(f"&#{ord(space)};" for space in found[0]), line)
    return line.replace("\0", _ENTITY["&"]).replace("|", _ENTITY["|"])


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return _paragraph(block)
        case Heading():
            return f"### {escape_line(block.text)}"
        case Fields():
            return _fields(block)
        case Bullets():
            return "\n".join(f"* {_broken(_texts(item))}" for item in block.items)
        case Table() | Chart() | TimeLine():
            return _table(block.as_table())


def _paragraph(paragraph: Paragraph) -> str:
    text = _prose(paragraph.text)
    if paragraph.own_words:
        return "\n".join(f"> {line}".rstrip(" ") for line in text.split("\n"))
    return f"**{text}**" if paragraph.lead and "\n" not in text else text


def _prose(text: str) -> str:
    """Return paragraphs; within one, each line end is a hard line break."""
    lines = escape_lines(text)
    written = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line:
            written.append(f"{line}\\" if following else line)
        elif written and written[-1]:
            written.append("")
    return "\n".join(written).rstrip("\n")


def _fields(fields: Fields) -> str:
    rows = []
    for label, value in fields.rows:
        colon = "" if label.endswith("?") else ":"
        filled = _broken(_texts(value, quote=False)) or BLANK
        rows.append(f"- **{escape_line(label)}{colon}** {filled}")
    return "\n".join(rows)


def _table(table: Table) -> str:
    rows = [
        _row(escape_line(name) for name in table.header),
        _row("---" for _ in table.header),
        *(_row("<br>".join(_texts(cell)) for cell in row) for row in table.rows),
    ]
    caption = [f"*{escape_line(table.caption)}*", ""] if table.caption else []
    return "\n".join([*caption, *rows])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _texts(cell: Cell, *, quote: bool = True) -> list[str]:
    """Return each line of a cell; in lists and tables what a person typed stands in quotes."""
    return [text for line in lines_of(cell) for text in _marked(line, quote=quote)]


def _marked(text: str, *, quote: bool) -> Iterator[str]:
    quoted = ("“", "”") if quote and isinstance(text, OwnWords) else ("", "")
    lines = [line for line in escape_lines(text) if line]
    for place, line in enumerate(lines):
        first, last = place == 0, place == len(lines) - 1
        yield f"{quoted[0] if first else ''}{line}{quoted[1] if last else ''}"


def _broken(texts: list[str]) -> str:
    """Return the texts with hard line breaks, indented to stay within their list item."""
    return "\\\n  ".join(texts)
