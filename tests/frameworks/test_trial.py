"""What an author's case expects, held against outcomes of any screening."""

import json
from typing import Any

from hypothesis import given, settings

from csescreen.bootstrap import shelf
from csescreen.frameworks.expectations import EXPECTATIONS
from csescreen.frameworks.expecting import Among, Each, InOrder, One
from csescreen.frameworks.files import parse_toml
from csescreen.frameworks.trial import (
    Case,
    differences,
    expectation_problems,
    names_of,
    read_cases,
)
from tests.core.screenings import CASES, FRAMEWORKS, Table, public


def answer_to(says: Table) -> Any:
    return json.loads(public(says))


def expecting(outcome: Any) -> dict[str, Any]:
    """Return what a case would expect whose author wrote down all that came."""
    expected: dict[str, Any] = {}
    for key, one in EXPECTATIONS.items():
        match one:
            case One() | Each():
                expected[key] = one.seen(outcome)
            case Among():
                expected[key] = list(one.seen(outcome)) if one.wanted else []
            case InOrder():
                expected[key] = list(one.seen(outcome))
    return expected


def case(expected: dict[str, Any]) -> Case:
    return Case(1, "a case", {}, expected, {}, [])


@settings(max_examples=60, deadline=None)
@given(CASES)
def test_what_came_is_no_difference_and_every_name_in_it_is_known(says: Table) -> None:
    outcome, framework = answer_to(says), says["framework"]
    written = case(expecting(outcome))
    assert differences(written, outcome) == []
    known = {framework: names_of(FRAMEWORKS[framework], shelf().common.tables)}
    assert list(expectation_problems(written, [framework], known, "")) == []


@settings(max_examples=60, deadline=None)
@given(CASES, CASES)
def test_two_outcomes_differ_where_a_case_says_so(one: Table, other: Table) -> None:
    first, second = answer_to(one), answer_to(other)
    for key, wanted in expecting(first).items():
        found = differences(case({key: wanted}), second)
        assert all(at.key.split(".")[0] == key and at.text for at in found)
        if isinstance(EXPECTATIONS[key], One):
            assert bool(found) == (expecting(second)[key] != wanted)


def test_what_should_not_be_there_is_a_difference() -> None:
    outcome = answer_to({"format": 1, "framework": "telford", "as_of": "2026-03-02"})
    looked_at = 0
    for key, one in EXPECTATIONS.items():
        if isinstance(one, Among) and not one.wanted:
            there = list(one.seen(outcome))
            assert len(differences(case({key: there}), outcome)) == len(there) > 0
            looked_at += 1
    assert looked_at == 3


def test_a_case_without_a_name_shifts_no_place() -> None:
    text = (
        '[[case]]\nsays = { as_of = "2026-03-02" }\n[[case]]\nname = "b"\nsays = { format = 1 }\n'
    )
    _, problems = read_cases(parse_toml("cases.toml", text.encode()))
    places = {one.place for one in problems}
    assert {"case[1].name", "case[2].says.as_of"} <= places
    assert "case[1].says.as_of" not in places
