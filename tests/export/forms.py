"""Forms as authorities make them in Word, and what becomes of them."""

import io
from collections.abc import Callable
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject

from csescreen.core.summary import Summary
from csescreen.export.template import TemplateExporter, look_through
from csescreen.export.word.package import packed, unpacked
from tests.export import reading_word as word
from tests.export.builder import summary

ROOT = Path(__file__).parent.parent.parent
REFERRAL = (ROOT / "csescreen" / "export" / "word" / "referral.docx").read_bytes()
EXAMPLE = (ROOT / "csescreen" / "export" / "word" / "example-template.docx").read_bytes()
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def form(*lines: str, rows: tuple[str, ...] = (), header: str = "") -> bytes:
    """A form as somebody makes it in Word: paragraphs, and a table with a cell to each row."""
    document = blank()
    for line in lines:
        document.add_paragraph(line)
    if rows:
        table = document.add_table(rows=0, cols=2)
        for row in rows:
            table.add_row().cells[0].text = row
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return saved(document)


def blank() -> DocumentObject:
    """A document of nothing: our own is small, so that the tests are quick."""
    document = Document(io.BytesIO(REFERRAL))
    document.element.body.remove(document.element.body[0])
    return document


def saved(document: DocumentObject) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def changed(content: bytes, **parts: Callable[[str], str] | str | bytes) -> bytes:
    """The document with parts changed or added; __ stands for a solidus."""
    found = unpacked(content)
    for key, change in parts.items():
        name = key.replace("__", "/").replace("_dot_", ".").replace("TYPES", "[Content_Types].xml")
        if callable(change):
            found[name] = change(found[name].decode()).encode()
        else:
            found[name] = change if isinstance(change, bytes) else change.encode()
    return packed(found)


def fill(content: bytes, of: Summary, name: str = "") -> bytes:
    return TemplateExporter(content, name).render(of)


def filled(content: bytes, of: Summary | None = None) -> list[str]:
    read = word.read_word(fill(content, of or summary(), "form.docx"))
    return word.texts(read)


def codes(content: bytes) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in look_through(content, "f").problems]


PLAIN = form("{{ reference }}")


def relationship(kind: str, target: str, *, external: bool = False) -> Callable[[str], str]:
    mode = ' TargetMode="External"' if external else ""
    one = f'<Relationship Id="rIdX" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    return lambda text: text.replace("</Relationships>", one + "</Relationships>")


def within(text: str) -> Callable[[str], str]:
    """Puts a paragraph at the end of a document."""
    one = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    return lambda document: document.replace("<w:sectPr", f"{one}<w:sectPr", 1)


def inside(xml: str) -> Callable[[str], str]:
    """Puts something into the first paragraph of a part."""
    return lambda part: part.replace("</w:p>", f"{xml}</w:p>", 1)


def in_the_document(xml: str, content: bytes = PLAIN) -> bytes:
    """The form with something in its first paragraph."""
    return changed(content, word__document_dot_xml=inside(xml))


def renamed(content: bytes, old: str, new: str) -> bytes:
    """The form with a part under another name, wherever it is named."""
    a, b = old.encode(), new.encode()
    file_a, file_b = (part.rpartition(b"/")[2] for part in (a, b))
    return packed(
        {
            name.replace(old, new): part.replace(a, b).replace(b'"' + file_a, b'"' + file_b)
            for name, part in unpacked(content).items()
        }
    )
