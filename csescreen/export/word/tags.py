"""What stands between braces in a Word template, each with its place."""

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from docx.oxml.ns import qn

from csescreen.errors import Problem
from csescreen.validation.words import short, shown

_LONGEST_TAG: Final = 300
_OPENS: Final = re.compile(r"\{[{%#]")
_CLOSES: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}


class Tag(NamedTuple):
    """One tag as it stands in the document, ``{{ name }}`` say, and where."""

    text: str
    place: str


def tags_of(tree: Any, where: str, name: str) -> Iterator[Tag | Problem]:
    """Yield every tag in the text of a part, and a problem where one has no end.

    ``where`` names the part, "" for the document itself; ``name`` is how problems call the file.
    """
    number, heading, rows = 0, "", _rows(tree)
    for paragraph in tree.iter(qn("w:p")):
        text = "".join(_own_text(paragraph))
        row = next(paragraph.iterancestors(qn("w:tr")), None)
        number += row is None
        if _is_heading(paragraph):
            heading = short(text)
        start = _next(text, 0)
        if start < 0:
            continue
        place = where or (f"paragraph {number}" if row is None else rows.get(row, "a table"))
        if heading and not where:
            place += f", under {shown(heading)}"
        while start >= 0:
            end = text.find(_CLOSES[text[start : start + 2]], start + 2)
            comment = text.startswith("{#", start)
            if end < 0 or (end - start > _LONGEST_TAG and not comment):
                what = f"{shown(text[start:])} begins and does not end in the same paragraph."
                yield Problem(name, place, "no-end", what, "Close it with }} or %}.")
                break
            yield Tag(text[start : end + 2], place)
            start = _next(text, end + 2)


def _next(text: str, start: int) -> int:
    found = _OPENS.search(text, start)
    return found.start() if found else -1


def _own_text(paragraph: Any) -> Iterator[str]:
    """Yield the text of a paragraph, without that of a text box in it."""
    for text in paragraph.iter(qn("w:t")):
        if next(text.iterancestors(qn("w:p"))) is paragraph:
            yield text.text or ""


def _is_heading(paragraph: Any) -> bool:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style is not None and style.get(qn("w:val"), "").startswith("Heading")


def _rows(tree: Any) -> dict[Any, str]:
    """Return the place of each row."""
    return {
        row: f"table {table_number}, row {number}"
        for table_number, table in enumerate(tree.iter(qn("w:tbl")), 1)
        for number, row in enumerate(table.findall(qn("w:tr")), 1)
    }


def outside_of_text(tree: Any) -> bool:
    """Return whether braces stand where no text is: in an address, a field, a description."""
    in_code = 0
    for element in tree.iter():
        if element.tag == qn("w:fldChar"):
            in_code += {"begin": 1, "separate": -1}.get(element.get(qn("w:fldCharType"), ""), 0)
            in_code = max(in_code, 0)
        own = element.text or ""
        if _next(own, 0) >= 0 and (element.tag != qn("w:t") or in_code):
            return True
        if any(_next(value, 0) >= 0 for value in element.attrib.values()):
            return True
        if element.tag == qn("w:instrText") and ("{" in own or "}" in own):
            return True
    return False
