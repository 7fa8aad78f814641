"""Tools that are not Python: a test skips where one is missing, or fails if all must be there."""

import os
import shutil
from pathlib import Path
from typing import Final, NamedTuple

import pytest

EVERY_TOOL: Final = "CSESCREEN_EVERY_TOOL"
"""Where this variable is "1", a tool that is not at hand fails the test instead of skipping it."""


class _Tool(NamedTuple):
    programs: tuple[str, ...]
    """Any one of these does."""
    had_by: str


_TOOLS: Final = {
    "chromium": _Tool(("chromium", "chromium-browser"), "the package chromium"),
    "pdftotext": _Tool(("pdftotext",), "the package poppler-utils"),
    "qpdf": _Tool(("qpdf",), "the package qpdf"),
    "soffice": _Tool(("soffice", "libreoffice"), "the package libreoffice-writer"),
}
_FOLDERS: Final = {
    "lforms": ("CSESCREEN_LFORMS", "`npm pack lforms`, unpacked"),
}
"""Tools that are no program: the variable that names their folder, and how to have one."""


def needs(tool: str) -> str:
    """Return the path of a tool; skip the test, or fail it, where it is not at hand."""
    found, remedy = _folder(tool) if tool in _FOLDERS else _program(tool)
    if found:
        return found
    said = f"{tool} is not at hand: {remedy}."
    if os.environ.get(EVERY_TOOL) == "1":
        raise pytest.fail.Exception(said, pytrace=False)
    raise pytest.skip.Exception(said)


def _folder(tool: str) -> tuple[str, str]:
    """Return the folder of a tool, "" where there is none, and how to have it."""
    variable, had_by = _FOLDERS[tool]
    folder = os.environ.get(variable, "")
    found = str(Path(folder).resolve()) if folder and Path(folder).is_dir() else ""
    return found, f"{variable} names no folder of it ({had_by})"


def _program(tool: str) -> tuple[str, str]:
    """Return the path of a program, "" where there is none, and how to have it."""
    wanted = _TOOLS.get(tool, _Tool((tool,), f"a package with {tool}"))
    paths = filter(None, map(shutil.which, wanted.programs))
    return next(paths, ""), f"install {wanted.had_by}"
