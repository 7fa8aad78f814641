"""What cannot wait is said at once, by the measure that holds on the telephone as well."""

from datetime import timedelta
from typing import Final

import pytest

from csescreen.core.conditions import AllOf
from csescreen.core.framework import Action
from csescreen.core.outcome import CalledAction
from csescreen.core.screening import Moment
from csescreen.core.timelimits import TimeLimit
from csescreen.core.words import is_soon
from tests.shell.ask.talking import Spoken
from tests.terminal.app.fakes import NOW, FakeStore

BY: Final = "To do by Tuesday 3 March 2026, 10:15: Family Connect"
LATER: Final = "not due within 24 hours: To do by Tuesday 3 March 2026, 10:15"


def begun() -> Spoken:
    somebody = Spoken(FakeStore())
    somebody.goes("T-1", "1", "15", "go direct", "y")
    return somebody


def test_what_is_due_within_24_hours_is_said_at_once_and_again_in_the_end() -> None:
    somebody = begun()
    assert BY in somebody.goes("go referral", "now")
    assert BY in somebody.goes("quit")


def test_what_was_due_before_now_is_said_at_once() -> None:
    said = begun().goes("go referral", "27/2/2026 9:00")
    assert "Was due Saturday 28 February 2026, 09:00: Family Connect" in said


def test_what_is_called_for_and_has_no_time_any_more_is_not_said_to_be_gone() -> None:
    somebody = begun()
    somebody.goes("go referral", "now")
    said = somebody.goes("undo")
    assert f"By what is answered now, this is {LATER}" in said
    assert "not called for" not in said


@pytest.mark.parametrize(
    ("unit", "due", "soon"),
    [
        ("now", None, True),
        ("same_day", None, True),
        ("hours", NOW + timedelta(hours=24), True),
        ("hours", NOW + timedelta(hours=24, minutes=1), False),
        ("hours", NOW - timedelta(days=3), True),
        ("hours", None, False),
        ("days", NOW.date() + timedelta(days=1), True),
        ("days", NOW.date() + timedelta(days=2), False),
        ("words", None, False),
    ],
)
def test_what_cannot_wait(unit: str, due: Moment | None, soon: bool) -> None:
    action = Action(
        *("tell", "Tell them.", "required", AllOf(()), ()), time_limit=TimeLimit(unit, 1, "soon")
    )
    assert is_soon(CalledAction(action, "required", due, ()), NOW) is soon
