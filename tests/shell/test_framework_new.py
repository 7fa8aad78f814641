"""`csescreen framework new`: a file to begin with, that works as it is."""

import json
import re
import stat
import tomllib
from pathlib import Path

import pytest

from csescreen.frameworks.schema import CONDITION_FORMS, FRAMEWORK
from csescreen.shell.framework_new import CASES
from csescreen.shell.framework_new import FRAMEWORK as STARTING
from tests.shell.command import refused, run

TEXT = STARTING.read_text(encoding="utf-8")


def test_what_is_begun_has_no_problem_and_its_cases_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    home = tmp_path / "home"
    begun = run("framework", "new", CSESCREEN_HOME=str(home))
    assert (begun.returncode, begun.stderr) == (0, b"")
    file = tmp_path / "my-framework.toml"
    said = begun.stdout.decode()
    assert file.name in said
    assert str(home / "frameworks") in said, "where to put it when it is ready"
    checked = run("framework", "check", str(file), "--format", "json")
    assert (checked.returncode, json.loads(checked.stdout)) == (0, [])
    tried = run("framework", "test", str(file), "--format", "json")
    (trial,) = json.loads(tried.stdout)
    assert (tried.returncode, trial["failed"], trial["problems"]) == (0, 0, [])
    assert trial["ran"] > 5
    assert trial["not_reached"] == {kind: [] for kind in trial["not_reached"]}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_is_begun_is_not_offered_before_somebody_puts_it_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    home = tmp_path / "home"
    assert run("framework", "new", CSESCREEN_HOME=str(home)).returncode == 0
    assert b"my-framework" not in run("framework", "list", CSESCREEN_HOME=str(home)).stdout
    assert not home.exists()
    (home / "frameworks").mkdir(parents=True)
    (tmp_path / "my-framework.toml").rename(home / "frameworks" / "my-framework.toml")
    listed = run("framework", "list", CSESCREEN_HOME=str(home))
    assert b"my-framework  0.1  yours" in listed.stdout


def test_what_is_begun_in_the_frameworks_folder_is_told_to_be_offered(tmp_path: Path) -> None:
    folder = tmp_path / "frameworks"
    folder.mkdir()
    begun = run("framework", "new", str(folder), CSESCREEN_HOME=str(tmp_path))
    assert b"csescreen offers it when it is next started" in begun.stdout


def test_no_invented_authority_stays_under_a_name_of_ones_own(tmp_path: Path) -> None:
    own, none = tmp_path / "own.toml", tmp_path / "none.toml"
    run("framework", "new", str(own), "--name", "Our tool", "--authority", 'Our "council"')
    run("framework", "new", str(none), "--name", "Our tool")
    assert tomllib.loads(own.read_text(encoding="utf-8"))["authority"] == 'Our "council"'
    assert tomllib.loads(none.read_text(encoding="utf-8"))["authority"].startswith("TO BE REPLACED")


def test_the_id_and_the_name_may_be_given(tmp_path: Path) -> None:
    file = tmp_path / "Our tool.toml"
    assert run("framework", "new", str(file)).returncode == 0
    assert 'id = "our-tool"' in file.read_text(encoding="utf-8")
    name = 'The "new" \\1 [one] für uns'
    done = run("framework", "new", str(tmp_path), "--id", "ours", "--name", name)
    assert done.returncode == 0, done.stderr.decode()
    shown = run("framework", "test", str(tmp_path / "ours.toml"))
    assert shown.returncode == 0
    home = tmp_path / "home" / "frameworks"
    home.mkdir(parents=True)
    (tmp_path / "ours.toml").rename(home / "ours.toml")
    done = run("framework", "list", "--format", "json", CSESCREEN_HOME=str(tmp_path / "home"))
    assert {one["id"]: one["name"] for one in json.loads(done.stdout)}["ours"] == name


@pytest.mark.parametrize("there", ["one.toml", "one.cases.toml"])
def test_nothing_is_overwritten(there: str, tmp_path: Path) -> None:
    (tmp_path / there).write_text("mine", encoding="utf-8")
    said = refused(run("framework", "new", str(tmp_path / "one.toml")))
    assert "is there already" in said
    assert [path.name for path in tmp_path.iterdir()] == [there]
    assert (tmp_path / there).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--id", "telford"), 'There is a framework "telford" on file.'),
        (("--id", "../../outside"), "is no id"),
        (("--id", ""), "is no id"),
        (("--id", "a" * 81), "is no id"),
        (("--name", "x" * 201), "The name is too long."),
        (("--authority", "x" * 201), "The authority is too long."),
        (("notes.txt",), "ends in .toml"),
        (("one.cases.toml",), "ends in .toml"),
    ],
)
def test_what_cannot_be_used_is_refused(
    arguments: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = refused(run("framework", "new", *arguments, CSESCREEN_HOME=str(tmp_path)))
    assert message in said
    assert list(tmp_path.rglob("*.toml")) == []


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = run("framework", "new", str(tmp_path / "gone" / "one.toml"))
    assert done.returncode == 1
    assert b"cannot be written" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("part", FRAMEWORK["properties"])
def test_the_starting_file_explains_every_part(part: str) -> None:
    assert re.search(rf"^(# +)?(\[+)?{part}( = |[.\]])", TEXT, re.MULTILINE)


@pytest.mark.parametrize("form", CONDITION_FORMS)
def test_the_starting_file_explains_every_form_of_condition(form: str) -> None:
    assert f"{form} = " in TEXT


def test_the_starting_cases_explain_every_key() -> None:
    from csescreen.frameworks.expectations import EXPECTATIONS

    text = CASES.read_text(encoding="utf-8")
    assert [key for key in (*EXPECTATIONS, "under") if f"#   {key}" not in text] == [
        "no_notices",
        "not_open",
    ]
    assert "under, union" in text
    assert "notices, no_notices" in text
    assert "open, not_open" in text
