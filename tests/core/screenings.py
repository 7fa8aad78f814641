"""Whole cases over the real frameworks, as a case file says them, for the laws of the core."""

import json
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from csescreen.bank_holidays import is_bank_holiday
from csescreen.bootstrap import case_reader, shelf
from csescreen.core.assess import assess
from csescreen.core.outcome import Outcome
from csescreen.core.public import outcome_json
from csescreen.core.screening import Screening

Table = dict[str, Any]
FRAMEWORKS = {name: shelf().get(name) for name in shelf().ids()}
QUESTIONS = FRAMEWORKS["telford"].questions
SIGNS = list(FRAMEWORKS["telford"].indicators)
YES_NO = [name for name, question in QUESTIONS.items() if question.kind == "yes_no"]
ANSWERS = st.sampled_from(["yes", "no", "unknown"])
# signs that rules join, or that have several grades, are drawn more often than the others
TELLING = ["missing-episodes", "disengagement", "social-isolation", "exploited-peers"]
SIGN_IDS = st.one_of(st.sampled_from(TELLING), st.sampled_from(SIGNS))
MOMENTS = st.one_of(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)).map(date.isoformat),
    st.integers(1_577_836_800, 1_900_000_000).map(
        lambda seconds: datetime.fromtimestamp(seconds, UTC).isoformat()
    ),
)
CLOCKS = st.dictionaries(
    st.sampled_from(["referral_received", "concern_identified", "last_review"]), MOMENTS
)
CHILDREN: st.SearchStrategy[Table] = st.one_of(
    st.builds(dict),
    st.integers(0, 20).map(lambda age: {"age": age}),
    st.dates(date(2005, 1, 1), date(2019, 12, 31)).map(
        lambda born: {"date_of_birth": born.isoformat()}
    ),
)


def _facts() -> st.SearchStrategy[Table]:
    choices = {
        name: st.sampled_from(list(question.choices))
        for name, question in QUESTIONS.items()
        if question.kind == "choice"
    }
    yes_no = st.dictionaries(st.sampled_from(YES_NO), ANSWERS, max_size=6)
    agencies = st.lists(st.sampled_from(["police", "health", "school"]), max_size=3, unique=True)
    others = choices | {"agencies_present": agencies}
    return st.builds(lambda a, b: {**a, **b}, yes_no, st.fixed_dictionaries({}, optional=others))


def _signs(levels: list[str]) -> st.SearchStrategy[Table]:
    said: Table = {"when": st.sampled_from(["current", "recent", "historic"])}
    if levels:
        said["grade"] = st.fixed_dictionaries(
            {"level": st.sampled_from(levels), "reason": st.just("seen by the worker")}
        )
    in_full = st.fixed_dictionaries({"answer": ANSWERS}, optional=said)
    return st.dictionaries(SIGN_IDS, st.one_of(ANSWERS, ANSWERS, in_full), max_size=8)


def _cases_of(framework: str) -> st.SearchStrategy[Table]:
    levels = [level.id for level in FRAMEWORKS[framework].levels]
    judged: Table = {}
    if levels:
        judged["judged_level"] = st.fixed_dictionaries(
            {"level": st.sampled_from(levels), "reason": st.just("on balance")}
        )
    return st.fixed_dictionaries(
        {
            "format": st.just(1),
            "framework": st.just(framework),
            "child": CHILDREN,
            "as_of": MOMENTS,
            "facts": _facts(),
            "clocks": CLOCKS,
            "indicators": _signs(levels),
        },
        optional=judged,
    )


CASES = st.sampled_from(sorted(FRAMEWORKS)).flatmap(_cases_of)


def read(case: Table) -> Screening:
    found = case_reader().read(case, "case")
    assert found.screening is not None, found.problems
    return found.screening


def outcome(case: Table) -> Outcome:
    screening = read(case)
    assert screening.as_of is not None
    return assess(FRAMEWORKS[case["framework"]], screening, screening.as_of, is_bank_holiday)


def public(case: Table) -> str:
    return json.dumps(outcome_json(outcome(case)))


def rank(found: Outcome) -> int:
    return found.indicated_level.level.rank if found.indicated_level else 0


def possible_rank(found: Outcome) -> int:
    return max(rank(found), found.possible_level.rank if found.possible_level else 0)


def statuses(found: Outcome) -> dict[str, str]:
    return {called.action.id: called.status for called in found.actions}


def required(found: Outcome) -> set[str]:
    return {action for action, status in statuses(found).items() if status == "required"}


def with_sign(case: Table, sign: str, answer: str) -> Table:
    """Return the case with the sign's answer changed; what else is said of it stays."""
    said = case["indicators"].get(sign)
    changed = {**said, "answer": answer} if isinstance(said, dict) else answer
    return {**case, "indicators": {**case["indicators"], sign: changed}}


def with_fact(case: Table, fact: str, value: str) -> Table:
    return {**case, "facts": {**case["facts"], fact: value}}


def unknown_signs(case: Table) -> list[str]:
    return [
        sign
        for sign, said in case["indicators"].items()
        if (said["answer"] if isinstance(said, dict) else said) == "unknown"
    ]


def unknown_facts(case: Table) -> list[str]:
    return [fact for fact, value in case["facts"].items() if value == "unknown"]
