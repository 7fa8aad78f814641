"""Answering in time windows, amending weights, and where a change is."""

from pathlib import Path

import pytest

from csescreen.core.answers import amend_weight, answer_sign, answer_window, changed_item
from csescreen.core.items import Item, answer_given, item_of, row_key, rows_of, takes_possible
from csescreen.core.reading import no_longer_asked
from csescreen.core.screening import ChosenWeight, Screening, SignAnswer
from tests.tools import assessed, same_on_the_command_line, tool_shelf

TOOL = tool_shelf().get("quayside")
SIGN = "lighthouse-visits"
NEAR, FAR = Item(SIGN, "six_months"), Item(SIGN, "before")


def after(screening: Screening, item: Item, answer: str) -> Screening:
    return answer_window(screening, item, answer, TOOL.windows)


def test_windows_are_answered_one_by_one_and_the_strongest_answer_follows() -> None:
    screening = after(Screening(), FAR, "no")
    assert screening.signs[SIGN] == SignAnswer("not_asked", windows=(("before", "no"),))
    screening = after(screening, NEAR, "possible")
    assert screening.signs[SIGN].answer == "possible"
    assert screening.signs[SIGN].windows == (("six_months", "possible"), ("before", "no"))
    assert answer_given(TOOL, screening, FAR.key) == "no"
    screening = after(screening, NEAR, "no")
    assert screening.signs[SIGN].answer == "no"
    screening = after(after(screening, NEAR, ""), FAR, "")
    assert not screening.signs


def test_what_was_noted_of_a_sign_stays_whatever_window_is_answered() -> None:
    before = SignAnswer("yes", "recent", "Seen there", weights=(ChosenWeight(1, "why"),))
    screening = after(Screening(signs={SIGN: before}), FAR, "no")
    answer = screening.signs[SIGN]
    assert dict(answer.windows) == {"six_months": "yes", "before": "no"}
    assert (answer.when, answer.note, answer.weights) == (None, "Seen there", before.weights)


UNDATED = Screening(frameworks=("quayside",), signs={SIGN: SignAnswer("yes", note="Seen")})


@pytest.mark.parametrize("answer", ["no", "unknown", "possible"])
def test_a_sign_known_to_be_present_stays_present_and_no_window_is_invented(answer: str) -> None:
    screening = after(UNDATED, NEAR, answer)
    assert screening.signs[SIGN].answer == "yes"
    assert dict(screening.signs[SIGN].windows) == {"six_months": answer}
    assert answer_given(TOOL, screening, FAR.key) == "unknown"
    assert after(screening, NEAR, "") == UNDATED
    assert not after(Screening(signs={SIGN: SignAnswer("no")}), NEAR, "no").signs[SIGN].when


def test_nothing_is_taken_away_from_a_yes_without_a_time_by_clearing_a_window() -> None:
    assert after(UNDATED, NEAR, "") == UNDATED


def test_a_yes_in_a_window_says_nothing_of_the_others() -> None:
    screening = after(UNDATED, NEAR, "yes")
    assert screening.signs[SIGN].windows == (("six_months", "yes"),)
    assert answer_given(TOOL, screening, FAR.key) == ""


def test_a_sign_that_every_window_answers_no_is_no() -> None:
    screening = after(after(UNDATED, NEAR, "no"), FAR, "no")
    assert screening.signs[SIGN].answer == "no"
    assert screening.signs[SIGN].note == "Seen"


@pytest.mark.parametrize(("answer", "least", "most"), [("no", 1, 1), ("unknown", 1, 6)])
def test_a_yes_in_a_window_that_was_not_asked_counts_and_goes_through_a_case_file(
    answer: str, least: int, most: int, tmp_path: Path
) -> None:
    screening = after(UNDATED, NEAR, answer)
    (total,) = assessed(screening).sums
    (bare,) = assessed(Screening(frameworks=("quayside",))).sums
    assert total.range.least == least
    assert total.range.most - bare.range.most == most - 6
    assert total.range.most_unknown >= total.range.least
    found = same_on_the_command_line(screening, tmp_path)
    assert found["sums"][0]["least"] == least


def test_the_rows_of_a_sign_and_the_row_that_a_key_leads_to() -> None:
    assert rows_of(TOOL, SIGN) == (NEAR, FAR)
    assert item_of(NEAR.key) == NEAR
    assert row_key(TOOL, SIGN) == NEAR.key
    assert row_key(TOOL, FAR.key) == FAR.key
    assert rows_of(TOOL, "immediate_danger") == (Item("immediate_danger"),)
    assert rows_of(tool_shelf().get("telford"), "missing-episodes") == (Item("missing-episodes"),)


def test_a_change_is_in_its_window() -> None:
    first = after(Screening(), NEAR, "yes")
    second = after(first, FAR, "no")
    assert changed_item(first, second) == FAR.key
    assert changed_item(Screening(), first) == NEAR.key
    plain = answer_sign(Screening(), SIGN, "yes")
    assert changed_item(Screening(), plain) == SIGN


def test_possible_is_an_answer_only_where_the_tool_has_it() -> None:
    assert takes_possible(TOOL, NEAR.key)
    assert not takes_possible(TOOL, "immediate_danger")  # a question that all tools share
    assert takes_possible(tool_shelf().get("lanterns"), "kind_aunt")
    assert not takes_possible(tool_shelf().get("lanterns"), "home_statement")
    assert not takes_possible(tool_shelf().get("telford"), "missing-episodes")


def test_under_several_frameworks_a_weight_names_its_own() -> None:
    signs = {"young-carer": SignAnswer("yes")}
    screening = Screening(frameworks=("quayside", "telford"), signs=signs)
    amended = amend_weight(screening, "quayside", "young-carer", 1, "x")
    assert amended.signs["young-carer"].weights == (ChosenWeight(1, "x", "quayside"),)


def test_a_weight_is_amended_and_taken_back() -> None:
    screening = Screening(signs={"young-carer": SignAnswer("yes")})
    amended = amend_weight(screening, "quayside", "young-carer", 0, "Long ago")
    assert amended.signs["young-carer"].weights == (ChosenWeight(0, "Long ago"),)
    assert amend_weight(amended, "quayside", "young-carer", None, "") == screening
    assert amend_weight(screening, "quayside", "bereavement", 1, "x") == screening


def test_answers_to_own_questions_are_told_of_where_a_tool_is_taken_away() -> None:
    before, after = tool_shelf().get("lanterns"), tool_shelf().get("telford")
    screening = Screening(facts={"home_statement": "calm", "immediate_danger": "no"})
    assert no_longer_asked(screening, before, after) == ("home_statement",)
