"""Paragraphs, runs and tables as elements of a Word document. Text enters through `runs` alone.

They are built without python-docx's own objects, which take ten times as long for a table.
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from typing import Any, Final

from docx.oxml.ns import qn
from lxml import etree

from csescreen.core.text import clean, clean_line
from csescreen.export.directions import reads_right_to_left, runs_of

TEXT_WIDTH: Final = 9866
"""What the page has between its margins, in twentieths of a point."""
_LONG_ROW: Final = 1200
"""A row with more characters than this may break across pages: it might not fit on one."""
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

Element = Any  # lxml has no types of its own


def element(tag: str, *inside: Element, **attributes: str) -> Element:
    """Return an element of the main namespace, with attributes of the same."""
    made = etree.Element(qn(f"w:{tag}"), {qn(f"w:{name}"): to for name, to in attributes.items()})
    made.extend(inside)
    return made


def runs(text: str, style: str = "") -> Iterator[Element]:
    """Yield the text as runs, one for each direction; line ends become line breaks."""
    for part, right_to_left in runs_of(clean(text)):
        look = []
        if style:
            look.append(element("rStyle", val=style))
        if right_to_left:
            look.append(element("rtl"))
        run = element("r", *([element("rPr", *look)] if look else []))
        for number, line in enumerate(part.split("\n")):
            if number:
                run.append(element("br"))
            if line:
                written = etree.SubElement(run, qn("w:t"))
                written.text = line
                if line != line.strip() or "  " in line:
                    written.set(_SPACE, "preserve")
        yield run


def paragraph(style: str, text: str, *, look: str = "") -> Element:
    """Return a paragraph of one text; ``look`` is the style of its characters."""
    return paragraph_of(style, runs(text, look), right_to_left=reads_right_to_left(text))


def paragraph_of(style: str, inside: Iterable[Element], *, right_to_left: bool = False) -> Element:
    """Return a paragraph of runs."""
    properties = element("pPr", element("pStyle", val=style))
    if right_to_left:
        properties.append(element("bidi"))
    return element("p", properties, *inside)


class Grid:
    """A table that is being written, row by row.

    ``caption`` is what a screen reader is told of it.
    """

    def __init__(
        self, style: str, caption: str, widths: Sequence[int], *, header: bool, named: bool
    ) -> None:
        """Begin a table. ``named`` says whether the first column names each row."""
        properties = [
            element("tblStyle", val=style),
            element("tblW", w=str(sum(widths)), type="dxa"),
            element("tblLayout", type="fixed"),
            element(
                "tblLook",
                firstRow=str(int(header)),
                lastRow="0",
                firstColumn=str(int(named)),
                lastColumn="0",
                noHBand="1",
                noVBand="1",
            ),
        ]
        if caption:
            properties.append(element("tblCaption", val=clean_line(caption)))
        self._looks = [element("tcPr", element("tcW", w=str(w), type="dxa")) for w in widths]
        grid = element("tblGrid", *(element("gridCol", w=str(width)) for width in widths))
        self.table = element("tbl", element("tblPr", *properties), grid)

    def add(
        self, cells: Iterable[Sequence[Element]], *, header: bool = False, length: int = 0
    ) -> None:
        """Add a row of cells, each of paragraphs; ``length`` is how many characters it holds."""
        properties = []
        if length <= _LONG_ROW:
            properties.append(element("cantSplit"))
        if header:
            properties.append(element("tblHeader"))
        row = element("tr", *([element("trPr", *properties)] if properties else []))
        for look, content in zip(self._looks, cells, strict=True):
            row.append(element("tc", deepcopy(look), *content))
        self.table.append(row)


def kept_with_next(made: Element) -> Element:
    """Return a paragraph that stays on the page of what follows it."""
    made.find(qn("w:pPr")).insert(1, element("keepNext"))
    return made


def shaded(made: Element, colour: str) -> Element:
    """Return a paragraph with a ground colour."""
    properties = made.find(qn("w:pPr"))
    properties.insert(1, element("shd", val="clear", color="auto", fill=colour))
    return made


def is_table(made: Element) -> bool:
    """Return whether an element of the body is a table."""
    return bool(made.tag == qn("w:tbl"))


def is_heading(made: Element) -> bool:
    """Return whether an element of the body is a heading."""
    style = made.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style is not None and style.get(qn("w:val")).startswith("Heading")
