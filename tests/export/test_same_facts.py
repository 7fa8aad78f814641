"""Every format tells the same: the documents are read back, each by another hand, and compared."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from ical.calendar_stream import IcsCalendarStream
from pypdf import PdfReader

from csescreen.core.audit import AuditHead
from csescreen.core.screening import Screening
from csescreen.core.summarise_audit import with_head
from csescreen.core.summary import Summary
from csescreen.export.formats import EXPORTERS
from tests.audience.records import record, screening, served
from tests.export.builder import summary
from tests.export.reading import read_html, read_markdown
from tests.export.reading_word import read_word, words
from tests.export.test_several import made
from tests.export.texts import all_texts

MARGINS = re.compile(r"^OFFICIAL-SENSITIVE (?:Page \d+ of \d+|.*)$", re.MULTILINE)
"""What stands in the margins of every page of a PDF, amidst the text."""


def pdf_words(content: bytes) -> str:
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return MARGINS.sub("", "\n".join(pages))


def json_words(content: bytes) -> str:
    def texts(found: object) -> list[str]:
        if isinstance(found, dict):
            return [text for value in found.values() for text in texts(value)]
        if isinstance(found, list):
            return [text for value in found for text in texts(value)]
        return [str(found)]

    document = json.loads(content)
    return " ".join(texts([document["title"], document["at_a_glance"], document["summary"]]))


READERS: dict[str, Callable[[bytes], str]] = {
    "docx": lambda content: words(read_word(content)),
    "pdf": pdf_words,
    "html": lambda content: read_html(content).text,
    "markdown": lambda content: read_markdown(content).text,
    "json": json_words,
}


def squeezed(text: str) -> str:
    """The text without spaces: each reader divides cells and lines in its own way."""
    return "".join(text.split())


def for_whom(audience: str) -> Summary:
    return served().summary(record(screening(("telford", "llr"))), audience)


def unread() -> Summary:
    return served().summary(record(screening(("telford", "llr")), missing=True))


SAMPLES: dict[str, Callable[[], Summary]] = {
    "one framework": summary,
    "several frameworks": made,
    "almost nothing": lambda: summary(Screening(("example",))),
    "professionals": lambda: for_whom("professionals"),
    "family": lambda: for_whom("family"),
    "supervision": lambda: for_whom("supervision"),
    "noted": lambda: with_head(summary(), AuditHead(17, "AB" * 32)),
    "version missing": unread,
}


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", READERS)
def test_every_text_is_in_every_document_in_the_same_order(name: str, sample: str) -> None:
    of = SAMPLES[sample]()
    if of.audience not in EXPORTERS[name].audiences:
        pytest.skip("this format is not for this audience")
    if name == "json":  # the last line's head has a key of its own there
        of = replace(of, closing=())
    read, place = squeezed(READERS[name](EXPORTERS[name].render(of))), 0
    for text in map(squeezed, all_texts(of)):
        found = read.find(text, place)
        assert found >= 0, f"{text[:60]} is not where it belongs"
        place = found


def test_the_spreadsheet_holds_the_answers_of_the_case() -> None:
    of = made()
    document = json.loads(EXPORTERS["json"].render(of))
    text = EXPORTERS["csv"].render(of).decode("utf-8-sig")
    rows = {row["Id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    said = {"yes": "Yes", "no": "No", "unknown": "Not known"}
    for sign, answer in document["case"]["indicators"].items():
        given = answer if isinstance(answer, dict) else {"answer": answer}
        assert rows[sign]["Answer"] == said[given["answer"]]
        assert rows[sign]["Evidence"] == given.get("note", "")
    not_asked = [row for sign, row in rows.items() if sign not in document["case"]["indicators"]]
    assert {row["Answer"] for row in not_asked} == {"Not asked"}


def test_the_calendar_holds_what_the_outcome_says_falls_due() -> None:
    of = made()
    due = {
        action["due"]
        for action in json.loads(EXPORTERS["json"].render(of))["outcome"]["union"]
        if action["due"] and action["status"] == "required"
    }
    calendar = IcsCalendarStream.calendar_from_ics(EXPORTERS["ics"].render(of).decode())
    moments = {moment(text) for text in due}
    assert {event.start for event in calendar.events} == moments
    assert moments


def moment(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
