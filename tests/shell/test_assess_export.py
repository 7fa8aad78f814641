"""An export in JSON is a case, too: assessed again, it comes to the outcome that stands in it."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings

from csescreen.bank_holidays import is_bank_holiday
from csescreen.bootstrap import case_reader, shelf
from csescreen.core.assess import assess
from csescreen.core.reading import read_together
from csescreen.core.screening import Screening
from csescreen.core.summarise_several import summarise_reading
from csescreen.export.as_json import JsonExporter
from csescreen.shell.assess import Assessor, assess_file
from tests.core.screenings import CASES, read
from tests.shell.command import CASE, refused, run
from tests.tools import FOLDER, tool_shelf

NOW = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)


def exported(screening: Screening) -> bytes:
    """Return the export of a screening, as it is written at some time."""
    as_of = screening.as_of or NOW
    frameworks = [tool_shelf().get(name) for name in screening.frameworks]
    reading = read_together([assess(one, screening, as_of, is_bank_holiday) for one in frameworks])
    summary = summarise_reading(reading, screening, wording={}, made_at=NOW, program="csescreen")
    return JsonExporter().render(summary.marked("TRAINING"))


def assessed_again(content: bytes) -> object:
    out = io.StringIO()
    later = datetime(2027, 1, 1, tzinfo=UTC)
    with TemporaryDirectory() as folder:
        file = Path(folder, "export.json")
        file.write_bytes(content)
        assessor = Assessor(case_reader(), shelf(), None, later)
        assert assess_file(assessor, file, "json", out) == 0
    return json.loads(out.getvalue())


@settings(max_examples=60, deadline=None)
@given(CASES)
def test_an_export_comes_to_the_outcome_that_stands_in_it(case: dict[str, Any]) -> None:
    content = exported(replace(read(case), reference="A-17", details={"child_name": "Example"}))
    assert assessed_again(content) == json.loads(content)["outcome"]


def test_so_does_one_under_several_frameworks_and_without_a_time_of_its_own() -> None:
    screening = replace(read(CASE), frameworks=("telford", "llr", "county"), as_of=None)
    content = exported(screening)
    assert assessed_again(content) == json.loads(content)["outcome"]


@pytest.mark.parametrize("dash", [False, True])
def test_the_command_reads_an_export(dash: bool, tmp_path: Path) -> None:
    screening = replace(read(CASE), frameworks=("quayside",))
    file = tmp_path / "cse-screening-A-17-2026-03-02.json"
    file.write_bytes(exported(screening))
    arguments = ("assess", "-" if dash else str(file), "--format", "json")
    done = run(*arguments, stdin=file.read_bytes(), CSESCREEN_FRAMEWORKS=str(FOLDER))
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == json.loads(file.read_bytes())["outcome"]


def test_what_is_wrong_in_an_export_is_located_in_its_case(tmp_path: Path) -> None:
    export = json.loads(exported(read(CASE)))
    export["case"]["facts"] = {"carer_encouragess": "yes"}
    export["case"]["child"] = {"date_of_birth": "2027-01-01"}
    file = tmp_path / "export.json"
    file.write_text(json.dumps(export), encoding="utf-8")
    said = refused(run("assess", str(file)))
    assert "export.json: case.facts.carer_encouragess: unknown-" in said
    assert "export.json: case.child.date_of_birth: impossible-date" in said
    assert "\nexport.json: facts" not in said


def test_an_export_without_a_case_is_refused(tmp_path: Path) -> None:
    export = json.loads(exported(read(CASE))) | {"case": {}}
    file = tmp_path / "export.json"
    file.write_text(json.dumps(export), encoding="utf-8")
    assert "export.json: case" in refused(run("assess", str(file)))


def test_a_case_with_a_key_of_an_export_is_no_export(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps({**CASE, "case": CASE, "outcome": {}}), encoding="utf-8")
    said = refused(run("assess", str(file)))
    assert "case.json: case: unknown-key" in said
