"""FHIR R4: valid for others' libraries, and the answers read back are the screening's."""

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csescreen.bank_holidays import is_bank_holiday
from csescreen.core.assess import assess
from csescreen.core.audience import SUPERVISION
from csescreen.core.form import Form, flat
from csescreen.core.form_answers import answered
from csescreen.core.framework import Framework
from csescreen.core.public import case_json
from csescreen.core.reading import read_together
from csescreen.core.screening import Screening, SignAnswer
from csescreen.core.summarise_several import summarise_reading
from csescreen.core.summary import Summary
from csescreen.core.text import clean, clean_line
from csescreen.core.within import within
from csescreen.errors import UserError
from csescreen.export.as_fhir import FhirExporter, questionnaire
from csescreen.export.files import file_name
from tests.core import screenings, test_tool_laws
from tests.export import builder
from tests.export.fhir_reading import (
    Table,
    case_of,
    check_bundle,
    check_questionnaire,
    checked,
    items_of,
    plain,
)
from tests.export.hostile import long_texts
from tests.tools import tool_shelf

FRAMEWORKS = {
    **{name: tool_shelf().get(name) for name in tool_shelf().ids()},
    **test_tool_laws.TOOLS,
}
MANY = settings(max_examples=50, deadline=None)


def rendered(summary: Summary) -> Table:
    content = FhirExporter().render(summary)
    assert content.isascii()
    bundle: Table = json.loads(content, parse_constant=pytest.fail)
    return bundle


def summarised(screening: Screening, *frameworks: Framework) -> Summary:
    assert screening.as_of is not None
    outcomes = [assess(one, screening, screening.as_of, is_bank_holiday) for one in frameworks]
    return summarise_reading(
        read_together(outcomes),
        screening,
        wording={},
        made_at=builder.MADE_AT,
        program="csescreen",
    )


def expected(screening: Screening, framework: Framework) -> Table:
    """Return what the case file of the screening says under the framework."""
    case = case_json(within(replace(screening, frameworks=(framework.id,)), (framework,)))
    return plain(_as_shown({**case, "details": dict(screening.details)}))


def _as_shown(value: Any) -> Any:
    """Return the texts as every export shows them."""
    if isinstance(value, dict):
        return {key: _as_shown(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_as_shown(one) for one in value]
    return clean(value) if isinstance(value, str) else value


def assert_read_back(screening: Screening, *frameworks: Framework) -> None:
    pairs = checked(rendered(summarised(screening, *frameworks)))
    assert len(pairs) == len(frameworks)
    for framework, (asked, said) in zip(frameworks, pairs, strict=True):
        assert case_of(asked, said) == expected(screening, framework)


@st.composite
def written(draw: st.DrawFn) -> tuple[Screening, Framework]:
    """A screening of any tool, with text that tries to be more than text wherever text may be."""
    module: Any = draw(st.sampled_from([screenings, test_tool_laws]))
    case = draw(module.CASES)
    screening = module.read(case)
    signs = {
        sign: replace(said, note=draw(long_texts), heard_from=draw(long_texts))
        if draw(st.booleans())
        else said
        for sign, said in screening.signs.items()
    }
    facts = dict(screening.facts)
    if draw(st.booleans()):
        facts["missing_episodes_30_days"] = draw(st.integers(0, 100_000) | st.just("unknown"))
        facts["agencies_present"] = tuple(draw(st.lists(long_texts.map(clean_line), max_size=3)))
    keys = st.sampled_from(("working_well", "worried_about", "judgement", "next_steps"))
    screening = replace(
        screening,
        reference=clean_line(draw(st.just("") | long_texts)),
        signs=signs,
        facts=facts,
        narrative=draw(st.dictionaries(keys, long_texts)),
        details={"child_address": draw(long_texts)} if draw(st.booleans()) else {},
    )
    return screening, FRAMEWORKS[case["framework"]]


@MANY
@given(written())
def test_the_answers_read_back_are_those_of_the_screening(
    found: tuple[Screening, Framework],
) -> None:
    assert_read_back(*found)


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_every_framework_is_a_valid_questionnaire(name: str) -> None:
    framework = FRAMEWORKS[name]
    asked: Table = json.loads(json.dumps(questionnaire(framework)))
    check_questionnaire(asked)
    assert asked["version"] == framework.version
    assert {"value": framework.sha256}.items() <= asked["identifier"][0].items()
    links = {item["linkId"] for item in items_of(asked["item"])}
    assert {f"facts.{fact}" for fact in framework.questions} <= links
    assert {f"indicators.{sign}" for sign in framework.indicators} <= links
    assert {f"clocks.{clock}" for clock in framework.known_clocks} <= links


def test_each_version_has_its_address_and_each_framework_one_that_stays() -> None:
    telford = FRAMEWORKS["telford"]
    asked = questionnaire(telford)
    assert asked["url"] == "urn:uuid:5bd225e4-a4d9-52d1-b6f7-4a69ff6420df"
    assert questionnaire(replace(telford, version="9.9"))["url"] == asked["url"]
    assert questionnaire(replace(telford, version="9.9"))["version"] == "9.9"
    urls = {str(questionnaire(framework)["url"]) for framework in FRAMEWORKS.values()}
    assert len(urls) == len(FRAMEWORKS)
    assert all(UUID(url.removeprefix("urn:uuid:")).version == 5 for url in urls)


def test_everything_that_a_screening_says_is_in_the_response() -> None:
    bundle = rendered(builder.summary())
    check_bundle(bundle)
    ((asked, said),) = checked(bundle)
    found = case_of(asked, said)
    screening = builder.screening()
    assert found == expected(screening, builder.framework())
    assert found["details"]["child_name"] == "Example Child (fictional)"
    assert found["indicators"]["secretive"]["grade"]["level"] == "acute"
    assert found["narrative"]["judgement"]
    assert found["facts"]["missing_episodes_30_days"] == 3
    assert found["facts"]["agencies_present"] == ["Police", "School nurse"]


def test_not_known_is_an_answer_and_not_asked_is_none() -> None:
    said = Screening(
        ("telford",),
        as_of=builder.MADE_AT,
        facts={
            "immediate_danger": "unknown",
            "missing_episodes_30_days": "unknown",
            "agencies_present": (),
        },
        signs={"despair": SignAnswer("unknown")},
    )
    telford = FRAMEWORKS["telford"]
    ((asked, response),) = checked(rendered(summarised(said, telford)))
    found = case_of(asked, response)
    assert found["facts"] == {
        "immediate_danger": "unknown",
        "missing_episodes_30_days": "unknown",
        "agencies_present": [],
    }
    assert found["indicators"] == {"despair": {"answer": "unknown"}}
    assert set(found) == {"as_of", "facts", "indicators"}


def test_under_several_frameworks_each_has_its_own_pair() -> None:
    names = ("telford", "quayside", "lanterns")
    screening = replace(
        test_tool_laws.read(
            {
                "format": 1,
                "framework": "time-windows",
                "as_of": "2026-03-02",
                "indicators": {"missing-episodes": "yes"},
            }
        ),
        frameworks=names,
        signs={
            "missing-episodes": SignAnswer("yes", windows=(("six_months", "yes"),), note="Twice"),
            "kite-parties": SignAnswer("possible"),
            "groups-of-adults": SignAnswer("not_asked", windows=(("before", "no"),), note="Seen"),
        },
    )
    assert_read_back(screening, *(FRAMEWORKS[name] for name in names))


def test_a_detail_that_has_no_item_of_its_own_is_told_with_its_name() -> None:
    screening = builder.screening(details={"typed_age": "about 12"})
    form = answered(builder.framework(), screening)
    assert form.answers["further_details"] == ("Typed age: about 12",)
    ((_, said),) = checked(rendered(builder.summary(screening)))
    assert "about 12" in json.dumps(said)


@MANY
@given(written())
def test_every_answer_has_an_item_of_its_kind(found: tuple[Screening, Framework]) -> None:
    screening, framework = found
    form = answered(framework, screening)
    items = {item.id: item for item in flat(form.groups())}
    assert form.answers.keys() <= items.keys()
    for place, value in form.answers.items():
        item = items[place]
        assert item.kind != "group"
        assert (item.kind == "lines") == isinstance(value, tuple)
        if item.choices:
            assert value in item.choices.words


def test_an_empty_screening_has_an_empty_response() -> None:
    ((_, said),) = checked(rendered(builder.summary(Screening(("example",)))))
    (group,) = said["item"]
    assert [item["linkId"] for item in group["item"]] == ["as_of"]


def test_without_its_framework_it_says_why_it_cannot_be_written() -> None:
    unread = replace(builder.summary(), forms=())
    with pytest.raises(UserError) as told:
        FhirExporter().render(unread)
    assert told.value.safe
    assert told.value.do_next


def test_the_marking_goes_with_it() -> None:
    bundle = rendered(builder.summary(marking="TRAINING"))
    assert bundle["meta"]["tag"][0]["display"] == "TRAINING"
    assert bundle["meta"]["security"][0]["code"] == "R"


def test_it_says_for_whom_it_was_written() -> None:
    anonymised = replace(builder.summary(), audience=SUPERVISION.id)
    for summary in (builder.summary(), anonymised):
        assert rendered(summary)["meta"]["tag"][1]["code"] == summary.audience


def test_the_file_name_keeps_both_parts_of_the_suffix() -> None:
    name = file_name("A-17", builder.MADE_AT, FhirExporter.suffix)
    assert name == "cse-screening-A-17-2026-03-02.fhir.json"


def test_nothing_leads_out_of_the_form() -> None:
    asked = questionnaire(FRAMEWORKS["telford"])
    addresses = {
        word for word in json.dumps(asked).replace('"', " ").split() if word.startswith("http")
    }
    assert addresses == {
        "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
        "http://hl7.org/fhir/StructureDefinition/questionnaire-choiceOrientation",
        "http://hl7.org/fhir/questionnaire-item-control",
    }
    assert Form(FRAMEWORKS["telford"]).answers == {}
