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
from csescreen.core.levels import SOFTWARE_TEXT
from csescreen.core.outcome import CalledAction, Outcome
from csescreen.core.public import union_json
from csescreen.core.reading import read_together
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


def meaning(called: CalledAction) -> tuple[str, str]:
    """What makes two calls one: two authorities may give different actions one id."""
    return called.action.id, called.action.text


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
    meanings = [meaning(one.called) for one in united]
    assert len(meanings) == len(set(meanings))
    for one in united:
        asking = [
            outcome.framework.id
            for outcome in outcomes
            if meaning(one.called) in {meaning(called) for called in outcome.actions}
        ]
        assert list(one.frameworks) == asking
    assert set(meanings) == {meaning(called) for one in outcomes for called in one.actions}


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
        calls = [c for o in outcomes for c in o.actions if meaning(c) == meaning(one.called)]
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
        assert {meaning(one.called): place(one) for one in united} == {
            meaning(one.called): place(one) for one in usual
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


def _one_call(action_id: str, text: str, source: Source) -> CalledAction:
    action = Action(action_id, text, "required", AnySignPresent(), (source,))
    return CalledAction(action, "required", None, ())


def _under_two(action_id: str, source: Source) -> list[Outcome]:
    texts = {"xa": "Hold a panel", "xb": "Ring the team"}
    return [_outcome(name, [_one_call(action_id, texts[name], source)]) for name in texts]


def test_different_actions_of_one_id_stay_rows_of_their_own() -> None:
    both = _under_two("meeting", Source("one.txt", "1"))
    found = [(one.called.action.text, one.frameworks) for one in unite(both)]
    assert found == [("Hold a panel", ("xa",)), ("Ring the team", ("xb",))]
    public = union_json(both)["union"]
    assert isinstance(public, list)
    assert [(one["id"], one["frameworks"]) for one in public] == [
        ("meeting", ["xa"]),
        ("meeting", ["xb"]),
    ]
    reading = read_together(both)
    assert [reading.key_of(one) for one in reading.actions] == ["meeting@xa", "meeting@xb"]
    assert all(reading.action(reading.key_of(one)) is one for one in reading.actions)


def test_an_authority_of_its_own_does_not_take_the_programs_place_by_an_id() -> None:
    assert len(unite(_under_two("so-visit", Source("one.txt", "1")))) == 2


def test_the_programs_own_action_is_one_in_the_words_of_any_version() -> None:
    (one,) = unite(_under_two("so-emergency", SOFTWARE_TEXT))
    assert one.frameworks == ("xa", "xb")
