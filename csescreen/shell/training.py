"""`csescreen train check|list|new`: the training cases on file, and a trainer's own."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from csescreen.bank_holidays import is_bank_holiday
from csescreen.core.scenario import TAGS, Scenario
from csescreen.core.text import clean_line
from csescreen.core.words import counted
from csescreen.errors import InputError, Problem
from csescreen.frameworks.files import TomlFile, read_toml
from csescreen.frameworks.shelf import DATA, FrameworkShelf
from csescreen.lexicon.reconsider import with_own
from csescreen.paths import language_file, named
from csescreen.scenarios.lint import lint, misnamed
from csescreen.scenarios.shelf import ScenarioShelf, twice_problem
from csescreen.shell.starting_file import id_from, write_new

STARTING: Final = DATA / "starting_scenario.toml"
_USUAL_ID: Final = "my-case"


def list_lines(shelf: ScenarioShelf) -> Iterator[str]:
    """Yield two lines for each training case on file."""
    for one in shelf.all():
        steps = counted(len(one.steps), "step")
        yield f"{one.id}  {one.origin}  {one.title} ({steps}; {', '.join(one.frameworks)})"
        yield f"  {'; '.join(TAGS[tag] for tag in one.tags) or one.teaches[0]}"


def list_json(shelf: ScenarioShelf) -> list[dict[str, object]]:
    """Return the training cases on file as data."""
    return [_json(one) for one in shelf.all()]


def _json(scenario: Scenario) -> dict[str, object]:
    return {
        "id": scenario.id,
        "title": scenario.title,
        "origin": scenario.origin,
        "frameworks": list(scenario.frameworks),
        "tags": list(scenario.tags),
        "teaches": list(scenario.teaches),
        "steps": len(scenario.steps),
    }


def check(shelf: ScenarioShelf, frameworks: FrameworkShelf, paths: Sequence[Path]) -> list[Problem]:
    """Return everything that is wrong with the files, errors and warnings."""
    found: list[Problem] = []
    taken = {key: file.name for key, file in shelf.shipped.items()}
    own = {file.sha256 for file in shelf.shipped.values()}
    for path in paths:
        file = read_toml(path, "training case")
        found += check_file(shelf, frameworks, file)
        scenario_id = str((file.tables or {}).get("id", ""))
        if scenario_id and file.sha256 not in own:
            twice = twice_problem(scenario_id, file.name, taken)
            found += [twice] if twice else []
    return found


def check_file(shelf: ScenarioShelf, frameworks: FrameworkShelf, file: TomlFile) -> list[Problem]:
    """Return everything that is wrong with one file, by itself."""
    read = shelf.read(file, "named")
    under = {name: frameworks.get(name) for name in read.frameworks}
    common = frameworks.common.tables
    if read.scenario is None:
        # of which frameworks something is expected says nothing while one is misspelt
        again = {problem.code for problem in read.problems} & {"unknown-framework"}
        wrong = misnamed(read, file.name, under, common)
        return [*read.problems, *(one for one in wrong if one.code not in again)]
    expressions = with_own(language_file()).expressions
    return list(lint(read, file.name, under, common, is_bank_holiday, expressions))


def begin(shelf: ScenarioShelf, folder: Path, file: str | None) -> Path:
    """Write a training case to begin with, and return where; ``folder`` is where no file is named.

    Raises `InputError` where it is there already, or it cannot be named so.
    """
    target = named(file) if file else folder
    path = target / f"{_USUAL_ID}.toml" if not file or target.is_dir() else target
    if not path.name.lower().endswith(".toml") or path.name.startswith("."):
        raise InputError(
            "A training case is a file that ends in .toml.",
            safe="Nothing was written.",
            do_next="Name it so: my-case.toml.",
        )
    chosen = id_from(path, _USUAL_ID)
    if chosen in shelf.ids():
        raise InputError(
            f"There is a training case with the id {chosen} on file.",
            safe="Nothing was written.",
            do_next="Give the file another name: the id is made of it.",
        )
    text = STARTING.read_text(encoding="utf-8")
    text = re.sub(r'(?m)^id = ".*?"', f'id = "{chosen}"', text, count=1)
    write_new({path: text.encode()}, "Name another file.")
    return path


def begun_lines(path: Path, folder: Path) -> Iterator[str]:
    """Yield what was written, and what to do next. ``folder`` is the user's own cases' folder."""
    shown = clean_line(str(path))
    yield f"Begun: {shown}"
    yield "It is an invented example. Open it in a text editor: comments explain each part. Then:"
    yield f'  csescreen train check "{shown}"'
    if path.resolve().parent != folder.resolve():
        yield "When it says what you want to teach, copy it into your own folder of training cases:"
        yield f"  {clean_line(str(folder))}"
    yield "csescreen offers it from its next start. Never write a real child's story into it."
