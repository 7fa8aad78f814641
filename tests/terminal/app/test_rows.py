"""What the list says of a screening."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from csescreen.core.ports import FrameworkPin
from csescreen.core.references import suggested_reference
from csescreen.core.screening import Moment, Screening, SignAnswer
from csescreen.widgets.rows import (
    Told,
    line_of,
    matching,
    moment_words,
    newest_first,
    told,
)
from tests.terminal.app import fakes
from tests.terminal.app.fakes import NOW, FakeStore


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (NOW, "today 10:15"),
        (date(2026, 3, 2), "today"),
        (datetime(2026, 6, 1, 23, 30, tzinfo=UTC), "2 Jun 00:30"),  # London's summer
        (date(2026, 6, 1), "1 Jun"),
        (datetime(2025, 12, 31, 9, 0, tzinfo=UTC), "31 Dec 2025"),
    ],
)
def test_moments_are_said_in_london_time(moment: Moment, said: str) -> None:
    assert moment_words(moment, NOW) == said


def test_level_due_and_name() -> None:
    services = fakes.services(FakeStore())
    screening = Screening(
        signs={"secretive-withdrawn": SignAnswer("yes")},
        clocks={"referral_received": NOW - timedelta(hours=6)},
        details={"child_name": "Ann\nB"},
    )
    record = fakes.record(screening=screening)
    assert told(services, record) == Told("Complex", "3 Mar 04:15", "Ann B")
    late = screening.with_clock("referral_received", NOW - timedelta(days=9))
    assert told(services, fakes.record(screening=late)).due.startswith("passed ")
    assert told(services, fakes.record()).level == "—"
    acute = screening.with_sign("unknown-vehicles", SignAnswer("yes"))
    assert told(services, fakes.record(screening=acute)) == Told("Acute", "now", "Ann B")


def test_a_framework_that_is_gone_is_no_fault() -> None:
    record = fakes.record()
    gone = replace(
        record,
        pin=FrameworkPin("gone", "1", ""),
        screening=replace(record.screening, frameworks=("gone",)),
    )
    missing = "its version is missing"
    assert told(fakes.services(FakeStore()), gone) == Told("?", "?", "", missing)


def test_search_and_order() -> None:
    old = line_of(fakes.record("Old case", updated_at=NOW - timedelta(days=1)))
    new = line_of(fakes.record("New case"))
    assert newest_first([old, new]) == [new, old]
    assert matching([old, new], "CASE new") == [new]
    assert matching([old, new], " ") == [old, new]


def test_a_reference_is_suggested_that_nobody_has() -> None:
    assert suggested_reference([], NOW) == "2026-001"
    assert suggested_reference(["2026-001", "2026-003"], NOW) == "2026-002"
