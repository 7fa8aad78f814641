"""A caller reaches professionals alone: never the family, and no copy without names."""

import pytest
from hypothesis import given, settings

from csescreen.core import call
from csescreen.core.audience import CALL, FAMILY, SUPERVISION
from csescreen.core.screening import Screening
from csescreen.core.summary import Summary
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


def shown(summary: Summary) -> str:
    return "\n".join(texts_of(summary))


def test_the_contact_record_holds_the_call() -> None:
    text = shown(SERVED.summary(record(CALLED), CALL.id))
    for needle in (*TYPED.values(), SAID, "needle-plain", "needle-told", "needle-typing"):
        assert needle in text
    assert "Kayleigh Price" in text
    assert "Sam Whitlock" in text
    assert "Mon 2 March 2026, 11:00" in text
    assert "For professionals only" in text


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
