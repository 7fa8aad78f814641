"""From framework files to frameworks: every problem of a file at once, none guessed away."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from csescreen.core.framework import Framework, Indicator
from csescreen.errors import Problem
from csescreen.frameworks import schema
from csescreen.frameworks.build import build
from csescreen.frameworks.files import TomlFile
from csescreen.frameworks.parts import read_clocks, read_questions, read_signs
from csescreen.frameworks.references import check_references
from csescreen.frameworks.stand_ins import with_stand_ins
from csescreen.validation import Shape, first_problems

__all__ = [
    "Common",
    "ReadFramework",
    "common_problems",
    "read_clocks",
    "read_common",
    "read_framework",
    "read_questions",
]

Table = Mapping[str, Any]

_FRAMEWORK, _COMMON, _CATALOGUE = (
    Shape(schema.FRAMEWORK),
    Shape(schema.COMMON),
    Shape(schema.CATALOGUE),
)


@dataclass(frozen=True, slots=True)
class Common:
    """What every framework shares."""

    signs: Mapping[str, Indicator]
    tables: Table


@dataclass(frozen=True, slots=True)
class ReadFramework:
    """A framework, or None, and every problem found."""

    framework: Framework | None
    problems: tuple[Problem, ...]


def read_common(common: TomlFile, catalogue: TomlFile) -> Common:
    """Return what frameworks share. Both files are the program's own and are tested with it."""
    assert common.tables is not None and catalogue.tables is not None  # noqa: S101 - our own files
    return Common(read_signs(catalogue.tables["indicators"]), common.tables)


def common_problems(common: TomlFile, catalogue: TomlFile) -> list[Problem]:
    """Return everything that is wrong with the shared files."""
    problems = [*common.problems, *catalogue.problems]
    if common.tables is not None:
        problems += _COMMON.problems(common.tables, common.name)
    if catalogue.tables is not None:
        problems += _CATALOGUE.problems(catalogue.tables, catalogue.name)
    return problems


def read_framework(file: TomlFile, common: Common, *, trusted: bool = False) -> ReadFramework:
    """Return the framework that the file writes.

    A ``trusted`` file, one that ships with the program and was checked when it was built, is not
    held against the schema again.
    """
    if file.tables is None:
        return ReadFramework(None, file.problems)
    problems: list[Problem] = []
    if not trusted:
        problems, bad = _FRAMEWORK.examine(file.tables, file.name)
        if bad is None:
            return ReadFramework(None, tuple(problems))
        if problems:
            file = replace(file, tables=with_stand_ins(schema.FRAMEWORK, file.tables, bad))
    framework, names = build(file, common.signs, common.tables)
    if not trusted:
        check_references(file.tables or {}, common.tables, names)
    problems = first_problems([*problems, *names.problems], file.name)
    return ReadFramework(None if problems else framework, tuple(problems))
