"""One screening under several frameworks: what is asked, what is open, whose a level is."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from csescreen.bank_holidays import is_bank_holiday
from csescreen.core.answers import judge, read_under, regrade_sign
from csescreen.core.asking import left_out_by_all
from csescreen.core.assess import assess
from csescreen.core.public import case_json
from csescreen.core.reading import Reading, asked_by, no_longer_asked, read_together, short_names
from csescreen.core.screening import Child, ChosenLevel, Screening, SignAnswer
from csescreen.core.statements import FactIs
from csescreen.core.steps import steps_of
from tests.core.screenings import FRAMEWORKS, read
from tests.export.builder import MADE_AT, framework

TELFORD, LLR = FRAMEWORKS["telford"], FRAMEWORKS["llr"]
BOTH = (TELFORD, LLR)
ANSWERED = Screening(
    frameworks=("telford", "llr"),
    child=Child(age=15),
    facts={"carer_encourages": "unknown"},
    signs={"unknown-vehicles": SignAnswer("yes")},
)


def reading(screening: Screening) -> Reading:
    return read_together(
        [
            assess(FRAMEWORKS[name], screening, MADE_AT, is_bank_holiday)
            for name in screening.frameworks
        ]
    )


def test_every_question_is_asked_once_the_first_frameworks_urgent_ones_first() -> None:
    asked = asked_by((LLR, TELFORD))
    assert asked.urgent[: len(LLR.urgent)] == LLR.urgent
    everything = (*asked.urgent, *asked.circumstances)
    assert len(everything) == len(set(everything))
    for one in BOTH:
        assert {*one.urgent, *one.circumstances} <= set(everything)
        assert one.indicators.keys() <= asked.indicators.keys()
    items = [item for step in steps_of(asked) for item in step.items]
    assert len(items) == len(set(items))


def test_an_urgent_question_of_one_is_urgent_though_another_asks_it_later() -> None:
    later = framework(id="later", urgent=(), circumstances=("immediate_danger", "placement"))
    asked = asked_by((later, framework()))
    assert "immediate_danger" in asked.urgent
    assert asked.circumstances == ("placement",)


def test_what_is_asked_together_has_no_level_and_no_rule_of_its_own() -> None:
    asked = asked_by(BOTH)
    assert not (asked.levels or asked.grades or asked.level_rules or asked.actions)
    assert not asked.section_47.criteria


def test_one_framework_is_itself_what_is_asked() -> None:
    alone = reading(replace(ANSWERED, frameworks=("llr",)))
    assert alone.asks is LLR
    assert [united.called for united in alone.actions] == list(alone.first.actions)
    assert [united.question for united in alone.open_questions] == list(alone.first.open_questions)


def test_open_questions_stand_once_with_all_that_they_could_change() -> None:
    both = reading(ANSWERED)
    ids = [united.question.id for united in both.open_questions]
    assert len(ids) == len(set(ids))
    kinds = [united.question.kind == "indicator" for united in both.open_questions]
    assert kinds == sorted(kinds), "what is asked stands before signs"
    for outcome in both.outcomes:
        for question in outcome.open_questions:
            united = both.open_questions[ids.index(question.id)]
            assert set(question.could_change) <= set(united.question.could_change)
            assert outcome.framework.id in united.frameworks


def test_the_strictest_section_47_is_told_first_and_named() -> None:
    both = reading(replace(ANSWERED, frameworks=("llr", "telford")))
    assert [outcome.framework.id for outcome in both.by_section_47] == ["telford", "llr"]


def test_notices_stand_once_and_say_whose_they_are() -> None:
    both = reading(replace(ANSWERED, child=Child()))
    told = {united.notice.id: united.frameworks for united in both.notices}
    assert told["informs-not-decides"] == ("telford", "llr")
    assert len({united.notice for united in both.notices}) == len(both.notices)


def test_short_names_are_short_and_never_the_same() -> None:
    assert short_names(BOTH) == {"telford": "Telford & Wrekin", "llr": "LLR"}
    twins = (framework(id="one"), framework(id="two"))
    assert short_names(twins) == {"one": "one", "two": "two"}
    long = framework(name="an authority that has no capital letters at all")
    assert len(short_names([long])["example"]) <= 20


def test_a_level_without_a_name_keeps_its_framework_when_another_is_added() -> None:
    alone = Screening(
        frameworks=("llr",),
        signs={"despair": SignAnswer("yes", grades=(ChosenLevel("high", "seen"),))},
        judged_levels=(ChosenLevel("high", "on balance"),),
    )
    both = read_under(alone, ("llr", "telford"))
    assert both.judged_levels == (ChosenLevel("high", "on balance", "llr"),)
    assert both.signs["despair"].grades == (ChosenLevel("high", "seen", "llr"),)
    assert read_under(both, ("telford",)).judged_level("telford") is None
    assert read_under(alone, ("llr",)) is alone


def test_of_several_frameworks_each_keeps_a_level_of_its_own() -> None:
    judged = judge(judge(ANSWERED, "telford", "acute", "a"), "llr", "medium", "b")
    judged = judge(judged, "telford", "complex", "c")
    assert set(judged.judged_levels) == {
        ChosenLevel("complex", "c", "telford"),
        ChosenLevel("medium", "b", "llr"),
    }
    graded = regrade_sign(ANSWERED, "llr", "unknown-vehicles", "medium", "d")
    assert graded.signs["unknown-vehicles"].grades == (ChosenLevel("medium", "d", "llr"),)


LEVELS = st.lists(
    st.sampled_from([("telford", "acute"), ("telford", "complex"), ("llr", "high")]), max_size=4
)
STEPS = st.lists(
    st.sampled_from([("telford",), ("llr",), ("telford", "llr"), ("llr", "telford")]), max_size=5
)


@settings(deadline=None)
@given(LEVELS, STEPS)
def test_however_frameworks_come_and_go_the_case_can_be_read_back(
    levels: list[tuple[str, str]], steps: list[tuple[str, ...]]
) -> None:
    now = ANSWERED
    for name, level in levels:
        now = judge(now, name, level, "because")
        now = regrade_sign(now, name, "unknown-vehicles", level, "because")
    before = {one.framework: one for one in now.judged_levels}
    for frameworks in steps:
        now = read_under(now, frameworks)
    assert {one.framework: one for one in now.judged_levels} == before, "nothing stored is lost"
    back = read(case_json(now))
    for name in now.frameworks:
        assert back.judged_level(name) == now.judged_level(name)


def test_what_only_a_removed_framework_asks_is_known() -> None:
    only_telford = next(f for f in TELFORD.circumstances if f not in LLR.circumstances)
    answered = ANSWERED.with_fact(only_telford, "yes")
    assert no_longer_asked(answered, asked_by(BOTH), LLR) == (only_telford,)
    assert no_longer_asked(answered, asked_by(BOTH), TELFORD) == ()


def test_a_question_is_left_out_only_where_nobody_needs_it() -> None:
    never = {"placement": FactIs("immediate_danger", frozenset({"yes"}), "in danger")}
    choosy = framework(id="choosy", ask_when=never)
    answered = Screening(facts={"immediate_danger": "no"})
    assert left_out_by_all((choosy,), answered, MADE_AT) == {"placement"}
    assert left_out_by_all((choosy, framework()), answered, MADE_AT) == frozenset()
    silent = framework(id="silent", circumstances=())
    assert left_out_by_all((choosy, silent), answered, MADE_AT) == {"placement"}
