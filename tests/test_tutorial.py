"""docs/frameworks.md does what it says: its files are built step by step, its commands are run.

A block of code that names a file is added to the end of that file. In a console block, what follows
a line that begins with ``$`` is what the command prints; ``...`` stands for anything.
"""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

DOCUMENT = Path(__file__).parent.parent / "docs" / "frameworks.md"
BLOCK = re.compile(
    r"^```(\w+)(?: (\S+))?\n(.*?)^```$|^<!-- now the file lies in the frameworks folder -->$",
    re.MULTILINE | re.DOTALL,
)


def run(command: str, folder: Path) -> str:
    """Return what a command of the document prints, warnings and errors included."""
    program, *arguments = shlex.split(command)
    assert program == "csescreen"
    done = subprocess.run(
        [sys.executable, "-m", "csescreen", *arguments],
        cwd=folder,
        env={"CSESCREEN_HOME": str(folder / "home"), "PYTHONPATH": ":".join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=120,
    )
    assert b"Traceback" not in done.stdout
    return done.stdout.decode("utf-8").strip("\n")


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block with what it prints."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        yield command, printed.strip("\n")


def fits(printed: str, said: str) -> bool:
    pattern = ".*?".join(map(re.escape, said.split("...")))
    return re.fullmatch(pattern, printed, re.DOTALL) is not None


def steps(text: str, folder: Path) -> Iterator[tuple[str, str, str]]:
    """Build the files as the document does; yield each command, what it says and what it prints."""
    for block in BLOCK.finditer(text):
        language, file, content = block.groups()
        if language is None:
            home = folder / "home" / "frameworks"
            home.mkdir(parents=True)
            shutil.copy(folder / "wexcombe.toml", home)
        elif file:
            with (folder / file).open("a", encoding="utf-8") as built:
                built.write(content)
        elif language == "console":
            for command, said in commands(content):
                yield command, said, run(command, folder)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[str, str, str]]]:
    folder = tmp_path_factory.mktemp("tutorial")
    return folder, list(steps(DOCUMENT.read_text(encoding="utf-8"), folder))


def test_every_command_prints_what_the_document_says(
    built: tuple[Path, list[tuple[str, str, str]]],
) -> None:
    _, ran = built
    assert [(command, printed) for command, said, printed in ran if not fits(printed, said)] == []


def test_the_commands_are_those_of_an_author(
    built: tuple[Path, list[tuple[str, str, str]]],
) -> None:
    named = {" ".join(command.split()[1:3]) for command, _, _ in built[1]}
    assert {"framework check", "framework test", "framework list", "assess case.json"} <= named


def test_what_is_built_has_no_problem_and_every_case_holds(
    built: tuple[Path, list[tuple[str, str, str]]],
) -> None:
    folder, _ = built
    assert "0 problems" in run("csescreen framework check wexcombe.toml", folder)
    tried = run("csescreen framework test wexcombe.toml", folder)
    assert "all hold" in tried
    assert "No case reached" not in tried
