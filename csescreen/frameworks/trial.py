"""An author's cases: reading them, and holding what came against what was expected."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from csescreen.core.framework import Framework
from csescreen.errors import Problem
from csescreen.frameworks.expectations import (
    EXPECTATIONS,
    REACHABLE,
    UNION,
    known_names,
)
from csescreen.frameworks.expecting import Difference, Outcome, Used
from csescreen.frameworks.files import TomlFile
from csescreen.validation import Shape, dotted, nearest, short, shown

Table = Mapping[str, Any]
KnownNames = Mapping[str, Mapping[str, Collection[str]]]
"""By framework id and by kind: the names that may be expected."""

MAX_CASES: Final = 500
_TITLE: Final = {"type": "string", "minLength": 1, "maxLength": 300}
_EXPECTED: Final = {key: one.schema for key, one in EXPECTATIONS.items()}


_SAYS: Final = {
    "type": "object",
    "description": "What a case file says, such as "
    '{ format = 1, as_of = "2026-03-02", child = { age = 15 } }.',
}
_MOST_NEAR_MISSES: Final = 50


def _table(properties: dict[str, Any], required: tuple[str, ...] = ()) -> dict[str, Any]:
    schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return schema | ({"required": list(required)} if required else {})


CASES_SCHEMA: Final[dict[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "An author's cases",
    **_table(
        {
            "case": {
                "type": "array",
                "minItems": 1,
                "maxItems": MAX_CASES,
                "description": "Each case begins with a line [[case]].",
                "items": _table(
                    {
                        "name": _TITLE,
                        "says": _SAYS,
                        **_EXPECTED,
                        "near_miss": {
                            "type": "array",
                            "maxItems": _MOST_NEAR_MISSES,
                            "items": _table(
                                {"name": _TITLE, "says": {"type": "object"}, **_EXPECTED},
                                ("name", "says"),
                            ),
                        },
                        "under": {
                            "type": "object",
                            "additionalProperties": _table(_EXPECTED),
                            "maxProperties": 50,
                        },
                        "union": UNION.schema,
                    },
                    ("name", "says"),
                ),
            }
        },
        ("case",),
    ),
}
_SHAPE: Final = Shape(CASES_SCHEMA, "TOML")


class Case(NamedTuple):
    """One case: its number and name, what it says, and what is expected of which framework."""

    number: int
    name: str
    says: Table
    expected: Table
    """What is expected of the one framework under which it is read."""
    under: Mapping[str, Table]
    """What is expected of each of several."""
    union: list[str]
    near_miss: int = 0
    """Which near miss of the case it is; 0 for the case itself."""
    changed: frozenset[str] = frozenset()
    """The places in what it says that a near miss writes itself."""

    @property
    def place(self) -> str:
        """Where it stands in its file."""
        place = f"case[{self.number}]"
        return f"{place}.near_miss[{self.near_miss}]" if self.near_miss else place


def read_cases(file: TomlFile) -> tuple[list[Case], list[Problem]]:
    """Return the cases of a file, and what is wrong with their shape.

    Cases with a problem are there without the part that has it, so that the rest is looked at too.
    """
    if file.tables is None:
        return [], list(file.problems)
    problems, sound = _SHAPE.check(file.tables, file.name)
    written = (sound or {}).get("case") or []
    cases = [
        case
        for number, one in enumerate(written, 1)
        if _readable(one)
        for case in (_case(number, one), *_near_misses(number, one))
    ]
    return cases, [*problems, *_of_cases(cases, file)]


def _readable(written: object) -> bool:
    if not isinstance(written, Mapping):
        return False
    return bool(written.get("name")) and isinstance(written.get("says"), Mapping)


def _near_misses(number: int, written: Table) -> Iterator[Case]:
    """Yield the case again, each time with what one of its near misses says instead."""
    for place, miss in enumerate(written.get("near_miss") or (), 1):
        if _readable(miss):
            name = f"{written['name']}, {miss['name']}"
            case = _case(number, miss)
            yield case._replace(
                name=name,
                says=_instead(written["says"], miss["says"]),
                near_miss=place,
                changed=frozenset(_places(miss["says"])),
            )


def _places(says: Table, at: tuple[str, ...] = ()) -> Iterator[str]:
    for key, value in says.items():
        yield dotted((*at, key))
        if isinstance(value, Mapping):
            yield from _places(value, (*at, key))


def _instead(says: Table, change: Table) -> Table:
    """Return what a case says, with parts of it said otherwise."""
    changed = dict(says)
    for key, value in change.items():
        before = says.get(key)
        if isinstance(before, Mapping) and isinstance(value, Mapping):
            value = _instead(before, value)  # noqa: PLW2901 - the part of the part that changes
        changed[key] = value
    return changed


def _case(number: int, written: Table) -> Case:
    expected = {key: value for key, value in written.items() if key in EXPECTATIONS}
    under, union = written.get("under", {}), written.get("union", [])
    return Case(number, written["name"], written["says"], expected, under, union)


def _of_cases(cases: Iterable[Case], file: TomlFile) -> Iterator[Problem]:
    assert file.tables is not None  # noqa: S101 - the cases were read from them
    names: set[str] = set()
    for case in cases:
        if case.name in names:
            what = f"The name {shown(case.name)} is used twice."
            yield Problem(file.name, f"{case.place}.name", "twice", what, "Give it one of its own.")
        names.add(case.name)
        if "as_of" not in case.says and not case.near_miss:
            what, remedy = "A case says its own time.", 'Add it, such as as_of = "2026-03-02".'
            yield Problem(file.name, f"{case.place}.says.as_of", "missing-key", what, remedy)
        written = file.tables["case"][case.number - 1]
        if case.near_miss:
            written = written["near_miss"][case.near_miss - 1]
        if not written.keys() - {"name", "says"}:
            remedy = 'Add one key at least, such as section_47 = "met".'
            yield Problem(file.name, case.place, "nothing-expected", "It expects nothing.", remedy)


def names_of(framework: Framework, common: Table) -> dict[str, Collection[str]]:
    """Return by kind the names that may be expected of the framework."""
    return known_names(framework, (action["id"] for action in common["actions"]))


def expectation_problems(
    case: Case, read_under: Iterable[str], known: KnownNames, file: str
) -> Iterator[Problem]:
    """Yield each name that the case expects and that there is not. ``read_under`` are ids."""
    ids = list(read_under)
    if case.expected and len(ids) != 1:
        what = "This case is read under several frameworks."
        remedy = f"Say what is expected of each: [case.under.{ids[0]}], and so on."
        yield Problem(file, case.place, "framework-needed", what, remedy)
    elif case.expected:
        yield from _unknown(file, case.place, _used(case.expected), known[ids[0]], ids[0])
    for name, expected in case.under.items():
        place = f"{case.place}.under.{short(name)}"
        if name in ids:
            yield from _unknown(file, place, _used(expected), known[name], name)
        else:
            what = f"The case is not read under {shown(name)}."
            remedy = nearest(name, ids) or f"It is read under: {', '.join(ids)}."
            yield Problem(file, place, "unknown-framework", what, remedy)
    actions = {name: "" for at in ids for name in known[at]["action"]}
    used = [Used(f"union{one.place}", one.kind, one.name) for one in UNION.used(case.union)]
    yield from _unknown(file, case.place, used, {"action": actions}, "these frameworks")


def _used(expected: Table) -> Iterator[Used]:
    for key, written in expected.items():
        for place, kind, name in EXPECTATIONS[key].used(written):
            yield Used(f"{key}{place}", kind, name)


def _unknown(
    file: str, at: str, used: Iterable[Used], known: Mapping[str, Collection[str]], whose: str
) -> Iterator[Problem]:
    for place, kind, name in used:
        if name not in known[kind]:
            what = f"There is no {kind} {shown(name)} in {whose}."
            remedy = nearest(name, known[kind]) or f"`csescreen framework show {whose}` lists all."
            yield Problem(file, f"{at}.{short(place)}", f"unknown-{kind}", what, remedy)


def differences(case: Case, answer: Outcome) -> list[Difference]:
    """Return in what the public answer to a case departs from what the case expects."""
    outcomes = {one["framework"]["id"]: one for one in _outcomes(answer)}
    found: list[Difference] = []
    if case.expected:
        (outcome,) = outcomes.values()
        found += _differences(case.expected, outcome)
    for name, expected in case.under.items():
        found += [
            one._replace(key=f"under.{name}.{one.key}", text=f"Under {name}: {one.text}")
            for one in _differences(expected, outcomes[name])
        ]
    if case.union:
        found += UNION.differences("union", case.union, answer)
    return found


def _differences(expected: Table, outcome: Outcome) -> Iterator[Difference]:
    for key, written in expected.items():
        yield from EXPECTATIONS[key].differences(key, written, outcome)


def _outcomes(answer: Outcome) -> list[Outcome]:
    several: list[Outcome] = answer.get("outcomes", [answer])
    return several


def not_reached(
    framework: Framework, answers: Iterable[Outcome], common: Table
) -> dict[str, list[str]]:
    """Return what the framework has and no answer showed, by kind; not the program's own."""
    own = {action["id"] for action in common["actions"]}
    reached: dict[str, set[str]] = {kind: set() for kind in REACHABLE}
    for answer in answers:
        for outcome in _outcomes(answer):
            if outcome["framework"]["id"] == framework.id:
                for kind, (_, shows) in REACHABLE.items():
                    reached[kind].update(shows(outcome))
    return {
        kind: [name for name in has(framework) if name not in reached[kind] | own]
        for kind, (has, _) in REACHABLE.items()
    }
