"""The PDF: tagged, with every text of the summary, in fonts of our own, and with nothing else."""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdfua import validate
from pypdf import PdfReader

from csescreen.core.summary import Code, Paragraph, Section, Summary, Table
from csescreen.core.text import clean
from csescreen.export import as_pdf
from csescreen.export.as_pdf import PdfError, PdfExporter
from csescreen.export.pdf.content import Content
from csescreen.export.pdf.coverage import fonts_of, in_words, plainest, showable
from tests.export.builder import screening, summary
from tests.export.hostile import FRAGMENTS, document, long_texts
from tests.export.reading_pdf import TaggedPdf
from tests.export.test_several import made
from tests.export.texts import all_texts

FONTS = Path(str(files("csescreen"))) / "data" / "fonts"
LEFT_TO_RIGHT = (
    *("Łukasz Żółć-Śmigły", "Siân Gwŷr Llŷn", "Nguyễn Thị Hồng Ánh", "Ștefan Țîrlea"),
    *("İpek Şahin Ğ", "Ελένη Παπαδοπούλου", "Олена Їжакевич", "রহিমা খাতুন", "ਹਰਪ੍ਰੀਤ ਸਿੰਘ"),
    *("પ્રિયા પટેલ", "प्रिया शर्मा", "தமிழ்ச்செல்வி", "ሰላም ገብረ", "王小明 陳大文", "さくら カタカナ"),
    *("김민준", "ნინო", "Անի", "සිංහල", "สมชาย", "“quotes” – … • £5 ≥ ✓ ←", "first office"),
)
RIGHT_TO_LEFT = ("محمد عبد الله", "محمد علی خان گڑیا", "שרה לוי")
PIECES = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def read(of: Summary) -> TaggedPdf:
    return TaggedPdf(PdfExporter().render(of))


@cache
def sample() -> TaggedPdf:
    return read(summary())


def squeezed(text: str) -> str:
    """The text without what is not seen: spaces, and what joins or divides."""
    seen = (c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFC", "".join(seen))


def written(text: str) -> Summary:
    section = Section("one", "Section", (Paragraph(text, own_words=True),))
    return Summary("Title", "", "MARK", (section,), {}, {}, {})


@pytest.mark.parametrize("of", (summary(), made(), document("Plain")), ids=("one", "two", "slots"))
def test_every_text_of_the_summary_is_there_in_its_order(of: Summary) -> None:
    found, place = squeezed(read(of).text), 0
    for text in all_texts(of):
        place = found.index(squeezed(text), place)


@pytest.mark.parametrize("of", (summary(), made(), document("Plain")), ids=("one", "two", "slots"))
def test_the_independent_checker_finds_nothing(of: Summary, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(PdfExporter().render(of))
    report = validate(str(path))
    assert report.findings == ()
    assert len(report.outcomes) >= 12


def test_it_says_what_it_is() -> None:
    root = sample().root
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_headings_tables_and_figures_are_tagged() -> None:
    tags = sample().tags
    of = summary()
    assert tags.count("/H1") == 1
    assert tags.count("/H2") == len(of.sections)
    assert tags.count("/Table") == tags.count("/THead") == tags.count("/TBody") > 3
    assert tags.count("/BlockQuote") == 4
    assert tags.count("/Figure") == 1
    (chart,) = sample().alternatives
    assert chart.startswith("Signs present, by domain and level. Direct signs: 1 Acute; Health")


def test_metadata_holds_the_title_and_the_program_that_set_it() -> None:
    """No author, no date, no machine; the reference, and not the child's name."""
    reader = sample().reader
    assert set(reader.metadata or {}) == {"/Title", "/Creator"}
    assert reader.metadata is not None
    assert reader.metadata.title == "A-17 Child sexual exploitation: screening and referral"
    assert str(reader.metadata.creator).startswith("Typst ")
    content = PdfExporter().render(summary())
    assert str(Path.home()).encode() not in content
    assert b"Example Child" not in content
    packet = sample().root["/Metadata"].get_data().decode()
    assert "Date" not in packet
    assert "Example Child" not in packet


def test_nothing_leads_out_of_it() -> None:
    """No link, no script, no attachment, no form, even where the text has an address."""
    address = "https://example.com javascript:alert(1) <a href='x'>"
    found = read(document(address))
    reader = found.reader
    assert not {"/Names", "/OpenAction", "/AA", "/AcroForm", "/AF"} & set(found.root)
    for page in reader.pages:
        assert not {"/Annots", "/AA"} & set(page)
    kinds = {str(thing.get("/S")) for thing in _dictionaries(reader) if "/S" in thing}
    assert not kinds & {"/URI", "/Launch", "/JavaScript", "/GoToR", "/SubmitForm"}


def _dictionaries(reader: PdfReader) -> list[dict[Any, Any]]:
    objects: Iterator[Any] = (reader.get_object(number) for number in _numbers(reader))
    return [one for one in objects if isinstance(one, dict)]


def _numbers(reader: PdfReader) -> list[int]:
    plain = (number for table in reader.xref.values() for number in table)
    return [number for number in (*plain, *reader.xref_objStm) if number]


@pytest.mark.parametrize("marking", ("", "TRAINING"))
def test_marking_reference_and_number_stand_on_every_page(marking: str) -> None:
    pages = read(summary(marking=marking)).reader.pages
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert text.count(marking or "OFFICIAL-SENSITIVE") == 2
        assert "A-17" in text
        assert f"Page {number} of {len(pages)}" in text


def test_a_long_text_keeps_its_marking_and_its_end() -> None:
    text = "\n\n".join(f"{number} " + "The carer saw the car again. " * 20 for number in range(150))
    found = read(written(text))
    assert len(found.pages) > 10
    assert squeezed(text) in squeezed(found.text)
    assert all("MARK" in page.extract_text() for page in found.reader.pages)


def test_header_rows_stand_on_every_page_of_a_table() -> None:
    pages = read(made()).reader.pages
    with_header = [page for page in pages if "Called for" in page.extract_text()]
    assert len(with_header) > 2


def test_blanks_are_seen() -> None:
    assert sample().text.count("to fill in") == 6


def test_a_command_is_set_to_be_copied() -> None:
    closing = ("Audit head", Code("12:abc"), "keep this")
    found = read(replace(summary(), closing=closing))
    assert found.words.endswith("Audit head 12:abc keep this")
    resources: Any = found.reader.pages[-1]["/Resources"]
    names = {str(font.get_object()["/BaseFont"]) for font in resources["/Font"].values()}
    assert any("Mono" in name for name in names)


@pytest.mark.parametrize("name", LEFT_TO_RIGHT)
def test_a_name_is_shown_and_read_back(name: str) -> None:
    assert showable(clean(name)) == clean(name)
    assert squeezed(name) in squeezed(read(written(name)).text)


@pytest.mark.parametrize("name", RIGHT_TO_LEFT)
def test_a_name_that_runs_from_right_to_left_is_read_back_word_by_word(name: str) -> None:
    """The words of a line stand in the order in which they are seen, from left to right."""
    assert showable(name) == name
    words = read(written(name)).text.split()
    assert [word for word in words if word in name.split()] == list(reversed(name.split()))


def test_a_character_that_no_font_shows_is_told_in_words() -> None:
    text = "He sent \U0001f92c and \ue000."
    told = "He sent [U+1F92C serious face with symbols covering mouth] and [U+E000]."
    assert showable(text) == told
    assert told in read(written(text)).words


def test_a_mark_that_the_font_of_its_letter_lacks_is_told_after_it() -> None:
    assert showable("क̀") == "क" + in_words("\u0300")
    assert showable("e\u0323") == "e\u0323"
    assert showable("\ufeffName") == "Name"


def test_a_header_that_fills_pages_is_not_on_every_page() -> None:
    long = "word " * 2000
    table = Table((long, "b"), ((long, "y"), ("u", "v")), "c")
    of = replace(summary(), sections=(Section("one", "One", (table,)),))
    assert len(read(of).reader.pages) < 40


def test_what_cannot_be_set_at_all_comes_in_words_and_then_as_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[str] = []

    def refuses(content: str) -> bytes | None:
        tried.append(json.loads(content)["sections"][0]["blocks"][0]["text"])
        return None

    monkeypatch.setattr(as_pdf, "_typeset", refuses)
    with pytest.raises(PdfError) as caught:
        PdfExporter().render(written("শ secret"))
    assert tried == ["শ secret", "[U+09B6 bengali letter sha] secret"]
    assert "secret" not in str(caught.value)
    assert caught.value.__context__ is None


@pytest.mark.parametrize("fragment", [one for one in FRAGMENTS if clean(one).strip()])
def test_each_hostile_fragment_is_shown_as_it_was_typed(fragment: str) -> None:
    shown = squeezed(showable(clean(fragment).strip("\n")))
    assert "".join(sorted(shown)) == "".join(sorted(squeezed(_own(fragment))))


def _own(text: str) -> str:
    found = squeezed(read(written(text)).text)
    return found.removeprefix("MARKTitleSection")


@PIECES
@given(long_texts)
def test_hostile_text_in_every_slot_changes_no_shape(text: str) -> None:
    shape = [tag for tag in read(document(text)).tags if tag in {"/TR", "/TD", "/TH", "/H2", "/LI"}]
    plain = [tag for tag in read(document("A")).tags if tag in {"/TR", "/TD", "/TH", "/H2", "/LI"}]
    assert shape == plain


@PIECES
@given(st.text(st.characters(), max_size=60))
def test_any_text_at_all_can_be_set(text: str) -> None:
    assert as_pdf._typeset(json.dumps(Content(showable).of(written(text)))) is not None
    assert as_pdf._typeset(json.dumps(Content(plainest).of(written(text)))) is not None


def test_a_very_long_word_stays_on_the_page() -> None:
    for word in ("somebody.with.a.long.name@an-authority.example.gov.uk" * 4, "a" * 300):
        found = read(written(word))
        assert squeezed(word) in squeezed(found.text)
        lines = found.reader.pages[0].extract_text().splitlines()
        assert max(map(len, lines)) < 110


def test_the_list_of_what_fonts_show_is_what_they_show() -> None:
    lines = (FONTS / "coverage.txt").read_text().splitlines()
    listed = dict(line.split(" ", 1) for line in lines)
    assert listed.keys() == {path.name for path in FONTS.glob("*.ttf")}
    for name, ranges in listed.items():
        font = set(TTFont(FONTS / name).getBestCmap())
        told = [
            range(int(a, 16), int(b, 16) + 1) for a, b in (r.split("-") for r in ranges.split())
        ]
        assert {code for one in told for code in one} == font


def test_every_font_is_in_the_template_and_its_licence_ships() -> None:
    template = files("csescreen.export.pdf").joinpath("referral.typ").read_text(encoding="utf-8")
    for path in FONTS.glob("*.ttf"):
        assert f'"{TTFont(path)["name"].getDebugName(1)}"' in template, path.name
    assert len(list(FONTS.glob("LICENSE-*.txt"))) == 3
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 12_000_000


def test_no_font_shows_what_is_no_character() -> None:
    assert fonts_of("ñ") & fonts_of("n")
    assert not fonts_of("\ud800") | fonts_of("\ue000") | fonts_of("\u0378")


def test_the_family_s_and_an_empty_screening_can_be_set() -> None:
    bare = summary(replace(screening(), signs={}, narrative={}, details={}, facts={}))
    assert "No sign has been answered yes so far." in read(bare).text
    few = Summary("What happens next", "", "", (), {}, {}, {}, audience="family")
    assert read(few).words == "What happens next"
