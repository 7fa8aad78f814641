"""Laws of the contract and the readings, over whole cases and the real frameworks."""

import json
import random
from functools import cache
from typing import Any

import jsonschema_rs
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from csescreen.casefile.outcome_schema import outcome_schema
from csescreen.core.outcome import Outcome
from csescreen.core.public import case_json, outcome_json
from csescreen.core.timelimits import due_order
from tests.core.screenings import (
    CASES,
    SIGN_IDS,
    YES_NO,
    Table,
    outcome,
    possible_rank,
    public,
    rank,
    read,
    required,
    statuses,
    unknown_facts,
    unknown_signs,
    with_fact,
    with_sign,
)

law = settings(max_examples=80, deadline=None, derandomize=True)

# "belongs to a lower level alone" (contract, laws)
OF_A_LOWER_LEVEL = {
    "tw-prevention", "tw-resolution",
    "llr-educate", "llr-duty-contact", "llr-family-work", "llr-record-monitor",
    "llr-cse2", "llr-weekly-discussion", "llr-police-missing", "llr-review-on-change",
}  # fmt: skip
# "the pathway that section 47 replaces" (readings, Telford & Wrekin)
PATHWAY = {
    "tw-allocate", "tw-risk-assessment", "tw-panel", "tw-prevention", "tw-resolution",
    "tw-strategy-meeting", "tw-reconsider-threshold",
}  # fmt: skip
WHERE_NO_SIGN_IS = {"tw-safeguarding-lead"}
# other ways that pathways.csv names: by the answer that leads to the one, the steps of the other
ANOTHER_WAY = {
    "allocated_social_worker": {"ho-referral-form", "ho-mash-screening", "ho-police-joint-review"},
    "clear_indicators": {"co-start-early-help"},
    "immediate_danger": {"co-start-early-help"},
    "initial_conference": {"co-risk-management"},
}
# what pathways.csv asks for where the answer is no: an unknown makes it possible
WHERE_IT_IS_NO = {
    "initial_conference": {"co-risk-management"},
    "case_status": {"co-start-early-help"},
}
SECTION_47 = {"not_stated": 0, "not_met": 0, "consider": 1, "possible": 1, "presumed": 2, "met": 3}
STATUS = {"absent": 0, "possible": 1, "consider": 2, "required": 3}
# the answer that says no, where unknown is one of several choices
NO = {"case_status": "not_open", "placement": "home", "out_of_area": "no", "cse_category": "none"}


def counted_level(found: Outcome) -> int:
    return max(rank(found), found.judged_level.level.rank if found.judged_level else 0)


def check_further_yes(before: Outcome, after: Outcome, fact: str = "") -> None:
    assert rank(after) >= rank(before)
    assert SECTION_47[after.section_47.status] >= SECTION_47[before.section_47.status]
    lost = required(before) - required(after) - ANOTHER_WAY.get(fact, set())
    if counted_level(after) > counted_level(before):
        lost -= OF_A_LOWER_LEVEL
    if after.section_47.status == "met":
        lost -= PATHWAY
    assert lost <= WHERE_NO_SIGN_IS
    if lost:
        assert any(reason.indicators for reason in after.reasons), "a sign is present now"


@law
@given(CASES, SIGN_IDS)
def test_a_further_sign_never_lowers_the_level_nor_removes_a_step(case: Table, sign: str) -> None:
    check_further_yes(outcome(case), outcome(with_sign(case, sign, "yes")))


@law
@given(CASES, st.sampled_from([fact for fact in YES_NO if fact != "not_cse"]))
def test_a_further_fact_never_lowers_the_level_nor_removes_a_step(case: Table, fact: str) -> None:
    check_further_yes(outcome(case), outcome(with_fact(case, fact, "yes")), fact)


@law
@given(CASES)
def test_not_cse_never_removes_what_section_47_danger_or_a_grave_sign_calls_for(
    case: Table,
) -> None:
    without = outcome(with_fact(case, "not_cse", "no"))
    decided = outcome(with_fact(case, "not_cse", "yes"))
    assert rank(decided) == rank(without)
    assert decided.section_47 == without.section_47
    lost = required(without) - required(decided)
    assert lost <= PATHWAY
    indicated = without.indicated_level
    if indicated and indicated.basis == "published" and indicated.level.rank == 3:
        assert lost == set()


def said_no(case: Table, index: int) -> tuple[str, Table]:
    """Return one unknown answer, and the case with it turned into a no."""
    signs, facts = unknown_signs(case), unknown_facts(case)
    assume(signs or facts)
    index %= len(signs) + len(facts)
    if index < len(signs):
        return signs[index], with_sign(case, signs[index], "no")
    fact = facts[index - len(signs)]
    return fact, with_fact(case, fact, NO.get(fact, "no"))


@law
@given(CASES, st.integers(0, 20))
def test_turning_an_unknown_into_a_no_never_raises_anything(case: Table, index: int) -> None:
    answered, changed = said_no(case, index)
    before, after = outcome(case), outcome(changed)
    assert rank(after) <= rank(before)
    assert possible_rank(after) <= possible_rank(before)
    assert SECTION_47[after.section_47.status] <= SECTION_47[before.section_47.status]
    earlier = statuses(before)
    for action, status in statuses(after).items():
        if action not in PATHWAY | WHERE_IT_IS_NO.get(answered, set()):
            assert STATUS[status] <= STATUS[earlier.get(action, "absent")], action


@law
@given(CASES, st.integers(0, 20))
def test_whatever_a_yes_would_bring_an_unknown_shows_as_possible(case: Table, index: int) -> None:
    signs = unknown_signs(case)
    facts = [fact for fact in unknown_facts(case) if fact in YES_NO]
    assume(signs or facts)
    index %= len(signs) + len(facts)
    if index < len(signs):
        said_yes = with_sign(case, signs[index], "yes")
    else:
        said_yes = with_fact(case, facts[index - len(signs)], "yes")
    before, after = outcome(case), outcome(said_yes)
    assert rank(after) <= possible_rank(before)
    assert statuses(after).keys() <= statuses(before).keys()
    if after.section_47.status == "met":
        assert before.section_47.status in ("met", "possible", "presumed")


@law
@given(CASES)
def test_the_possible_level_is_the_level_if_every_unknown_were_yes(case: Table) -> None:
    said_yes = case
    for sign in unknown_signs(case):
        said_yes = with_sign(said_yes, sign, "yes")
    found = outcome(case)
    assert possible_rank(found) == rank(outcome(said_yes))
    assert found.possible_level is None or found.possible_level.rank > rank(found)


@law
@given(CASES, SIGN_IDS)
def test_an_unknown_is_never_less_than_no_answer_at_all(case: Table, sign: str) -> None:
    asked = outcome(with_sign(case, sign, "unknown"))
    never = {**case, "indicators": {k: v for k, v in case["indicators"].items() if k != sign}}
    assume(outcome(never).indicated_level == asked.indicated_level)
    assert possible_rank(asked) >= possible_rank(outcome(never))
    assert statuses(asked).keys() >= statuses(outcome(never)).keys()


def shuffled(value: Any, order: random.Random) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        order.shuffle(keys)
        return {key: shuffled(value[key], order) for key in keys}
    return value


@law
@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_keys_never_matters(case: Table, order: random.Random) -> None:
    assert public(shuffled(case, order)) == public(case)


@law
@given(CASES)
def test_the_same_case_gives_the_same_bytes_after_a_round_trip(case: Table) -> None:
    screening = read(case)
    written = json.loads(json.dumps(case_json(screening)))
    assert read(written) == screening
    assert public(written) == public(case)


@law
@given(CASES, st.sampled_from(["current", "recent", "historic"]))
def test_historic_counts_like_current(case: Table, when: str) -> None:
    dated = {
        sign: {**(said if isinstance(said, dict) else {"answer": said}), "when": when}
        for sign, said in case["indicators"].items()
    }
    before, after = outcome(case), outcome({**case, "indicators": dated})
    assert after.indicated_level == before.indicated_level
    assert after.possible_level == before.possible_level
    assert after.section_47 == before.section_47
    assert after.actions == before.actions


@law
@given(CASES)
def test_everything_above_nothing_has_a_reason_and_a_source(case: Table) -> None:
    found = outcome(case)
    assert all(reason.text and reason.sources for reason in found.reasons)
    assert all(called.because and called.action.sources for called in found.actions)
    if found.indicated_level:
        rules = {rule.id for rule in found.framework.level_rules}
        basis = found.indicated_level.basis
        assert any(r.rule in rules or r.rule == f"grade-{basis}" for r in found.reasons)
    if found.section_47.status in ("met", "presumed", "consider"):
        assert any(reason.rule.startswith("section-47-") for reason in found.reasons)
    present = {sign for reason in found.reasons for sign in reason.indicators}
    answers = {
        sign: said["answer"] if isinstance(said, dict) else said
        for sign, said in case["indicators"].items()
    }
    assert present == {sign for sign, answer in answers.items() if answer == "yes"}


ADULT: Table = {
    "format": 1,
    "framework": "telford",
    "child": {"age": 18},
    "as_of": "2026-03-02",
    "facts": {"carer_encourages": "yes"},
    "clocks": {},
    "indicators": {},
}


@law
@given(CASES)
@example(ADULT)
def test_section_47_that_is_not_met_is_given_no_reason_as_if_it_were(case: Table) -> None:
    found = outcome(case)
    if found.section_47.status == "not_met":
        assert [r.text for r in found.reasons if r.rule.startswith("section-47-")] == []


@law
@given(CASES)
def test_actions_stand_in_the_order_in_which_they_are_needed(case: Table) -> None:
    found = outcome(case)
    places = {action.id: place for place, action in enumerate(found.framework.actions)}

    def key(index: int) -> tuple[int, float, int]:
        called = found.actions[index]
        limit = called.action.time_limit
        now = limit is not None and limit.unit == "now"
        group = 0 if called.action.emergency else 1 if now else 2 if called.due else 3
        falls = due_order(called.due).timestamp() if called.due else 0.0
        return group, falls, places[called.action.id]

    order = [key(index) for index in range(len(found.actions))]
    assert order == sorted(order)


@cache
def schema() -> Any:
    return jsonschema_rs.Draft202012Validator(outcome_schema())


@law
@given(CASES)
def test_the_answer_fits_its_schema_and_always_says_what_it_is_not(case: Table) -> None:
    answer = outcome_json(outcome(case))
    schema().validate(json.loads(json.dumps(answer, allow_nan=False)))
    notices = {notice.id for notice in outcome(case).notices}
    assert {"informs-not-decides", "confirm-locally"} <= notices


@law
@given(CASES)
def test_an_open_question_is_open_and_could_change_something(case: Table) -> None:
    found = outcome(case)
    for question in found.open_questions:
        assert question.could_change
        said = case["indicators"].get(question.id, case["facts"].get(question.id, "unknown"))
        assert (said["answer"] if isinstance(said, dict) else said) == "unknown", question.id
    ids = [question.id for question in found.open_questions]
    assert len(set(ids)) == len(ids)


@law
@given(CASES)
def test_an_unknown_that_changes_the_answer_is_an_open_question(case: Table) -> None:
    found = outcome(case)
    asked = {question.id for question in found.open_questions}
    for sign in unknown_signs(case):
        if isinstance(case["indicators"][sign], dict) and "grade" in case["indicators"][sign]:
            continue  # tests/cases/grades.toml says what of these
        after = outcome(with_sign(case, sign, "yes"))
        if rank(after) > rank(found) or statuses(after) != statuses(found):
            assert sign in asked
    for fact in unknown_facts(case):
        if fact in YES_NO:
            after = outcome(with_fact(case, fact, "yes"))
            if after.section_47.status != found.section_47.status or statuses(after) != statuses(
                found
            ):
                assert fact in asked
