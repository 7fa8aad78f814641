"""`csescreen framework test`: cases that hold, that do not, and that are not right."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.shell.command import run

SOUND = (Path(__file__).parents[1] / "frameworks" / "sound.toml").read_text(encoding="utf-8")
SAYS = 'says = { format = 1, as_of = "2026-03-02", child = { age = 15 }'
HOLDS = f"""
[[case]]
name = "despair is high"
{SAYS}, indicators = {{ despair = "yes" }} }}
level = "high, published"
actions = {{ sm-refer = "required" }}
"""


def written(folder: Path, cases: str, framework: str = SOUND) -> Path:
    (folder / "small.toml").write_text(framework, encoding="utf-8")
    (folder / "small.cases.toml").write_text(cases, encoding="utf-8")
    return folder / "small.toml"


def tried(path: Path, status: int) -> Any:
    done = run("framework", "test", str(path), "--format", "json")
    assert done.returncode == status, done.stdout.decode() + done.stderr.decode()
    return json.loads(done.stdout)


def problems(folder: Path, cases: str) -> list[str]:
    (trial,) = tried(written(folder, cases), 2)
    assert trial["ran"] == 0
    assert all(problem["remedy"] for problem in trial["problems"])
    return [f"{p['code']} at {p['key']}" for p in trial["problems"]]


def test_cases_that_hold_and_what_none_reached(tmp_path: Path) -> None:
    done = run("framework", "test", str(written(tmp_path, HOLDS)))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines() == [
        "small.toml: 1 case, it holds.",
        "  No case reached these levels: low.",
    ]
    (trial,) = tried(tmp_path / "small.toml", 0)
    assert (trial["ran"], trial["failed"]) == (1, 0)
    assert trial["not_reached"] == {"actions": [], "levels": ["low"]}


NEAR_MISS = (
    HOLDS
    + """
[[case.near_miss]]
name = "but the sign is not there"
says = { indicators = { despair = "no" } }
"""
)


def test_a_near_miss_is_the_case_with_one_thing_said_otherwise(tmp_path: Path) -> None:
    (trial,) = tried(written(tmp_path, f'{NEAR_MISS}absent = ["sm-refer"]\nlevel = "none"'), 0)
    assert trial["ran"] == 2
    (trial,) = tried(written(tmp_path, f'{NEAR_MISS}actions = {{ sm-refer = "required" }}'), 1)
    assert [case["name"] for case in trial["cases"] if not case["holds"]] == [
        "despair is high, but the sign is not there"
    ]


def test_what_is_wrong_in_a_near_miss_is_told_at_its_place(tmp_path: Path) -> None:
    assert problems(tmp_path, NEAR_MISS) == ["nothing-expected at case[1].near_miss[1]"]
    wrong = NEAR_MISS.replace("despair =", "despiar =").replace('"yes"', '"no"')
    found = problems(tmp_path, f'{wrong}absent = ["sm-refre"]\nlevels = "none"')
    assert "unknown-key at case[1].near_miss[1].levels" in found
    assert any(one.startswith("unknown-key at case[1].near_miss[1].says.ind") for one in found)
    assert "unknown-action at case[1].near_miss[1].absent[1]" in found


DOES_NOT_HOLD = f"""
[[case]]
name = "nothing is as expected"
{SAYS}, indicators = {{ bereavement = "yes" }} }}
level = "high, published"
section_47 = "met"
criteria = {{ age = "yes" }}
actions = {{ sm-refer = "consider", so-adult-route = "required" }}
absent = ["sm-refer"]
due = {{ sm-refer = "2026-03-03" }}
order = ["so-emergency", "sm-refer"]
first = "so-emergency"
notices = ["damaged-source"]
no_notices = ["confirm-locally"]
open = ["age"]
not_open = ["despair"]
reasons = ["two-signs"]
possible = "high"
judged = "low"
"""


def test_each_difference_is_said_in_words(tmp_path: Path) -> None:
    done = run("framework", "test", str(written(tmp_path, HOLDS + DOES_NOT_HOLD)))
    assert done.returncode == 1
    assert done.stdout.decode().splitlines() == [
        "small.cases.toml: case 2: nothing is as expected",
        "  The indicated level should be high, published; it came out as low, published.",
        "  Section 47 should be met; it came out as not_met.",
        "  The section 47 criterion age should be yes; it came out as no.",
        "  The action sm-refer should be consider; it came out as required.",
        "  The action so-adult-route should be required; it came out as not called for.",
        "  The action sm-refer should not be called for; it is.",
        "  The time by which to do sm-refer should be 2026-03-03; it came out as none.",
        "  The actions should come in the order so-emergency, sm-refer; they came as sm-refer.",
        "  The first action should be so-emergency; it came out as sm-refer.",
        "  The notice damaged-source should be told; it is not.",
        "  The notice confirm-locally should not be told; it is.",
        "  The question age should be open; it is not.",
        "  The question despair should not be open; it is.",
        "  The rule two-signs should be among the reasons; it is not.",
        "  The possible level should be high; it came out as none.",
        "  The judged level should be low; it came out as none.",
        "small.toml: 2 cases, 1 does not hold.",
        "  Its cases reach every one of its actions and levels.",
    ]
    (trial,) = tried(tmp_path / "small.toml", 1)
    found = trial["cases"][1]["differences"]
    assert found[0] == {
        "key": "level",
        "expected": "high, published",
        "came": "low, published",
        "text": "The indicated level should be high, published; it came out as low, published.",
    }
    assert found[3]["key"] == "actions.sm-refer"


def test_the_level_alone_may_be_expected(tmp_path: Path) -> None:
    tried(written(tmp_path, HOLDS.replace("high, published", "high")), 0)
    tried(written(tmp_path, HOLDS.replace("high, published", "low")), 1)
    tried(written(tmp_path, HOLDS.replace("high, published", "high, suggested")), 1)


def test_what_is_wrong_with_cases_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    wrong = f"""
    [[case]]
    name = "one"
    {SAYS}, indicators = {{ despiar = "yes" }} }}
    level = "hihg, published"
    actions = {{ sm-refre = "required" }}
    absent = ["so-emergency", "sm-refre"]
    notices = ["damaged"]
    open = ["despair", "disput"]
    reasons = ["two-sings"]
    criteria = {{ ages = "yes" }}

    [[case]]
    name = "one"
    {SAYS} }}
    levels = "high"
    """
    assert problems(tmp_path, wrong) == [
        "unknown-key at case[2].levels",
        "twice at case[2].name",
        "unknown-key at case[1].says.indicators.despiar",
        "unknown-level at case[1].level",
        "unknown-action at case[1].actions.sm-refre",
        "unknown-action at case[1].absent[2]",
        "unknown-notice at case[1].notices[1]",
        "unknown-question at case[1].open[2]",
        "unknown-rule at case[1].reasons[1]",
        "unknown-criterion at case[1].criteria.ages",
    ]


@pytest.mark.parametrize(
    ("cases", "problem"),
    [
        ("", "missing-key at case"),
        ("case = []", "empty at case"),
        ("[[cases]]", "missing-key at case"),
        ("[[case]]\nname = ", "not-toml at end of document"),
        (f'[[case]]\nname = "x"\n{SAYS} }}', "nothing-expected at case[1]"),
        (f'[[case]]\nname = "x"\n{SAYS} }}\nlevels = "high"', "unknown-key at case[1].levels"),
        (f'[[case]]\nname = "x"\n{SAYS} }}\nsection_47 = "yes"', "unknown-value at case[1].sec"),
        (f'[[case]]\nname = "x"\n{SAYS} }}\nlevel = "high, sure"', "wrong-form at case[1].level"),
        (f'[[case]]\nname = "x"\n{SAYS} }}\nlevel = 7', "wrong-type at case[1].level"),
        (
            '[[case]]\nname = "x"\nsays = { format = 1 }\nlevel = "high"',
            "missing-key at case[1].says.as_of",
        ),
        (
            f'[[case]]\nname = "x"\n{SAYS}, framework = "telfrod" }}\nlevel = "high"',
            "unknown-framework at case[1].says.framework",
        ),
        (
            f'[[case]]\nname = "x"\n{SAYS}, framework = ["telford", "llr"] }}\nlevel = "high"',
            "framework-needed at case[1]",
        ),
        (
            f'[[case]]\nname = "x"\n{SAYS} }}\n[case.under.llr]\nlevel = "high"',
            "unknown-framework at case[1].under.llr",
        ),
    ],
)
def test_a_mistake_is_reported_at_its_place(cases: str, problem: str, tmp_path: Path) -> None:
    found = problems(tmp_path, cases)
    assert any(one.startswith(problem) for one in found), found


def test_a_wrong_framework_is_told_with_its_problems_and_those_of_its_cases(
    tmp_path: Path,
) -> None:
    wrong = SOUND.replace('status = "required"', 'status = "must"')
    (trial,) = tried(written(tmp_path, "case = 7", wrong), 2)
    assert [p["file"] for p in trial["problems"]] == ["small.toml", "small.cases.toml"]


def test_no_cases_says_how_to_begin(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(SOUND, encoding="utf-8")
    done = run("framework", "test", str(tmp_path / "small.toml"))
    assert done.returncode == 2
    said = done.stdout.decode()
    assert "There is no file small.cases.toml beside small.toml." in said
    assert "[[case]]" in said


def test_a_folder_without_a_framework_is_told(tmp_path: Path) -> None:
    (trial,) = tried(tmp_path, 2)
    assert [problem["code"] for problem in trial["problems"]] == ["no-framework"]


def test_a_framework_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = run("framework", "test", str(tmp_path / "gone.toml"))
    assert done.returncode == 2
    assert b"gone.toml: cannot-read" in done.stdout


def test_a_folder_is_tried_as_a_whole_and_a_cases_file_for_its_framework(tmp_path: Path) -> None:
    written(tmp_path, HOLDS)
    (tmp_path / "other.toml").write_text(
        SOUND.replace('id = "small"', 'id = "other"'), encoding="utf-8"
    )
    (tmp_path / "other.cases.toml").write_text(
        HOLDS.replace("high, published", "low"), encoding="utf-8"
    )
    other, small = tried(tmp_path, 1)
    assert (other["failed"], small["failed"]) == (1, 0)
    assert tried(tmp_path / "small.cases.toml", 0) == [small]


def test_a_case_may_be_read_under_several_frameworks(tmp_path: Path) -> None:
    several = f"""
    [[case]]
    name = "both"
    {SAYS}, framework = ["small", "telford"], indicators = {{ despair = "yes" }} }}
    union = ["sm-refer", "tw-contact"]
    [case.under.small]
    level = "high, published"
    [case.under.telford]
    level = "none"
    """
    (trial,) = tried(written(tmp_path, several), 1)
    (found,) = trial["cases"][0]["differences"]
    assert found["key"] == "under.telford.level"
    assert found["text"].startswith("Under telford: The indicated level")


def test_control_characters_in_a_case_do_not_reach_the_terminal(tmp_path: Path) -> None:
    case = HOLDS.replace("despair is high", "a\\u001b[2Jb").replace("high, published", "low")
    done = run("framework", "test", str(written(tmp_path, case)))
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout + done.stderr
