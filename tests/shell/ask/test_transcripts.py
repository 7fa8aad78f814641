"""Whole stories, read as they are heard. `CSESCREEN_RENEW_TRANSCRIPTS=1` writes them anew."""

import re
from pathlib import Path

import pytest

from tests.shell.ask.talking import same_as
from tests.tools import tool_shelf

FOLDER = Path(__file__).parent / "transcripts"
SHIPPED = sorted(FOLDER.glob("*.txt"))
HEARD_WELL = re.compile(r"[\w .,:;?!'\"“”’()/&+-]*")
"""No bullets, boxes, arrows, dots in the middle, dashes between words or brackets."""
TOOLS = sorted((FOLDER / "tools").glob("*.txt"))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_what_is_said_stays_as_it_was_read(file: Path, tmp_path: Path) -> None:
    same_as(file, tmp_path)


@pytest.mark.parametrize("file", TOOLS, ids=lambda file: file.stem)
def test_other_published_tools_are_asked_as_well(file: Path, tmp_path: Path) -> None:
    same_as(file, tmp_path, shelf=tool_shelf())


@pytest.mark.parametrize("file", [*SHIPPED, *TOOLS], ids=lambda file: file.stem)
def test_nothing_is_said_that_a_voice_stumbles_over(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    for line in (line for line in lines if not line.startswith((">", "#"))):
        assert HEARD_WELL.fullmatch(line), line
        assert line == line.strip()
        assert "  " not in line
