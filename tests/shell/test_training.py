"""`csescreen train check|list|new`, as a trainer runs them."""

import json
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from csescreen.cli import app
from csescreen.errors import InputError, UserError
from csescreen.frameworks.shelf import DATA
from csescreen.shell.starting_file import write_new
from tests.shell.command import run
from tests.training.cases import SMALL, named


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder, with a data folder of its own; most runs are within this process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CSESCREEN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def train(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["train", *arguments])


def refused(*arguments: str) -> str:
    error = train(*arguments).exception
    assert isinstance(error, UserError)
    assert error.exit_status == 2
    return " ".join(error.lines())


def test_a_case_is_begun_checked_and_offered(tmp_path: Path, home: Path) -> None:
    begun = train("new", "the-cafe.toml")
    assert begun.exit_code == 0
    assert str(home / "training") in begun.stdout
    file = tmp_path / "the-cafe.toml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    checked = train("check", str(file), "--format", "json")
    assert (checked.exit_code, json.loads(checked.stdout)) == (0, [])
    text = file.read_text(encoding="utf-8")
    assert "is there already" in refused("new", str(file))
    assert file.read_text(encoding="utf-8") == text, "never overwritten"
    nowhere = train("new", str(tmp_path / "gone" / "one.toml")).exception
    assert isinstance(nowhere, UserError)
    assert (nowhere.exit_status, "cannot be written" in nowhere.what) == (1, True)
    (home / "training").mkdir(parents=True)
    (home / "training" / "cafe.toml").write_text(text, encoding="utf-8")
    (home / "training" / "bad.toml").write_text("format = 2", encoding="utf-8")
    listed = train("list", "--format", "json")
    cases = json.loads(listed.stdout)
    assert (cases[-1]["id"], cases[-1]["origin"]) == ("the-cafe", "yours")
    assert len(cases) == 1 + len(list((DATA / "scenarios").glob("*.toml")))
    assert "bad.toml is not offered" in listed.stderr


def test_files_to_begin_with_are_all_written_or_none(tmp_path: Path) -> None:
    first, second = tmp_path / "one.toml", tmp_path / "gone" / "one.cases.toml"
    with pytest.raises(UserError, match="gone"):
        write_new({first: b"1", second: b"2"}, "Name another file.")
    assert list(tmp_path.iterdir()) == []
    second = tmp_path / "one.cases.toml"
    second.write_bytes(b"mine")
    with pytest.raises(InputError, match="is there already"):
        write_new({first: b"1", second: b"2"}, "Name another file.")
    assert (first.exists(), second.read_bytes()) == (False, b"mine")


def test_the_list_names_each_case_and_what_it_is_about(home: Path) -> None:
    listed = train("list").stdout
    assert "room-seven  shipped  Room seven (4 steps; telford, llr, hounslow)" in listed
    assert "A girl; A looked-after child; Missing episodes; Linked children" in listed
    assert not home.exists(), "nothing is written"


def test_every_problem_is_listed_and_the_exit_status_is_2(tmp_path: Path) -> None:
    text = SMALL.replace("unknown-vehicles", "unknown-vehicle").replace("[child]", "[chidl]")
    done = run("train", "check", str(named(tmp_path, text)), str(tmp_path / "nowhere.toml"))
    said = done.stdout.decode()
    assert done.returncode == 2
    assert "small.toml: chidl: unknown-key" in said
    assert "small.toml: step[2].signs.unknown-vehicle: unknown-sign" in said
    assert "Give the path of a training case." in said
    assert "problems, 0 warnings." in done.stderr.decode()


def test_what_cannot_be_begun_is_refused(tmp_path: Path) -> None:
    assert "ends in .toml" in refused("new", str(tmp_path / "case.txt"))
    assert "on file" in refused("new", str(tmp_path / "room-seven.toml"))
    assert list(tmp_path.iterdir()) == []
