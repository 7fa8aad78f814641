"""The Word document: real structure, the same text as elsewhere, and nothing but text."""

import importlib.util
import itertools
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from types import ModuleType
from zipfile import ZipFile

import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from csescreen.core.screening import Screening, SignAnswer
from csescreen.core.summary import Bullets, Fields, OwnWords, Section, Summary, Table
from csescreen.core.text import Code, clean
from csescreen.export.as_word import WordExporter
from csescreen.export.directions import reads_right_to_left, runs_of
from csescreen.export.word.widths import shares
from tests.export import reading_word as word
from tests.export.builder import screening, summary
from tests.export.hostile import FRAGMENTS, document, long_texts
from tests.export.test_several import made
from tests.export.texts import all_texts

SETTINGS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much]
)
DOCS = Path(__file__).parent.parent.parent / "docs"
ALLOWED_PARTS = {
    *("[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml"),
    *("word/document.xml", "word/_rels/document.xml.rels", "word/styles.xml", "word/numbering.xml"),
    *("word/settings.xml", "word/header1.xml", "word/footer1.xml"),
}


def render(of: Summary) -> bytes:
    return WordExporter().render(of)


NOTED = replace(summary(), closing=("Audit head", Code("17:AB"), "– keep this."))


@pytest.mark.parametrize("of", (NOTED, made(), summary(Screening(("example",)))))
def test_every_text_is_there_in_its_order_and_no_other(of: Summary) -> None:
    found = [text for text in word.texts(word.read_word(render(of))) if text]
    assert found == [text for text in all_texts(of, as_tables=True) if text]


def test_headings_lists_and_tables_are_real() -> None:
    of = summary()
    read = word.read_word(render(of))
    styles = [(p.style.name, p.text) for p in word.paragraphs(read) if p.style is not None]
    assert styles[0] == ("Title", of.title)
    assert [t for s, t in styles if s == "Heading 1"] == [section.title for section in of.sections]
    assert ("Heading 2", "Why") in styles
    bullets = [p for p in read.paragraphs if p.style and p.style.name.startswith("List")]
    assert {p.style.name for p in bullets if p.style} == {
        *("List Bullet", "List Compact", "List Continue", "List Own Words"),
    }
    numbering = read.styles["List Bullet"].element.find(f".//{qn('w:numId')}")
    assert numbering is not None
    assert ("Quote", of.case["narrative"]["working_well"]) in styles  # type: ignore[index]


def test_tables_repeat_their_header_and_rows_stay_whole() -> None:
    evidence = replace(screening().signs["gifts"], note="She had a new phone. " * 100)
    of = summary(screening(signs={**screening().signs, "gifts": evidence}))
    read = word.read_word(render(of))
    tables = [block for s in of.sections for block in s.blocks if hasattr(block, "as_table")]
    assert all(t._tbl.find(f".//{qn('w:tblHeader')}") is not None for t in read.tables)
    with_header = [t for t in read.tables if t.rows[0].cells[0].text != "Item"]
    assert len(with_header) == len(tables)
    for table, block in zip(with_header, tables, strict=True):
        header = table.rows[0]._tr
        assert header.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert (
            table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == block.as_table().caption
        )
    whole = [
        row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
        for table in read.tables
        for row in table.rows
    ]
    assert whole.count(False) == 1, "but for the one row that a page could not hold"


def test_tables_never_meet_and_the_document_ends_with_a_paragraph() -> None:
    tables = Section(
        "t", "T", (Fields((("a", "b"),)), Table(("a",), (("b",),)), Fields((("c", ""),)))
    )
    body = word.read_word(render(replace(summary(), sections=(tables,), closing=()))).element.body
    kinds = [child.tag == qn("w:tbl") for child in body]
    assert kinds.count(True) == 4
    assert all(not (first and second) for first, second in itertools.pairwise(kinds))
    assert not kinds[-2]


def test_marking_reference_and_pages_stand_on_every_page() -> None:
    content = render(summary(marking="TRAINING"))
    page = word.read_word(content).sections[0]
    assert page.header.paragraphs[0].text == "TRAINING\tReference A-17"
    assert page.footer.paragraphs[0].text.startswith("TRAINING\tPage ")
    fields = [f.get(qn("w:instr")) for f in page.footer._element.iter(qn("w:fldSimple"))]
    assert fields == [" PAGE ", " NUMPAGES "]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)  # type: ignore[union-attr]


def test_metadata_is_an_allow_list() -> None:
    content = render(summary())
    assert set(word.names(content)) == ALLOWED_PARTS
    parts = word.xml_parts(content)
    core = {element.tag.split("}")[1]: element.text for element in parts["docProps/core.xml"]}
    assert core == {
        "title": "A-17 Child sexual exploitation: screening and referral",
        "creator": "csescreen",
        "language": "en-GB",
    }
    app = {element.tag.split("}")[1]: element.text for element in parts["docProps/app.xml"]}
    assert app == {"Application": "csescreen"}
    with ZipFile(BytesIO(content)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {(info.extra, info.comment) for info in package.infolist()} == {(b"", b"")}
    assert not any(
        key.endswith(("rsidR", "rsidRDefault"))
        for p in parts.values()
        for e in p.iter()
        for key in e.attrib
    )


def test_the_language_is_british_english() -> None:
    styles = word.xml_parts(render(summary()))["word/styles.xml"]
    lang = styles.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert lang is not None
    assert lang.get(qn("w:val")) == "en-GB"


def test_the_same_summary_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    before = render(summary())
    monkeypatch.setattr("time.time", lambda: 2e9)
    monkeypatch.setattr("time.localtime", lambda *_: (2040, 1, 1, 0, 0, 0, 0, 0, 0))
    assert render(summary()) == before


@cache
def plain_document() -> bytes:
    return render(document("Plain"))


def assert_only_text(text: str) -> None:
    content, plain = render(document(text)), plain_document()
    assert word.tags(content, *word.FIELDS, *word.ACTIVE) == ["w:fldSimple", "w:fldSimple"]
    assert word.external(content) == []
    assert word.names(content) == word.names(plain)
    read, clean_text = word.read_word(content), clean(text)
    found = word.texts(read)
    expected = [line.replace("Plain", clean_text) for line in word.texts(word.read_word(plain))]
    expected[-1] = " ".join([clean_text.replace("\n", " ")] * 3)
    assert found == expected
    header = read.sections[0].header.paragraphs[0].text
    one_line = clean_text.replace("\n", " ")
    assert header == f"{one_line}\tReference {one_line}"


@pytest.mark.parametrize("fragment", [f for f in FRAGMENTS if clean(f).strip()])
def test_each_hostile_fragment_is_shown_as_it_was_typed(fragment: str) -> None:
    assert_only_text(fragment)


@SETTINGS
@given(long_texts.filter(lambda text: bool(clean(text).strip())))
@example("a\n\n b  \n")
@example("{{ child_name }}{% for x in y %}")
@example("\u200f\u0627 b \u05d0")
def test_hostile_text_in_every_slot_comes_back_as_text(text: str) -> None:
    assert_only_text(text)


def test_a_blank_is_told_apart_from_an_empty_cell() -> None:
    read = word.read_word(render(summary()))
    blanks = [
        run.text
        for paragraph in word.paragraphs(read)
        for run in paragraph.runs
        if run.style is not None and run.style.name == "Blank"
    ]
    assert blanks
    assert set(blanks) == {"to fill in"}


def is_rtl(paragraph: object) -> bool:
    return paragraph._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None  # type: ignore[attr-defined]


def test_right_to_left_text_is_marked_as_such() -> None:
    details = {"child_name": "محمد علي (Mo)", "child_school": "Academy שלום", "carers": "Łucja"}
    read = word.read_word(render(summary(screening(details=details))))
    by_text = {paragraph.text: paragraph for paragraph in word.paragraphs(read)}
    name, school = by_text["محمد علي (Mo)"], by_text["Academy שלום"]
    assert (is_rtl(name), is_rtl(school), is_rtl(by_text["Łucja"])) == (True, False, False)
    assert [(r.text, bool(r.font.rtl)) for r in name.runs] == [
        ("محمد علي (", True),
        ("Mo", False),
        (")", True),
    ]
    assert [(r.text, bool(r.font.rtl)) for r in school.runs] == [
        ("Academy ", False),
        ("שלום", True),
    ]


@given(st.text(st.sampled_from("ab (),1:\u05d0\u05d1\u0627\u200f中\n")))
def test_runs_of_one_direction_are_the_text(text: str) -> None:
    found = list(runs_of(text))
    assert "".join(part for part, _ in found) == text
    assert all(part for part, _ in found) or text == ""
    assert all(one[1] != other[1] for one, other in itertools.pairwise(found))
    for part, right_to_left in found:
        strong = [char for char in part if reads_right_to_left(char)]
        assert right_to_left or not strong


def test_columns_have_room_for_their_words() -> None:
    widths = shares((["Status", "Required"], ["Action", "long words " * 30], ["n", "1"]), 9866)
    assert sum(widths) == 9866
    assert widths[0] > len("Required") * 100
    assert widths[1] == max(widths)
    assert shares((["x" * 80],) * 30, 9866) and sum(shares((["x" * 80],) * 30, 9866)) == 9866


def test_a_summary_of_nothing_can_be_rendered() -> None:
    empty = Summary("", "", "", (), {}, {}, {})
    assert word.texts(word.read_word(render(empty))) == [""]


def test_many_signs_and_a_text_without_end_are_rendered() -> None:
    signs = {name: SignAnswer("yes", "current", "note\n" * 500) for name in screening().signs}
    of = screening(signs=signs, narrative={"worried_about": "x" * 200_000})
    assert "x" * 200_000 in word.texts(word.read_word(render(summary(of))))


def word_template() -> ModuleType:
    spec = importlib.util.spec_from_file_location("word_template", DOCS / "word_template.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_shipped_template_is_what_the_script_makes() -> None:
    script = word_template()
    assert unpacked(script.REFERRAL.read_bytes()) == unpacked(script.referral()), (
        "run: python docs/word_template.py"
    )


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts: how well they are compressed differs between machines."""
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("of", (NOTED, document("= 1 {{x}} <b> שלום")))
def test_libreoffice_opens_it_and_shows_the_text(of: Summary, tmp_path: Path) -> None:
    file = word.as_pdf(render(of), tmp_path)
    assert re.search(r"Page 1 of \d", word.pdf_words(file))
    read, place = seen(word.pdf_words(file, order="-raw")), 0
    for text in map(seen, (of.marking, *all_texts(of, as_tables=True))):
        place = read.index(text, place) + len(text)


def seen(text: str) -> str:
    """The text without spaces, and without what only tells a direction."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


def test_own_words_are_set_apart_in_tables_and_lists() -> None:
    block = Table(("a", "b"), (("x", OwnWords("typed")),))
    of = replace(
        summary(), sections=(Section("s", "S", (block, Bullets((("x", OwnWords("said")),)))),)
    )
    styles = {p.text: p.style.name for p in word.paragraphs(word.read_word(render(of))) if p.style}
    assert (styles["typed"], styles["said"]) == ("Table Own Words", "List Own Words")


def test_its_structure_reaches_a_tagged_pdf(tmp_path: Path) -> None:
    """LibreOffice makes a PDF of it in which a checker of PDF/UA-1 finds nothing wrong."""
    told = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
    file = word.as_pdf(render(made()), tmp_path, to=told)
    done = subprocess.run(
        [sys.executable, "-m", "pdfua", "check", str(file)], capture_output=True, check=False
    )
    assert b"result: PASS" in done.stdout
