"""From a condition that counts, as a framework file writes it, to one that can be evaluated."""

from collections.abc import Mapping
from typing import Any

from csescreen.core.conditions import Condition
from csescreen.core.counting import SectionLevelIs, SignsGraded, SignsPresent, SumIs
from csescreen.core.statements import SignGraded
from csescreen.frameworks.facts import check_range
from csescreen.frameworks.names import NEVER, Names

Table = Mapping[str, Any]


def read_signs_condition(written: Table, names: Names, place: str) -> Condition:
    """Return the condition that so many of several signs are present."""
    signs = {
        sign: names.signs[sign].name
        for number, sign in enumerate(written["signs"], 1)
        if names.found("sign", names.signs, sign, f"{place}.signs[{number}]")
    }
    needed = written.get("at_least", 1)
    if needed > len(written["signs"]):
        what = f"At least {needed} of {len(written['signs'])} can never hold."
        names.problem(place, "never-holds", what, "Ask for fewer, or give more signs.")
        return NEVER
    return SignsPresent(signs, needed) if len(signs) >= needed else NEVER


def read_grade_condition(written: Table, names: Names, place: str) -> Condition:
    """Return the condition that one sign has the grade, or so many have it or a higher one."""
    if not names.found("level", names.levels, written["sign_graded"], f"{place}.sign_graded"):
        return NEVER
    level = names.levels[written["sign_graded"]]
    if "at_least" not in written:
        return SignGraded(level.rank, level.name)
    signs = tuple(
        sign
        for sign, grades in names.grades.items()
        if any(grade.level.rank >= level.rank for grade in grades)
    )
    needed = written["at_least"]
    if needed > len(signs):
        what = f"{needed} signs are asked for, and {len(signs)} have this grade or a higher one."
        names.problem(place, "never-holds", what, "Ask for fewer, or grade more signs.")
        return NEVER
    return SignsGraded(level.rank, level.name, needed, signs)


def read_sum_condition(written: Table, names: Names, place: str) -> Condition:
    """Return the condition that a sum lies in a range."""
    name = written["sum"]
    if not names.found("sum", names.sums, name, f"{place}.sum"):
        return NEVER
    lowest, highest = written.get("at_least"), written.get("at_most")
    if lowest is None and highest is None:
        what = "This says nothing of the sum."
        names.problem(place, "condition-form", what, "Give at_least or at_most.")
        return NEVER
    check_range(names, place, "sum", lowest, highest)
    return SumIs(name, names.sums[name], lowest, highest)


def read_section_condition(written: Table, names: Names, place: str) -> Condition:
    """Return the condition that the level of a section is one of some."""
    name = written["section"]
    if not names.found("section", names.sections, name, f"{place}.section"):
        return NEVER
    if "level" not in written:
        what = "This says nothing of the section."
        names.problem(place, "condition-form", what, "Give level = [...].")
        return NEVER
    wanted = [
        names.levels[level].rank
        for number, level in enumerate(written["level"], 1)
        if names.found("level", names.levels, level, f"{place}.level[{number}]")
    ]
    by_rank = {level.rank: level.name for level in names.levels.values()}
    return SectionLevelIs(name, names.sections[name], frozenset(wanted), by_rank)
