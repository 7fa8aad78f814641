"""A trainee's marks beside the document's reading: every difference told, with why."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csescreen.bank_holidays import is_bank_holiday
from csescreen.core.scenario import PRESENT, Scenario
from csescreen.core.training import (
    AGREED,
    LEFT,
    MISSED,
    NOT_SHOWN,
    OTHERWISE,
    VERDICTS,
    Comparison,
    Marks,
    across,
    compare,
    reading_at,
)
from tests.training.cases import FRAMEWORKS, SCENARIOS

TELFORD = FRAMEWORKS["telford"]
ROOM, TABLET = SCENARIOS["room-seven"], SCENARIOS["the-tablet-under-the-pillow"]
SIGNS = list(TELFORD.indicators)


def compared(scenario: Scenario, step: int, marks: Marks, framework: str = "telford") -> Comparison:
    return compare(scenario, step, FRAMEWORKS[framework], marks, is_bank_holiday)


def as_shown(scenario: Scenario, step: int) -> Marks:
    shown = scenario.screening_at(step)
    return Marks({sign: one.answer for sign, one in shown.signs.items()}, dict(shown.facts))


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_whoever_marks_what_the_story_shows_agrees_with_the_document(scenario: Scenario) -> None:
    for step in range(len(scenario.steps)):
        for name in scenario.frameworks:
            found = compared(scenario, step, as_shown(scenario, step), name)
            assert found.compared
            assert {one.verdict for one in found.compared} == {AGREED}
            assert found.differences == ()
            assert found.yours.actions == found.document.actions


def test_what_was_missed_is_told_with_what_the_story_says_of_it() -> None:
    marks = as_shown(ROOM, 1).with_sign("hotel-keys", None)
    (missed,) = compared(ROOM, 1, marks).of(MISSED)
    assert (missed.id, missed.marked, missed.shown, missed.step) == ("hotel-keys", "", "Yes", 1)
    assert missed.because == "A key card with a room number that nobody can place."
    assert missed.changes == (), "another sign of the same grade is there"


def test_what_a_single_answer_does_to_the_outcome_is_told_side_by_side() -> None:
    scenario = SCENARIOS["thursdays"]
    marks = as_shown(scenario, 1).with_sign("sexual-bullying", None)
    found = compared(scenario, 1, marks, "llr")
    (missed,) = found.of(MISSED)
    level = next(row for row in missed.changes if row.part == "level")
    assert (level.yours, level.document) == ("Medium Risk", "High Risk")
    assert level in found.differences
    gone = {row.id: row for row in found.differences if row.part == "action"}
    assert gone["llr-immediate-action"].yours == "not called for"
    assert gone["llr-immediate-action"].document == "Required. Now"
    assert gone["llr-cse2"].document == "not called for"


def test_unknown_is_not_no() -> None:
    marks = Marks().with_sign("unknown-vehicles", "no").with_sign("sex-work-areas", "no")
    found = {one.id: one for one in compared(SCENARIOS["a-voice-on-the-line"], 0, marks).compared}
    for sign in ("unknown-vehicles", "sex-work-areas"):
        assert found[sign].verdict == OTHERWISE
        assert "Unknown is not no" in found[sign].because
    assert found["unknown-vehicles"].shown == "Not known"
    assert any(row.part == "possible_level" for row in found["unknown-vehicles"].changes)
    assert found["groups-of-adults"].verdict == LEFT


def test_a_trap_is_told_with_why_not() -> None:
    marks = as_shown(TABLET, 0).with_sign("older-relationship", "yes")
    (trap,) = compared(TABLET, 0, marks).of(NOT_SHOWN)
    assert trap.trap
    assert trap.because.startswith("He says that he is 14. Nobody knows how old he is")
    later = compared(TABLET, 2, as_shown(TABLET, 2))
    assert "older-relationship" in {one.id for one in later.of(AGREED)}, "the story shows it by now"
    marks = Marks({"older-relationship": "unknown"})
    (open_,) = [one for one in compared(TABLET, 0, marks).compared if one.trap and one.marked]
    assert (open_.verdict, open_.because) == (AGREED, trap.because)


def test_where_questions_are_not_the_trainees_the_storys_answers_count_for_both() -> None:
    marks = Marks(as_shown(SCENARIOS["the-lodger"], 2).signs)
    found = compared(SCENARIOS["the-lodger"], 2, marks)
    assert found.yours.section_47 == found.document.section_47
    assert {one.kind for one in found.compared} == {"sign"}
    asked = compared(SCENARIOS["the-lodger"], 2, Marks(marks.signs, {}))
    assert asked.yours.section_47.status != found.document.section_47.status == "met"
    missed = {one.id for one in asked.of(MISSED) if one.kind == "fact"}
    assert {"carer_encourages", "trusted_adult_involved"} <= missed


def test_one_case_under_every_framework_stands_side_by_side_untranslated() -> None:
    scenario = SCENARIOS["room-seven"]
    found = across(scenario, 3, tuple(FRAMEWORKS.values()), is_bank_holiday)
    said = {one.framework.id: (one.level, one.section_47) for one in found}
    assert said["telford"][0] == "Acute"
    assert said["llr"] == ("High Risk", "May be considered")
    assert "names no levels" in said["hounslow"][0]
    for one in found:
        outcome = reading_at(scenario, 3, one.framework, is_bank_holiday)
        assert {action.id for action in one.actions} == {a.action.id for a in outcome.actions}
        assert all(action.status and action.when for action in one.actions)


def test_each_framework_says_what_it_does_not_know_and_what_that_could_change() -> None:
    scenario = SCENARIOS["the-pharmacy-rings"]
    found = across(scenario, 0, tuple(FRAMEWORKS.values()), is_bank_holiday)
    for one in found:
        outcome = reading_at(scenario, 0, one.framework, is_bank_holiday)
        assert len(one.open) + one.not_asked == len(outcome.open_questions)
        assert {line.text for line in one.open}.isdisjoint(
            sign.name
            for sign in one.framework.indicators.values()
            if sign.id not in scenario.screening_at(0).signs
        )
    telford = next(one for one in found if one.framework.id == "telford")
    assert (telford.level, telford.possible, telford.not_asked) == ("Vulnerable", "Acute", 47)
    assert telford.actions[1].id == "tw-contact", "the most urgent first: whom to tell at once"
    first = telford.open[0]
    assert (first.text.split()[2:5], first.known) == (
        ["repeat", "unplanned", "pregnancies,"],
        "Not known",
    )
    asked = {line.text: line for line in telford.open}
    carer = asked["Does a parent or carer encourage the exploitation?"]
    assert (carer.known, carer.changes) == ("Not asked", "section 47")


@st.composite
def marked(draw: st.DrawFn) -> tuple[Scenario, int, Marks]:
    scenario = draw(st.sampled_from(list(SCENARIOS.values())))
    step = draw(st.integers(0, len(scenario.steps) - 1))
    near = st.one_of(st.sampled_from(list(scenario.signs_told())), st.sampled_from(SIGNS))
    answers = st.sampled_from(["yes", "no", "unknown"])
    return scenario, step, Marks(draw(st.dictionaries(near, answers, max_size=12)))


@settings(max_examples=40, deadline=None)
@given(marked())
def test_each_mark_and_each_shown_sign_stands_in_one_place_and_says_why(
    drawn: tuple[Scenario, int, Marks],
) -> None:
    scenario, step, marks = drawn
    found = compared(scenario, step, marks)
    shown = scenario.screening_at(step).signs
    assert {one.id for one in found.compared} == shown.keys() | marks.signs.keys()
    assert sum(len(found.of(verdict)) for verdict in VERDICTS) == len(found.compared)
    for one in found.compared:
        assert one.because
        assert (one.verdict == MISSED) == (
            one.id not in marks.signs and shown[one.id].answer in PRESENT
        )
        assert one.verdict != AGREED or one.changes == ()
    if {one.verdict for one in found.compared} <= {AGREED}:
        assert all(row.part != "level" for row in found.differences)
