"""What is not saved is said in full, whatever part of the screening it is."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csescreen.core import call
from csescreen.core.reading import Reading
from csescreen.core.screening import Child, ChosenLevel, ChosenWeight, Screening, SignAnswer
from csescreen.core.words import humanised, moment_words
from csescreen.shell.ask.aloud import spoken
from csescreen.shell.ask.unsaved import unsaved
from tests.shell.ask.talking import Spoken
from tests.terminal.app.fakes import NOW, FakeStore
from tests.tools import tool_shelf

WORD = st.from_regex(r"\A[BDFG][bdfg]{3,6}\Z")
"""A text that nothing is called, and that is said as it stands."""
PLAIN: Mapping[Any, st.SearchStrategy[Any]] = {
    str: WORD,
    int: st.integers(2, 99_999),
    date: st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    datetime: st.just(NOW),
    type(None): st.none(),
}
EMPTY = Screening()
SHELF = tool_shelf()


def drawn(of: Any) -> st.SearchStrategy[Any]:
    """Return any value of a type: a part that is new in a screening is drawn as well."""
    if of in PLAIN:
        return PLAIN[of]
    if is_dataclass(of) and isinstance(of, type):
        hints = get_type_hints(of)
        return st.builds(of, **{one.name: drawn(hints[one.name]) for one in fields(of)})
    origin, inside = get_origin(of), get_args(of)
    if origin in (Union, UnionType):
        return st.one_of([drawn(one) for one in inside])
    if origin is Mapping:
        return st.dictionaries(drawn(inside[0]), drawn(inside[1]), max_size=3)
    assert origin is tuple, f"no value is drawn of {of}"
    if inside[-1] is Ellipsis:
        return st.lists(drawn(inside[0]), max_size=2).map(tuple)
    return st.tuples(*map(drawn, inside))


def told(value: object) -> Iterator[str]:
    """Yield whatever a screening says, as it is to be heard."""
    if is_dataclass(value):
        for one in fields(value):
            yield from told(getattr(value, one.name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield humanised(key)
            yield from told(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from told(one)
    elif isinstance(value, date):
        yield spoken(moment_words(value))
    elif value not in (None, ""):
        yield str(value)


@pytest.fixture(scope="module")
def reading() -> Reading:
    somebody = Spoken(FakeStore())
    somebody.goes("N-1", "1")
    return somebody.talk.situation.reading


SCREENINGS = drawn(Screening)


@settings(max_examples=30, deadline=None)
@given(after=SCREENINGS)
def test_whatever_was_said_and_never_saved_is_said_in_full(
    after: Screening, reading: Reading
) -> None:
    said = "\n".join(unsaved(EMPTY, after, reading))
    assert [text for text in told(after) if text not in said] == []


@settings(max_examples=30, deadline=None)
@given(before=SCREENINGS, other=SCREENINGS, data=st.data())
def test_any_change_shows_up(
    before: Screening, other: Screening, data: st.DataObject, reading: Reading
) -> None:
    part = data.draw(st.sampled_from([one.name for one in fields(Screening)]))
    after = replace(before, **{part: getattr(other, part)})
    lines = [*unsaved(before, after, reading)]
    assert bool(lines) == (after != before)
    new = {*told(after)} - {*told(before)}
    assert [text for text in new if text not in "\n".join(lines)] == []


@settings(max_examples=30, deadline=None)
@given(before=SCREENINGS, sign=drawn(SignAnswer), other=drawn(SignAnswer), data=st.data())
def test_any_change_of_one_sign_shows_up(
    before: Screening, sign: SignAnswer, other: SignAnswer, data: st.DataObject, reading: Reading
) -> None:
    part = data.draw(st.sampled_from([one.name for one in fields(SignAnswer)]))
    changed = replace(sign, **{part: getattr(other, part)})
    saved, now = (before.with_sign("hotel", one) for one in (sign, changed))
    said = "\n".join(unsaved(saved, now, reading))
    assert bool(said) == (now != saved)
    if said:
        assert [text for text in told(changed) if text not in said] == []


def test_what_is_cleared_is_said_to_be_blank(reading: Reading) -> None:
    sign = SignAnswer("yes", note="At noon.", grades=(ChosenLevel("acute", "Seen."),))
    before = Screening(
        child=Child(15), signs={"hotel": sign}, facts={"immediate_danger": "yes"}, as_of=NOW
    ).with_detail("carers", "An aunt")
    after = Screening(signs={"hotel": SignAnswer("yes")})
    assert [*unsaved(before, after, reading)] == [
        "Age in years: blank",
        "As things stood on: blank",
        "Is the child in danger now? Not asked",
        "Hotel: Yes; Note: blank; Level given to this sign: blank",
        "Parents or carers: blank",
    ]


def test_what_is_chosen_is_said_in_the_words_of_the_framework() -> None:
    somebody = Spoken(FakeStore(), shelf=SHELF)
    somebody.goes("Q-1", "quayside", "15")
    framework = somebody.talk.framework
    sign, window = next(iter(framework.indicators)), next(iter(framework.windows))
    level = framework.levels[-1]
    answer = SignAnswer(
        "yes",
        windows=((window, "yes"),),
        grades=(ChosenLevel(level.id, "He has a key."),),
        weights=(ChosenWeight(7, "It went on for years."),),
    )
    after = replace(
        call.begin(somebody.talk.screening.with_sign(sign, answer), NOW),
        frameworks=("quayside", "lanterns"),
    )
    said = "\n".join(unsaved(somebody.talk.screening, after, somebody.talk.situation.reading))
    assert f"{framework.indicators[sign].name}: Yes; " in said
    assert f"{framework.windows[window].name}: Yes" in said
    assert f"Level given to this sign: {level.name}; Because: He has a key." in said
    assert "Weight given to this sign: 7; Because: It went on for years." in said
    assert "lanterns" in said
    assert "Call began: " in said


def test_an_answer_by_time_window_that_cannot_be_saved_is_said() -> None:
    store = FakeStore()
    somebody = Spoken(store, shelf=SHELF)
    somebody.goes("Q-2", "quayside", "14", "n", "find beacon", "1", "y")
    store.broken = True
    somebody.goes("no", "Seen there twice.", "a neighbour")
    end = somebody.goes("quit")
    assert "This is what is not saved." in end
    assert (
        "Is taken to the old lighthouse: Yes; Note: Seen there twice.; Said by: a neighbour; "
        "in the last six months: Yes, more than six months ago: No"
    ) in end
