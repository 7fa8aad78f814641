"""Every case of the TOML files beside this: what the case says, and what must come of it.

They are written as authors write theirs (docs/frameworks.md), and are tried in the same way.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from csescreen.bootstrap import shelf
from csescreen.cli import app
from csescreen.frameworks.files import read_toml
from csescreen.frameworks.trial import Case, read_cases
from csescreen.shell.framework_trial import Bench

Table = Mapping[str, Any]
PATHWAYS = {
    row["action_id"]: row["framework"]
    for row in csv.DictReader(
        (Path(__file__).parents[1] / "data" / "pathways.csv").open(encoding="utf-8")
    )
}
"""Every action that there is to be, by id: the framework that calls for it, or any."""
PATHWAYS = {
    row["action_id"]: row["framework"]
    for row in csv.DictReader(
        (Path(__file__).parents[1] / "data" / "pathways.csv").open(encoding="utf-8")
    )
}
"""Every action that there is to be, by id: the framework that calls for it, or any."""
FILES = sorted(Path(__file__).parent.glob("*.toml"))
READ = {file.stem: read_cases(read_toml(file)) for file in FILES}
CASES: list[tuple[str, Case]] = [
    (f"{file}: {case.name}", case) for file, (cases, _) in READ.items() for case in cases
]
BENCH = Bench(shelf())


@cache
def printed_schema(what: str) -> Any:
    printed = CliRunner().invoke(app, ["schema", what])
    return jsonschema.Draft202012Validator(json.loads(printed.stdout))


@pytest.mark.parametrize("file", READ)
def test_the_files_are_cases(file: str) -> None:
    assert READ[file][1] == []


@pytest.mark.parametrize(("name", "case"), CASES, ids=[name for name, _ in CASES])
def test_case(name: str, case: Case) -> None:
    printed_schema("case").validate(case.says)
    tried, problems = BENCH.try_cases([case], name)
    assert problems == []
    printed_schema("outcome").validate(tried[0].answer)
    assert [found.text for found in tried[0].differences] == []


def expectations() -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    """Yield each framework with what a case says and what it expects of that framework."""
    for _, case in CASES:
        if isinstance(case.says.get("framework"), str):
            yield case.says["framework"], case.says, case.expected
        for framework, expected in case.under.items():
            yield framework, case.says, expected


def leaves(says: Mapping[str, Any], path: tuple[str, ...] = ()) -> dict[tuple[str, ...], object]:
    """Return what a case says of the child, each answer under its place."""
    found: dict[tuple[str, ...], object] = {}
    for key, value in says.items():
        if isinstance(value, Mapping):
            found |= leaves(value, (*path, key))
        elif path:
            found[(*path, key)] = value
    return found


def one_apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether two cases differ in one answer alone."""
    said, also = leaves(one), leaves(other)
    return sum(said.get(place) != also.get(place) for place in said | also) == 1


@pytest.mark.parametrize("action", sorted(PATHWAYS))
def test_every_action_has_a_case_that_calls_for_it_and_a_near_miss(action: str) -> None:
    calls_for_it, keeps_it_away = [], []
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
