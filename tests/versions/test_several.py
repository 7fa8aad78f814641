"""A screening under several frameworks moves to another version of one of them at a time."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from csescreen.bootstrap import shelf
from csescreen.core.framework import Framework
from csescreen.core.ports import FrameworkPin, Record
from csescreen.core.screening import Screening, SignAnswer
from csescreen.pinned import VersionMissingError
from csescreen.services import Services
from csescreen.shell.compare import compared
from tests.terminal.app.fakes import FakeStore, services
from tests.versions.second import FIRST, RETIRED, SECOND, Shelf

NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
COUNTY = shelf().get("county")
ANSWERED = Screening(
    frameworks=("telford", "county"),
    reference="A-17",
    facts={"district_active": 3, "case_status": "early_help"},
    signs={"unknown-vehicles": SignAnswer("yes"), RETIRED: SignAnswer("no")},
)


def opened(store: FakeStore, *versions: Framework, county: Framework | None = COUNTY) -> Services:
    found = services(store, shelf=Shelf(*versions, others={"county": county}))
    found.store = store
    return found


def made(store: FakeStore, order: tuple[str, ...]) -> Record:
    """Return a record that was saved while the first version was on file."""
    then = opened(store, FIRST)
    record = then.changed(then.new_record(order, "A-17"), replace(ANSWERED, frameworks=order))
    store.save(record)
    return replace(record, files=())


@pytest.mark.parametrize("order", [("telford", "county"), ("county", "telford")])
def test_one_framework_moves_and_the_others_stay(order: tuple[str, ...]) -> None:
    store = FakeStore()
    record = made(store, order)
    later = opened(store, FIRST, SECOND)
    review = later.review(record)
    assert review is not None
    assert (review.pin.id, review.new.sha256) == ("telford", SECOND.sha256)
    assert review.left == (), "the sign that is retired is still one of the county's"
    moved = later.read_under_newer(review, "asked")
    assert {pin.id: pin.sha256 for pin in moved.pins} == {
        "telford": SECOND.sha256,
        "county": COUNTY.sha256,
    }
    assert tuple(pin.id for pin in moved.pins) == order
    assert moved.screening.facts == record.screening.facts, "what the county alone asks stays"
    assert [one.pin.sha256 for one in later.readings(moved)] == [FIRST.sha256, SECOND.sha256]
    assert later.newer(moved) is None


def test_the_readings_of_one_framework_are_never_compared_with_anothers() -> None:
    store = FakeStore()
    record = made(store, ("county", "telford"))
    later = opened(store, FIRST, SECOND)
    review = later.review(record)
    assert review is not None
    moved = later.read_under_newer(review, "")
    found = compared(later, [moved])
    assert found.comparisons
    for one in found.comparisons:
        assert one.before.pin.id == one.after.pin.id == "telford"


def test_where_another_version_is_gone_nothing_is_dropped_that_may_be_its_own() -> None:
    store = FakeStore()
    record = made(store, ("telford", "county"))
    gone = FrameworkPin("county", "0.1", "ab" * 32, ("cd" * 32, "ef" * 32))
    record = replace(record, further_pins=(gone,))
    without = opened(store, FIRST, SECOND, county=None)
    with pytest.raises(VersionMissingError):
        without.review(record)
    again = opened(store, FIRST, SECOND)
    found = again.newer(record)
    assert found is not None and found[0].id == "county", "the one that is missing comes first"
