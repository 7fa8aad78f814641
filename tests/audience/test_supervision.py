"""The copy for supervision and training, as it leaves the program."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings

from csescreen.core.audience import PROFESSIONALS, SUPERVISION
from csescreen.core.screening import Child
from csescreen.core.summary import Bullets, Fields, Summary
from csescreen.services.summarising import random_shift
from tests.audience.records import NOW, SHIFT, record, screening, served
from tests.audience.texts import texts_of, whole
from tests.core.screenings import CASES, read

SERVED = served()
NEEDLES = (
    *("Kayleigh", "Price", "Donna", "Lee Marsh", "Acacia", "Dawley", "TF4", "Oakfield", "Whitlock"),
    *("01952", "TW-2026-17", "Vietnamese", "Wolverhampton", "Hughes", "AB12", "Wolves", "Vane"),
    *("2 March 2026", "2026-03", "2025-11", "November 2025", "2012"),
)


def copy(missing: bool = False, *frameworks: str) -> Summary:
    of = record(screening(frameworks or ("telford",)), missing=missing)
    return SERVED.summary(of, SUPERVISION.id)


@pytest.mark.parametrize("missing", [False, True])
@pytest.mark.parametrize("frameworks", [("telford",), ("county", "telford", "llr", "hounslow")])
def test_no_name_and_no_real_date_leaves_in_any_format(
    frameworks: tuple[str, ...], missing: bool
) -> None:
    full = whole(SERVED.summary(record(screening(frameworks), missing=missing), PROFESSIONALS.id))
    found = whole(copy(missing, *frameworks))
    for needle in NEEDLES:
        assert needle not in found
    assert sum(needle in full for needle in NEEDLES) > len(NEEDLES) - 4
    assert "Exploited by at least one adult" in found


@settings(max_examples=40, deadline=None)
@given(CASES)
def test_any_screening_has_a_copy(case: dict[str, Any]) -> None:
    of = replace(read(case), reference="needle-17", details={"child_name": "Zorbekvrin"})
    found = SERVED.summary(record(of), SUPERVISION.id)
    assert "needle-17" not in whole(found)
    assert "Zorbekvrin" not in whole(found)
    assert found.audience == SUPERVISION.id
    assert json.dumps(found.case)


def test_it_says_first_to_read_it_and_lists_what_was_removed() -> None:
    found = copy()
    assert found.sections[0].id == "anonymised"
    assert "Read it before you pass it on" in "".join(texts_of(found.sections[0]))
    what = next(section for section in found.sections if section.id == "removed")
    listed = next(block for block in what.blocks if isinstance(block, Bullets))
    assert "The child's name, in what was typed: 4" in listed.items
    said = "".join(texts_of(what))
    for word in ("same number of weeks", "Bank holidays", "ethnicity", "18th birthday"):
        assert word in said
    assert found.sections[-1].id == "record"


def test_what_was_removed_is_not_called_blank() -> None:
    for missing in (False, True):
        found = copy(missing)
        child = next(section for section in found.sections if section.id == "child")
        fields = child.blocks[0]
        assert isinstance(fields, Fields)
        rows = dict(fields.rows)
        assert rows["Name"] == "[child]"
        assert "Date of birth" not in rows
        assert ("Age as given" in rows) == missing
        blank = [section for section in found.sections if section.id == "blank"]
        said = "".join(texts_of(blank))
        assert "The child's name" not in said
        assert "Contact:" not in said


def test_contacts_of_the_authority_stay_at_home() -> None:
    of = record(screening())
    own = served()
    own.settings = replace(own.settings, contacts={"family-connect": "Jo Bloggs, 01952 123456"})
    assert "Bloggs" in whole(own.summary(of, PROFESSIONALS.id))
    assert "Bloggs" not in whole(own.summary(of, SUPERVISION.id))


def test_the_readings_are_left_out() -> None:
    assert copy().readings == []


def test_the_time_of_the_export_does_not_tell_the_shift() -> None:
    of = record(screening())
    found = SERVED.summary(replace(of, updated_at=NOW - timedelta(days=9)), SUPERVISION.id)
    assert found.made_at is not None
    assert found.made_at.date() == NOW.date() - timedelta(days=9) + SHIFT
    assert NOW.date().isoformat() not in whole(found)


def test_the_age_is_that_of_today_though_the_time_is_that_of_the_last_change() -> None:
    of = replace(screening(), child=Child(date_of_birth=date(2012, 3, 2)), clocks={})
    old = replace(record(of), updated_at=NOW - timedelta(days=9))
    full, found = (SERVED.summary(old, one.id) for one in (PROFESSIONALS, SUPERVISION))
    assert dict(full.at_a_glance.rows)["Age that counts"] == "14 years"
    assert dict(found.at_a_glance.rows)["Age that counts"] == "14 years"


def test_a_preview_shows_the_dates_that_are_written() -> None:
    of, own = record(screening()), served()
    own.shift = random_shift
    first = own.summary(of, SUPERVISION.id)
    assert own.summary(of, SUPERVISION.id) == first


def test_the_shift_is_in_whole_weeks_and_never_nothing() -> None:
    shifts = {random_shift() for _ in range(300)}
    assert len(shifts) > 20
    for shift in shifts:
        assert shift % timedelta(weeks=1) == timedelta()
        assert -timedelta(weeks=104) <= shift <= -timedelta(weeks=5)


def test_whoever_exports_is_told_to_read_it_and_where_to_look_first() -> None:
    of = screening().with_detail("child_words", "bigman took me to erdington")
    told = SERVED.cautions(record(of), SUPERVISION.id)
    assert "Read the copy before you pass it on" in told[0]
    assert told[1] == "Look first at these words, which no list knows: bigman, erdington."
    copied = SERVED.summary(record(of), SUPERVISION.id)
    assert "Look first" not in whole(copied), "it would point a reader at them"
    many = screening().with_detail("child_words", " ".join(f"zz{'q' * n}" for n in range(30)))
    assert SERVED.cautions(record(many), SUPERVISION.id)[1].endswith(" and 10 more.")
    doubtful = screening().with_detail("child_words", "she may hope for the best with rose")
    doubtful = doubtful.with_detail("child_name", "May Price")
    assert SERVED.cautions(record(doubtful), SUPERVISION.id)[1:] == (
        "These words stay because they are ordinary words, and they are also in a name that you "
        "entered. Check each one: may.",
        "These are ordinary words, but some people are called by them. Check that none is a name "
        "here: hope, rose.",
    )
    none = replace(screening(), details={}, narrative={}, signs={}, judged_levels=())
    assert len(SERVED.cautions(record(none), SUPERVISION.id)) == 1
