"""What a case may expect where a framework counts: sums, sections, what stands beside a result."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Final

from csescreen.core.beside import LEVEL
from csescreen.core.framework import Framework
from csescreen.core.sums import Range, range_words
from csescreen.frameworks.expecting import NONE, Counts, Each, Exactly, Expectation, Outcome

Table = Mapping[str, Any]


def _sums(words: Callable[[Table], str]) -> Callable[[Outcome], dict[str, str]]:
    return lambda outcome: {one["id"]: words(one) for one in outcome.get("sums", ())}


def _range(one: Table) -> str:
    so_far, least, most = one["so_far"], one["least"], one["most"]
    return range_words(Range(so_far, least, least, most))


def _preset(one: Table) -> str:
    return _range(one["preset"]) if "preset" in one else NONE


def _band(one: Table) -> str:
    if one["band"]:
        return str(one["band"]["id"])
    could_be = one["could_be"]
    return f"{could_be[0]} to {could_be[-1]}" if len(could_be) > 1 else NONE


def _amended(outcome: Outcome) -> dict[str, str]:
    return {
        item["id"]: f"{item['preset']} to {item['weight']}"
        for one in outcome.get("sums", ())
        for item in one.get("amended", ())
    }


def _sections(words: Callable[[Table], str]) -> Callable[[Outcome], dict[str, str]]:
    return lambda outcome: {one["id"]: words(one) for one in outcome.get("sections", ())}


def _counts(outcome: Outcome) -> dict[str, dict[str, int]]:
    return {
        one["id"]: {**one["counts"], **{key: one[key] for key in _OF_A_SECTION}}
        for one in outcome.get("sections", ())
    }


def _previous(outcome: Outcome) -> dict[str, str]:
    found = outcome.get("previous")
    if not found:
        return {}
    level = found["level"]["id"] if found["level"] else NONE
    return {LEVEL: level, **{key: str(number) for key, number in found["sums"].items()}}


def _level_of(section: Table) -> str:
    return str(section["level"]["id"]) if section["level"] else NONE


def _could_be(section: Table) -> str:
    return ", ".join(section["could_be"]) or NONE


def _protective(outcome: Outcome) -> dict[str, str]:
    return {one["id"]: one["status"] for one in outcome.get("protective_factors", ())}


_OF_A_SECTION: Final = ("present", "unknown", "not_asked")


def _each(what: str, seen: Callable[[Outcome], Mapping[str, str]], kind: str) -> Each:
    return Each(what, seen, kind, absent=NONE, absent_in_words=NONE)


TOOL_EXPECTATIONS: Final[Mapping[str, Expectation]] = {
    "sums": _each("The sum", _sums(_range), "sum"),
    "preset": _each("With the preset weights the sum", _sums(_preset), "sum"),
    "band": _each("The band of the sum", _sums(_band), "sum"),
    "amended": _each("The amended weight of", _amended, "question"),
    "sections": _each("The section", _sections(_level_of), "section"),
    "section_could_be": _each(
        "What could still be, of the section", _sections(_could_be), "section"
    ),
    "counts": Counts("The count of the section", _counts, "section", "count"),
    "protective": _each("What protects the child", _protective, "question"),
    "missing_evidence": Exactly(
        "The evidence still to be written down",
        lambda outcome: outcome.get("missing_evidence", ()),
        "question",
    ),
    "previous": _each("Of the screening before,", _previous, "previous"),
}
"""The keys, in the form of those that every framework has."""


def tool_names(framework: Framework) -> dict[str, Collection[str]]:
    """Return by kind the names that may be expected of a framework that counts."""
    sums: Iterable[str] = [one.id for one in framework.sums]
    return {
        "sum": [*sums],
        "section": [section.id for section in framework.sections],
        "count": [*(level.id for level in framework.levels), *_OF_A_SECTION],
        "previous": [LEVEL, *sums],
    }
