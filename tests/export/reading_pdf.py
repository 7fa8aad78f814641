"""Reads a PDF as a screen reader does: by its structure, without what is decoration."""

import io
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pypdf import PdfReader
from pypdf.generic import ContentStream, IndirectObject

_HEX = re.compile(rb"<([0-9A-Fa-f]*)>")


class _Mark(NamedTuple):
    """What is known of the text between two marks."""

    number: int | None = None
    said: bool = False
    reversed: bool = False


class TaggedPdf:
    """The structure of a PDF: its elements in order, with the text and the alternative of each."""

    def __init__(self, content: bytes) -> None:
        self.reader = PdfReader(io.BytesIO(content))
        self.pages = [_marked(page) for page in self.reader.pages]
        self._number = {
            page.indirect_reference.idnum: n
            for n, page in enumerate(self.reader.pages)
            if page.indirect_reference is not None
        }
        self.tags: list[str] = []
        self.alternatives: list[str] = []
        self.text = "".join(self._walk(self.root["/StructTreeRoot"]["/K"], None))

    @property
    def root(self) -> Any:
        """The catalogue, from which everything hangs."""
        return self.reader.trailer["/Root"].get_object()

    @property
    def words(self) -> str:
        """The text with every run of spaces as one."""
        return " ".join(self.text.split())

    def _walk(self, node: Any, page: int | None) -> Iterator[str]:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            for child in node:
                yield from self._walk(child, page)
        elif isinstance(node, int):
            assert page is not None
            yield self.pages[page][node]
        else:
            if "/Pg" in node:
                page = self._number[node.raw_get("/Pg").idnum]
            if "/MCID" in node:
                yield self.pages[page or 0][node["/MCID"]]
                return
            self.tags.append(str(node.get("/S", "")))
            if "/Alt" in node:
                self.alternatives.append(str(node["/Alt"]))
            yield from self._walk(node.get("/K", []), page)
            if node.get("/S") not in ("/Span", "/Strong"):
                yield "\n"


def _id(page: Any) -> int:
    number: int = page.indirect_reference.idnum
    return number


def _marked(page: Any) -> dict[int, str]:
    """Return the text of a page by the number of its marked content."""
    maps = {
        name: _characters(font.get_object()["/ToUnicode"].get_data())
        for name, font in page["/Resources"].get("/Font", {}).items()
    }
    found: dict[int, str] = {}
    marks: list[_Mark] = [_Mark()]
    font: dict[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator in (b"BDC", b"BMC"):
            details = operands[1] if operator == b"BDC" and isinstance(operands[1], dict) else {}
            mark = marks[-1]._replace(reversed=operands[0] == "/ReversedChars")
            if operands[0] == "/Artifact":
                mark = mark._replace(number=None)
            if "/MCID" in details:
                mark = mark._replace(number=details["/MCID"])
            if mark.number is not None and "/ActualText" in details:
                found[mark.number] = found.get(mark.number, "") + details["/ActualText"]
                mark = mark._replace(said=True)
            marks.append(mark)
        elif operator == b"EMC":
            marks.pop()
        elif operator == b"Tf":
            font = maps[operands[0]]
        elif operator in (b"Tj", b"TJ") and marks[-1].number is not None and not marks[-1].said:
            parts = operands[0] if operator == b"TJ" else operands
            raw = b"".join(_raw(part) for part in parts if not isinstance(part, (int, float)))
            shown = [font[raw[at] << 8 | raw[at + 1]] for at in range(0, len(raw), 2)]
            text = "".join(reversed(shown) if marks[-1].reversed else shown)
            found[marks[-1].number] = found.get(marks[-1].number, "") + text
    return found


def _raw(part: Any) -> bytes:
    return part if isinstance(part, bytes) else bytes(part.original_bytes)


def _characters(cmap: bytes) -> dict[int, str]:
    """Return which text each glyph of a font stands for."""
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        codes = [bytes.fromhex(code.decode()) for code in _HEX.findall(block)]
        for glyph, text in zip(codes[::2], codes[1::2], strict=True):
            found[int.from_bytes(glyph)] = text.decode("utf-16-be")
    assert b"beginbfrange" not in cmap
    return found
