"""Frameworks of one's own and shared ones, as the command line offers them."""

import json
import os
from pathlib import Path

import pytest

from csescreen.frameworks.shelf import SHIPPED
from tests.shell.command import case_file, refused, run

SOUND = (Path(__file__).parents[1] / "frameworks" / "sound.toml").read_text(encoding="utf-8")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home" / "frameworks").mkdir(parents=True)
    return tmp_path / "home"


def shared(tmp_path: Path, name: str = "shared", framework: str = "theirs") -> Path:
    folder = tmp_path / name
    folder.mkdir()
    text = SOUND.replace('id = "small"', f'id = "{framework}"')
    (folder / "one.toml").write_text(text, encoding="utf-8")
    return folder


def listed(home: Path, shared: str | None = None) -> dict[str, str]:
    command = ("framework", "list", "--format", "json")
    if shared is None:
        done = run(*command, CSESCREEN_HOME=str(home))
    else:
        done = run(*command, CSESCREEN_HOME=str(home), CSESCREEN_FRAMEWORKS=shared)
    assert done.returncode == 0, done.stderr.decode()
    return {one["id"]: one["origin"] for one in json.loads(done.stdout)}


def test_list_says_where_each_comes_from(home: Path, tmp_path: Path) -> None:
    (home / "frameworks" / "small.toml").write_text(SOUND, encoding="utf-8")
    folder = str(shared(tmp_path))
    ships = dict.fromkeys(SHIPPED, "shipped")
    assert listed(home) == ships | {"small": "yours"}
    found = listed(home, folder)
    assert found == ships | {"small": "yours", "theirs": "shared"}
    done = run("framework", "list", CSESCREEN_HOME=str(home), CSESCREEN_FRAMEWORKS=folder)
    lines = [line.split()[:3] for line in done.stdout.decode().splitlines()]
    assert ["small", "1.0", "yours"] in lines
    assert ["theirs", "1.0", "shared"] in lines


def test_the_environment_goes_before_the_settings(home: Path, tmp_path: Path) -> None:
    of_settings = shared(tmp_path, "one", "of-settings").as_posix()
    deployed = str(shared(tmp_path, "two", "deployed"))
    text = f'frameworks_folder = "{of_settings}"\n'
    (home / "settings.toml").write_text(text, encoding="utf-8")
    assert listed(home)["of-settings"] == "shared"
    assert "of-settings" not in listed(home, deployed)
    assert listed(home, deployed)["deployed"] == "shared"
    assert "of-settings" in listed(home, ""), "empty is as if it were not set"


def test_a_case_is_read_under_a_framework_of_a_folder(home: Path, tmp_path: Path) -> None:
    (home / "frameworks" / "small.toml").write_text(SOUND, encoding="utf-8")
    case = case_file(tmp_path, framework="small", indicators={"despair": "yes"})
    done = run("assess", str(case), "--format", "json", CSESCREEN_HOME=str(home))
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["indicated_level"]["id"] == "high"


def test_a_case_without_a_framework_is_read_under_those_of_folders(
    home: Path, tmp_path: Path
) -> None:
    (home / "frameworks" / "small.toml").write_text(SOUND, encoding="utf-8")
    (home / "frameworks" / "bad.toml").write_text('id = "bad"\nversion = "1"', encoding="utf-8")
    case = tmp_path / "case.json"
    case.write_text('{"format": 1}', encoding="utf-8")
    done = run("assess", str(case), "--format", "json", CSESCREEN_HOME=str(home))
    assert done.returncode == 0
    read_under = [one["framework"]["id"] for one in json.loads(done.stdout)["outcomes"]]
    assert read_under == [*SHIPPED, "small"]
    assert b"bad.toml is not offered" in done.stderr


def test_a_damaged_file_does_not_stop_what_ships(home: Path, tmp_path: Path) -> None:
    (home / "frameworks" / "bad.toml").write_bytes(b"\xff")
    done = run("assess", str(case_file(tmp_path)), CSESCREEN_HOME=str(home))
    assert done.returncode == 0
    said = done.stderr.decode()
    assert "bad.toml is not offered: it has 1 problem." in said
    assert "csescreen framework check" in said


def test_damaged_settings_do_not_stop_an_assessment(home: Path, tmp_path: Path) -> None:
    (home / "settings.toml").write_text("nonsense", encoding="utf-8")
    done = run("assess", str(case_file(tmp_path)), CSESCREEN_HOME=str(home))
    assert done.returncode == 0
    assert "No shared frameworks folder was looked into." in done.stderr.decode()


def test_a_home_that_nobody_has_does_not_stop_an_assessment(home: Path, tmp_path: Path) -> None:
    file = str(case_file(tmp_path))
    done = run("assess", file, CSESCREEN_HOME=str(home), CSESCREEN_FRAMEWORKS="~nobody-here/x")
    assert done.returncode == 0
    assert "~nobody-here/x" in done.stderr.decode()


def test_an_unreachable_shared_folder_is_told(home: Path, tmp_path: Path) -> None:
    gone = str(tmp_path / "gone")
    done = run("framework", "list", CSESCREEN_HOME=str(home), CSESCREEN_FRAMEWORKS=gone)
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.decode().splitlines()] == [*SHIPPED]
    assert gone in done.stderr.decode()


def test_a_framework_that_is_not_on_file_is_told_with_how_to_get_it_back(
    home: Path, tmp_path: Path
) -> None:
    case = case_file(tmp_path, framework="elsewhere")
    for done in (
        run("assess", str(case), CSESCREEN_HOME=str(home)),
        run("framework", "show", "elsewhere", CSESCREEN_HOME=str(home)),
    ):
        said = refused(done)
        assert 'There is no framework "elsewhere" on file.' in said
        assert f"put its file back into {home / 'frameworks'}" in said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files here")
@pytest.mark.parametrize("command", [("check",), ("test",)])
def test_a_pipe_is_not_waited_for(command: tuple[str], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    os.mkfifo(tmp_path / "pipe.cases.toml")
    for path in (tmp_path, tmp_path / "pipe.toml"):
        done = run("framework", *command, str(path))
        assert done.returncode == 2
        assert b"pipe.toml: cannot-read: It is not a file." in done.stdout
