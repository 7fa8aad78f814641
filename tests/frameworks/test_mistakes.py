"""Each mistake that an author can make is reported, with its code and place, and all at once.

Each file of `mistakes/` is named after its mistake and begins with what must be reported. It
differs from `sound.toml`, or from `weighted.toml` where it counts, in that one place.
"""

from contextlib import suppress
from pathlib import Path

import pytest

from csescreen.bootstrap import shelf
from csescreen.errors import Problem
from csescreen.shell.frameworks import check

FOLDER = Path(__file__).parent / "mistakes"
FILES = sorted(FOLDER.glob("*.toml"))


def expected(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("# expect: ") for line in lines if line.startswith("# expect: ")]


def problems(file: Path) -> list[Problem]:
    """Return what is reported, but for the warning that the small file grades few signs."""
    return [problem for problem in check(shelf(), [file]) if problem.code != "silent-sign"]


def test_the_sound_file_has_no_problem() -> None:
    assert problems(FOLDER.parent / "sound.toml") == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_mistake_is_reported_at_its_place(file: Path) -> None:
    found = [f"{problem.code} at {problem.place}" for problem in problems(file)]
    assert expected(file), "the file says what it expects"
    missing = [e for e in expected(file) if not any(one.startswith(e) for one in found)]
    assert missing == [], found


def reported() -> dict[str, list[Problem]]:
    """Return what is reported of each file; a crash is the matter of the test above."""
    found = {}
    for file in FILES:
        with suppress(Exception):
            found[file.stem] = problems(file)
    return found


def test_one_mistake_is_one_problem() -> None:
    several = {
        name: [problem.line() for problem in found]
        for name, found in reported().items()
        if len(found) > 1 and not name.startswith("several")
    }
    assert several == {}


def test_every_problem_says_what_to_do() -> None:
    silent = {p.code for found in reported().values() for p in found if not p.remedy}
    assert silent == set()


def test_a_code_is_one_word_that_stays() -> None:
    codes = {problem.code for found in reported().values() for problem in found}
    assert {code for code in codes if " " in code} == set()


SHARED = 'conditions.serious = { level = ["high"] }\n'
AUTHORS_CHOICES = {
    "a named condition on the level says when section 47 may be considered": (
        '[section_47]\ndocument = "pathway.txt"',
        '[section_47]\nconsider_when = "serious"\nconsider_text = "may be"\n'
        'document = "pathway.txt"',
    ),
}


@pytest.mark.parametrize("name", AUTHORS_CHOICES)
def test_what_an_author_may_write(name: str, tmp_path: Path) -> None:
    sound = (FOLDER.parent / "sound.toml").read_text(encoding="utf-8")
    file = tmp_path / "written.toml"
    file.write_text(SHARED + sound.replace(*AUTHORS_CHOICES[name], 1), encoding="utf-8")
    assert [problem.line() for problem in problems(file)] == []


def test_conditions_may_be_named_before_they_are_written(tmp_path: Path) -> None:
    sound = (FOLDER.parent / "sound.toml").read_text(encoding="utf-8")
    named = 'conditions.first = { any = ["second", "concern"] }\n'
    named += 'conditions.second = { fact = "dispute" }\n'
    file = tmp_path / "written.toml"
    file.write_text(named + sound, encoding="utf-8")
    assert [problem.line() for problem in problems(file)] == []


def found_in(text: str, tmp_path: Path) -> list[str]:
    file = tmp_path / "written.toml"
    file.write_text(text, encoding="utf-8")
    return [f"{problem.code} at {problem.place}" for problem in problems(file)]


CIRCLES = {
    "itself": 'conditions.a = "a"\n',
    "three": 'conditions.a = "b"\nconditions.b = { not = "c" }\nconditions.c = { all = ["a"] }\n',
}


@pytest.mark.parametrize("name", CIRCLES)
def test_conditions_in_a_circle_are_one_problem(name: str, tmp_path: Path) -> None:
    sound = (FOLDER.parent / "sound.toml").read_text(encoding="utf-8")
    found = found_in(CIRCLES[name] + sound, tmp_path)
    assert [one.split()[0] for one in found] == ["circle"]


@pytest.mark.parametrize("order", [1, -1])
def test_a_long_chain_of_conditions_is_refused_whatever_its_order(
    order: int, tmp_path: Path
) -> None:
    sound = (FOLDER.parent / "sound.toml").read_text(encoding="utf-8")
    chain = [f'conditions.c{n} = {{ any = ["c{n + 1}"] }}\n' for n in range(199)]
    chain.append("conditions.c199 = { any_sign = true }\n")
    found = found_in("".join(chain[::order]) + sound, tmp_path)
    assert {one.split()[0] for one in found} == {"too-deep"}


def test_a_named_condition_that_looks_at_the_level_is_too_early_for_a_criterion(
    tmp_path: Path,
) -> None:
    sound = (FOLDER.parent / "sound.toml").read_text(encoding="utf-8")
    shared = SHARED + 'conditions.deeper = { not = "serious" }\n'
    text = shared + sound.replace("when = { age_to = 13 }", 'when = "deeper"')
    assert found_in(text, tmp_path) == ["too-early at section_47.criteria.age.when"]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("time_limit = { hour = 24", "actions.sm-refer.time_limit.hour"),
        ("time_limit = { hours = 2020-01-01", "actions.sm-refer.time_limit.hours"),
        ("time_limit = { hours = 0x" + "f" * 5000, "actions.sm-refer.time_limit.hours"),
    ],
)
def test_a_wrong_limit_is_one_problem(written: str, place: str, tmp_path: Path) -> None:
    sound = (FOLDER.parent / "sound.toml").read_text(encoding="utf-8")
    found = found_in(sound.replace("time_limit = { hours = 24", written), tmp_path)
    assert [one.split(" at ")[1] for one in found] == [place]


def test_what_stands_beside_a_mistake_is_looked_at_too(tmp_path: Path) -> None:
    sound = (FOLDER.parent / "sound.toml").read_text(encoding="utf-8")
    text = sound.replace('status = "required"', 'status = "must"')
    text = text.replace('when = "concern"', 'when = { sign = "despiar" }')
    assert found_in(text, tmp_path) == [
        "unknown-value at actions.sm-refer.status",
        "unknown-sign at actions.sm-refer.when.sign",
    ]


def test_of_many_problems_the_first_are_told(tmp_path: Path) -> None:
    sound = (FOLDER.parent / "sound.toml").read_text(encoding="utf-8")
    found = found_in(sound + "".join(f'despiar{n} = "1"\n' for n in range(400)), tmp_path)
    assert len(found) == 101
    assert found[-1] == "more-problems at "
