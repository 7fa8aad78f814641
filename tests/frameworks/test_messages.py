"""What a wrong value is told: how it is written, in the form in which the author writes it."""

from pathlib import Path
from typing import Any

import pytest

from csescreen.bootstrap import case_reader, shelf
from csescreen.errors import Problem
from csescreen.shell.framework_trial import try_frameworks
from csescreen.shell.frameworks import check

SOUND = (Path(__file__).parent / "sound.toml").read_text(encoding="utf-8")


def problems(text: str, folder: Path) -> list[Problem]:
    file = folder / "small.toml"
    file.write_text(text, encoding="utf-8")
    return [problem for problem in check(shelf(), [file]) if not problem.warning]


def test_a_key_of_the_top_that_stands_below_is_told_where_it_belongs(tmp_path: Path) -> None:
    below = "possible_answer = true\n"
    text = SOUND.replace("[[levels]]\n", f"[[levels]]\n{below}", 1)
    (problem,) = problems(text, tmp_path)
    assert problem.code == "unknown-key"
    assert "It belongs at the top: above the first line that begins with a [" in problem.remedy
    problem, *_ = problems(f"{SOUND}\n{below}", tmp_path)
    assert "It belongs at the top: above the first line that begins with a [" in problem.remedy


@pytest.mark.parametrize(
    ("before", "after", "remedy"),
    [
        ('version = "1.0"', 'version = "1.0 draft"', 'such as "1.0"; no words'),
        ('version = "1.0"', "version = 1.0", 'put it in quotes, "1.0"'),
        ('id = "small"', 'id = "Small Tool"', 'Did you mean "small-tool"?'),
    ],
)
def test_a_wrong_value_is_told_how_it_is_written(
    before: str, after: str, remedy: str, tmp_path: Path
) -> None:
    assert before in SOUND
    (problem,) = problems(SOUND.replace(before, after, 1), tmp_path)
    assert remedy in problem.remedy


@pytest.mark.parametrize(
    ("line", "remedy"),
    [
        ('conditions.worried = { level = "high" }', 'It should be a list: ["high"].'),
        ('roles = { name = "Lead", duties = ["asks"] }', "begin each with [[roles]], in double"),
        ('dispute = "ask your manager"', 'such as { steps = "text" }'),
        ('dispute = [{ steps = ["ask"] }]', "begin it with [dispute], in single brackets"),
        ("sections = true", "It should be a list of tables, in [ ]."),
    ],
)
def test_a_list_or_a_table_is_shown(line: str, remedy: str, tmp_path: Path) -> None:
    found = problems(f"{line}\n{SOUND}", tmp_path)
    assert remedy in found[0].remedy, [problem.line() for problem in found]


def test_a_date_needs_quotes(tmp_path: Path) -> None:
    (problem,) = problems(
        SOUND.replace('source_date = "', 'source_date = 2026-03-02 #"', 1), tmp_path
    )
    assert problem.remedy == 'Put it in quotes: "2026-03-02".'


def test_a_name_that_only_has_a_capital_is_suggested(tmp_path: Path) -> None:
    text = SOUND.replace('"concern"', '{ sign = "Despair" }', 1)
    assert any('"despair"?' in one.remedy for one in problems(text, tmp_path))


def test_a_case_in_json_is_told_in_json() -> None:
    case: dict[str, Any] = {"format": 1, "framework": "telford", "child": 15}
    (problem,) = case_reader().read(case, "case.json").problems
    assert problem.remedy == 'It should be a table of keys and values, such as {"age": 15}.'
    (problem,) = case_reader().read({**case, "child": {"as_of": "2026-03-02"}}, "case").problems
    assert problem.remedy == "It belongs at the top, not in child."


def test_of_a_framework_that_is_not_known_nothing_is_said_to_be_unknown() -> None:
    says = {
        "facts": {"trusted_adult": "possible", "dispute": "maybe"},
        "clocks": {"home_visit": "2026-03-02", "first": "yesterday"},
        "indicators": {
            "two-phones": "possible",
            "despair": {"windows": {"before": "no"}, "weight": {"weight": 2, "reason": "new"}},
        },
        "children": {},
    }
    found = case_reader().read({"format": 1, "framework": "wexcombe", **says}, "case").problems
    places = {problem.place for problem in found}
    assert places == {"framework", "facts.dispute", "children", "clocks.first"}
    assert found[0].code == "unknown-framework"


def test_a_framework_that_is_only_misspelt_is_read_as_the_one_that_was_meant() -> None:
    own = "telford"
    says = {"facts": {"dispute": "yes", "imediate_danger": "no"}}
    case = {"format": 1, "framework": own.upper(), **says}
    found = case_reader().read(case, "case").problems
    assert [problem.code for problem in found] == ["unknown-framework", "unknown-key"]
    assert f'Did you mean "{own}"?' in found[0].remedy
    assert 'Did you mean "immediate_danger"?' in found[1].remedy


def test_a_number_in_quotes_is_told_to_stand_without() -> None:
    case = {"format": 1, "framework": "telford", "child": {"age": "15"}}
    (problem,) = case_reader().read(case, "case.json").problems
    assert problem.remedy == "Write it without quotes: 15."


CASES = """
[[case]]
name = "one"
says = { format = 1, as_of = "2026-03-02", child = { age = 15 }, indicators = { despiar = "yes" } }
level = "none"

[[case.near_miss]]
name = "two"
says = { child = { age = 13 } }
level = "none"

[[case.near_miss]]
name = "three"
says = { indicators = { despiar = "no", sti = "perhaps" } }
level = "none"
"""


def test_a_case_in_toml_is_told_in_toml(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(SOUND, encoding="utf-8")
    cases = CASES.replace("child = { age = 15 }", "child = 15").replace("despiar", "despair")
    (tmp_path / "small.cases.toml").write_text(cases, encoding="utf-8")
    (trial,) = try_frameworks(shelf(), [tmp_path / "small.toml"])
    assert "such as { age = 15 }" in trial.problems[0].remedy


def test_a_mistake_of_a_case_is_told_once_and_not_for_each_near_miss(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text(SOUND, encoding="utf-8")
    (tmp_path / "small.cases.toml").write_text(CASES, encoding="utf-8")
    (trial,) = try_frameworks(shelf(), [tmp_path / "small.toml"])
    assert sorted(problem.place for problem in trial.problems) == [
        "case[1].near_miss[2].says.indicators.despiar",
        "case[1].near_miss[2].says.indicators.sti",
        "case[1].says.indicators.despiar",
    ]
