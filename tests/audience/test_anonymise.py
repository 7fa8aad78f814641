"""An anonymised screening names nobody, and what it comes to stays the same."""

import json
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csescreen.bank_holidays import is_bank_holiday
from csescreen.core.ages import counted_age
from csescreen.core.anonymise import REFERENCE, Anonymised, anonymise, moved
from csescreen.core.assess import assess
from csescreen.core.outcome import Outcome
from csescreen.core.public import case_json
from csescreen.core.screening import Child, ChosenWeight, Moment, Screening
from csescreen.core.timelimits import LONDON, london_day
from csescreen.word_lists import known_words
from tests.audience.records import NOW, SHIFT, screening
from tests.audience.texts import texts_of
from tests.core.screenings import CASES, FRAMEWORKS, read

WEEKS = st.integers(-104, 104).map(lambda weeks: timedelta(weeks=weeks))


def anonymised(of: Screening, shift: timedelta = SHIFT) -> Anonymised:
    dated = replace(of, as_of=of.as_of or NOW)
    assert dated.as_of is not None
    age = counted_age(dated, london_day(dated.as_of)).years
    return anonymise(dated, counted_age=age, shift=shift, known_words=known_words())


def outcome(framework: str, of: Screening) -> Outcome:
    assert of.as_of is not None
    return assess(FRAMEWORKS[framework], of, of.as_of, is_bank_holiday)


def comes_to(found: Outcome) -> dict[str, object]:
    return {
        "age": found.age,
        "indicated": found.indicated_level,
        "possible": found.possible_level,
        "judged": found.judged_level and found.judged_level.level,
        "section 47": found.section_47,
        "actions": Counter((one.action.id, one.status) for one in found.actions),
        "notices": [one.id for one in found.notices],
        "sums": found.sums,
    }


@settings(max_examples=250, deadline=None)
@given(CASES, st.sampled_from(sorted(FRAMEWORKS)), WEEKS)
def test_it_comes_to_the_same_under_every_framework(
    case: dict[str, Any], framework: str, shift: timedelta
) -> None:
    of = read(case)
    before, after = outcome(framework, of), outcome(framework, anonymised(of, shift).screening)
    assert comes_to(after) == comes_to(before)
    questions = {one.id: one for one in before.open_questions}
    asked = {one.id: one for one in after.open_questions}
    if of.child.date_of_birth is not None or of.child.age in (0, None):
        # whole years cannot say that the child was no younger when the worry began
        questions.pop("age", None)
        asked.pop("age", None)
    assert {k: v for k, v in asked.items() if k != "age"} == {
        k: v for k, v in questions.items() if k != "age"
    }


@settings(max_examples=150, deadline=None)
@given(CASES, WEEKS)
def test_the_days_of_the_week_the_times_of_day_and_the_days_between_stay(
    case: dict[str, Any], shift: timedelta
) -> None:
    of = read(case)
    found = anonymised(of, shift).screening
    assert of.as_of is not None
    assert found.as_of is not None
    for before, after in (
        (of.as_of, found.as_of),
        *((of.clocks[clock], found.clocks[clock]) for clock in of.clocks),
    ):
        assert london_day(after) - london_day(before) == shift
        assert london_day(after).weekday() == london_day(before).weekday()
        if isinstance(before, datetime):
            assert isinstance(after, datetime)
            assert after.astimezone(LONDON).time() == before.astimezone(LONDON).time()


NEEDLES = ("Zorbekvrin", "Quathojil", "Xandruwyc", "Thovrinbek")
NAMED = st.lists(st.sampled_from(NEEDLES), min_size=1, max_size=3).map(" ".join)
SAID = st.builds(
    "{}{}{}".format,
    st.sampled_from(["She met ", "", "Told by Mr ", "he said (", "It was\n", "I saw "]),
    NAMED,
    st.sampled_from([" twice.", "'s aunt", "", ") knew", " 07700 900123 on 3 March 2026"]),
)


@settings(max_examples=150, deadline=None)
@given(CASES, st.lists(SAID, min_size=8, max_size=8), NAMED)
def test_no_name_comes_through_from_any_place(
    case: dict[str, Any], said: list[str], name: str
) -> None:
    of = read(case)
    parts = ("working_well", "worried_about", "judgement", "next_steps")
    of = replace(
        of,
        reference=f"{name} 1",
        facts={**of.facts, "agencies_present": (said[0], "Police")},
        signs={
            sign: replace(
                one,
                note=said[1],
                heard_from=said[2].lower() if said[2].split()[-1] in NEEDLES else said[2],
                grades=tuple(replace(grade, reason=said[3]) for grade in one.grades),
                weights=(ChosenWeight(1, said[4]),),
            )
            for sign, one in of.signs.items()
        },
        narrative=dict(zip(parts, said[4:], strict=True)),
        judged_levels=tuple(replace(one, reason=said[5]) for one in of.judged_levels),
        details={
            "child_name": " ".join(NEEDLES),
            "child_words": said[6].lower(),
            "carers": said[7],
            "child_knows": said[0],
            "typed_date": name,
        },
    )
    found = anonymised(of)
    everything = "\n".join(texts_of(found)).lower()
    for needle in (*NEEDLES, "07700", "900123", "march"):
        assert needle.lower() not in everything


def test_each_detail_is_removed_or_cleaned_and_the_reference_is_another() -> None:
    found = anonymised(screening()).screening
    assert found.reference == REFERENCE
    assert found.details == {
        "child_name": "[child]",
        "child_gender": "[removed]",
        "child_ethnicity": "[removed]",
        "child_address": "[place]",
        "child_school": "[school]",
        "carers": "[carer]",
        "carers_know": "No",
        "worker_name": "[practitioner]",
        "worker_role": "Designated safeguarding lead",
        "worker_agency": "[agency]",
        "worker_contact": "[number]",
        "child_words": "he says i owe him. i told [carer] and nobody else",
        "contacts_made": "[removed]",
    }
    assert found.signs["unknown-vehicles"].heard_from == (
        "Mr [name or place], form tutor at [school] Academy"
    )
    assert found.child == Child(age=13)


def test_what_was_removed_is_listed_without_saying_what_it_was() -> None:
    removed = anonymised(screening()).removed
    kinds = [kind for kind, _ in removed]
    assert len(set(kinds)) == len(kinds)
    assert "The child's name, in what was typed" in kinds
    assert all(times > 0 for _, times in removed)
    said = " ".join(kinds)
    for detail in screening().details.values():
        for word in detail.split():
            assert word[:1].islower() or word not in said.split()
    bare = Screening(frameworks=("telford",), signs={})
    assert anonymised(bare).removed == ()


def test_agencies_still_count_as_many_as_they_were() -> None:
    found = anonymised(screening()).screening.facts["agencies_present"]
    assert found == ("Police", "[agency 2]", "[agency 2]")


def test_the_same_shift_gives_the_same_and_another_moves_the_dates_alone() -> None:
    assert anonymised(screening()) == anonymised(screening())
    other = anonymised(screening(), timedelta(weeks=-31))
    assert other.removed == anonymised(screening()).removed
    assert other.screening.clocks != anonymised(screening()).screening.clocks


@pytest.mark.parametrize("age", [None, 0, 1, 13, 17, 20])
@pytest.mark.parametrize("began", [None, date(2026, 3, 1), date(2024, 3, 2), date(2027, 1, 1)])
def test_the_age_that_counts_stays_where_whole_years_are_known(
    age: int | None, began: date | None
) -> None:
    clocks = {"concern_identified": began} if began else {}
    of = Screening(child=Child(age=age), clocks=clocks, as_of=NOW)
    for weeks in range(-60, 61, 7):
        found = anonymised(of, timedelta(weeks=weeks)).screening
        assert found.as_of is not None
        before = counted_age(of, london_day(NOW))
        assert counted_age(found, london_day(found.as_of)).years == before.years


BEGINNING = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5)))


@pytest.mark.parametrize("moment", [date.min, date(1, 7, 1), BEGINNING])
def test_a_date_that_cannot_be_moved_is_removed_and_listed(moment: Moment) -> None:
    assert moved(moment, SHIFT) is None
    clocks = {"referral_received": moment, "concern_identified": NOW}
    found = anonymised(Screening(frameworks=("telford",), child=Child(age=13), clocks=clocks))
    assert found.screening.clocks == {"concern_identified": NOW.astimezone(LONDON) + SHIFT}
    assert ("Dates at the very beginning or end of the calendar, which cannot be moved", 1) in (
        found.removed
    )


def test_a_date_at_the_end_of_the_calendar_is_moved_where_it_can_be() -> None:
    assert moved(date.max, timedelta(weeks=1)) is None
    assert moved(date.max, -timedelta(weeks=1)) == date.max - timedelta(weeks=1)
    assert moved(date(2026, 3, 2), timedelta(weeks=1)) == date(2026, 3, 9)


def said_of(carers: str, text: str, **details: str) -> tuple[str, dict[str, str]]:
    """Return what remains of a text, and the words that were left and are doubtful."""
    of = Screening(details={"carers": carers, **details}, narrative={"judgement": text})
    found = anonymised(of)
    return found.screening.narrative["judgement"], dict(found.unsure)


def test_carers_typed_in_small_letters_are_known_but_not_what_was_said_of_them() -> None:
    assert said_of("grace hill", "grace said so, by the hill") == (
        "[carer] said so, by the [carer]",
        {},
    )
    text, unsure = said_of("mum, foster carer, joan apple works nights", "her mum works. an apple")
    assert text == "her mum works. an apple"
    assert unsure == {"works": "entered", "apple": "entered"}


def test_a_name_with_an_apostrophe_is_found_with_it_and_without() -> None:
    school = {"child_school": "St Peter's Academy"}
    for text in ("st peter's", "st peters", "St Peter’s", "st peter"):
        found, _ = said_of("", f"went to {text} today", **school)
        assert "peter" not in found.lower()
        assert "[school]" in found
    assert said_of("", "park's closed", child_school="Park's")[0] == "[school]'s closed"


def test_the_reference_is_found_however_its_letters_are_written() -> None:
    of = Screening(
        reference="Ó'Hara-17",
        narrative={"judgement": "O'Hara-17, o’hara-17's, Ohara-17_ and (Ó’HARA-17)."},
    )
    assert anonymised(of).screening.narrative["judgement"] == (
        "[reference], [reference]'s, [reference]_ and ([reference])."
    )


def test_nothing_of_it_is_in_a_case_file_either() -> None:
    written = json.dumps(case_json(anonymised(screening()).screening))
    for needle in ("Kayleigh", "Price", "TW-2026-17", "2012", "AB12", "Dawley", "Hughes", "Donna"):
        assert needle not in written
