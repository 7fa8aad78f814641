"""The document of several frameworks at once; and that of one, which stays as it was."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from csescreen.bank_holidays import is_bank_holiday
from csescreen.bootstrap import case_reader
from csescreen.core.assess import assess
from csescreen.core.public import union_json
from csescreen.core.reading import Reading, read_together
from csescreen.core.screening import Child, ChosenLevel, Screening, SignAnswer
from csescreen.core.summarise_several import summarise_reading
from csescreen.core.summary import Section, Summary, Table, lines_of
from csescreen.export.formats import EXPORTERS
from tests.core.screenings import FRAMEWORKS
from tests.export.builder import MADE_AT, summary
from tests.export.reading import read_html, read_markdown

GOLDEN = Path(__file__).parent / "golden"
TELFORD, LLR = FRAMEWORKS["telford"], FRAMEWORKS["llr"]
SCREENING = Screening(
    frameworks=("telford", "llr"),
    reference="A-17",
    child=Child(age=13),
    facts={"immediate_danger": "yes", "placement": "foster_care"},
    clocks={"referral_received": MADE_AT},
    signs={
        "unknown-vehicles": SignAnswer("yes", "current", "a grey car"),
        "despair": SignAnswer("yes", grades=(ChosenLevel("high", "every night", "llr"),)),
    },
    judged_levels=(ChosenLevel("medium", "on balance", "llr"),),
)


def reading(screening: Screening = SCREENING) -> Reading:
    return read_together(
        [
            assess(FRAMEWORKS[name], screening, screening.as_of or MADE_AT, is_bank_holiday)
            for name in screening.frameworks
        ]
    )


def made(screening: Screening = SCREENING) -> Summary:
    return summarise_reading(
        reading(screening), screening, wording={}, made_at=MADE_AT, program="csescreen 0.1"
    )


def section(name: str, of: Summary | None = None) -> Section:
    return next(one for one in (of or made()).sections if one.id == name)


def table(of: Section) -> Table:
    return next(block for block in of.blocks if isinstance(block, Table))


def texts(of: Summary) -> str:
    return read_markdown(EXPORTERS["markdown"].render(of)).text


@pytest.mark.parametrize("name", ("markdown", "html", "json"))
def test_with_one_framework_the_document_is_byte_for_byte_what_it_was(name: str) -> None:
    """`golden/` holds one framework's document, which several frameworks must not change."""
    exporter = EXPORTERS[name]
    content = exporter.render(summary())
    if name == "html":  # its style is not what is meant here
        content = content[content.index(b"<body>") :]
    assert content == (GOLDEN / f"one_framework{exporter.suffix}").read_bytes()


def test_one_framework_goes_the_way_that_it_always_went() -> None:
    alone = replace(SCREENING, frameworks=("llr",))
    assert [one.id for one in made(alone).sections] == [
        *("urgent", "child", "outcome", "actions", "open-questions"),
        *("signs", "answers", "narrative", "blank", "record"),
    ]
    assert made(alone).outcome["framework"] == {
        "id": "llr",
        "version": LLR.version,
        "sha256": LLR.sha256,
    }


def test_the_document_has_every_part_in_its_order() -> None:
    assert [one.id for one in made().sections] == [
        *("urgent", "child", "outcome", "actions", "outcome-telford", "outcome-llr"),
        *("signs", "answers", "narrative", "blank", "record"),
    ]


def test_levels_stand_side_by_side_and_no_level_stands_for_all() -> None:
    side_by_side = table(section("outcome"))
    rows = {str(row[0]): [lines_of(cell) for cell in row] for row in side_by_side.rows}
    assert rows[TELFORD.name][1][0] == "Acute"
    assert rows[LLR.name][1][0] == "High Risk"
    assert rows[TELFORD.name][3] == ("Not set",)
    assert rows[LLR.name][3] == ("Medium Risk", "on balance")
    assert rows[TELFORD.name][4] == ("Threshold met",)
    assert len(rows) == len(side_by_side.rows) == 2
    glance = dict(made().at_a_glance.rows)
    assert "Highest sign present" not in glance
    assert lines_of(glance[LLR.name])[0] == "Highest sign present: High Risk"
    no_levels = made(replace(SCREENING, frameworks=("telford", "hounslow"))).at_a_glance
    assert (
        lines_of(dict(no_levels.rows)["Hounslow"])[0]
        == "2 signs present; this tool names no levels"
    )


def test_every_action_of_the_union_is_told_once_with_its_authorities() -> None:
    told = table(section("actions"))
    united = reading().actions
    assert [lines_of(row[1])[0] for row in told.rows] == [u.called.action.text for u in united]
    names = {"telford": TELFORD.name, "llr": LLR.name}
    assert [lines_of(row[2]) for row in told.rows] == [
        tuple(names[one] for one in u.frameworks) for u in united
    ]
    assert told.row_header == 1


def test_what_must_happen_now_comes_from_both_and_names_whose_section_47_it_is() -> None:
    urgent = " ".join(
        text
        for block in section("urgent").blocks
        for text in (getattr(block, "text", ""), *map(str, getattr(block, "items", ())))
    )
    assert f"Section 47, {TELFORD.name}. Threshold met." in urgent
    assert LLR.name in urgent


def test_a_grade_says_under_which_framework_it_counts() -> None:
    text = texts(made())
    assert "Telford & Wrekin: Acute" in text
    assert "LLR: High Risk" in text
    assert "Regraded High Risk by the practitioner" in text


def test_the_record_names_every_framework_with_version_and_fingerprint() -> None:
    text = str(section("record"))
    for one in (TELFORD, LLR):
        assert one.name in text
        assert one.sha256[:12] in text
    assert text.count("Fingerprint") == 2


def test_each_notice_is_told_once() -> None:
    text = texts(made())
    for united in reading().notices:
        if united.notice.id not in ("informs-not-decides", "confirm-locally"):
            assert text.count(united.notice.text) == 1


@pytest.mark.parametrize("frameworks", [("telford", "llr"), ("llr", "telford")])
def test_the_case_inside_reads_back_to_the_same_answer(frameworks: tuple[str, ...]) -> None:
    exported = json.loads(EXPORTERS["json"].render(made(replace(SCREENING, frameworks=frameworks))))
    assert exported["outcome"].keys() == {"format", "outcomes", "union"}
    back = case_reader().read(exported["case"], "case")
    assert back.problems == ()
    assert back.screening is not None
    again = union_json(reading(back.screening).outcomes)
    assert json.loads(json.dumps(again)) == exported["outcome"]


def test_a_level_under_a_framework_that_was_taken_away_is_no_part_of_the_case() -> None:
    left = replace(SCREENING, frameworks=("telford",))
    exported = json.loads(EXPORTERS["json"].render(made(left)))
    assert "judged_level" not in exported["case"]
    assert case_reader().read(exported["case"], "case").problems == ()


def test_html_has_a_column_header_for_every_cell() -> None:
    shown = read_html(EXPORTERS["html"].render(made()))
    assert shown.tags.count("caption") == shown.tags.count("table") > 0
    assert shown.tags.count("th") == sum(name == "scope" for _, name, _ in shown.attributes)
