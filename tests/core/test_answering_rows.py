"""What every shell does alike: rows answered, typed answers, ages, levels that people set."""

from datetime import UTC, date, datetime

import pytest

from csescreen.core.answers import answer_row
from csescreen.core.child_fields import with_age
from csescreen.core.framework import Question
from csescreen.core.items import answers_of
from csescreen.core.narrating import PARTS, prompts_of, text_of, with_text
from csescreen.core.reading import read_together
from csescreen.core.regrading import (
    asking_for_a_level,
    ways_to_judge,
    ways_to_regrade,
    why_not_judged,
    why_not_regraded,
)
from csescreen.core.screening import Child, Screening, SignAnswer
from csescreen.core.typed import TypedError, typed_fact
from tests.tools import assessed, tool_shelf

NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
NUMBER = Question("missing_episodes_30_days", "number", "How many?", "missing")
NAMES = Question("agencies_present", "names", "Who?", "present")


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", 3), ("0", 0), ("0007", 7), ("9999", 9999), ("", None), (" u ", "unknown")],
)
def test_a_number_is_read(text: str, value: object) -> None:
    assert typed_fact(NUMBER, text) == value


@pytest.mark.parametrize("text", ["10000", "0001234567", "-1", "3.5", "\u0663", "9" * 6000])
def test_what_is_no_number_is_said(text: str) -> None:
    with pytest.raises(TypedError):
        typed_fact(NUMBER, text)


def test_names_are_read() -> None:
    assert typed_fact(NAMES, " police, ,health ") == ("police", "health")
    assert typed_fact(NAMES, " , ") is None


def test_an_age_or_a_date_of_birth_takes_the_place_of_both() -> None:
    born = with_age("27/3/2010", NOW)(Screening(child=Child(age=14)))
    assert born.child == Child(None, date(2010, 3, 27))
    assert with_age(" 15 ", NOW)(born).child == Child(15)
    assert with_age("", NOW)(born).child == Child()


@pytest.mark.parametrize("text", ["26", "sixteen", "31/2/2010", "1/1/2099", "1/1/1950"])
def test_what_is_no_age_is_said(text: str) -> None:
    with pytest.raises(TypedError):
        with_age(text, NOW)


def test_a_row_is_a_sign_a_sign_in_a_time_or_a_question() -> None:
    windows = tool_shelf().get("quayside")
    screening = answer_row(Screening(), windows, "lighthouse-visits@six_months", "yes")
    assert screening.signs["lighthouse-visits"].windows == (("six_months", "yes"),)
    telford = tool_shelf().get("telford")
    assert answer_row(screening, telford, "young-carer", "no").signs["young-carer"].answer == "no"
    asked = answer_row(screening, telford, "immediate_danger", "yes")
    assert asked.facts == {"immediate_danger": "yes"}
    assert answer_row(asked, telford, "immediate_danger", "").facts == {}


def test_not_known_can_always_be_answered() -> None:
    for question in tool_shelf().get("telford").questions.values():
        assert "unknown" in answers_of(question)
    assert [*answers_of(None, possible=True)] == ["yes", "possible", "no", "unknown"]


@pytest.mark.parametrize(
    ("framework", "sign", "ways"),
    [
        ("telford", "young-carer", ["level"]),
        ("quayside", "young-carer", ["weight"]),
        ("quayside", "bereavement", ["weight"]),
        ("hounslow", "young-carer", []),
    ],
)
def test_what_may_be_set_anew_is_offered_and_else_it_is_said_why_not(
    framework: str, sign: str, ways: list[str]
) -> None:
    screening = Screening(frameworks=(framework,), signs={sign: SignAnswer("yes")})
    reading = read_together([assessed(screening)])
    assert [way.what for way in ways_to_regrade(reading, screening, sign)] == ways
    assert why_not_regraded(reading, sign).endswith(".")


def test_the_level_that_people_set_is_asked_for_as_the_tool_has_it() -> None:
    for framework, asked in (
        ("telford", "Which level do you judge, and why?"),
        ("tidemark", "Which level is entered?"),
    ):
        outcome = assessed(Screening(frameworks=(framework,)))
        assert asking_for_a_level(outcome)[0] == asked
        assert ways_to_judge(read_together([outcome])) == [outcome.framework]
    for framework, why in (
        ("lanterns", "This tool names no level for the child as a whole."),
        ("hounslow", "This tool names no levels."),
    ):
        reading = read_together([assessed(Screening(frameworks=(framework,)))])
        assert ways_to_judge(reading) == []
        assert why_not_judged(reading) == why


@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_the_narrative_is_kept_and_has_something_to_think_of(part: str) -> None:
    assert prompts_of(tool_shelf().get("telford"))[part]
    written = with_text(part, "one\r\ntwo\x1b")(Screening())
    assert text_of(part, written) == "one\ntwo\u241b"
    assert with_text(part, "")(written) == Screening()
