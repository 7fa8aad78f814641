"""Every case of the TOML files beside this: what the case says, and what must come of it.

A case is a name in plain words, `says` (exactly what a case file says) and what is expected.
What a case does not mention is not looked at. The keys:

- `level` "acute, published" or "none"; `possible` and `judged` a level's id or "none"
- `section_47` its status; `criteria` the status of some of its criteria
- `actions` status by id; `absent` ids; `due` time by id ("none" for no time); `order` ids in order
- `limits` by action id the limit as stated, and what is to be known of its counting; `clocks` by
  action id the time to enter
- `first` the id of the first action; `notices`, `no_notices`, `open`, `not_open`, `reasons` ids
- `near_miss` the case again with one thing said differently: its name, what it says instead, and
  what is expected then
- `under.<framework>` the same for each of several frameworks; `union` ids in order
"""

import csv
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
PATHWAYS = {
    row["action_id"]: row["framework"]
    for row in csv.DictReader(
        (Path(__file__).parents[1] / "data" / "pathways.csv").open(encoding="utf-8")
    )
}
"""Every action that there is to be, by id: the framework that calls for it, or any."""
FILES = sorted(Path(__file__).parent.glob("*.toml"))


def instead(says: Table, change: Table) -> Table:
    """Return what a case says, with a part of it changed."""
    return says | {
        key: instead(says.get(key, {}), value) if isinstance(value, dict) else value
        for key, value in change.items()
    }


def written(file: Path) -> Iterator[tuple[str, Table]]:
    """Yield the cases of a file and their near misses, by name."""
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]:
        name = f"{file.stem}: {case['name']}"
        yield name, {key: value for key, value in case.items() if key != "near_miss"}
        for miss in case.get("near_miss", ()):
            yield f"{name}, {miss['name']}", {**miss, "says": instead(case["says"], miss["says"])}


CASES = [case for file in FILES for case in written(file)]
KEYS = {
    "level", "possible", "judged", "section_47", "criteria", "actions", "absent", "due", "limits",
    "clocks", "order", "first", "notices", "no_notices", "open", "not_open", "reasons",
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
        "limits": {a: limit_of(actions.get(a, {})) for a in expected.get("limits", ())},
        "clocks": {
            a: (actions[a]["clock"] or "none") if a in actions else "absent"
            for a in expected.get("clocks", ())
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


def limit_of(action: Table) -> str:
    told = (action.get("time_limit"), action.get("assumption"))
    return ": ".join(part for part in told if part) or "none"


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


def expectations() -> Iterator[tuple[str, Table, Table]]:
    """Yield each framework with what a case says and what it expects of that framework."""
    for _, case in CASES:
        says = case["says"]
        if isinstance(says.get("framework"), str):
            yield says["framework"], says, case
        for framework, expected in case.get("under", {}).items():
            yield framework, says, expected


def leaves(says: Table, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], object]:
    """Return what a case says of the child, each answer under its place."""
    found: dict[tuple[str, ...], object] = {}
    for key, value in says.items():
        if isinstance(value, dict):
            found |= leaves(value, (*path, key))
        elif path:
            found[(*path, key)] = value
    return found


def one_apart(one: Table, other: Table) -> bool:
    """Return whether two cases differ in one answer alone."""
    said, also = leaves(one), leaves(other)
    return sum(said.get(place) != also.get(place) for place in said | also) == 1


@pytest.mark.parametrize("action", sorted(PATHWAYS))
def test_every_action_has_a_case_that_calls_for_it_and_a_near_miss(action: str) -> None:
    calls_for_it: list[tuple[str, Table]] = []
    keeps_it_away: list[tuple[str, Table]] = []
    for framework, says, expected in expectations():
        if PATHWAYS[action] in (framework, "any"):
            if expected.get("actions", {}).get(action) in ("required", "consider"):
                calls_for_it.append((framework, says))
            if action in expected.get("absent", ()):
                keeps_it_away.append((framework, says))
    assert calls_for_it, "no case calls for it"
    assert any(
        framework == elsewhere and one_apart(says, missed)
        for framework, says in calls_for_it
        for elsewhere, missed in keeps_it_away
    ), "no case differs in one answer alone and keeps it away"


def test_every_action_that_a_case_names_is_known() -> None:
    named = {
        action
        for _, _, expected in expectations()
        for action in (*expected.get("actions", ()), *expected.get("absent", ()))
    }
    assert named <= PATHWAYS.keys()


def test_names_of_cases_are_used_once() -> None:
    names = [name for name, _ in CASES]
    assert sorted(set(names)) == sorted(names)
