"""A record of several frameworks: each one's version is kept; older records open as they are."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csescreen.core.ports import FrameworkPin, ScreeningStore
from csescreen.core.screening import Screening
from csescreen.errors import StoreDamagedError
from csescreen.store.document import pins_from, pins_part, screening_from, screening_text
from tests.store.helpers import PIN, record, sql
from tests.store.strategies import screenings, texts

OTHERS = (FrameworkPin("telford", "1.0", "cd" * 32), FrameworkPin("llr", "2.1", "ef" * 32))
SEVERAL = replace(
    record(),
    further_pins=OTHERS,
    screening=Screening(("national", "telford", "llr"), "CASE-a1"),
    wording={},
)


def test_every_version_comes_back_and_the_list_names_all(store: ScreeningStore) -> None:
    store.save(SEVERAL)
    back = store.read(SEVERAL.key)
    assert back == SEVERAL
    assert back.pins == (PIN, *OTHERS)
    (line,) = store.lines()
    assert line.frameworks == ("national", "telford", "llr")
    assert store.find("CASE-a1") == [line]


def test_a_framework_that_was_taken_away_is_gone_from_the_record(store: ScreeningStore) -> None:
    store.save(SEVERAL)
    store.save(replace(SEVERAL, revision=2, further_pins=OTHERS[:1]))
    assert store.read(SEVERAL.key).pins == (PIN, OTHERS[0])
    assert store.lines()[0].frameworks == ("national", "telford")


@settings(deadline=None)
@given(screenings)
def test_with_one_framework_the_text_is_what_it_always_was(screening: Screening) -> None:
    text = screening_text(screening)
    assert "pins" not in json.loads(text)
    assert pins_part(text) in (None, "null")
    assert pins_from(pins_part(text)) == ()


@settings(deadline=None)
@given(screenings, st.lists(st.builds(FrameworkPin, texts, texts, texts), min_size=1, max_size=3))
def test_any_pins_come_back_beside_any_screening(
    screening: Screening, pins: list[FrameworkPin]
) -> None:
    text = screening_text(screening, tuple(pins))
    assert pins_from(pins_part(text)) == tuple(pins)
    assert screening_text(screening_from(text)) == screening_text(screening)


def test_a_record_from_before_there_could_be_several_opens_unchanged(
    store: ScreeningStore,
) -> None:
    old = record()
    store.save(old)
    (text,) = sql(store, "SELECT screening FROM screening")[0]
    assert "pins" not in json.loads(str(text))
    assert store.read(old.key) == old
    assert store.lines()[0].frameworks == ("national",)


@pytest.mark.parametrize("damage", ["'{'", "json_set(screening, '$.pins', 5)"])
def test_a_damaged_text_does_not_spoil_the_list(store: ScreeningStore, damage: str) -> None:
    store.save(SEVERAL)
    store.save(record(key="bbbb" * 8))
    sql(store, f"UPDATE screening SET screening = {damage} WHERE key = '{SEVERAL.key}'")  # noqa: S608
    lines = {line.key: line.frameworks for line in store.lines()}
    assert lines == {SEVERAL.key: ("national",), record(key="bbbb" * 8).key: ("national",)}
    with pytest.raises(StoreDamagedError):
        store.read(SEVERAL.key)
