"""From a condition as a framework file writes it to one that can be evaluated."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from csescreen.core.conditions import AllOf, AtLeast, Condition, Named, Not, Unless
from csescreen.core.counting import SectionLevelIs, SignInWindow
from csescreen.core.statements import (
    AgeFrom,
    AgeUnknown,
    AnySignPresent,
    HistoricSignPresent,
    LevelIs,
    Section47Is,
    SignPresent,
)
from csescreen.frameworks.counting import (
    read_grade_condition,
    read_section_condition,
    read_signs_condition,
    read_sum_condition,
)
from csescreen.frameworks.facts import check_range, read_fact_condition
from csescreen.frameworks.names import NEVER, NamedCondition, Names
from csescreen.frameworks.schema_parts import CONDITION_FORMS
from csescreen.validation import short, shown

Table = Mapping[str, Any]

LEVEL_FORMS = frozenset(("level", "section", "section_47"))
"""Forms that look at what is worked out only after the level is known."""
_LATE: Mapping[type, str] = {
    LevelIs: "level",
    SectionLevelIs: "section",
    Section47Is: "section_47",
}
_LONGEST_CHAIN = 8
"""Named conditions that name one another; bounds how deep one can be worked out."""
_KEYS = {key for form, others in CONDITION_FORMS.items() for key in (form, *others)}


def read_condition(
    written: str | Table, names: Names, place: str, *, before: frozenset[str] = frozenset()
) -> Condition:
    """Return the condition; what is wrong with it is noted in ``names``.

    ``before`` holds the forms that may not be used here, because they look at something that is
    worked out later.
    """
    if isinstance(written, str):
        return _named(written, names, place, before)
    if not written or not written.keys() <= _KEYS:
        return NEVER  # was already told
    form = next((form for form in CONDITION_FORMS if form in written), "")
    if not form or any(key not in (form, *CONDITION_FORMS[form]) for key in written):
        names.problem(
            place,
            "condition-form",
            f"The keys {', '.join(shown(key) for key in written)} do not go together.",
            "A condition has one form; join several with all, any or of.",
        )
        return NEVER
    if form in before:
        _too_early(names, place, form)
        return NEVER
    return _READERS[form](written, names, place, before)


def _named(name: str, names: Names, place: str, before: frozenset[str]) -> Condition:
    if not names.found("condition", names.written_conditions, name, place):
        return NEVER
    if name in names.being_read:
        circle = " → ".join(map(short, (*names.being_read[names.being_read.index(name) :], name)))
        what = f"These conditions go in a circle: {circle}."
        names.problem(place, "circle", what, "Write one of them without naming the others.")
        return NEVER
    named = names.conditions.get(name)
    if named is None and len(names.being_read) < _LONGEST_CHAIN:
        named = read_named_condition(name, names)
    if named is None or named.chain >= _LONGEST_CHAIN:
        what = f"More than {_LONGEST_CHAIN} conditions name one another in a row."
        names.problem(place, "too-deep", what, "Write some of them out.")
        return NEVER
    for form in sorted(before & named.looks_at):
        _too_early(names, place, form)
        return NEVER
    return Named(name, named.condition)


def read_named_condition(name: str, names: Names) -> NamedCondition:
    """Return the condition of this name, and read it if nothing needed it yet."""
    if name not in names.conditions:
        names.being_read.append(name)
        place = f"conditions.{short(name)}"
        condition = read_condition(names.written_conditions[name], names, place)
        names.being_read.pop()
        looks_at: set[str] = set()
        chain = 0
        for part in _parts_of(condition):
            if isinstance(part, Named):
                looks_at |= names.conditions[part.name].looks_at
                chain = max(chain, names.conditions[part.name].chain)
            elif type(part) in _LATE:
                looks_at.add(_LATE[type(part)])
        names.conditions[name] = NamedCondition(condition, frozenset(looks_at), chain + 1)
    return names.conditions[name]


def _parts_of(condition: Condition) -> Iterator[Condition]:
    """Yield the condition and every part of it, but not those of the conditions that it names."""
    yield condition
    parts = getattr(condition, "parts", ())
    if isinstance(condition, (Not, Unless)):
        parts = (condition.part,)
    for part in parts:
        yield from _parts_of(part)


def _too_early(names: Names, place: str, form: str) -> None:
    names.problem(
        place,
        "too-early",
        f"{shown(form)} is not known yet where this is worked out.",
        "Say it with signs, facts and ages.",
    )


def _sign(written: Table, names: Names, place: str, _: frozenset[str]) -> Condition:
    sign, window = written["sign"], written.get("window")
    if not names.found("sign", names.signs, sign, f"{place}.sign"):
        return NEVER
    if window is None:
        return SignPresent(sign, names.signs[sign].name)
    if not names.found("window", names.windows, window, f"{place}.window"):
        return NEVER
    return SignInWindow(sign, window, names.signs[sign].name, names.windows[window])


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
    check_range(names, place, "age", lowest, highest)
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
        what = f"At least {count} of {len(parts)} can never hold."
        names.problem(place, "never-holds", what, "Ask for fewer, or give more conditions.")
        return NEVER
    return AtLeast(count, parts)


_READERS: Mapping[str, Callable[[Table, Names, str, frozenset[str]], Condition]] = {
    "fact": lambda w, n, p, _: read_fact_condition(w, n, p),
    "sign": _sign,
    "signs": lambda w, n, p, _: read_signs_condition(w, n, p),
    "any_sign": lambda *_: AnySignPresent(),
    "historic_sign": lambda *_: HistoricSignPresent(),
    "sign_graded": lambda w, n, p, _: read_grade_condition(w, n, p),
    "sum": lambda w, n, p, _: read_sum_condition(w, n, p),
    "section": lambda w, n, p, _: read_section_condition(w, n, p),
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
