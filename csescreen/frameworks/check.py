"""Framework files from anywhere: every problem of a file at once, none guessed away."""

from dataclasses import replace

from csescreen.errors import Problem
from csescreen.frameworks import schema
from csescreen.frameworks.build import build
from csescreen.frameworks.files import TomlFile
from csescreen.frameworks.read import Common, ReadFramework
from csescreen.frameworks.references import check_references
from csescreen.frameworks.sizes import too_large
from csescreen.frameworks.stand_ins import with_stand_ins
from csescreen.validation import Shape, first_problems

_FRAMEWORK, _COMMON, _CATALOGUE = (
    Shape(schema.FRAMEWORK, "TOML file"),
    Shape(schema.COMMON),
    Shape(schema.CATALOGUE),
)


def check_framework(file: TomlFile, common: Common) -> ReadFramework:
    """Return the framework that the file writes, or everything that is wrong with it."""
    if file.tables is None:
        return ReadFramework(None, file.problems)
    problems, bad = _FRAMEWORK.examine(file.tables, file.name)
    if bad is None:
        return ReadFramework(None, tuple(problems))
    tables = with_stand_ins(schema.FRAMEWORK, file.tables, bad) if problems else file.tables
    framework, names = build(
        replace(file, tables=tables), common.signs, common.tables, common.files
    )
    check_references(tables, common.tables, names)
    problems = first_problems([*problems, *names.problems], file.name)
    if not problems:
        problems = too_large(framework, file.name)
    return ReadFramework(None if problems else framework, tuple(problems))


def common_problems(common: TomlFile, catalogue: TomlFile) -> list[Problem]:
    """Return everything that is wrong with the shared files."""
    problems = [*common.problems, *catalogue.problems]
    if common.tables is not None:
        problems += _COMMON.problems(common.tables, common.name)
    if catalogue.tables is not None:
        problems += _CATALOGUE.problems(catalogue.tables, catalogue.name)
    return problems
