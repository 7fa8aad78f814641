"""From a condition as a framework file writes it to one that can be evaluated."""

from collections.abc import Callable, Mapping
from typing import Any

from csescreen.core.conditions import AllOf, AtLeast, Condition, Named, Not, Unless
from csescreen.core.statements import (
    AgeFrom,
    AgeUnknown,
    AnySignPresent,
    FactIs,
    HistoricSignPresent,
    LevelIs,
    NumberFrom,
    Section47Is,
    SignGraded,
    SignPresent,
)
from csescreen.frameworks.names import Names
from csescreen.frameworks.schema import CONDITION_FORMS
from csescreen.validation import shown

Table = Mapping[str, Any]

NEVER = AtLeast(1, ())
"""Stands where a condition could not be read; the file is refused anyway."""

LEVEL_FORMS = frozenset(("level", "section_47"))
"""Forms that look at what is worked out only after the level is known."""


def read_condition(
    written: str | Table, names: Names, place: str, *, before: frozenset[str] = frozenset()
) -> Condition:
    """Return the condition; what is wrong with it is noted in ``names``.

    ``before`` holds the forms that may not be used here, because they look at something that is
    worked out later.
    """
    if isinstance(written, str):
        return _named(written, names, place, before)
    forms = [form for form in CONDITION_FORMS if form in written]
    form = forms[0] if forms else ""
    surplus = [key for key in written if key != form and key not in CONDITION_FORMS.get(form, ())]
    if not forms or surplus:
        names.problem(
            place,
            "condition-form",
            f"The keys {', '.join(shown(key) for key in written)} do not go together.",
            "A condition has one form; join several with all, any or of.",
        )
        return NEVER
    if form in before:
        names.problem(
            place, "too-early", f"{shown(form)} is not known yet where this is worked out."
        )
        return NEVER
    return _READERS[form](written, names, place, before)


def _named(name: str, names: Names, place: str, before: frozenset[str]) -> Condition:
    if not names.found("condition", names.conditions, name, place):
        return NEVER
    part = names.conditions[name]
    if before and uses_levels(part):
        names.problem(place, "too-early", f"{shown(name)} looks at the level, not known here yet.")
        return NEVER
    return Named(name, part)


def uses_levels(condition: Condition) -> bool:
    """Return whether the condition looks at the level or at section 47."""
    if isinstance(condition, (LevelIs, Section47Is)):
        return True
    parts = getattr(condition, "parts", None) or [getattr(condition, "part", None)]
    return any(uses_levels(part) for part in parts if part is not None)


def _fact(written: Table, names: Names, place: str, _: frozenset[str]) -> Condition:
    fact = written["fact"]
    if not names.found("fact", names.questions, fact, f"{place}.fact"):
        return NEVER
    question = names.questions[fact]
    if question.kind == "number":
        if "is" in written or not ("at_least" in written or "at_most" in written):
            names.problem(
                place, "condition-form", f"{shown(fact)} is a number.", "Give at_least or at_most."
            )
        return NumberFrom(fact, written.get("at_least"), written.get("at_most"), question.statement)
    if "at_least" in written or "at_most" in written:
        names.problem(place, "condition-form", f"{shown(fact)} is no number.", "Give is = [...].")
    known = question.choices if question.kind == "choice" else {"yes": "", "no": ""}
    if question.kind == "choice" and "is" not in written:
        names.problem(place, "condition-form", f"{shown(fact)} is a choice.", "Give is = [...].")
    values = written.get("is", ["yes"])
    for index, value in enumerate(values, 1):
        if value == "unknown":
            names.problem(
                f"{place}.is[{index}]",
                "unknown-as-answer",
                "Unknown is no answer to build on.",
                "What rests on an unknown is shown as possible by itself.",
            )
        else:
            names.found("answer", known, value, f"{place}.is[{index}]")
    return FactIs(fact, frozenset(values), question.statement)


def _sign(written: Table, names: Names, place: str, _: frozenset[str]) -> Condition:
    if not names.found("sign", names.signs, written["sign"], f"{place}.sign"):
        return NEVER
    return SignPresent(written["sign"], names.signs[written["sign"]].name)


def _sign_graded(written: Table, names: Names, place: str, _: frozenset[str]) -> Condition:
    if not names.found("level", names.levels, written["sign_graded"], f"{place}.sign_graded"):
        return NEVER
    level = names.levels[written["sign_graded"]]
    return SignGraded(level.rank, level.name)


def _level(written: Table, names: Names, place: str, _: frozenset[str]) -> Condition:
    wanted = [
        names.levels[level]
        for index, level in enumerate(written["level"], 1)
        if names.found("level", names.levels, level, f"{place}.level[{index}]")
    ]
    by_rank = {level.rank: level.name for level in names.levels.values()}
    return LevelIs(frozenset(level.rank for level in wanted), by_rank)


def _age(written: Table, names: Names, place: str, _: frozenset[str]) -> Condition:
    lowest, highest = written.get("age_from"), written.get("age_to")
    if lowest is not None and highest is not None and lowest > highest:
        names.problem(place, "never-holds", f"No age is from {lowest} to {highest}.")
    return AgeFrom(lowest, highest)


def _parts(
    written: list[str | Table], names: Names, place: str, before: frozenset[str]
) -> tuple[Condition, ...]:
    return tuple(
        read_condition(part, names, f"{place}[{index}]", before=before)
        for index, part in enumerate(written, 1)
    )


def _of(written: Table, names: Names, place: str, before: frozenset[str]) -> Condition:
    parts = _parts(written["of"], names, f"{place}.of", before)
    count = written.get("at_least", 1)
    if count > len(parts):
        names.problem(place, "never-holds", f"At least {count} of {len(parts)} can never hold.")
        return NEVER
    return AtLeast(count, parts)


_READERS: Mapping[str, Callable[[Table, Names, str, frozenset[str]], Condition]] = {
    "fact": _fact,
    "sign": _sign,
    "any_sign": lambda *_: AnySignPresent(),
    "historic_sign": lambda *_: HistoricSignPresent(),
    "sign_graded": _sign_graded,
    "level": _level,
    "section_47": lambda w, n, p, b: Section47Is(w["section_47"] == "met_or_presumed"),
    "age_from": _age,
    "age_to": _age,
    "age_unknown": lambda *_: AgeUnknown(),
    "all": lambda w, n, p, b: AllOf(_parts(w["all"], n, f"{p}.all", b)),
    "any": lambda w, n, p, b: AtLeast(1, _parts(w["any"], n, f"{p}.any", b)),
    "of": _of,
    "not": lambda w, n, p, b: Not(read_condition(w["not"], n, f"{p}.not", before=b)),
    "unless": lambda w, n, p, b: Unless(read_condition(w["unless"], n, f"{p}.unless", before=b)),
}
