"""The summary as a tagged PDF that conforms to PDF/UA-1, with fonts of its own."""

import json
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from csescreen.core.audience import EVERYBODY
from csescreen.core.summary import Summary
from csescreen.errors import UserError
from csescreen.export.pdf.content import Content
from csescreen.export.pdf.coverage import plainest, showable

if TYPE_CHECKING:
    from typst import Fonts


class PdfError(UserError):
    """The document could not be set."""

    def __init__(self) -> None:
        """Say that another format has the same."""
        super().__init__(
            "The PDF could not be made.",
            safe="The screening is unchanged.",
            do_next="Export it as HTML or Word: each holds the same, and can be printed.",
        )


class PdfExporter:
    """Renders a summary as PDF, for print and to send."""

    format = "pdf"
    suffix = ".pdf"
    says = "PDF: to read, print and send"
    audiences = EVERYBODY

    def render(self, summary: Summary) -> bytes:
        """Return the document; a character that no font can show stands there in words."""
        for way in (showable, plainest):
            document = _typeset(json.dumps(Content(way).of(summary)))
            if document is not None:
                return document
        raise PdfError


def _typeset(content: str) -> bytes | None:
    """Return the document, or None where a text cannot be set as it is."""
    from typst import Compiler, TypstError  # noqa: PLC0415 - heavy; for this format alone

    try:
        # one for each document: the function `compile` keeps what it remembers of every document
        compiler = Compiler(
            _template(), root=_folder(), font_paths=_fonts(), sys_inputs={"summary": content}
        )
        document = compiler.compile(format="pdf", pdf_standards="ua-1")
    except TypstError:  # its message holds the text
        return None
    except (Exception, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of the typesetter, which is no Exception
        return None
    return document if isinstance(document, bytes) else None


@cache
def _folder() -> Path:
    """Return a folder that is there; typst wants one, and the shell's own may be gone."""
    return Path(str(files("csescreen.export.pdf")))


@cache
def _template() -> bytes:
    return files("csescreen.export.pdf").joinpath("referral.typ").read_bytes()


@cache
def _fonts() -> "Fonts":
    """Return our own fonts alone, so that the document is the same on every computer."""
    from typst import Fonts  # noqa: PLC0415

    with as_file(files("csescreen") / "data" / "fonts") as folder:
        return Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
