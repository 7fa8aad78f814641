"""Every action of pathways.csv is in its framework as the file says, and no other action is."""

import csv
from datetime import date
from pathlib import Path

import holidays
import pytest

from csescreen.bank_holidays import is_bank_holiday
from csescreen.bootstrap import shelf
from csescreen.core.framework import Action

PATHWAYS = Path(__file__).parents[1] / "data" / "pathways.csv"
ROWS = list(csv.DictReader(PATHWAYS.open(encoding="utf-8")))
FRAMEWORKS = {name: shelf().get(name) for name in shelf().ids()}
STOOD_FOR = {
    "telford": {"so-emergency", "so-age-advisory"},
    "llr": set(),
    "hounslow": set(),
    "county": {"so-emergency"},
}


def places(written: str, document: str) -> tuple[str, str]:
    """Return documents and lines as an action has them; "and 001, 28" names a further document."""
    first, _, further = written.partition("; and ")
    if not further:
        return document, written
    number, _, lines = further.partition(", ")
    other = next(row["document"] for row in ROWS if row["document"].startswith(number))
    return f"{document}; {other}", f"{first}; {lines}"


def actions(framework: str) -> dict[str, Action]:
    return {action.id: action for action in FRAMEWORKS[framework].actions}


def rows(framework: str) -> list[dict[str, str]]:
    return [
        row
        for row in ROWS
        if row["framework"] == framework
        or (row["framework"] == "any" and row["action_id"] not in STOOD_FOR[framework])
    ]


PAIRS = [(framework, row) for framework in FRAMEWORKS for row in rows(framework)]


@pytest.mark.parametrize(
    ("framework", "row"), PAIRS, ids=[f"{name}:{row['action_id']}" for name, row in PAIRS]
)
def test_the_action_is_there_as_the_pathway_says(framework: str, row: dict[str, str]) -> None:
    action = actions(framework)[row["action_id"]]
    limit = action.time_limit
    found = {
        "status": action.status,
        "time_limit": limit.words if limit else "",
        "clock": limit.clock if limit else "",
        "audience": action.audience,
        "document": "; ".join(source.document for source in action.sources),
        "lines": "; ".join(source.lines for source in action.sources),
    }
    document, lines = places(row["lines"], row["document"])
    assert found == {key: row[key] for key in found} | {"document": document, "lines": lines}


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_no_other_action_is_there(framework: str) -> None:
    assert set(actions(framework)) == {row["action_id"] for row in rows(framework)}


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_contacts_are_blank_until_the_authority_enters_its_own(framework: str) -> None:
    contacts = FRAMEWORKS[framework].contacts
    assert contacts
    assert {contact.value for contact in contacts.values()} == {""}


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_every_contact_of_an_action_is_known_to_the_framework(framework: str) -> None:
    known = FRAMEWORKS[framework].contacts
    for action in actions(framework).values():
        assert set(action.contacts) <= set(known)


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_limit_counted_without_a_stated_start_says_that_it_was_assumed(framework: str) -> None:
    for action in actions(framework).values():
        if action.time_limit and action.time_limit.clock == "referral_received":
            assert "receipt" in action.time_limit.assumption, action.id


def test_bank_holidays_are_those_of_england() -> None:
    shipped = Path(__file__).parents[2] / "csescreen" / "data" / "bank_holidays.txt"
    lines = shipped.read_text(encoding="utf-8").splitlines()
    days = {date.fromisoformat(line) for line in lines if not line.startswith("#")}
    years = range(min(days).year, max(days).year + 1)
    assert 2026 in years
    assert 2040 in years
    library = holidays.country_holidays("GB", subdiv="ENG", years=years)
    assert days == set(library)
    assert all(is_bank_holiday(day) for day in days)
