"""The laws of the union: every action once, sooner and stricter first, whatever the order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from csescreen.bank_holidays import is_bank_holiday
from csescreen.core.assess import assess
from csescreen.core.framework import Action, Source
from csescreen.core.outcome import CalledAction, Outcome
from csescreen.core.public import union_json
from csescreen.core.statements import AnySignPresent
from csescreen.core.timelimits import TimeLimit, due_order
from csescreen.core.union import UnitedAction, unite
from tests.core.screenings import CASES, FRAMEWORKS, Table, read
from tests.export.builder import MADE_AT, framework, never, screening

STATUSES = ("required", "consider", "possible")
LIMITS = st.sampled_from(
    [None, TimeLimit("now", 0, "now"), TimeLimit("hours", 24, "24 hours", "referral_received")]
)
MOMENTS = st.one_of(
    st.dates(date(2026, 3, 1), date(2026, 3, 5)),
    st.datetimes(datetime(2026, 3, 1), datetime(2026, 3, 5), timezones=st.just(UTC)),  # noqa: DTZ001
)
_BASE = assess(framework(), screening(), MADE_AT, never)


@st.composite
def called_actions(draw: st.DrawFn) -> CalledAction:
    limit = draw(LIMITS)
    due = draw(st.none() | MOMENTS) if limit is not None and limit.unit == "hours" else None
    action = Action(
        draw(st.sampled_from("abcd")),
        draw(st.sampled_from(["one wording", "another"])),
        "required",
        AnySignPresent(),
        (Source(draw(st.sampled_from(["one.txt", "two.txt"])), "1"),),
        time_limit=limit,
        audience=draw(st.sampled_from(["all", "professionals"])),
        contacts=draw(st.sampled_from([(), ("police",), ("duty",)])),
        emergency=draw(st.booleans()),
    )
    because = (draw(st.sampled_from(["one reason", "another reason"])),)
    return CalledAction(action, draw(st.sampled_from(STATUSES)), due, because)


def _outcome(name: str, actions: Sequence[CalledAction]) -> Outcome:
    once = {called.action.id: called for called in actions}
    return replace(_BASE, framework=framework(id=name), actions=tuple(once.values()))


OUTCOMES = st.lists(st.lists(called_actions(), max_size=4), min_size=1, max_size=3).map(
    lambda drawn: [_outcome(f"authority-{place}", some) for place, some in enumerate(drawn)]
)


def soon(called: CalledAction) -> tuple[int, float]:
    """How soon an action is to be done: emergencies, now, by its time, and then the rest."""
    if called.action.emergency:
        return 0, due_order(called.due).timestamp() if called.due else 0.0
    if called.action.time_limit is not None and called.action.time_limit.unit == "now":
        return 1, 0.0
    return (2, due_order(called.due).timestamp()) if called.due else (3, 0.0)


def strict(called: CalledAction) -> int:
    return STATUSES.index(called.status)


def place(united: UnitedAction) -> tuple[tuple[int, float], int]:
    return soon(united.called), strict(united.called)


@settings(deadline=None)
@given(OUTCOMES)
def test_every_action_stands_once_and_names_all_who_call_for_it(outcomes: list[Outcome]) -> None:
    united = unite(outcomes)
    ids = [one.called.action.id for one in united]
    assert len(ids) == len(set(ids))
    for one in united:
        asking = [
            outcome.framework.id
            for outcome in outcomes
            if one.called.action.id in {called.action.id for called in outcome.actions}
        ]
        assert list(one.frameworks) == asking
    assert set(ids) == {called.action.id for outcome in outcomes for called in outcome.actions}


@settings(deadline=None)
@given(OUTCOMES)
def test_the_sooner_and_the_stricter_stand_first(outcomes: list[Outcome]) -> None:
    assert all(place(a) <= place(b) for a, b in pairwise(unite(outcomes)))


@settings(deadline=None)
@given(OUTCOMES)
def test_a_shared_action_is_as_soon_as_the_soonest_and_as_strict_as_the_strictest(
    outcomes: list[Outcome],
) -> None:
    for one in unite(outcomes):
        calls = [c for o in outcomes for c in o.actions if c.action.id == one.called.action.id]
        assert soon(one.called) == min(map(soon, calls))
        assert strict(one.called) == min(map(strict, calls))
        for called in calls:  # nothing that only one of them says is lost
            assert set(called.because) <= set(one.called.because)
            assert set(called.action.sources) <= set(one.called.action.sources)
            assert set(called.action.contacts) <= set(one.called.action.contacts)
        professionals = any(called.action.audience == "professionals" for called in calls)
        assert (one.called.action.audience == "professionals") == professionals


@settings(deadline=None)
@given(OUTCOMES)
def test_the_order_of_the_frameworks_only_breaks_exact_ties(outcomes: list[Outcome]) -> None:
    usual = unite(outcomes)
    for other in permutations(outcomes):
        united = unite(other)
        assert [place(one) for one in united] == [place(one) for one in usual]
        assert {one.called.action.id: place(one) for one in united} == {
            one.called.action.id: place(one) for one in usual
        }


@settings(deadline=None)
@given(OUTCOMES)
def test_one_framework_alone_loses_and_changes_nothing(outcomes: list[Outcome]) -> None:
    first = outcomes[0]
    assert {one.called for one in unite([first])} == set(first.actions)


def _under_both(case: Table) -> Table:
    """Return the case read under both, without levels, which name one framework."""
    signs = {
        sign: {key: said[key] for key in said if key != "grade"} if isinstance(said, dict) else said
        for sign, said in case["indicators"].items()
    }
    kept = {key: value for key, value in case.items() if key != "judged_level"}
    return {**kept, "framework": ["telford", "llr"], "indicators": signs}


@settings(deadline=None, max_examples=50)
@given(CASES.map(_under_both))
def test_whole_cases_lose_no_action_and_translate_no_level(case: Table) -> None:
    answered = read(case)
    assert answered.as_of is not None
    both = [
        assess(FRAMEWORKS[name], answered, answered.as_of, is_bank_holiday)
        for name in ("telford", "llr")
    ]
    united = unite(both)
    assert all(place(a) <= place(b) for a, b in pairwise(united))
    for outcome in both:
        known = {level.id for level in outcome.framework.levels}
        assert outcome.indicated_level is None or outcome.indicated_level.level.id in known
        mine = [one for one in united if outcome.framework.id in one.frameworks]
        assert {one.called.action.id for one in mine} == {c.action.id for c in outcome.actions}
    other_way = union_json(both[::-1])["union"]
    assert isinstance(other_way, list)
    assert {action["id"] for action in other_way} == {one.called.action.id for one in united}
