"""How a mark stands beside the story: every answer against everything that a story may show."""

import pytest

from csescreen.bank_holidays import is_bank_holiday
from csescreen.core.scenario import Scenario
from csescreen.core.side_by_side import side_by_side
from csescreen.core.training import (
    AGREED,
    LEFT,
    MISSED,
    NOT_SHOWN,
    OTHERWISE,
    Compared,
    Marks,
    compare,
    reading_at,
)
from csescreen.frameworks.files import parse_toml
from tests.training.cases import FRAMEWORKS, SCENARIOS, SHELF, SMALL

SIGN, FACT = "unknown-vehicles", "trusted_adult_involved"


def story(shown: str) -> Scenario:
    """Return a story that shows the sign so, or does not tell of it."""
    told = f'[step.signs]\n{SIGN} = {{ answer = "{shown}", because = "She says so." }}\n'
    whole = f'[step.signs]\n{SIGN} = {{ answer = "unknown", because = "Nobody has asked." }}\n'
    text = SMALL.replace(whole, told if shown else "")
    read = SHELF.read(parse_toml("small.toml", text.encode()), "own")
    assert read.scenario is not None
    return read.scenario


def of_the_sign(shown: str, marked: str) -> list[Compared]:
    marks = Marks({SIGN: marked} if marked else {})
    found = compare(story(shown), 0, FRAMEWORKS["telford"], marks, is_bank_holiday)
    return [one for one in found.compared if one.id == SIGN]


@pytest.mark.parametrize(
    ("shown", "marked", "verdict"),
    [
        ("yes", "yes", AGREED),
        ("yes", "no", OTHERWISE),
        ("yes", "unknown", OTHERWISE),
        ("yes", "", MISSED),
        ("no", "yes", NOT_SHOWN),
        ("no", "no", AGREED),
        ("no", "unknown", OTHERWISE),
        ("no", "", LEFT),
        ("unknown", "yes", NOT_SHOWN),
        ("unknown", "no", OTHERWISE),
        ("unknown", "", LEFT),
        ("", "yes", NOT_SHOWN),
        ("", "no", OTHERWISE),
        ("", "unknown", AGREED),
    ],
)
def test_every_answer_beside_everything_that_is_shown(
    shown: str, marked: str, verdict: str
) -> None:
    (found,) = of_the_sign(shown, marked)
    assert found.verdict == verdict
    assert found.step == (0 if shown else None)
    assert ("She says so." in found.because) == bool(shown)
    assert ("does not tell of it" in found.because) == (not shown)


def test_what_nobody_told_and_nobody_marked_is_not_compared() -> None:
    assert of_the_sign("", "") == []
    found = compare(story("yes"), 0, FRAMEWORKS["telford"], Marks({}, {}), is_bank_holiday)
    assert [one.id for one in found.compared if one.kind == "fact"] == [FACT]


def test_an_agreed_answer_changes_nothing_and_another_tells_what_it_changes() -> None:
    scenario = SCENARIOS["thursdays"]
    shown = scenario.screening_at(1)
    marks = Marks({sign: one.answer for sign, one in shown.signs.items()}, dict(shown.facts))
    marks = marks.with_sign("sexual-bullying", "no")
    found = compare(scenario, 1, FRAMEWORKS["llr"], marks, is_bank_holiday)
    changed = {one.id: bool(one.changes) for one in found.compared}
    assert changed.pop("sexual-bullying")
    assert not any(changed.values())


def test_each_action_of_either_outcome_stands_in_one_row() -> None:
    scenario = SCENARIOS["thursdays"]
    first, last = (
        reading_at(scenario, step, FRAMEWORKS["llr"], is_bank_holiday) for step in (0, 1)
    )
    for yours, document in ((first, last), (last, first)):
        actions = [row.id for row in side_by_side(yours, document) if row.part == "action"]
        wanted = {one.action.id for outcome in (yours, document) for one in outcome.actions}
        assert sorted(actions) == sorted(wanted)


def test_what_is_possible_is_told_only_where_something_is_not_known() -> None:
    sure = reading_at(SCENARIOS["thursdays"], 1, FRAMEWORKS["llr"], is_bank_holiday)
    rows = side_by_side(sure, sure)
    assert bool(sure.possible_level) == any(row.part == "possible_level" for row in rows)
    open_ = reading_at(story("unknown"), 0, FRAMEWORKS["telford"], is_bank_holiday)
    assert open_.possible_level is not None
    assert any(row.part == "possible_level" for row in side_by_side(open_, open_))
