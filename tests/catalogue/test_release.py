"""An id never changes its meaning: what ships is held against what was released."""

from copy import deepcopy
from typing import Any

import pytest

from tests.catalogue.release import broken, present, read, with_new

NOW = present()
RELEASED = with_new(read(), NOW)
"""As after the script was run, so that the tests of the check itself stand by themselves."""
SIGN = "sign unknown-vehicles"


def test_no_id_vanished_or_has_another_meaning() -> None:
    assert broken(read(), NOW) == []


def test_every_kind_of_id_is_held() -> None:
    kinds = {key.split()[0] for key in RELEASED["ids"]}
    assert kinds >= {
        "sign",
        "question",
        "choice",
        "clock",
        "level",
        "action",
        "criterion",
        "notice",
        "rule",
        "contact",
    }


def changed(key: str, **meaning: Any) -> dict[str, Any]:
    now = deepcopy(NOW)
    now[key].update(meaning)
    return now


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ({k: v for k, v in NOW.items() if k != SIGN}, f"{SIGN} vanished"),
        (changed(SIGN, domain="health"), f"{SIGN} has another domain"),
        (changed(SIGN, words="Other"), f"{SIGN} has other words"),
        (changed("question case_status", kind="yes_no"), "question case_status has another kind"),
        (changed("level telford acute", rank=1), "level telford acute has another rank"),
        (changed("action telford tw-contact", words="x"), "action telford tw-contact has other"),
        ({**NOW, "sign brand-new": {"domain": "health", "words": "x"}}, "sign brand-new is new"),
        (
            {k: v for k, v in NOW.items() if k != "choice case_status=early_help"},
            "choice case_status=early_help vanished",
        ),
    ],
)
def test_each_breach_is_told(now: dict[str, Any], told: str) -> None:
    (found,) = broken(RELEASED, now)
    assert found.startswith(told)


def test_new_words_are_approved_with_a_date_alone() -> None:
    now = changed(SIGN, words="Other")
    approved = {"id": SIGN, "date": "2026-04-01", "words": "Other"}

    def with_one(rewording: dict[str, str]) -> dict[str, Any]:
        return {**RELEASED, "rewordings": [*RELEASED["rewordings"], rewording]}

    assert broken(with_one(approved), now) == []
    assert broken(with_one({**approved, "date": ""}), now)
    assert broken(with_one(approved), changed(SIGN, words="Another"))


def test_a_retired_id_stays_listed_and_is_never_used_again() -> None:
    retired = {**RELEASED, "retired": {SIGN: "2026-04-01"}}
    assert broken(retired, {k: v for k, v in NOW.items() if k != SIGN}) == []
    assert broken(retired, NOW) == [f"{SIGN} is retired and may not be used again"]
    assert broken({**RELEASED, "retired": {"sign never": "2026-04-01"}}, NOW)


def test_the_script_adds_and_changes_nothing() -> None:
    now = changed(SIGN, words="Other") | {"sign brand-new": {"domain": "health", "words": "x"}}
    del now["sign despair"]
    added = with_new(RELEASED, now)["ids"]
    assert added == {**RELEASED["ids"], "sign brand-new": {"domain": "health", "words": "x"}}
