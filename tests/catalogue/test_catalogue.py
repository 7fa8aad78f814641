"""The catalogue and its grades say what the documents say; tests/data/catalogue.csv is the key."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from csescreen.bootstrap import shelf
from csescreen.core.framework import Framework, Grade, Indicator

CATALOGUE = Path(__file__).parents[1] / "data" / "catalogue.csv"
SHIPPED = Path(__file__).parents[2] / "csescreen" / "data"
ROWS = list(csv.DictReader(CATALOGUE.open(encoding="utf-8")))
SIGNS = shelf().common.signs
TELFORD, LLR = shelf().get("telford"), shelf().get("llr")
AS_LLR = {"acute": "high", "complex": "medium", "vulnerable": "at-risk"}
READ_AS_HIGH = {
    "controlling-partner",
    "older-relationship",
    "unknown-vehicles",
    "unexplained-money-goods",
}
READ_AS_MEDIUM = {
    "missing-episodes",
    "school-absence",
    "no-protective-network",
    "groups-of-adults",
}
BLAMING = (
    "promiscu",
    "prostitut",
    "lifestyle choice",
    "streetwise",
    "attention seeking",
    "attention-seeking",
    "manipulative",
    "putting themselves at risk",
    "puts themselves at risk",
    "placing themselves",
    "puts herself",
    "puts himself",
    "risky behaviour",
    "refuses to engage",
    "failure to",
    "failing to",
    "fails to",
    "engaging in",
    "engages in",
    "asking for it",
    "chose to",
    "chooses to",
    "wayward",
    "beyond control",
    "consensual",
    "slut",
    "sexually active with",
    "in a relationship with an adult",
    "sexting",
    "child prostitute",
)


def grades(framework: Framework, sign: str, basis: str) -> list[str]:
    return [g.level.id for g in framework.grades[sign] if g.basis == basis]


def best(framework: Framework, sign: str) -> Grade:
    return max(framework.grades[sign], key=lambda grade: grade.level.rank)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["ref"])
def test_every_row_is_cited_by_exactly_the_signs_that_it_names(row: dict[str, str]) -> None:
    citing = {
        (sign.id, source.document)
        for sign in SIGNS.values()
        for source in sign.sources
        if source.ref == row["ref"]
    }
    assert citing == {(sign, row["document"]) for sign in row["indicator_ids"].split()}


def test_no_sign_cites_what_is_not_in_the_catalogue() -> None:
    refs = {source.ref for sign in SIGNS.values() for source in sign.sources}
    assert refs == {row["ref"] for row in ROWS}


def test_every_sign_of_the_catalogue_exists_and_no_other() -> None:
    assert SIGNS.keys() == {sign for row in ROWS for sign in row["indicator_ids"].split()}


def test_appendix_2_levels_are_telfords_published_grades_and_nothing_else_is() -> None:
    published: dict[str, list[str]] = defaultdict(list)
    for row in ROWS:
        if row["ref"].startswith("tw-a2-"):
            for sign in row["indicator_ids"].split():
                published[sign].append(row["published_level"])
    found = {sign: grades(TELFORD, sign, "published") for sign in SIGNS}
    assert {sign: levels for sign, levels in found.items() if levels} == dict(published)


SECTION_4 = {"exploited": "complex", "increased": "vulnerable", "vulnerability": "vulnerable"}
SECTION_4["health"] = "vulnerable"


def test_signs_of_section_4_alone_have_the_suggested_grade_that_the_reading_says() -> None:
    expected = {"no-protective-network": ["complex"]}
    in_appendix = {sign for sign in SIGNS if grades(TELFORD, sign, "published")}
    for row in ROWS:
        if row["ref"].startswith("tw-4-"):
            for sign in row["indicator_ids"].split():
                if sign not in in_appendix:
                    expected.setdefault(sign, [SECTION_4[row["ref"].split("-")[2]]])
    found = {sign: grades(TELFORD, sign, "suggested") for sign in SIGNS}
    assert {sign: levels for sign, levels in found.items() if levels} == expected
    assert not any(grades(TELFORD, sign, "reading") for sign in SIGNS)


def test_llr_published_and_read_grades() -> None:
    published = {sign: grades(LLR, sign, "published") for sign in SIGNS}
    reading = {sign: grades(LLR, sign, "reading") for sign in SIGNS}
    expected = {sign: ["high"] for sign in READ_AS_HIGH} | {
        sign: ["medium"] for sign in READ_AS_MEDIUM
    }
    expected["exploited-peers"] = ["at-risk"]
    assert {sign: levels for sign, levels in published.items() if levels} == expected
    assert {sign: levels for sign, levels in reading.items() if levels} == {
        "disengagement": ["medium"],
        "social-isolation": ["medium"],
    }


def test_llr_suggested_grades_are_telfords_in_llr_words() -> None:
    for sign in SIGNS:
        own = grades(LLR, sign, "published") + grades(LLR, sign, "reading")
        suggested = grades(LLR, sign, "suggested")
        if sign == "exploited-peers":
            assert suggested == ["medium"]
        elif own:
            assert suggested == [], sign
        else:
            assert suggested == [AS_LLR[best(TELFORD, sign).level.id]], sign


@pytest.mark.parametrize("framework", [TELFORD, LLR], ids=lambda f: f.id)
def test_every_sign_has_a_grade_and_every_grade_says_why_and_where(framework: Framework) -> None:
    assert framework.grades.keys() == SIGNS.keys()
    for grade in (grade for several in framework.grades.values() for grade in several):
        assert grade.because
        assert grade.source.document in framework.documents
        assert re.fullmatch(r"\d+(-\d+)?(, \d+(-\d+)?)*", grade.source.lines)
        if grade.basis == "suggested":
            assert "suggested" in grade.because, "the result names it so"


@pytest.mark.parametrize("framework", [TELFORD, LLR], ids=lambda f: f.id)
def test_a_grade_points_to_the_place_that_its_sign_cites(framework: Framework) -> None:
    for sign, several in framework.grades.items():
        cited = {(source.document, source.lines) for source in SIGNS[sign].sources}
        for grade in several:
            assert (grade.source.document, grade.source.lines) in cited, sign


@pytest.mark.parametrize("sign", SIGNS.values(), ids=lambda sign: sign.id)
def test_wording_of_a_sign(sign: Indicator) -> None:
    assert 0 < len(sign.name) <= 88
    explanations = (sign.looks_like, sign.why_it_matters, sign.other_explanations)
    assert all(text.strip() for text in explanations)
    assert len({word.lower() for word in sign.search}) >= 6
    assert all(word.strip() == word != "" for word in sign.search)
    written = " ".join((sign.name, *explanations)).lower()
    assert [word for word in BLAMING if word in written] == []


def texts() -> Iterator[tuple[str, str]]:
    for file in sorted(SHIPPED.rglob("*")):
        if file.suffix in (".toml", ".txt") and not file.name.startswith("LICENSE"):
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                if file.name != "bank_holidays.txt":
                    yield f"{file.name}:{number}", line


def test_nothing_shipped_holds_an_address_a_number_or_a_link() -> None:
    contact = re.compile(
        r"\S@\S|https?:|www\.|\b0\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}\b|\+44|\b[\w-]+\.(gov|org|co)\.uk",
        re.IGNORECASE,
    )
    assert [where for where, line in texts() if contact.search(line)] == []


def test_nothing_shipped_names_a_place_of_a_team() -> None:
    assert [where for where, line in texts() if "Tigers" in line] == []
