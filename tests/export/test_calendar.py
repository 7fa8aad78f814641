"""The calendar, read back by another program's library: times, and nothing of the child."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from ical.types import Classification

from csescreen.core.ports import Record
from csescreen.core.summary import ActionLine, Summary
from csescreen.core.text import clean_line
from csescreen.export.as_calendar import CalendarExporter, NothingDueError
from tests.audience.records import record, served
from tests.audience.records import screening as screening_of
from tests.export.builder import screening, summary
from tests.export.hostile import lines

TIMED = datetime(2026, 3, 3, 10, 15, tzinfo=UTC)
DAY = date(2026, 4, 13)


def due(at: datetime | date | None, status: str = "Required") -> ActionLine:
    text = "Tell the police of Example Child"
    return ActionLine("tell", text, status, "", at, ("Because of a sign",), ("Example",), ("Doc",))


def read(of: Summary) -> list[Event]:
    return list(IcsCalendarStream.calendar_from_ics(CalendarExporter().render(of).decode()).events)


def with_due(*actions: ActionLine) -> Summary:
    return replace(summary(), actions=actions)


def test_one_entry_for_each_time_at_which_something_falls_due() -> None:
    timed, whole_day = read(with_due(due(DAY), due(TIMED), due(TIMED), due(None)))
    assert (timed.start, timed.summary) == (TIMED, "CSE screening A-17: 2 steps fall due")
    assert (whole_day.start, whole_day.end) == (DAY, DAY + timedelta(days=1))
    assert whole_day.summary == "CSE screening A-17: 1 step falls due"
    assert timed.alarm[0].trigger == timedelta(hours=-1)


@pytest.mark.parametrize("moment", (TIMED, DAY))
def test_what_was_due_is_told_as_past_and_reminds_nobody(moment: datetime | date) -> None:
    of = replace(with_due(due(moment)), made_at=datetime(2026, 5, 1, tzinfo=UTC))
    (event,) = read(of)
    assert event.summary == "CSE screening A-17: 1 step was due"
    assert not event.alarm
    (two,) = read(replace(of, actions=(due(moment), due(moment))))
    assert two.summary == "CSE screening A-17: 2 steps were due"


def test_what_falls_due_later_today_is_not_past() -> None:
    (event,) = read(replace(with_due(due(DAY)), made_at=datetime(2026, 4, 13, 15, tzinfo=UTC)))
    assert event.summary == "CSE screening A-17: 1 step falls due"
    assert event.alarm


def test_what_is_to_be_considered_is_no_date_to_keep() -> None:
    with pytest.raises(NothingDueError):
        read(with_due(due(TIMED, "Consider"), due(None)))


def test_nothing_of_the_child_or_of_what_is_to_be_done_is_in_it() -> None:
    content = CalendarExporter().render(summary()).decode()
    (event,) = read(summary())
    assert event.summary == "CSE screening A-17: 1 step falls due"
    assert event.description is None
    assert event.location is None
    assert event.classification == Classification.PRIVATE
    details = screening().details.values()
    for secret in (*details, *(line.action for line in summary().actions), "exploit", "acute"):
        assert secret.lower() not in content.lower()


def test_a_second_export_is_the_same_entry() -> None:
    later = replace(summary(), made_at=datetime(2026, 3, 9, tzinfo=UTC))
    assert read(later)[0].uid == read(summary())[0].uid
    other = replace(summary(), reference="B-18")
    assert read(other)[0].uid != read(summary())[0].uid


def test_two_screenings_without_a_reference_have_entries_of_their_own() -> None:
    nameless = replace(screening_of(), reference="")
    one = record(nameless)
    another = replace(one, key="another")

    def uids(of: Record) -> set[str]:
        return {str(event.uid) for event in read(served().summary(of))}

    assert uids(one)
    assert uids(one).isdisjoint(uids(another))
    named = replace(one, screening=replace(nameless, reference="TW-1"))
    assert uids(named) == uids(one), "a reference that comes later is the same screening"
    content = CalendarExporter().render(served().summary(another)).decode()
    assert "another" not in content
    assert served().summary(another).record_code not in content


def test_copies_that_name_nobody_carry_no_code_of_the_record() -> None:
    of = record(screening_of())
    assert served().summary(of).record_code
    assert not served().summary(of, "supervision").record_code
    assert not served().summary(of, "family").record_code


@given(lines)
@example("a\\Nb\\n\\;c,d")
def test_a_hostile_reference_is_text_of_one_entry(text: str) -> None:
    (event,) = read(replace(with_due(due(TIMED)), reference=text))
    shown = " ".join(clean_line(text).split())
    assert " ".join((event.summary or "").split()) == f"CSE screening {shown}: 1 step falls due"
    assert event.url is None
    assert not event.attendees
