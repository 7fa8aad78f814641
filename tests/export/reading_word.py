"""Reads Word documents back with python-docx: the text in its order, and what could do harm."""

import io
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml import etree

from tests.tools_at_hand import needs

FIELDS = ("w:fldSimple", "w:instrText", "w:fldChar")
ACTIVE = (
    "w:hyperlink",
    "w:object",
    "w:pict",
    "w:drawing",
    "w:altChunk",
    "w:sdt",
    "w:attachedTemplate",
)


def read_word(content: bytes) -> DocumentObject:
    return Document(io.BytesIO(content))


def paragraphs(of: DocumentObject | _Cell) -> Iterator[Paragraph]:
    """Every paragraph in its order, those of tables too."""
    for part in of.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                for cell in row.cells:
                    yield from paragraphs(cell)
        else:
            yield part


def texts(of: DocumentObject) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(of)]


def words(of: DocumentObject) -> str:
    return " ".join(" ".join(texts(of)).split())


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.namelist()


def xml_parts(content: bytes) -> dict[str, etree._Element]:
    """Every part that is XML, parsed strictly."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {
            name: etree.fromstring(package.read(name))
            for name in package.namelist()
            if name.endswith((".xml", ".rels"))
        }


def tags(content: bytes, *wanted: str) -> list[str]:
    """Every element of these kinds in any part."""
    full = {qn(tag): tag for tag in wanted}
    return [
        full[element.tag]
        for part in xml_parts(content).values()
        for element in part.iter()
        if element.tag in full
    ]


def external(content: bytes) -> list[str]:
    """The targets outside the package, in any part."""
    return [
        element.get("Target", "")
        for name, part in xml_parts(content).items()
        if name.endswith(".rels")
        for element in part
        if element.get("TargetMode") == "External"
    ]


def as_pdf(content: bytes, folder: Path, *, to: str = "pdf") -> Path:
    """Open the document in LibreOffice, in a profile of its own, and save it as PDF."""
    file = folder / "document.docx"
    file.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [
            needs("soffice"),
            profile,
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            str(folder),
            str(file),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return folder / "document.pdf"


def pdf_words(file: Path, *, order: str = "-layout") -> str:
    """Return its words as they stand on the page, or in the ``order`` "-raw": as written."""
    done = subprocess.run(
        [needs("pdftotext"), order, str(file), "-"], check=True, capture_output=True
    )
    return " ".join(done.stdout.decode().split())
