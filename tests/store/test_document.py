"""What is stored comes back equal, whatever it is."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csescreen.core.screening import Screening, SignAnswer
from csescreen.store.document import (
    DocumentError,
    screening_from,
    screening_text,
    wording_from,
    wording_text,
)
from csescreen.store.rows import record_from, row_from
from tests.store.helpers import NEEDLE, record
from tests.store.strategies import screenings, texts

LONDON = ZoneInfo("Europe/London")


@settings(max_examples=150, deadline=None)
@given(screenings)
def test_a_screening_comes_back_equal_to_the_last_type_and_zone(screening: Screening) -> None:
    text = screening_text(screening)
    assert text.isascii()
    back = screening_from(text)
    assert back == screening
    # Equality takes True for 1 and knows no fold; the representation tells them apart.
    assert repr(back) == repr(screening)


@settings(max_examples=50, deadline=None)
@given(screenings, st.dictionaries(texts, texts, max_size=3))
def test_a_record_comes_back_equal(screening: Screening, wording: dict[str, str]) -> None:
    whole = replace(record(), screening=screening, wording=wording)
    assert record_from(row_from(whole)) == whole


def test_the_repeated_hour_of_october_stays_itself() -> None:
    for fold in (0, 1):
        moment = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=fold)
        back = screening_from(screening_text(Screening(as_of=moment))).as_of
        assert isinstance(back, datetime)
        assert back == moment
        assert back.utcoffset() == moment.utcoffset()


def test_midnight_is_not_a_date() -> None:
    midnight = datetime(2026, 3, 2, tzinfo=LONDON)
    clocks = {"day": date(2026, 3, 2), "midnight": midnight}
    back = screening_from(screening_text(Screening(clocks=clocks))).clocks
    assert type(back["day"]) is date
    assert type(back["midnight"]) is datetime


def test_a_changed_rule_of_a_zone_keeps_the_instant() -> None:
    text = screening_text(Screening(as_of=datetime(2026, 7, 1, 12, tzinfo=LONDON)))
    hour = 3600 * 10**6
    changed = text.replace(f'"offset":{hour}', f'"offset":{3 * hour}')
    for other, offset in ((changed, 3), (text.replace("Europe/London", "No/Where"), 1)):
        assert other != text
        moment = screening_from(other).as_of
        assert isinstance(moment, datetime)
        assert moment.utcoffset() == timedelta(hours=offset)
        assert moment.hour == 12


def test_lone_surrogates_and_nul_are_kept() -> None:
    odd = Screening(reference="\ud800a\x00", details={"\udfff": "\x1b]52;"})
    assert screening_from(screening_text(odd)) == odd


@pytest.mark.parametrize(
    "text", ["", "[]", "null", "{}", '{"format":2}', '{"format":1}', f'{{"format":1,"{NEEDLE}', "1"]
)
def test_what_is_no_screening_is_refused_without_its_text(text: str) -> None:
    with pytest.raises(DocumentError) as caught:
        screening_from(text)
    assert caught.value.__context__ is None
    assert NEEDLE not in str(caught.value)


def test_wording_comes_back_and_other_text_is_refused() -> None:
    assert wording_from(wording_text({"a": "b\ud800"})) == {"a": "b\ud800"}
    for text in ("", "[]"):
        with pytest.raises(DocumentError):
            wording_from(text)


def test_a_row_does_not_show_what_a_person_wrote() -> None:
    row = row_from(record())
    assert NEEDLE not in repr(row)
    assert NEEDLE not in str(row)
    assert "CASE" not in repr(row)


@pytest.mark.parametrize("kind", ["fact", "sign", "detail", "narrative"])
def test_an_answer_that_is_called_like_a_key_of_the_text_is_kept(kind: str) -> None:
    given = {"pins": SignAnswer("yes")} if kind == "sign" else {"pins": "yes"}
    where = {"fact": "facts", "sign": "signs", "detail": "details", "narrative": "narrative"}
    kept = replace(record(), screening=replace(record().screening, **{where[kind]: given}))  # type: ignore[arg-type]
    assert record_from(row_from(kept)) == kept
