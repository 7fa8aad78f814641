"""What docs/case-file.md says of a case holds; docs/shared-names.md has every name."""

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest

from csescreen.bootstrap import case_reader, shelf
from csescreen.casefile.allowed import Allowed, KnownNames
from csescreen.casefile.read import CaseReader
from csescreen.casefile.schema import case_schema
from csescreen.core.framework import Framework
from csescreen.frameworks.read import read_clocks, read_questions
from csescreen.shell.framework_trial import try_frameworks
from tests.frameworks.test_mistakes import FOLDER

DOCS = Path(__file__).parent.parent / "docs"
TEXT = (DOCS / "case-file.md").read_text(encoding="utf-8")
TUTORIAL = (DOCS / "frameworks.md").read_text(encoding="utf-8")
BLOCK = r"^```{} {}\n(.*?)^```$"


def schema() -> dict[str, Any]:
    """Return the schema of a case under a tool that has every part."""
    common = shelf().common
    questions, clocks = read_questions(common.tables), read_clocks(common.tables)
    return case_schema(
        Allowed(questions, clocks, tuple(common.signs), True, frozenset(), ("before",), True)
    )


def rows(title: str) -> dict[str, str]:
    section = TEXT.split(f"\n## {title}\n")[1].split("\n## ")[0]
    found = re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.MULTILINE)
    return dict(found)


def blocks(text: str, language: str, file: str) -> list[str]:
    return re.findall(BLOCK.format(language, re.escape(file)), text, re.MULTILINE | re.DOTALL)


def tables() -> dict[str, dict[str, Any]]:
    top = schema()["properties"]
    answered = schema()["$defs"]["sign"]["anyOf"][1]["properties"]
    return {"Keys": top, "The child": top["child"]["properties"], "A sign": answered}


@pytest.mark.parametrize("title", ["Keys", "The child", "A sign"])
def test_every_key_is_there_and_no_other(title: str) -> None:
    assert rows(title).keys() == tables()[title].keys()


@pytest.mark.parametrize("title", ["Keys", "The child", "A sign"])
def test_every_value_of_a_closed_list_is_named(title: str) -> None:
    for key, one in tables()[title].items():
        for value in one.get("enum", ()):
            assert f'`"{value}"`' in rows(title)[key]
    for part in schema()["properties"]["narrative"]["properties"]:
        assert f"`{part}`" in rows("Keys")["narrative"]


@pytest.fixture
def wexcombe(tmp_path: Path) -> Path:
    file = tmp_path / "wexcombe.toml"
    file.write_text("".join(blocks(TUTORIAL, "toml", file.name)), encoding="utf-8")
    return file


def test_the_case_that_is_shown_is_read_and_has_every_key(wexcombe: Path) -> None:
    (written,) = blocks(TEXT, "json", "case.json")
    framework = shelf().check(wexcombe).framework
    assert framework is not None
    case = json.loads(written)
    assert reader_under(framework).read(case, "case.json").problems == ()
    assert case.keys() == schema()["properties"].keys()
    used = {key for sign in case["indicators"].values() if isinstance(sign, dict) for key in sign}
    assert used == rows("A sign").keys()


def reader_under(framework: Framework) -> CaseReader:
    common = shelf().common
    questions, clocks = read_questions(common.tables), read_clocks(common.tables)
    return CaseReader(
        KnownNames(lambda: (framework.id,), lambda _: framework, questions, clocks, common.signs)
    )


def test_what_it_says_of_windows_holds(wexcombe: Path) -> None:
    cases = "".join(blocks(TEXT, "toml", "wexcombe.cases.toml"))
    wexcombe.with_name("wexcombe.cases.toml").write_text(cases, encoding="utf-8")
    (trial,) = try_frameworks(shelf(), [wexcombe])
    assert (trial.problems, trial.failed) == ((), [])
    assert len(trial.tried) == 2


DUE = """
[[case]]
name = "due"
says = { format = 1, as_of = "2026-03-02", child = { age = 15 }, facts = { dispute = "yes" }, \
clocks = { referral_received = "2026-03-02T10:15:00+00:00" }, indicators = { despair = "yes" } }
"""


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        ("hours = 24", "2026-03-03T10:15:00+00:00"),
        ("days = 2", "2026-03-04"),
        ("working_days = 5", "2026-03-09"),
        ("months = 1", "2026-04-02"),
        ('before = "the visit"', "2026-03-02"),
        ("same_day = true", "2026-03-02T23:59:59+00:00"),
    ],
)
def test_a_time_comes_out_as_it_is_said(limit: str, due: str, tmp_path: Path) -> None:
    sound = (FOLDER.parent / "sound.toml").read_text(encoding="utf-8")
    file = tmp_path / "small.toml"
    file.write_text(sound.replace("hours = 24", limit, 1), encoding="utf-8")
    cases = f'{DUE}due = {{ sm-refer = "{due}" }}\n'
    file.with_name("small.cases.toml").write_text(cases, encoding="utf-8")
    (trial,) = try_frameworks(shelf(), [file])
    assert [problem.line() for problem in trial.problems] == []
    assert [one.text for tried in trial.failed for one in tried.differences] == []
    if "T" in due and "same" in limit:
        assert f'`"{due}"`' in TEXT


def test_the_page_of_shared_names_is_what_the_program_has() -> None:
    spec = importlib.util.spec_from_file_location("shared_names", DOCS / "shared_names.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    page = (DOCS / "shared-names.md").read_text(encoding="utf-8")
    assert script.page() == page, "run: python docs/shared_names.py"


def test_every_shared_name_is_on_the_page() -> None:
    page = (DOCS / "shared-names.md").read_text(encoding="utf-8")
    names = case_reader().schema()["properties"]
    common = shelf().common
    ids = [*read_questions(common.tables), *read_clocks(common.tables), *common.signs]
    assert {name for name in ids if f"| `{name}` |" not in page} == set()
    assert names["facts"]["properties"].keys() >= read_questions(common.tables).keys()
