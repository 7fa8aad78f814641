"""docs/framework-reference.md says all that there is, and nothing that there is not."""

import importlib.util
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from csescreen.bootstrap import shelf
from csescreen.frameworks.expectations import EXPECTATIONS
from csescreen.frameworks.schema import CONDITION_FORMS, FRAMEWORK
from csescreen.frameworks.schema_words import keys
from csescreen.shell.frameworks import check

DOCS = Path(__file__).parent.parent / "docs"
TEXT = (DOCS / "framework-reference.md").read_text(encoding="utf-8")
TOOL = """
format = 1
id = "small"
version = "1.0"
name = "Small"
authority = "An invented authority"
source_date = "2026"
documents = { "tool.txt" = "An invented tool" }
levels = [{ id = "medium", name = "Medium" }, { id = "high", name = "High" }]
windows = [
  { id = "six_months", name = "in the last six months", recencies = ["current", "recent"] },
  { id = "before", name = "before", recencies = ["historic"] },
]
sums = [{ id = "total", name = "Total", bands = [{ from = 0, level = "medium" }] }]
sections = [{ id = "home", name = "Home", signs = ["despair"] }]
grades = [{ level = "high", basis = "published", because = "listed", document = "tool.txt", \
signs = { despair = "1", branding = "1", abduction = "1" } }]
"""


def rows(title: str) -> Iterator[tuple[str, str]]:
    """Yield the first two cells of the tables under a heading."""
    section = TEXT.split(f"\n## {title}\n")[1].split("\n## ")[0]
    for line in section.splitlines():
        if line.startswith("| `"):
            first, second, *_ = line.strip("|").split(" | ")
            yield first.strip(), second.strip()


def named(title: str) -> list[str]:
    return [name for first, _ in rows(title) for name in re.findall(r"`([^`]+)`", first)]


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", DOCS / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_of_keys_are_those_of_the_schema() -> None:
    assert script().with_keys(TEXT) == TEXT, "run: python docs/reference.py"


CONDITIONS = named("Conditions")
LIMITS = named("Time limits")


def test_every_form_of_condition_is_shown_with_every_key_that_goes_with_it() -> None:
    shown: dict[str, set[str]] = {}
    for example in CONDITIONS:
        written = tomllib.loads(f"x = {example}")["x"]
        form = next(form for form in CONDITION_FORMS if form in written)
        shown.setdefault(form, set()).update(written.keys() - {form})
    assert shown.keys() == CONDITION_FORMS.keys()
    text = TEXT.split("\n## Conditions\n")[1].split("\n## ")[0]
    for form, others in CONDITION_FORMS.items():
        assert all(other in shown[form] or f"`{other}`" in text for other in others), form


def problems(tmp_path: Path, action: str) -> list[str]:
    file = tmp_path / "small.toml"
    sourced = 'document = "tool.txt"\nlines = "1"\n'
    head = '[[actions]]\nid = "sm-do"\ntext = "Do it."\nstatus = "required"\n'
    file.write_text(TOOL + head + sourced + action, encoding="utf-8")
    return [problem.line() for problem in check(shelf(), [file]) if not problem.warning]


@pytest.mark.parametrize("example", CONDITIONS)
def test_every_example_of_a_condition_is_read(example: str, tmp_path: Path) -> None:
    assert problems(tmp_path, f"when = {example}\n") == []


@pytest.mark.parametrize("example", LIMITS)
def test_every_example_of_a_time_limit_is_read(example: str, tmp_path: Path) -> None:
    assert problems(tmp_path, f'when = "concern"\ntime_limit = {example}\n') == []


def test_every_kind_of_time_limit_is_named() -> None:
    limits = [k.path.rsplit(".", 1)[1] for k in keys(FRAMEWORK) if ".time_limit." in k.path]
    text = TEXT.split("\n## Time limits\n")[1].split("\n## ")[0]
    assert [limit for limit in limits if limit not in text] == []


def test_every_key_of_a_case_is_there_and_no_other() -> None:
    assert sorted(named_keys()) == sorted(
        ["name", "says", "near_miss", *EXPECTATIONS, "under", "union"]
    )


def named_keys() -> list[str]:
    return [first.strip("`") for first, _ in rows("Cases")]


def test_every_notice_and_action_of_the_program_is_there_and_no_other() -> None:
    common = shelf().common.tables
    added = [part["id"] for kind in ("notices", "actions") for part in common[kind]]
    assert sorted(named("Notices and actions that the program adds")) == sorted(added)


def test_every_shared_clock_is_named() -> None:
    assert [c["id"] for c in shelf().common.tables["clocks"] if f"`{c['id']}`" not in TEXT] == []
