"""What only a framework knows that was taken away again is no part of an exported case."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from csescreen.bootstrap import case_reader, shelf
from csescreen.core.public import case_json
from csescreen.core.screening import ChosenWeight, Screening, SignAnswer
from csescreen.core.within import within
from csescreen.frameworks.read import ReadFramework
from tests.tools import tool_shelf

WEIGHTED = Path(__file__).parents[1] / "frameworks" / "weighted.toml"
NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
TAKEN_AWAY = Screening(
    frameworks=("telford",),
    as_of=NOW,
    facts={"ha-online": "strangers", "carer_encourages": "unknown"},
    clocks={
        "move_date": datetime(2026, 3, 2, tzinfo=UTC),
        "own_clock": datetime(2026, 3, 2, tzinfo=UTC),
    },
    signs={
        "despair": SignAnswer("possible", note="said so"),
        "bereavement": SignAnswer("yes", weights=(ChosenWeight(3, "why", "harbour"),)),
        "missing-episodes": SignAnswer("yes", windows=(("before", "yes"), ("six_months", "no"))),
        "groups-of-adults": SignAnswer("not_asked", windows=(("six_months", "no"),)),
        "ha-own-sign": SignAnswer("yes"),
    },
)


def weighted() -> ReadFramework:
    return shelf().check(WEIGHTED)


def test_the_case_of_what_is_left_reads_back() -> None:
    left = within(TAKEN_AWAY, [shelf().get("telford")])
    assert left.facts == {"carer_encourages": "unknown"}
    assert list(left.clocks) == ["move_date"]
    assert left.signs == {
        "despair": SignAnswer("unknown", note="said so"),
        "bereavement": SignAnswer("yes"),
        "missing-episodes": SignAnswer("yes"),
    }
    read = case_reader().read(case_json(left), "case")
    assert read.problems == ()
    assert read.screening == left
    assert case_reader().read(case_json(TAKEN_AWAY), "case").problems, "as it is it would not"


def test_what_a_framework_of_the_screening_knows_stays() -> None:
    framework = weighted().framework
    assert framework is not None
    known = replace(TAKEN_AWAY, clocks={}, signs=dict(list(TAKEN_AWAY.signs.items())[:4]))
    assert within(known, [framework]) == known


def test_a_yes_in_a_window_that_is_not_known_here_is_not_lost() -> None:
    said = SignAnswer("yes", windows=(("gone", "yes"), ("six_months", "no"), ("before", "no")))
    screening = Screening(frameworks=("quayside",), signs={"despair": said})
    (left,) = within(screening, [tool_shelf().get("quayside")]).signs.values()
    assert left == SignAnswer("yes")
    asked = SignAnswer("yes", windows=said.windows[:2])
    (left,) = within(
        screening.with_sign("despair", asked), [tool_shelf().get("quayside")]
    ).signs.values()
    assert left == SignAnswer("yes", windows=(("six_months", "no"),))
    assert case_json(Screening(signs={"despair": left}))["indicators"] == {
        "despair": {"answer": "yes", "windows": {"six_months": "no"}}
    }
