"""A caller reaches professionals alone: never the family, and no copy without names."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings

from csescreen.core import call
from csescreen.core.audience import CALL, FAMILY, SUPERVISION
from csescreen.core.screening import Child, Screening
from csescreen.core.situation import Situation
from csescreen.core.summarise_call import summarise_call
from csescreen.core.summary import Section, Summary, Table
from csescreen.errors import InputError
from csescreen.export.formats import EXPORTERS
from tests.audience.records import NOW, record, screening, served
from tests.audience.texts import texts_of, whole
from tests.core.test_call import BEGUN, STEPS, kept, taken

SERVED = served()
SIGN = "unknown-vehicles"
SAID = "needle-said in a grey car"
TYPED = {
    call.NAME: "Needlecaller Brannigan",
    call.ROLE: "needle-role",
    call.CONTACT: "01632 960417",
}


def with_call(of: Screening) -> Screening:
    """Return the screening with a call in which everything was typed."""
    of = call.begin(of, NOW)
    for key, text in TYPED.items():
        of = call.with_caller(of, key, text)
    of = call.heard(of, SAID, NOW)
    of = call.heard(of, "Brannigan saw it, needle-plain", NOW)
    of = call.mark(of, SIGN, "yes", SAID, NOW, {})
    of = call.told(of, "needle-told", NOW)
    return call.typing(of, "needle-typing")


CALLED = with_call(screening())
NEEDLES = ("needle", "Brannigan", "960417", "10:15 caller")


def shown(summary: Summary | Section) -> str:
    return "\n".join(texts_of(summary))


def section(summary: Summary, name: str) -> Section:
    (found,) = (one for one in summary.sections if one.id == name)
    return found


def test_the_contact_record_holds_the_call() -> None:
    text = shown(SERVED.summary(record(CALLED), CALL.id))
    for needle in (*TYPED.values(), SAID, "needle-plain", "needle-told", "needle-typing"):
        assert needle in text
    assert "Kayleigh Price" in text
    assert "Sam Whitlock" in text
    assert "Mon 2 March 2026, 11:00" in text
    assert "For professionals only" in text


def test_the_contact_record_begins_with_who_called_and_when() -> None:
    glance = dict(SERVED.summary(record(CALLED), CALL.id).at_a_glance.rows)
    assert list(glance)[:3] == ["Reference", "Received", "Caller"]
    assert glance["Received"] == "Mon 2 March 2026, 11:00"
    assert glance["Caller"] == tuple(TYPED.values())
    nobody = dict(SERVED.summary(record(BEGUN), CALL.id).at_a_glance.rows)
    assert nobody["Caller"] == ("Not named",)


def test_a_caller_who_says_who_they_are_not_leaves_no_blank_to_chase() -> None:
    """Somebody who would not say their name was asked; a child who calls is the child."""
    of = call.with_caller_so(BEGUN, call.ANONYMOUS, so=True)
    of = call.with_caller_so(of, call.BY_CHILD, so=True)
    of = call.with_caller(of, call.NAME, " ")
    summary = SERVED.summary(record(of), CALL.id)
    assert dict(summary.at_a_glance.rows)["Caller"] == ("Wants to stay anonymous", "The child")
    text = shown(section(summary, "not-known"))
    assert "number to call back" in text
    assert "The caller's name" not in text
    assert "Who the caller is" not in text
    named = SERVED.summary(record(call.with_caller(of, call.NAME, "Jo")), CALL.id)
    assert dict(named.at_a_glance.rows)["Caller"] == ("Jo", "The child")


def test_the_contact_record_says_what_nobody_asked_and_what_nobody_knew() -> None:
    of = replace(BEGUN, child=Child()).with_fact("immediate_danger", "no")
    of = of.with_fact("trusted_adult_involved", "unknown")
    summary = SERVED.summary(record(of), CALL.id)
    ids = [section.id for section in summary.sections]
    assert ids.index("said") < ids.index("not-known") < ids.index("actions")
    blocks = section(summary, "not-known").blocks
    so_far = {row[0]: row[1] for one in blocks if isinstance(one, Table) for row in one.rows}
    trusted = "Is an adult in a position of trust organising or encouraging it?"
    assert so_far[trusted] == "Not known"
    assert so_far["Does a parent or carer encourage the exploitation?"] == "Not asked"
    assert so_far["How old is the child?"] == "Not asked"
    assert "Is the child in danger now?" not in so_far
    after = SERVED.summary(record(call.age_not_known(of, NOW)), CALL.id)
    assert "How old is the child?\nNot known" in shown(section(after, "not-known"))


def test_the_contact_record_asks_of_danger_always_and_of_nothing_that_does_not_matter() -> None:
    of = replace(BEGUN, frameworks=("hounslow",))
    reading = SERVED.assess(record(of))
    little = replace(reading, asks=replace(reading.asks, urgent=reading.asks.urgent[1:]))
    made = summarise_call(SERVED.summary(record(of)), of, Situation(of, little, NOW))
    text = shown(section(made, "not-known"))
    assert "Is the child in danger now?\nNot asked" in text
    assert "Is trafficking suspected?\nNot asked" in text
    assert "serious risk of harm" not in text  # asked of a child protection concern alone


@settings(max_examples=15, deadline=None)
@given(STEPS)
def test_every_text_of_a_call_is_in_the_contact_record(steps: list[tuple[str, str]]) -> None:
    text = shown(SERVED.summary(record(taken(steps)), CALL.id))
    for words in kept(steps):
        assert words.strip() in text


def test_every_text_of_a_call_is_in_the_referral() -> None:
    text = shown(SERVED.summary(record(CALLED)))
    for needle in (*TYPED.values(), SAID, "needle-plain", "needle-told", "needle-typing"):
        assert needle in text


@pytest.mark.parametrize("format_name", ("markdown", "html", "docx"))
def test_the_family_never_sees_the_caller(format_name: str) -> None:
    copy = SERVED.summary(record(CALLED), FAMILY.id)
    assert not any(needle in whole(copy) for needle in NEEDLES)
    assert not any(n.encode() in EXPORTERS[format_name].render(copy) for n in NEEDLES)
    assert copy == SERVED.summary(record(screening()), FAMILY.id)  # the call changes nothing of it


def test_a_copy_without_names_has_no_caller() -> None:
    text = whole(SERVED.summary(record(CALLED), SUPERVISION.id))
    for gone in (*TYPED.values(), "Brannigan", "needle-plain", "needle-told", "needle-typing"):
        assert gone not in text


@pytest.mark.parametrize(
    ("key", "typed", "again"),
    [
        (call.NAME, "Faith Wood", "We ask faith about it."),
        (call.ROLE, "needle-role", ""),
        (call.CONTACT, "Window cafe", "Leave word at the window."),
    ],
)
def test_each_detail_of_a_caller_is_left_out_of_a_copy_without_names(
    key: str, typed: str, again: str
) -> None:
    """By itself, and as far as it names somebody wherever it was typed again."""
    called = call.with_caller(call.begin(screening(), NOW), key, typed)
    called = call.mark(called, SIGN, "yes", "a car", NOW, {})
    called = called.with_narrative("judgement", again)
    text = whole(SERVED.summary(record(called), SUPERVISION.id))
    assert typed not in text
    assert not again or again not in text


def test_a_copy_without_names_does_not_tell_to_the_minute_when_somebody_called() -> None:
    tomorrow = NOW + timedelta(days=1)
    called = call.mark(call.begin(screening(), NOW), SIGN, "yes", "a grey car", NOW, {})
    called = call.mark(called, SIGN, "yes", "11:05 caller: “no” in a taxi", tomorrow, {})
    assert "3/3/2026 11:00 caller: “11:05" in called.signs[SIGN].note
    text = shown(SERVED.summary(record(called), SUPERVISION.id))
    assert "\ncaller: “a grey car”\ncaller: “11:05 caller: “no” in a taxi”" in text


@pytest.mark.parametrize("name", ["Rose", "rose", "river", "window"])
def test_a_caller_named_by_an_ordinary_word_is_not_named_in_a_copy(name: str) -> None:
    """Also in small letters: in the caller's name every word is a name."""
    called = call.with_caller(call.begin(screening(), NOW), call.NAME, name)
    called = called.with_narrative("judgement", f"It was {name} who saw the needle car.")
    text = whole(SERVED.summary(record(called), SUPERVISION.id))
    assert "It was [caller] who saw" in text
    assert f"it was {name.casefold()}" not in text.casefold()


def test_a_call_changes_no_outcome() -> None:
    def outcome(of: Screening) -> dict[str, object]:
        return SERVED.summary(record(of)).outcome

    plain = BEGUN.with_fact("immediate_danger", "no")
    named = call.told(call.with_caller(plain, call.NAME, "Jo"), "thank you", NOW)
    assert outcome(call.heard(named, "cabs", NOW)) == outcome(plain)


def test_a_screening_without_a_call_has_no_contact_record() -> None:
    with pytest.raises(InputError, match="did not begin with a call"):
        SERVED.summary(record(screening()), CALL.id)
