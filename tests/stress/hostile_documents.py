"""Hostile strings in every document that a program opens; one round is one string.

Word, PDF, CSV, FHIR and the calendar are read back by other libraries than wrote them: the text is
the same, and there is no link, script, field, formula or outside reference that csescreen did not
write. HTML, Markdown and JSON are in `hostile_text`.
"""

import csv
import io
import json
import re
import shutil
import string
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle
from random import Random
from typing import Any, Final

from ical.calendar_stream import IcsCalendarStream
from pypdf import PdfReader
from pypdf.generic import NameObject

from csescreen.core.screening import Screening, SignAnswer
from csescreen.core.summary import SignLine, Summary
from csescreen.core.text import clean, clean_line
from csescreen.export import as_calendar, as_csv, as_fhir, as_pdf
from csescreen.export.formats import EXPORTERS
from csescreen.export.pdf import content as pdf_content
from csescreen.export.word import elements
from tests.export import reading_word as word
from tests.export.builder import framework, summary
from tests.export.reading_pdf import TaggedPdf
from tests.export.test_same_facts import pdf_words, squeezed
from tests.stress.harness import Result, Tell
from tests.stress.hostile_text import _document
from tests.stress.spoiling import Spoil, each_found, instead
from tests.stress.strings import hostile

BATCH: Final = 10
"""As many strings go into one document of each kind."""
PAGE_FIELDS: Final = ["w:fldSimple", "w:fldSimple"]
"""The fields that are ours: the page, and of how many."""
ACTIVE_IN_PDF: Final = ("/JavaScript", "/JS", "/Launch", "/URI", "/EmbeddedFile", "/OpenAction")
FORMULAS: Final = ("=", "+", "-", "@")
BLANKS: Final = ("", " ", "\t", "\n", "\xa0", "\ufeff")
RUN: Final = re.compile(r"[!-~]{4,}")
"""ASCII that every reader of a PDF gives back in its order, in a text without Arabic or Hebrew."""
NOT_SEEN: Final = f"{string.whitespace}\xa0\ufeff"
Check = Callable[[list[str]], Iterable[str]]


def run(rounds: int, seed: int, tell: Tell, *, broken: bool = False) -> Result:
    """Write so many strings; the spoilt program leaves one guard out at a time."""
    if not broken:
        return _rounds(rounds, seed, tell)
    linking = as_pdf._template() + b'\n#link("https://example.com")[more]'
    faults = {
        "CSV without its guard": _spoilt("csv", as_csv, "_FORMULAS", ()),
        "a calendar that is not cleaned": _spoilt("ics", as_calendar, "clean_line", str.upper),
        "Word that drops text": _spoilt("docx", elements, "clean", _cut),
        "PDF that drops text": _spoilt("pdf", pdf_content, "clean", _cut),
        "PDF with a link": _spoilt("pdf", as_pdf, "_template", lambda: linking),
        "FHIR that drops text": _spoilt("fhir", as_fhir, "clean", _cut),
    }
    return each_found(faults, lambda: _rounds(rounds, seed, tell))


def _spoilt(name: str, owner: object, attribute: str, value: object) -> Spoil:
    """Return what spoils a format, and leaves its own check alone to find that."""

    @contextmanager
    def spoil() -> Iterator[None]:
        here = sys.modules[__name__]
        with instead(here, "CHECKS", {name: CHECKS[name]}), instead(owner, attribute, value):
            yield

    return spoil


def _rounds(rounds: int, seed: int, tell: Tell) -> Result:
    random = Random(seed)  # noqa: S311 - not for secrets
    failures: list[str] = []
    for first in range(0, rounds, BATCH):
        texts = [_shown(hostile(random)) for _ in range(min(BATCH, rounds - first))]
        for name, check in CHECKS.items():
            try:
                found = list(check(texts))
            except Exception as error:
                found = [f"it crashed: {type(error).__name__}: {str(error)[:80]!r}"]
            failures += [f"seed {seed}, string {first} on, {name}: {what}" for what in found]
        tell(len(texts))
    return Result(rounds, tuple(failures))


def _cut(text: str) -> str:
    return clean(text)[:9]


def _shown(text: str) -> str:
    """Return a text of which something is to be seen: a blank is another document."""
    return text if text.strip() and clean(text).strip() else "x"


def _word(texts: list[str]) -> Iterator[str]:
    content = EXPORTERS["docx"].render(_document(texts))
    if word.external(content) or word.tags(content, *word.ACTIVE):
        yield "it holds a link, an object or a reference that nobody wrote"
    if word.tags(content, *word.FIELDS) != PAGE_FIELDS:
        yield "it holds a field that nobody wrote"
    read = squeezed(word.words(word.read_word(content)))
    yield from (_lost(text) for text in texts if squeezed(clean(text)) not in read)


def _pdf(texts: list[str]) -> Iterator[str]:
    content = EXPORTERS["pdf"].render(_document(texts))
    reader = PdfReader(io.BytesIO(content))
    for found in _names(reader):
        if found in ACTIVE_IN_PDF:
            yield f"it holds {found}"
    # by its structure, too: there no margin of a page stands amidst a long text
    tagged = TaggedPdf(content).text
    read = squeezed(pdf_words(content)) + _by_poppler(content) + squeezed(tagged)
    for text in texts:
        if any(unicodedata.bidirectional(char) in ("R", "AL") for char in text):
            continue  # each reader puts mixed directions in an order of its own
        runs = (found[0] for found in RUN.finditer(clean(text)))
        yield from (_lost(run) for run in runs if run not in read)


def _by_poppler(content: bytes) -> str:
    """Return the text as another reader has it: in odd scripts one may lose its place."""
    reader = shutil.which("pdftotext")
    if reader is None:
        return ""
    done = subprocess.run(
        [reader, "-raw", "-", "-"], input=content, capture_output=True, check=True
    )
    return squeezed(done.stdout.decode())


def _names(reader: PdfReader) -> Iterator[str]:
    """Yield every name in the objects of a PDF, however deep it stands."""
    for number in range(1, int(str(reader.trailer["/Size"]))):
        yield from _names_in(reader.get_object(number))


def _names_in(found: object) -> Iterator[str]:
    if isinstance(found, NameObject):
        yield str(found)
    elif isinstance(found, dict):
        for key, value in dict.items(found):  # as it stands: what it refers to is seen by itself
            yield str(key)
            yield from _names_in(value)
    elif isinstance(found, list):
        for value in list.__iter__(found):
            yield from _names_in(value)


def _csv(texts: list[str]) -> Iterator[str]:
    begins = [blank + sign for blank in BLANKS for sign in FORMULAS]
    texts = [*texts, *(begin + text for begin, text in zip(begins, cycle(texts), strict=False))]
    lines = tuple(SignLine(text, text, text, text, text, text, text, text) for text in texts)
    content = EXPORTERS["csv"].render(replace(summary(), signs=lines))
    read = io.StringIO(content.decode("utf-8-sig"), newline="")
    rows = list(csv.DictReader(read, strict=True))
    for text, row in zip(texts, rows, strict=True):
        if any(cell.lstrip(NOT_SEEN).startswith(FORMULAS) for cell in row.values()):
            yield f"{text[:40]!r} is a formula"
        if row["Evidence"].removeprefix(as_csv.GUARD) != clean(text):
            yield _lost(text)


def _fhir(texts: list[str]) -> Iterator[str]:
    signs = list(framework().indicators)
    asked = dict(zip(signs, texts, strict=False))
    screening = Screening(
        ("example",),
        texts[0],
        signs={sign: SignAnswer("yes", None, text, text) for sign, text in asked.items()},
        narrative={"worried_about": texts[0], "judgement": texts[-1]},
    )
    content = EXPORTERS["fhir"].render(summary(screening))
    if not content.isascii():
        yield "it is not ASCII"
    read = set(_strings(json.loads(content)))
    for text in (*asked.values(), texts[0], texts[-1]):
        if clean(text) not in read and clean(text).strip() not in read:
            yield _lost(text)


def _strings(found: Any) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        yield from (text for value in found.values() for text in _strings(value))
    elif isinstance(found, list):
        yield from (text for value in found for text in _strings(value))


def _calendar(texts: list[str]) -> Iterator[str]:
    for text in texts:
        content = EXPORTERS["ics"].render(_referenced(text))
        events = IcsCalendarStream.calendar_from_ics(content.decode()).events
        if len(events) != 1 or events[0].url or events[0].attendees or events[0].description:
            yield f"{text[:40]!r} makes another calendar"
        elif squeezed(clean_line(text)) not in squeezed(events[0].summary or ""):
            yield _lost(text)


def _referenced(text: str) -> Summary:
    return replace(summary(), reference=text)


def _lost(text: str) -> str:
    return f"it does not show {text[:40]!r} as it was typed"


CHECKS: Final[Mapping[str, Check]] = {
    "docx": _word,
    "pdf": _pdf,
    "csv": _csv,
    "fhir": _fhir,
    "ics": _calendar,
}
