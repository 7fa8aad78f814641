"""From framework files to frameworks; what comes from elsewhere goes through `check` instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from csescreen.core.framework import Framework, FrameworkFile, Indicator
from csescreen.errors import Problem
from csescreen.frameworks.build import build
from csescreen.frameworks.files import TomlFile
from csescreen.frameworks.parts import read_clocks, read_questions, read_signs

__all__ = [
    "Common",
    "ReadFramework",
    "read_clocks",
    "read_common",
    "read_questions",
    "read_shipped",
]


@dataclass(frozen=True, slots=True)
class Common:
    """What every framework shares."""

    signs: Mapping[str, Indicator]
    tables: Mapping[str, Any]
    files: tuple[FrameworkFile, ...] = ()
    """The files themselves, which a screening's store keeps with the framework's own."""


@dataclass(frozen=True, slots=True)
class ReadFramework:
    """A framework, or None, and every problem found."""

    framework: Framework | None
    problems: tuple[Problem, ...]


def read_common(common: TomlFile, catalogue: TomlFile) -> Common:
    """Return what frameworks share. Both files are the program's own and are tested with it."""
    assert common.tables is not None and catalogue.tables is not None  # noqa: S101 - our own files
    files = tuple(
        FrameworkFile(one.sha256, one.name, "", one.content) for one in (common, catalogue)
    )
    return Common(read_signs(catalogue.tables["indicators"]), common.tables, files)


def read_shipped(file: TomlFile, common: Common) -> ReadFramework:
    """Return the framework of a file that ships with the program.

    It was checked when it was built, and is not held against the schema again.
    """
    if file.tables is None:
        return ReadFramework(None, file.problems)
    framework, names = build(file, common.signs, common.tables, common.files)
    return ReadFramework(None if names.problems else framework, tuple(names.problems))
