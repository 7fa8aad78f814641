"""Every case of the TOML files beside this: what the case says, and what must come of it.

They are written as authors write theirs (docs/frameworks.md), and are tried in the same way.
"""

import json
from collections.abc import Iterator
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

Table = dict[str, Any]
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


def expectations() -> Iterator[tuple[str, Any]]:
    for _, case in CASES:
        if isinstance(case.says.get("framework"), str):
            yield case.says["framework"], case.expected
        yield from case.under.items()


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


def test_names_of_cases_are_used_once() -> None:
    names = [name for name, _ in CASES]
    assert sorted(set(names)) == sorted(names)
