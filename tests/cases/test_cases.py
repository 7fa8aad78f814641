"""Every case of the TOML files beside this: what the case says, and what must come of it.

A case is a name in plain words, `says` (exactly what a case file says) and what is expected.
What a case does not mention is not looked at. The keys:

- `level` "acute, published" or "none"; `possible` and `judged` a level's id or "none"
- `section_47` its status; `criteria` the status of some of its criteria
- `actions` status by id; `absent` ids; `due` time by id ("none" for no time); `order` ids in order
- `first` the id of the first action; `notices`, `no_notices`, `open`, `not_open`, `reasons` ids
- `under.<framework>` the same for each of several frameworks; `union` ids in order
"""

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from csescreen.bank_holidays import is_bank_holiday
from csescreen.bootstrap import case_reader, shelf
from csescreen.cli import app
from csescreen.core.assess import assess
from csescreen.core.public import outcome_json, union_json

Table = dict[str, Any]
FILES = sorted(Path(__file__).parent.glob("*.toml"))
CASES: list[tuple[str, Table]] = [
    (f"{file.stem}: {case['name']}", case)
    for file in FILES
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]
KEYS = {
    "level", "possible", "judged", "section_47", "criteria", "actions", "absent", "due", "order",
    "first", "notices", "no_notices", "open", "not_open", "reasons",
}  # fmt: skip


@cache
def printed_schema(what: str) -> Any:
    printed = CliRunner().invoke(app, ["schema", what])
    return jsonschema.Draft202012Validator(json.loads(printed.stdout))


def answer(says: Table) -> Table:
    """Return the public answer to the case, which and whose case fit the printed schemas."""
    printed_schema("case").validate(says)
    read = case_reader().read(says, "case")
    assert read.problems == ()
    assert read.screening is not None
    assert read.screening.as_of is not None, "a case says its own time"
    outcomes = [
        assess(shelf().get(name), read.screening, read.screening.as_of, is_bank_holiday)
        for name in read.screening.frameworks or shelf().ids()
    ]
    found: Table = (
        outcome_json(outcomes[0]) if len(read.screening.frameworks) == 1 else union_json(outcomes)
    )
    found = json.loads(json.dumps(found))
    printed_schema("outcome").validate(found)
    return found


def seen(outcome: Table, expected: Table) -> Table:
    """Return what the outcome says of everything that is expected, in the form of the case."""
    actions = {action["id"]: action for action in outcome["actions"]}
    notices = [notice["id"] for notice in outcome["notices"]]
    asked = [question["id"] for question in outcome["open_questions"]]
    reasons = [reason["rule"] for reason in outcome["reasons"]]
    criteria = {c["id"]: c["status"] for c in outcome["section_47"]["criteria"]}
    level = outcome["indicated_level"]
    found = {
        "level": f"{level['id']}, {level['basis']}" if level else "none",
        "possible": (outcome["possible_level"] or {"id": "none"})["id"],
        "judged": (outcome["judged_level"] or {"id": "none"})["id"],
        "section_47": outcome["section_47"]["status"],
        "criteria": {c: criteria.get(c) for c in expected.get("criteria", ())},
        "actions": {
            a: actions[a]["status"] if a in actions else "absent"
            for a in expected.get("actions", ())
        },
        "absent": [a for a in expected.get("absent", ()) if a not in actions],
        "due": {
            a: (actions[a]["due"] or "none") if a in actions else "absent"
            for a in expected.get("due", ())
        },
        "order": [a for a in actions if a in expected.get("order", ())],
        "first": next(iter(actions), "none"),
        "notices": [n for n in expected.get("notices", ()) if n in notices],
        "no_notices": [n for n in expected.get("no_notices", ()) if n not in notices],
        "open": [q for q in expected.get("open", ()) if q in asked],
        "not_open": [q for q in expected.get("not_open", ()) if q not in asked],
        "reasons": [r for r in expected.get("reasons", ()) if r in reasons],
    }
    return {key: found[key] for key in expected}


@pytest.mark.parametrize(("name", "case"), CASES, ids=[name for name, _ in CASES])
def test_case(name: str, case: Table) -> None:
    found = answer(case["says"])
    assert case.keys() <= KEYS | {"name", "says", "under", "union"}, "a key is misspelt"
    if "outcomes" not in found:
        expected = {key: case[key] for key in case if key in KEYS}
        assert expected
        assert seen(found, expected) == expected
        return
    by_framework = {outcome["framework"]["id"]: outcome for outcome in found["outcomes"]}
    for framework, expected in case.get("under", {}).items():
        assert expected.keys() <= KEYS
        assert seen(by_framework[framework], expected) == expected
    if "union" in case:
        assert [a["id"] for a in found["union"] if a["id"] in case["union"]] == case["union"]


def expectations() -> Iterator[tuple[str, Table]]:
    for _, case in CASES:
        if isinstance(case["says"].get("framework"), str):
            yield case["says"]["framework"], case
        yield from case.get("under", {}).items()


@pytest.mark.parametrize("framework", ["telford", "llr"])
def test_every_action_has_a_case_that_calls_for_it_and_a_near_miss(framework: str) -> None:
    appears: set[str] = set()
    stays_away: set[str] = set()
    for named, expected in expectations():
        if named == framework:
            appears |= {
                a for a, s in expected.get("actions", {}).items() if s in ("required", "consider")
            }
            stays_away |= set(expected.get("absent", ()))
    known = {action.id for action in shelf().get(framework).actions}
    assert known - appears == set()
    assert known - stays_away == set()
    assert (appears | stays_away) - known <= {"so-emergency", "so-age-advisory"}, "unknown id"


def test_names_of_cases_are_used_once() -> None:
    names = [name for name, _ in CASES]
    assert sorted(set(names)) == sorted(names)
