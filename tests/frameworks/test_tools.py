"""Small invented tools, one for each thing that a framework can say, and what must come of each.

Every tool of `tools/` has its cases beside it, written and tried as authors write and try theirs.
"""

import json
from functools import cache
from pathlib import Path

import jsonschema_rs
import pytest

from csescreen.bootstrap import shelf
from csescreen.casefile.outcome_schema import outcome_schema
from csescreen.frameworks.files import read_toml
from csescreen.frameworks.folders import framework_files
from csescreen.frameworks.trial import Case, read_cases
from csescreen.shell.framework_trial import Bench, cases_beside, trial_lines, try_frameworks
from csescreen.shell.frameworks import check

FOLDER = Path(__file__).parent / "tools"
TOOLS = {path.stem: path for path in framework_files(FOLDER)}
READ = {name: read_cases(read_toml(cases_beside(path))) for name, path in TOOLS.items()}
CASES = [(name, case) for name, (cases, _) in READ.items() for case in cases]
OUTCOME = jsonschema_rs.Draft202012Validator(outcome_schema())


@cache
def bench(tool: str) -> Bench:
    framework = shelf().check(TOOLS[tool]).framework
    assert framework is not None
    return Bench(shelf(), framework)


@pytest.mark.parametrize("tool", TOOLS)
def test_the_check_finds_nothing_but_the_signs_that_the_tool_leaves_out(tool: str) -> None:
    found = check(shelf(), [TOOLS[tool]])
    assert [problem.line() for problem in found if problem.code != "silent-sign"] == []


@pytest.mark.parametrize("tool", TOOLS)
def test_the_cases_are_sound_and_reach_every_action_and_level(tool: str) -> None:
    assert READ[tool][1] == []
    (trial,) = try_frameworks(shelf(), [TOOLS[tool]])
    said = "\n".join(trial_lines([trial]))
    assert trial.problems == (), said
    assert not any(trial.not_reached.values()), said


@pytest.mark.parametrize(("tool", "case"), CASES, ids=[f"{t}: {c.name}" for t, c in CASES])
def test_case(tool: str, case: Case) -> None:
    tried, problems = bench(tool).try_cases([case], tool)
    assert [problem.line() for problem in problems] == []
    OUTCOME.validate(json.loads(json.dumps(tried[0].answer)))
    assert [found.text for found in tried[0].differences] == []


def test_every_tool_has_a_case_of_what_is_not_known_or_not_asked() -> None:
    for tool, (cases, _) in READ.items():
        written = json.dumps([case.says for case in cases])
        asked = {json.dumps(sorted(case.says.get("indicators", {}))) for case in cases}
        assert "unknown" in written or len(asked) > 1, tool
