"""Laws of the contract over tools that count: any invented tool, any answers.

A settled sum states its band where it was a range before. That is no raise: the band is the lowest
of those in which it could lie. So levels are compared by the least that they can be.
"""

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from csescreen.bank_holidays import is_bank_holiday
from csescreen.bootstrap import shelf
from csescreen.casefile.allowed import KnownNames
from csescreen.casefile.outcome_schema import outcome_schema
from csescreen.casefile.read import CaseReader
from csescreen.core.assess import assess
from csescreen.core.conditions import NO, UNKNOWN, YES, View
from csescreen.core.framework import Framework, Question, Source
from csescreen.core.outcome import Outcome
from csescreen.core.public import case_json, outcome_json
from csescreen.core.screening import RECENCIES, FactValue, Screening, SignAnswer
from csescreen.core.sums import SumReading, fact_part, sign_part
from csescreen.core.tool_words import tool_rows
from csescreen.core.weights import Weight, Window
from csescreen.core.windows import PARTLY_ASKED
from csescreen.frameworks.facts import fact_is
from csescreen.frameworks.folders import framework_files
from csescreen.shell.outcome_text import outcome_text

Table = dict[str, Any]
FOLDER = Path(__file__).parent.parent / "frameworks" / "tools"
law = settings(max_examples=60, deadline=None, derandomize=True)
OPEN = ("unknown", "possible")
STATUS = {"absent": 0, "possible": 1, "consider": 2, "required": 3}


def _framework(path: Path) -> Framework:
    framework = shelf().check(path).framework
    assert framework is not None
    return framework


TOOLS = {path.stem: _framework(path) for path in framework_files(FOLDER)}
READER = CaseReader(
    KnownNames(
        lambda: tuple(TOOLS),
        TOOLS.__getitem__,
        shelf().get("telford").questions,
        {},
        shelf().common.signs,
    )
)


def _signs_of(tool: Framework) -> list[str]:
    """Return the signs that the tool looks at, and one that it does not."""
    named = {weight.item for one in tool.sums for weight in one.weights}
    named |= {*tool.grades, *tool.own_signs, "learning-disability", "vague-complaints"}
    named |= {sign for section in tool.sections for sign in section.signs}
    return [sign for sign in tool.indicators if sign in named]


def _facts_of(tool: Framework) -> list[str]:
    """Return the questions that the tool looks at."""
    named = {weight.item for one in tool.sums for weight in one.weights}
    named |= {*tool.own_questions, *tool.circumstances}
    return [fact for fact in tool.questions if fact in named]


def _sign_answers(tool: Framework) -> st.SearchStrategy[Any]:
    answers = ["yes", "no", "unknown", *(("possible",) if tool.possible_answer else ())]
    answer = st.sampled_from(answers)
    further: dict[str, st.SearchStrategy[Any]] = {"when": st.sampled_from(RECENCIES)}
    if tool.levels:
        levels = st.sampled_from([level.id for level in tool.levels])
        further["grade"] = st.fixed_dictionaries({"level": levels, "reason": st.just("seen")})
    forms = [answer, answer, st.fixed_dictionaries({"answer": answer}, optional=further)]
    if tool.windows:
        window = st.dictionaries(st.sampled_from(list(tool.windows)), answer, min_size=1)
        forms += [st.fixed_dictionaries({"windows": window})] * 2
    return st.one_of(forms)


def _amended() -> st.SearchStrategy[Table]:
    weight = {"weight": st.integers(0, 9), "reason": st.just("as it is here")}
    return st.fixed_dictionaries(
        {"answer": st.just("yes"), "weight": st.fixed_dictionaries(weight)}
    )


def _fact_answers(tool: Framework, fact: str) -> st.SearchStrategy[Any]:
    question = tool.questions[fact]
    if question.kind == "choice":
        return st.sampled_from(list(question.choices))
    if question.kind == "number":
        return st.one_of(st.integers(0, 30), st.just("unknown"))
    possible = tool.possible_answer and fact in tool.own_questions
    return st.sampled_from(["yes", "no", "unknown", *(("possible",) if possible else ())])


def _cases_of(name: str) -> st.SearchStrategy[Table]:
    tool = TOOLS[name]
    amendable = {w.item for one in tool.sums for w in one.weights if w.amendable}
    signs = {
        sign: st.one_of(_sign_answers(tool), _amended())
        if sign in amendable
        else _sign_answers(tool)
        for sign in _signs_of(tool)
    }
    facts = {fact: _fact_answers(tool, fact) for fact in _facts_of(tool)}
    return st.fixed_dictionaries(
        {
            "format": st.just(1),
            "framework": st.just(name),
            "as_of": st.just("2026-03-02"),
            "child": st.one_of(st.just({}), st.integers(0, 19).map(lambda age: {"age": age})),
            "facts": st.fixed_dictionaries({}, optional=facts),
            "indicators": st.fixed_dictionaries({}, optional=signs),
        }
    )


CASES = st.sampled_from(sorted(TOOLS)).flatmap(_cases_of)


def read(case: Table) -> Screening:
    found = READER.read(case, "case")
    assert found.screening is not None, found.problems
    return found.screening


def outcome(case: Table) -> Outcome:
    screening = read(case)
    assert screening.as_of is not None
    return assess(TOOLS[case["framework"]], screening, screening.as_of, is_bank_holiday)


def answer_of(said: Any) -> str:
    if isinstance(said, str):
        return said
    if "windows" in said:
        given = said["windows"].values()
        return next((one for one in ("yes", *OPEN, "no") if one in given), "no")
    return str(said["answer"])


def said_yes(case: Table, sign: str) -> Table:
    """Return the case with the sign present: of a sign asked by window, in one that was open."""
    said = case["indicators"].get(sign)
    if isinstance(said, dict) and "windows" in said:
        windows = dict(said["windows"])
        first = next((w for w, a in windows.items() if a != "yes"), None)
        changed: Any = {**said, "windows": {**windows, first: "yes"}} if first else said
    elif answer_of(said or "no") == "yes":
        changed = said
    else:
        changed = {**said, "answer": "yes"} if isinstance(said, dict) else "yes"
    return {**case, "indicators": {**case["indicators"], sign: changed}}


def said_no(case: Table, index: int) -> tuple[Table, str]:
    """Return the case with one of its unknown answers turned into a no, and whose it was."""
    found: list[tuple[str, str, str]] = []
    for sign, said in case["indicators"].items():
        if isinstance(said, dict) and "windows" in said:
            found += [("sign", sign, w) for w, a in said["windows"].items() if a == "unknown"]
        elif answer_of(said) == "unknown":
            found.append(("sign", sign, ""))
    tool = TOOLS[case["framework"]]
    found += [
        ("fact", fact, "")
        for fact, value in case["facts"].items()
        if value == "unknown" and tool.questions[fact].kind == "yes_no"
    ]
    assume(found)
    kind, name, window = found[index % len(found)]
    if kind == "fact":
        return {**case, "facts": {**case["facts"], name: "no"}}, name
    said = case["indicators"][name]
    if window:
        changed: Any = {**said, "windows": {**said["windows"], window: "no"}}
    else:
        changed = {**said, "answer": "no"} if isinstance(said, dict) else "no"
    return {**case, "indicators": {**case["indicators"], name: changed}}, name


def rank(found: Outcome) -> int:
    """Return the rank of the level, or of the lowest band in which an open sum can lie."""
    indicated = found.indicated_level.level.rank if found.indicated_level else 0
    return max([indicated, *(r.least_rank for r in found.sums if _of_the_child(found, r))])


def least_rank(found: Outcome) -> int:
    """Return the least that the level can come to once every sum is settled."""
    bands = [r.could_be[0].rank for r in found.sums if r.could_be and _of_the_child(found, r)]
    return max([rank(found), *bands])


def _of_the_child(found: Outcome, reading: SumReading) -> bool:
    return not reading.sum.section and found.framework.overall_level == "worked_out"


def possible_rank(found: Outcome) -> int:
    return max(rank(found), found.possible_level.rank if found.possible_level else 0)


def section_ranks(found: Outcome) -> dict[str, int]:
    return {one.section.id: one.level.rank if one.level else 0 for one in found.sections}


def possible_section_ranks(found: Outcome) -> dict[str, int]:
    ranks = section_ranks(found)
    return {
        one.section.id: max([ranks[one.section.id], *(level.rank for level in one.could_be)])
        for one in found.sections
    }


def statuses(found: Outcome) -> dict[str, str]:
    return {called.action.id: called.status for called in found.actions}


def of_a_level(found: Outcome, action: str) -> bool:
    """Return whether the action looks at the level, a sum or a section: these are exact."""
    when = next(one.when for one in found.framework.actions if one.id == action).says()
    words = ("the level is", "the section", *(one.name for one in found.framework.sums))
    return any(word in when for word in words)


def check_further_yes(before: Outcome, after: Outcome) -> None:
    assert rank(after) >= rank(before)
    for earlier, later in zip(before.sums, after.sums, strict=True):
        assert later.counted.so_far >= earlier.counted.so_far
        assert later.counted.least >= earlier.counted.least
    ranks = section_ranks(after)
    assert all(ranks[section] >= earlier for section, earlier in section_ranks(before).items())
    lost = {action for action, status in statuses(before).items() if status == "required"}
    lost -= {action for action, status in statuses(after).items() if status == "required"}
    assert all(of_a_level(before, action) for action in lost)
    if lost:
        assert (rank(after), ranks, [r.counted for r in after.sums]) != (
            rank(before),
            section_ranks(before),
            [r.counted for r in before.sums],
        ), "a lower level alone loses its actions"


@law
@given(CASES, st.data())
def test_a_further_sign_never_lowers_anything(case: Table, data: st.DataObject) -> None:
    sign = data.draw(st.sampled_from(_signs_of(TOOLS[case["framework"]])))
    check_further_yes(outcome(case), outcome(said_yes(case, sign)))


@law
@given(CASES, st.data())
def test_a_further_fact_never_lowers_anything(case: Table, data: st.DataObject) -> None:
    tool = TOOLS[case["framework"]]
    yes_no = [fact for fact in _facts_of(tool) if tool.questions[fact].kind == "yes_no"]
    assume(yes_no)
    fact = data.draw(st.sampled_from(yes_no))
    assume(case["facts"].get(fact) != "possible")  # a step may be there for what is only possible
    check_further_yes(outcome(case), outcome({**case, "facts": {**case["facts"], fact: "yes"}}))


@law
@given(CASES, st.integers(0, 30))
def test_turning_an_unknown_into_a_no_never_raises_anything(case: Table, index: int) -> None:
    changed, _ = said_no(case, index)
    before, after = outcome(case), outcome(changed)
    assert rank(after) <= least_rank(before)
    assert possible_rank(after) <= max(possible_rank(before), least_rank(before))
    for earlier, later in zip(before.sums, after.sums, strict=True):
        assert later.counted.so_far <= earlier.counted.so_far
        assert later.counted.most_unknown <= earlier.counted.most_unknown
        assert later.counted.most <= earlier.counted.most
    ceilings = possible_section_ranks(before)
    for section, ceiling in possible_section_ranks(after).items():
        assert ceiling <= ceilings[section]
    for section, level in section_ranks(after).items():
        assert level <= ceilings[section]
    earlier_status = statuses(before)
    for action, status in statuses(after).items():
        if not of_a_level(before, action):
            assert STATUS[status] <= STATUS[earlier_status.get(action, "absent")], action


@law
@given(CASES, st.integers(0, 30))
def test_whatever_a_yes_would_bring_an_unknown_shows_as_possible(case: Table, index: int) -> None:
    _, name = said_no(case, index)
    if name in case["indicators"]:
        said = case["indicators"][name]
        changed = said_yes(case, name)
        if isinstance(said, dict) and "windows" in said:
            first = next(window for window, a in said["windows"].items() if a != "yes")
            assume(said["windows"][first] == "unknown")
    else:
        changed = {**case, "facts": {**case["facts"], name: "yes"}}
    before, after = outcome(case), outcome(changed)
    assert rank(after) <= possible_rank(before)
    ceilings = possible_section_ranks(before)
    assert all(level <= ceilings[name] for name, level in section_ranks(after).items())
    called = {action for action, status in statuses(after).items() if status != "possible"}
    assert called <= statuses(before).keys()
    for earlier, later in zip(before.sums, after.sums, strict=True):
        assert later.counted.least <= earlier.counted.most_unknown


def shuffled(value: Any, order: random.Random) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        order.shuffle(keys)
        return {key: shuffled(value[key], order) for key in keys}
    return value


def public(case: Table) -> str:
    return json.dumps(outcome_json(outcome(case)))


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


@cache
def schema() -> Any:
    return jsonschema_rs.Draft202012Validator(outcome_schema())


@law
@given(CASES)
def test_the_answer_fits_its_schema_and_can_be_said_in_words(case: Table) -> None:
    found = outcome(case)
    schema().validate(json.loads(json.dumps(outcome_json(found), allow_nan=False)))
    assert outcome_text(found, read(case))
    assert all(row.label and row.lines and all(row.lines) for row in tool_rows(found))


@law
@given(CASES)
def test_a_sum_is_a_range_in_order_and_its_band_is_certain(case: Table) -> None:
    for reading in outcome(case).sums:
        for one in filter(None, (reading.range, reading.preset)):
            assert 0 <= one.so_far <= one.least <= one.most_unknown <= one.most
        if not reading.unknown and not reading.not_asked:
            assert reading.counted.settled
        if reading.level is not None:
            assert reading.could_be == (reading.level,)
        found = reading.counted
        for number in (found.least, found.most):
            band = reading.sum.band(number)
            assert band is None or not reading.could_be or band.level in reading.could_be


@law
@given(CASES)
def test_everything_that_is_not_known_and_matters_is_an_open_question(case: Table) -> None:
    found = outcome(case)
    asked = {question.id for question in found.open_questions}
    for reading in found.sums:
        counts = reading.sum.section or _of_the_child(found, reading)
        if counts and len(reading.could_be) > 1 and reading.rank("most") > reading.least_rank:
            assert {*reading.unknown, *reading.not_asked} <= asked
    for section in found.sections:
        if section.could_be:
            assert asked & {*section.section.signs, *section.section.questions}


@law
@given(CASES)
def test_what_protects_changes_no_level_and_no_sum(case: Table) -> None:
    tool = TOOLS[case["framework"]]
    protective = [one.id for one in tool.own_questions.values() if one.protective]
    without = {k: v for k, v in case["facts"].items() if k not in protective}
    for value in ("yes", "no", "unknown"):
        after = outcome({**case, "facts": {**without, **dict.fromkeys(protective, value)}})
        assert after.indicated_level == outcome(case).indicated_level
        assert after.possible_level == outcome(case).possible_level
        assert [one.range for one in after.sums] == [one.range for one in outcome(case).sums]


WINDOWS = {
    "new": Window("new", "of late", ("current", "recent")),
    "old": Window("old", "before that", ("historic",)),
}
ANY_ANSWERS = st.builds(
    SignAnswer,
    st.sampled_from(["yes", "no", "unknown", "possible", PARTLY_ASKED]),
    when=st.none() | st.sampled_from(RECENCIES),
    windows=st.dictionaries(
        st.sampled_from(["new", "old", "another authority's", "a further one"]),
        st.sampled_from(["yes", "no", "unknown", "possible"]),
    ).map(lambda given: tuple(given.items())),
)
WINDOW_WEIGHTS = st.dictionaries(st.sampled_from(list(WINDOWS)), st.integers(0, 9), min_size=1)


@given(ANY_ANSWERS, WINDOW_WEIGHTS)
def test_what_a_sign_adds_is_in_order_by_whatever_windows_it_was_answered(
    answer: SignAnswer, weights: dict[str, int]
) -> None:
    weight = Weight("a-sign", {}, weights, amendable=False, source=Source("one.txt", "1"))
    part = sign_part(weight, answer, WINDOWS)
    assert 0 <= part.so_far <= part.least <= part.most_unknown <= part.most
    if answer.answer == "unknown" and not {*WINDOWS} & {window for window, _ in answer.windows}:
        assert part.state == "unknown"


@given(st.sampled_from(["twice", "yes", 3, ("a name",), "unknown", "possible"]))
def test_an_answer_that_a_question_does_not_have_leaves_its_sum_open(value: FactValue) -> None:
    answers = {"once": 1, "weekly": 4, "never": 0}
    weight = Weight("how_often", answers, {}, amendable=False, source=Source("one.txt", "1"))
    assert fact_part(weight, value) == (0, 0, 4, 4, "unknown")
    question = Question(
        "how_often",
        "choice",
        "How often?",
        "it happens",
        choices=dict.fromkeys(answers, "in words"),
    )
    is_weekly = fact_is(question, ["weekly"])
    truths = {"weekly": YES, "once": NO, "never": NO, value: UNKNOWN}
    for given_value, truth in truths.items():
        assert is_weekly.truth(View({}, {"how_often": given_value}, 15)) == truth
