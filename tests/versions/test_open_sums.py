"""A tool that counts: its open sums in readings, and what another version of it changed."""

from dataclasses import replace
from datetime import UTC, datetime

from csescreen.core.comparing import Look, compare_looks
from csescreen.core.dated_readings import judged_words, level_words
from csescreen.core.framework import Framework
from csescreen.core.ports import FrameworkPin
from csescreen.core.public import outcome_json
from csescreen.core.screening import ChosenLevel, Screening, SignAnswer
from csescreen.core.versions import compare
from csescreen.pinned import look
from csescreen.widgets.status_line import newer_words
from csescreen.widgets.version_page import review_blocks
from tests.terminal.app.fakes import FakeStore, services
from tests.tools import assessed, tool_shelf
from tests.versions.second import FIRST, SECOND
from tests.versions.test_services import first_record, opened

TOOL = tool_shelf().get("quayside")
SIGN = "lighthouse-visits"
OPEN = Screening(
    frameworks=("quayside",),
    signs={SIGN: SignAnswer("yes", windows=(("six_months", "yes"), ("before", "no")))},
)
KNOWN = replace(
    OPEN,
    signs={
        sign: SignAnswer("yes", windows=(("six_months", "yes"), ("before", "yes")))
        for one in TOOL.sums
        for sign in (weight.item for weight in one.weights)
    },
)


def heavier() -> Framework:
    """Return another version of the tool, in which one sign weighs more in one window."""
    (total,) = TOOL.sums
    weights = tuple(
        one._replace(windows={**one.windows, "before": 2}) if one.item == SIGN else one
        for one in total.weights
    )
    sums = (total._replace(weights=weights),)
    return replace(TOOL, sums=sums, version="2.0", sha256="ab" * 32)


def test_an_open_sum_is_said_with_its_range_and_bands() -> None:
    words = level_words(outcome_json(assessed(OPEN)))
    assert words == "open: None to Significant; Total of the sheet 5 so far, 5 to 21"


def test_a_later_reading_that_is_open_does_not_read_like_a_step_down() -> None:
    looks = [
        Look(datetime(2026, 3, day, tzinfo=UTC), FrameworkPin.of(TOOL), outcome, one, {})
        for day, one in ((1, KNOWN), (2, OPEN))
        for outcome in (outcome_json(assessed(one)),)
    ]
    found = compare_looks(*looks)
    assert found.indicated[0] == "Significant; Total of the sheet 22"
    assert "open: " in found.indicated[1]
    assert found.judged == ("not set", "not set")


def test_a_judged_level_is_named() -> None:
    judged = replace(OPEN, judged_levels=(ChosenLevel("mild", "why"),))
    assert judged_words(outcome_json(assessed(judged))) == "Mild"


def test_a_level_that_could_be_higher_says_so() -> None:
    outcome = outcome_json(assessed(OPEN))
    outcome |= {
        "indicated_level": {"id": "mild", "name": "Mild"},
        "possible_level": {"id": "significant", "name": "Significant"},
    }
    assert level_words(outcome) == (
        "Mild; could be Significant; Total of the sheet 5 so far, 5 to 21 (None to Significant)"
    )


def test_a_changed_weight_stands_with_the_answers_of_the_child_who_has_the_sign() -> None:
    new = heavier()
    (change,) = [one for one in compare(TOOL, new) if one.part == "weight"]
    assert change.before == "in the last six months 5, more than six months ago 1"
    assert change.after == "in the last six months 5, more than six months ago 2"
    host = services(FakeStore(), shelf=tool_shelf())
    record = host.changed(host.new_record("quayside", "A-17"), OPEN)
    for screening, has_it in ((OPEN, True), (replace(OPEN, signs={}), False)):
        at = replace(record, screening=screening)
        review = look(at, record.pin, TOOL, new, lambda _, one: assessed(one))
        text = "\n".join(map(str, review_blocks(review, [])))
        own, other = text.split("What else changed in the tool")
        assert ("Weight changed" in own) == has_it
        assert ("Weight changed" in other) != has_it


def test_an_older_version_on_file_is_not_told_as_news() -> None:
    assert newer_words("1.10", "1.9") == (
        "Under version 1.10; 1.9, older, is on file. Ctrl+R: what differs"
    )
    assert newer_words("1.9", "1.10").startswith("Under version 1.9; 1.10 is on file.")
    assert newer_words("draft", "1.0").startswith("Under version draft; 1.0 is on file.")


def test_the_page_says_that_the_version_on_file_is_older() -> None:
    store = FakeStore()
    then = opened(store, FIRST, SECOND)
    record = then.new_record("telford", "A-17")
    store.save(record)
    now = opened(store, FIRST)
    review = now.review(record)
    assert review is not None
    assert "), which is older." in str(review_blocks(review, [])[0])
    newer = opened(store, FIRST, SECOND).review(first_record(store))
    assert newer is not None
    assert "older" not in str(review_blocks(newer, [])[0])
