"""The documents say what the code has: a module, command or condition left out fails the build."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from csescreen.cli import app
from csescreen.commands import GROUPS
from csescreen.core.audience import AUDIENCES
from csescreen.core.ports import Exporter
from csescreen.export.formats import EXPORTERS
from csescreen.frameworks.schema import FRAMEWORK
from tests.stress.harnesses import HARNESSES

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "csescreen"
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
FRAMEWORKS = (ROOT / "docs" / "frameworks.md").read_text(encoding="utf-8")
EXPORTS = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")

MODULES = sorted(
    path.relative_to(PACKAGE).as_posix()
    for path in PACKAGE.rglob("*.py")
    if path.name != "__init__.py" and not {"migrations", "modals"} & set(path.parts)
)


@pytest.mark.parametrize("module", MODULES)
def test_the_architecture_names_every_module(module: str) -> None:
    assert f"`{Path(module).name}`" in ARCHITECTURE or f"{Path(module).stem} →" in ARCHITECTURE


@pytest.mark.parametrize("part", FRAMEWORK["properties"])
def test_the_tutorial_names_every_part(part: str) -> None:
    assert re.search(rf"(^|[`\[]){part}\b", FRAMEWORKS, re.MULTILINE)


@pytest.mark.parametrize("command", sorted(get_command(app).commands))  # type: ignore[attr-defined]
def test_the_readme_names_every_command(command: str) -> None:
    assert f"`csescreen {command}" in README


def test_every_command_of_the_app_has_an_id_and_a_help_of_its_own() -> None:
    commands = [command for group in GROUPS.values() for command in group]
    assert len({command.id for command in commands}) == len(commands)
    assert all(command.name and command.help for command in commands)


@pytest.mark.parametrize("exporter", EXPORTERS.values(), ids=lambda exporter: exporter.format)
def test_the_exports_are_told_with_their_audiences(exporter: Exporter) -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| .* \| ([^|]+) \|$", EXPORTS, re.MULTILINE))
    told = rows[exporter.format].partition(";")[0].strip()
    names = set(AUDIENCES) if told == "all" else set(told.split(", "))
    assert names == exporter.audiences
    assert exporter.format in get_command(app).commands["export"].params[1].help  # type: ignore[attr-defined]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_audience_is_told(audience: str) -> None:
    assert f"| `{audience}` |" in EXPORTS


def test_the_table_of_harnesses_says_how_much_each_quick_run_tries() -> None:
    rows = [line.split(" | ") for line in SECURITY.splitlines() if line.startswith("| ")]
    tried = {row[1].strip("`"): row[2] for row in rows if len(row) == 5}
    for harness in HARNESSES:
        assert tried[harness.name].replace(",", "").split()[0] == str(harness.quick), harness.name
