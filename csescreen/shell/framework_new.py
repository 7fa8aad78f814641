"""`csescreen framework new`: a framework file to begin with, and its cases."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from csescreen.core.text import clean_line
from csescreen.errors import InputError, Problem
from csescreen.frameworks.folders import CASES_SUFFIX
from csescreen.frameworks.headers import is_id
from csescreen.frameworks.shelf import DATA, FrameworkShelf
from csescreen.paths import named
from csescreen.shell.framework_trial import cases_beside
from csescreen.shell.starting_file import id_from, write_new
from csescreen.validation import shown

FRAMEWORK, CASES = DATA / "starting_framework.toml", DATA / "starting_cases.toml"
_USUAL_ID = "my-framework"
_LONGEST_NAME = 200
NO_AUTHORITY = "TO BE REPLACED: whose tool this is"
"""Stands where a name is given and no authority, so that nobody else's is left in."""


class Begun(NamedTuple):
    """What was written: the framework file, and the file of its cases."""

    framework: Path
    cases: Path


def begin(
    shelf: FrameworkShelf,
    folder: Path,
    file: str | None,
    framework_id: str | None,
    name: str = "",
    authority: str = "",
) -> Begun:
    """Write both files, or nothing. ``folder`` is where they go, where no file is named.

    Raises `InputError` where one is there already, or the id cannot be used.
    """
    target = named(file) if file else folder
    in_folder = not file or target.is_dir()
    chosen = framework_id if framework_id is not None else _USUAL_ID
    if framework_id is None and not in_folder:
        chosen = id_from(target, _USUAL_ID)
    path = target / f"{chosen}.toml" if in_folder else target
    _refuse_names(chosen, path, name=name, authority=authority)
    begun = Begun(path, cases_beside(path))
    if chosen in shelf.known():
        raise InputError(
            f"There is a framework {shown(chosen)} on file.",
            safe="Nothing was written.",
            do_next="Give another id with --id; for a new version of it, copy its file instead.",
        )
    if name and not authority:
        authority = NO_AUTHORITY
    begins = FRAMEWORK.read_text(encoding="utf-8")
    content = _changed(begins, id=chosen, name=name, authority=authority)
    write_new(
        {begun.framework: content.encode(), begun.cases: CASES.read_bytes()},
        "Name another file, or give another --id.",
    )
    return begun


def begun_lines(begun: Begun, folder: Path) -> Iterator[str]:
    """Yield what was written, and what to do next. ``folder`` is the user's frameworks folder."""
    path = clean_line(str(begun.framework))
    yield f"Begun: {path}"
    yield f"Its cases: {clean_line(str(begun.cases))}"
    yield "It is an invented example. Open both in a text editor: comments explain each part. Then:"
    yield f'  csescreen framework check "{path}"'
    yield f'  csescreen framework test "{path}"'
    if begun.framework.resolve().parent == folder.resolve():
        yield (
            "It lies in your own frameworks folder: csescreen offers it when it is next started, "
            "as it is then. Take it out of there until it says what your document says."
        )
    else:
        yield "When it says what your document says, copy it into your own frameworks folder:"
        yield f"  {clean_line(str(folder))}"
        yield "csescreen offers it from its next start."


def _refuse_names(framework_id: str, path: Path, **names: str) -> None:
    """Raise `InputError` with everything that is wrong with what was named."""
    problems = []
    if not is_id(framework_id):
        remedy = "Use small letters, digits, dashes and underscores, 80 at most."
        problems.append(
            Problem("--id", "", "wrong-form", f"{shown(framework_id)} is no id.", remedy)
        )
    for option, given in names.items():
        if len(given) > _LONGEST_NAME:
            what, remedy = (
                f"The {option} is too long.",
                f"Write at most {_LONGEST_NAME} characters.",
            )
            problems.append(Problem(f"--{option}", "", "too-long", what, remedy))
    lower = path.name.lower()
    if not lower.endswith(".toml") or lower.endswith(CASES_SUFFIX) or lower.startswith("."):
        what, remedy = "A framework file ends in .toml.", "Name it so: my-framework.toml."
        problems.append(Problem(clean_line(path.name), "", "wrong-form", what, remedy))
    if problems:
        raise InputError("No framework was begun.", tuple(problems), safe="Nothing was written.")


def _changed(text: str, **values: str) -> str:
    """Return the text with these values in place of its own, where any are given."""
    for key, value in values.items():
        if value:
            written = f"{key} = {json.dumps(clean_line(value), ensure_ascii=False)}"
            text = re.sub(rf'(?m)^{key} = ".*?"', lambda _, new=written: new, text, count=1)  # type: ignore[misc]
    return text
