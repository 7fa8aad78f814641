"""Each mistake that an author can make is reported, with its code and place, and all at once.

Each file of `mistakes/` is named after its mistake and begins with what must be reported. It
differs from `sound.toml` in that one place.
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
    few = {"grades.bereavement", "grades.despair", "grades.branding"}
    found = check(shelf(), [file])
    return [p for p in found if p.code != "silent-sign" or p.place in few]


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
