"""What only some tools have, in the referral: every format carries the same facts."""

import json
from dataclasses import replace

import pytest

from csescreen.core.reading import read_together
from csescreen.core.screening import (
    Child,
    ChosenLevel,
    ChosenWeight,
    Screening,
    SignAnswer,
)
from csescreen.core.summarise import summarise
from csescreen.core.summarise_several import summarise_reading
from csescreen.core.summary import Heading, Summary, Table
from csescreen.export.as_csv import CsvExporter
from csescreen.export.as_html import HtmlExporter
from csescreen.export.as_json import JsonExporter
from csescreen.export.as_markdown import MarkdownExporter
from tests.export.reading import read_html, read_markdown
from tests.tools import NOW, assessed, tool_shelf

COUNTED = Screening(
    frameworks=("quayside",),
    child=Child(age=14),
    signs={
        "lighthouse-visits": SignAnswer("yes", windows=(("six_months", "yes"), ("before", "no"))),
        "missing-episodes": SignAnswer("not_asked", windows=(("six_months", "no"),)),
        "groups-of-adults": SignAnswer(
            "possible", windows=(("six_months", "possible"), ("before", "unknown"))
        ),
        "young-carer": SignAnswer("yes", note="Seen", weights=(ChosenWeight(3, "since May"),)),
    },
)
IN_SECTIONS = Screening(
    frameworks=("lanterns",),
    child=Child(age=14),
    facts={"home_statement": "broken", "kind_aunt": "possible", "level_before": "low"},
    signs={"kite-parties": SignAnswer("possible")},
)


def summary(screening: Screening) -> Summary:
    framework = tool_shelf().get(screening.frameworks[0])
    return summarise(
        framework, screening, assessed(screening), wording={}, made_at=NOW, program="csescreen"
    )


def headings(of: Summary, section: str) -> list[str]:
    (found,) = (one for one in of.sections if one.id == section)
    return [block.text for block in found.blocks if isinstance(block, Heading)]


def told(of: Summary) -> dict[str, str]:
    """Return the words of each format, every run of spaces as one."""
    as_json = json.loads(JsonExporter().render(of))
    texts = [*_texts(as_json["at_a_glance"]), *_texts(as_json["summary"])]
    return {
        "html": read_html(HtmlExporter().render(of)).words,
        "markdown": read_markdown(MarkdownExporter().render(of)).words,
        "json": " ".join(" ".join(texts).split()),
    }


def test_the_spreadsheet_says_what_was_asked_of_some_times_only() -> None:
    answers = {line.id: line.answer for line in summary(COUNTED).signs}
    assert answers["missing-episodes"] == "Asked of some times only"
    assert "Not asked" in answers.values()
    assert b"Asked of some times only" in CsvExporter().render(summary(COUNTED))


def _texts(data: object) -> list[str]:
    if isinstance(data, str):
        return [data]
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for part in parts for text in _texts(part)]


COUNTED_FACTS = (
    "8 so far, 8 to 17 with the amended weights",
    "7 so far, 7 to 16 with the preset weights",
    "young carer: 2 amended to 3, because: since May",
    "No one band yet: Mild to Significant",
    "Evidence still to be written down",
    "in the last six months: yes",
    "more than six months ago: not known",
    "Answered possible",
    "Asked of some times only",
    "5 in the last six months and 1 more than six months ago",
    "amended to 3 by the practitioner:",
    "Still to be written down",
)
SECTION_FACTS = (
    "No level so far; could be High",
    "1 High, 0 Medium, 0 Low",
    "What protects the child: Home",
    "An adult stands by the child: possible",
    "What protects the child: Family, home and relationships",
    "The screening before",
    "The child has nowhere to sleep that is safe",
    "The framework works out no level for the child as a whole",
)


@pytest.mark.parametrize("name", ["html", "markdown", "json"])
@pytest.mark.parametrize(
    ("screening", "facts"), [(COUNTED, COUNTED_FACTS), (IN_SECTIONS, SECTION_FACTS)]
)
def test_every_format_carries_the_facts(
    screening: Screening, facts: tuple[str, ...], name: str
) -> None:
    words = told(summary(screening))[name]
    for fact in facts:
        assert fact in words, fact


def test_the_sum_is_there_at_a_glance() -> None:
    rows = dict(summary(COUNTED).at_a_glance.rows)
    assert rows["Level of the sheet"] == "No one level yet"
    assert rows["Total of the sheet"] == (
        "8 so far, 8 to 17 with the amended weights",
        "No one band yet: Mild to Significant",
    )
    assert dict(summary(IN_SECTIONS).at_a_glance.rows)["Home"] == ("High",)


def test_a_tool_that_only_weighs_has_no_column_of_grades() -> None:
    (signs,) = (one for one in summary(COUNTED).sections if one.id == "signs")
    tables = [block for block in signs.blocks if isinstance(block, Table)]
    assert tables
    for table in tables:
        assert table.header[1:] == ("When", "Evidence", "Said by", "Weight")


def test_nothing_of_it_is_told_under_what_ships() -> None:
    for name in ("telford", "llr"):
        screening = replace(COUNTED, frameworks=(name,), signs={"young-carer": SignAnswer("yes")})
        found = summary(screening)
        assert headings(found, "outcome")[0] == "Section 47 (Children Act 1989)"
        assert [label for label, _ in found.at_a_glance.rows[:3]] == [
            "Reference",
            "Age that counts",
            "Highest sign present",
        ]
        (signs,) = (one for one in found.sections if one.id == "signs")
        (table,) = (block for block in signs.blocks if isinstance(block, Table))
        assert table.header == (
            "Sign present",
            "When",
            "Evidence",
            "Said by",
            "Grade and its basis",
        )


def test_a_level_that_people_entered_is_called_so() -> None:
    entered = ChosenLevel("high", "The chair, after the meeting")
    screening = Screening(frameworks=("tidemark",), judged_levels=(entered,))
    for words in told(summary(screening)).values():
        assert "Level entered by people" in words
        assert "The chair, after the meeting" in words
        assert "Highest sign present" not in words


def test_beside_another_authority_each_tool_keeps_its_own() -> None:
    both = replace(COUNTED, frameworks=("telford", "quayside"))
    outcomes = [assessed(replace(both, frameworks=(name,))) for name in both.frameworks]
    found = summarise_reading(
        read_together(outcomes), both, wording={}, made_at=NOW, program="csescreen"
    )
    for words in told(found).values():
        assert "Quayside: 5 in the last six months and 1 more than six months ago" in words
        assert "Total of the sheet: 8 so far, 8 to 17 with the amended weights" in words
        assert "Still to be written down" in words
        assert "in the last six months: possible" in words
