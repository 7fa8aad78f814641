"""Fills in a template that was looked through: docxtpl finds the places, Jinja puts the text."""

import io
from collections.abc import Mapping
from typing import Any, Final

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.text.run import Run
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree
from markupsafe import escape

from csescreen.core.text import clean
from csescreen.export.directions import reads_right_to_left
from csescreen.export.word.gate import Known, environment, is_allowed
from csescreen.export.word.package import packed, unpacked, with_properties, written
from csescreen.export.word.untrusted import Opened

_IN_A_ROW: Final = 8
"""How long a line to write on is in a row, which has less room."""
_LONGEST: Final = 16 * 1024 * 1024
_AFTER_BIDI: Final = tuple(
    f"w:{name}"
    for name in (
        *("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents"),
        *("suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap"),
        *("outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    )
)
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class TooLongError(Exception):
    """What becomes of the template is too long."""


class NotAllowedError(Exception):
    """The template became something that it may not say."""


class _Text:
    """A text as a template sees it: a line to write on where it is blank, but not in an if."""

    __slots__ = ("_blank", "_text")

    def __init__(self, text: str, blank: str) -> None:
        self._text, self._blank = clean(text), blank

    def __bool__(self) -> bool:
        return bool(self._text.strip())

    def __html__(self) -> str:
        text = escape(self._text if self else self._blank)
        # docxtpl would read some braces as its own
        return str(text).replace("{", "&#123;").replace("}", "&#125;")

    def __str__(self) -> str:
        return self.__html__()


class _Template(DocxTemplate):  # type: ignore[misc]
    """A template that is rendered piece by piece, within bounds, and has to stay whole."""

    def __init__(self, content: bytes, known: Known) -> None:
        super().__init__(io.BytesIO(content))
        self._known = known

    def render_xml_part(
        self, src_xml: str, part: Any, context: Any, jinja_env: Environment | None = None
    ) -> str:
        assert jinja_env is not None  # noqa: S101 - we hand one in
        tree = jinja_env.parse(src_xml)
        if not is_allowed(tree, self._known):
            raise NotAllowedError
        pieces, length = [], 0
        for piece in jinja_env.from_string(tree).generate(context):
            length += len(piece)
            if length > _LONGEST:
                raise TooLongError("It would become longer than 16 MiB of text.")
            pieces.append(piece)
        resolved: str = self.resolve_listing("".join(pieces))
        return resolved

    def fix_tables(self, xml: str) -> Any:
        etree.fromstring(xml)  # raises where the tags of a list lie across each other
        return super().fix_tables(xml)

    def render_properties(self, context: Any, jinja_env: Environment | None = None) -> None:
        """Render none: the document's properties are the program's own."""


def filled(
    form: Opened,
    known: Known,
    values: Mapping[str, str],
    rows: Mapping[str, list[dict[str, str]]],
    title: str,
    blank: str,
) -> bytes:
    """Return the document. ``blank`` stands where there is no text."""
    template = _Template(packed(form.parts), known)
    context: dict[str, object] = {name: _Text(text, blank) for name, text in values.items()}
    for name, many in rows.items():
        context[name] = [
            {field: _Text(text, blank[:_IN_A_ROW]) for field, text in row.items()} for row in many
        ]
    template.render(context, environment(), autoescape=True)
    file = io.BytesIO()
    template.docx.save(file)
    read = {
        name: _rightly(content) if name in form.filled_in else content
        for name, content in unpacked(file.getvalue()).items()
    }
    return packed(with_properties(read, title))


def _rightly(content: bytes) -> bytes:
    """Return a part with right-to-left text marked as such, and spaces at edges kept."""
    tree = parse_xml(content)
    for text in tree.iter(qn("w:t")):
        if text.text and (text.text != text.text.strip() or "  " in text.text):
            text.set(_SPACE, "preserve")
    for paragraph in tree.iter(qn("w:p")):
        said = "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        if said.isascii():
            continue
        if reads_right_to_left(said):
            properties = paragraph.get_or_add_pPr()
            if properties.find(qn("w:bidi")) is None:
                properties.insert_element_before(OxmlElement("w:bidi"), *_AFTER_BIDI)
        for run in paragraph.findall(qn("w:r")):
            if reads_right_to_left("".join(text.text or "" for text in run.iter(qn("w:t")))):
                Run(run, None).font.rtl = True  # type: ignore[arg-type]
    return written(tree)
