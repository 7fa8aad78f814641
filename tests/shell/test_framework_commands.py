"""`csescreen framework list|show|check`: what is on file, and what is wrong with a file."""

import json
from pathlib import Path
from typing import Any

import pytest

from csescreen.bootstrap import shelf
from csescreen.shell.frameworks import check
from tests.export.fhir_reading import check_questionnaire
from tests.shell.command import refused, run

TOOLS = Path(__file__).parents[1] / "tools"
SOUND = Path(__file__).parents[1] / "frameworks" / "sound.toml"
SHIPPED = Path(__file__).parents[2] / "csescreen" / "data" / "frameworks"


def test_list_names_every_framework() -> None:
    done = run("framework", "list")
    assert (done.returncode, done.stderr) == (0, b"")
    assert [line.split()[0] for line in done.stdout.decode().splitlines()] == list(shelf().ids())


@pytest.mark.parametrize("name", shelf().ids())
def test_show_tells_every_sign_grade_rule_action_and_source(name: str) -> None:
    done = run("framework", "show", name)
    assert (done.returncode, done.stderr) == (0, b"")
    shown, framework = done.stdout.decode(), shelf().get(name)
    for action in framework.actions:
        assert action.text in shown
    for sign in framework.indicators.values():
        assert f"{sign.id}: {sign.name}" in shown
    for rule in framework.level_rules:
        assert rule.text in shown
    for grade in (grade for several in framework.grades.values() for grade in several):
        assert f"{grade.source.document}:{grade.source.lines}" in shown


def test_show_tells_when_an_action_is_called_for() -> None:
    shown = run("framework", "show", "telford").stdout.decode()
    after = shown[shown.index("tw-high-risk-strategy") :].split("tw-cate-support")[0]
    assert "indication of a high level of risk" in after, "a rule is its condition too"


@pytest.mark.parametrize("name", ("llr", "quayside"))
def test_show_gives_what_a_tool_asks_as_fhir(name: str) -> None:
    done = run("framework", "show", name, "--format", "fhir", CSESCREEN_FRAMEWORKS=str(TOOLS))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()
    asked = json.loads(done.stdout)
    check_questionnaire(asked)
    assert asked["title"].endswith("screening for child sexual exploitation")


def test_show_knows_three_formats() -> None:
    told = refused(run("framework", "show", "llr", "--format", "xml"))
    assert "text, json, fhir" in told


def test_show_refuses_what_is_not_on_file() -> None:
    assert 'Did you mean "telford"?' in refused(run("framework", "show", "telfrod"))


@pytest.mark.parametrize("name", shelf().ids())
def test_check_finds_nothing_wrong_with_what_ships(name: str) -> None:
    done = run("framework", "check", str(SHIPPED / f"{name}.toml"), "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout) == []


def test_check_reports_each_of_several_files(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text("format = 1", encoding="utf-8")
    (tmp_path / "two.toml").write_text("format =", encoding="utf-8")
    files = [str(tmp_path / "one.toml"), str(tmp_path / "two.toml")]
    done = run("framework", "check", *files, "--format", "json")
    assert done.returncode == 2
    problems = json.loads(done.stdout)
    assert {problem["file"] for problem in problems} == {"one.toml", "two.toml"}
    assert {"file", "key", "code", "problem", "remedy"} <= problems[0].keys()


def same_version(folder: Path, *, changed: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    text = SOUND.read_text(encoding="utf-8")
    (folder / "one.toml").write_text(text, encoding="utf-8")
    (folder / "two.toml").write_text(text + changed, encoding="utf-8")
    return folder


def test_check_names_two_files_of_one_version_that_differ(tmp_path: Path) -> None:
    folder = same_version(tmp_path / "some", changed="# changed\n")
    several = [problem for problem in check(shelf(), [folder]) if not problem.warning]
    assert [(p.file, p.place, p.code) for p in several] == [("two.toml", "version", "same-version")]
    assert several[0].what.startswith("one.toml is small 1.0 too")
    assert check(shelf(), [folder / "two.toml", folder / "one.toml"])[-1].code == "same-version"
    elsewhere = tmp_path / "elsewhere" / "two.toml"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes((folder / "one.toml").read_bytes())
    found = check(shelf(), [folder / "two.toml", elsewhere])
    assert str(folder / "two.toml") in found[-1].what, "two files of one name go by their paths"


def test_check_does_not_mind_the_same_file_twice(tmp_path: Path) -> None:
    folder = same_version(tmp_path / "some")
    assert not [p for p in check(shelf(), [folder, folder / "one.toml"]) if not p.warning]


def test_folder_says_where_to_put_frameworks(tmp_path: Path) -> None:
    done = run(
        "framework", "folder", CSESCREEN_HOME=str(tmp_path), CSESCREEN_FRAMEWORKS=str(tmp_path)
    )
    yours = tmp_path / "frameworks"
    assert done.stdout.decode().splitlines() == [
        f"yours  {yours}  (it is not there yet: make it)",
        f"shared  {tmp_path}",
    ]
    yours.mkdir()
    assert (
        f"yours  {yours}\n"
        in run("framework", "folder", CSESCREEN_HOME=str(tmp_path)).stdout.decode()
    )


def test_list_in_json() -> None:
    done = run("framework", "list", "--format", "json")
    assert done.returncode == 0, done.stderr.decode()
    assert [one["id"] for one in json.loads(done.stdout)] == list(shelf().ids())


def test_show_in_json() -> None:
    done = run("framework", "show", "llr", "--format", "json")
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["id"] == "llr"


def test_escape_codes_in_a_file_name_do_not_reach_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "a\x1b[31mred.toml"
    file.write_bytes(b"=")
    assert b"\x1b" not in run("framework", "check", str(file)).stdout


def test_check_takes_a_folder(tmp_path: Path) -> None:
    assert run("framework", "check", str(SHIPPED)).returncode == 0
    (tmp_path / "one.toml").write_text("id = 7", encoding="utf-8")
    (tmp_path / "two.toml").write_text("id = 8", encoding="utf-8")
    done = run("framework", "check", str(tmp_path))
    assert done.returncode == 2
    assert {line.split(b":")[0] for line in done.stdout.splitlines()} == {b"one.toml", b"two.toml"}


def test_check_counts_one_thing_as_one(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text("format =", encoding="utf-8")
    done = run("framework", "check", str(tmp_path))
    assert done.stderr.decode().splitlines()[-1] == "1 problem, 0 warnings."


def test_check_of_a_folder_leaves_out_cases_and_hidden_files(tmp_path: Path) -> None:
    for name in ("one.cases.toml", ".hidden.toml"):
        (tmp_path / name).write_text("nonsense", encoding="utf-8")
    done = run("framework", "check", str(tmp_path))
    assert (done.returncode, done.stdout) == (0, b"")


def test_check_says_what_a_cases_file_is(tmp_path: Path) -> None:
    file = tmp_path / "one.cases.toml"
    file.write_text("[[case]]", encoding="utf-8")
    done = run("framework", "check", str(file), "--format", "json")
    assert done.returncode == 2
    (problem,) = json.loads(done.stdout)
    assert set(problem) == {"file", "key", "code", "problem", "remedy", "warning"}
    assert (problem["file"], problem["code"]) == ("one.cases.toml", "cases-file")
    assert "framework test" in problem["remedy"]


def test_check_in_json_says_everything_of_each_problem(tmp_path: Path) -> None:
    file = tmp_path / "one.toml"
    sound = (Path(__file__).parents[1] / "frameworks" / "sound.toml").read_text(encoding="utf-8")
    file.write_text(sound.replace('status = "required"', 'status = "must"'), encoding="utf-8")
    problems = json.loads(run("framework", "check", str(file), "--format", "json").stdout)
    assert problems == [
        {
            "file": "one.toml",
            "key": "actions.sm-refer.status",
            "code": "unknown-value",
            "problem": '"must" is not known here.',
            "remedy": "Known here: required, consider.",
            "warning": False,
        }
    ]


def test_show_prints_what_only_some_tools_have() -> None:
    counted = run("framework", "show", "quayside", CSESCREEN_FRAMEWORKS=str(TOOLS))
    said = counted.stdout.decode()
    for line in (
        "six_months: in the last six months (current, recent)",
        "Sum: Total of the sheet [quayside.txt:1-4]",
        "6-11: Mild",
        "12 or more: Significant",
        "young-carer: 2, may be amended [quayside.txt:9]",
        "indicated_level: Level of the sheet",
    ):
        assert line in said, line
    sections = run("framework", "show", "lanterns", CSESCREEN_FRAMEWORKS=str(TOOLS)).stdout.decode()
    assert "Section: Home [lanterns.txt:6]" in sections
    assert "strained: Home is strained at times (Medium)" in sections
    assert "kind_aunt (yes_no, protective)" in sections


def test_show_as_json_has_the_same_parts_and_only_where_there_are_any() -> None:
    def shown(name: str) -> dict[str, Any]:
        done = run("framework", "show", name, "--format", "json", CSESCREEN_FRAMEWORKS=str(TOOLS))
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    parts = {"windows", "sums", "sections", "evidence", "wording", "possible_answer"}
    counted = shown("quayside")
    assert parts & counted.keys() == parts - {"sections"}
    (total,) = counted["sums"]
    assert total["bands"][2]["from"] == 12
    assert total["bands"][2]["to"] is None
    assert {one["item"]: one["may_amend"] for one in total["weights"]}["young-carer"]
    sections = shown("lanterns")
    assert sections["overall_level"] == "none"
    assert sections["questions"][0]["levels"] == {
        "calm": "low",
        "strained": "medium",
        "broken": "high",
    }
    assert not (parts | {"overall_level", "questions"}) & shown("telford").keys()
