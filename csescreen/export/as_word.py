"""The summary as a Word document, to read and to edit: real headings, lists and tables."""

import io
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from csescreen.core.audience import EVERYBODY
from csescreen.core.summary import Summary
from csescreen.core.text import clean_line

if TYPE_CHECKING:
    from docx.document import Document as DocumentObject


class WordExporter:
    """Renders a summary as a Word document."""

    format = "docx"
    suffix = ".docx"
    says = "Word: a document to read and edit"
    audiences = EVERYBODY

    def render(self, summary: Summary) -> bytes:
        """Return the document; the same summary always gives the same bytes."""
        from docx import Document  # noqa: PLC0415 - takes longer to load than to write with

        from csescreen.export.word.body import body_of  # noqa: PLC0415
        from csescreen.export.word.package import (  # noqa: PLC0415
            packed,
            unpacked,
            with_properties,
        )

        document = Document(io.BytesIO(_template()))
        body = document.element.body
        empty, page = body
        body.remove(empty)
        for made in body_of(summary):
            page.addprevious(made)
        _on_every_page(document, summary)
        written = io.BytesIO()
        document.save(written)
        return packed(with_properties(unpacked(written.getvalue()), clean_line(summary.headline)))


@cache
def _template() -> bytes:
    return files("csescreen.export.word").joinpath("referral.docx").read_bytes()


def _on_every_page(document: "DocumentObject", summary: Summary) -> None:
    """Put marking and reference in the empty runs that the template has for them."""
    from csescreen.export.word.elements import runs  # noqa: PLC0415

    marking, reference = clean_line(summary.marking), clean_line(summary.reference)
    section = document.sections[0]
    marked, _, named = section.header.paragraphs[0].runs
    foot = section.footer.paragraphs[0].runs[0]
    for place, text, look in (
        (marked, marking, "Marking"),
        (named, reference and f"Reference {reference}", ""),
        (foot, marking, "Marking"),
    ):
        for run in runs(text, look):
            place._r.addprevious(run)
        place._r.getparent().remove(place._r)
