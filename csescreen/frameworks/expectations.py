"""What a case of an author may expect of an outcome: each key, as data.

A further key is one more line of `EXPECTATIONS`: in which form it is written, where the outcome
says it, which names it may use, and how a difference is said.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from csescreen.core.framework import BASES, Framework
from csescreen.frameworks.expected_tool import TOOL_EXPECTATIONS, tool_names
from csescreen.frameworks.expecting import (
    NONE,
    Among,
    Each,
    Expectation,
    InOrder,
    One,
    Outcome,
)


def _level(key: str) -> Callable[[Outcome], str]:
    return lambda outcome: str((outcome[key] or {"id": NONE})["id"])


def _indicated(outcome: Outcome) -> str:
    level = outcome["indicated_level"]
    return f"{level['id']}, {level['basis']}" if level else NONE


def _ids(key: str, name: str = "id") -> Callable[[Outcome], list[str]]:
    return lambda outcome: [one[name] for one in outcome[key]]


def _by_id(key: str, value: str) -> Callable[[Outcome], dict[str, str]]:
    return lambda outcome: {one["id"]: one[value] or NONE for one in outcome[key]}


def _levels_shown(outcome: Outcome) -> Iterable[str]:
    """Return every level that an outcome has: indicated, judged, or of a section."""
    levels = [outcome["indicated_level"], outcome["judged_level"]]
    levels += [section["level"] for section in outcome.get("sections", ())]
    return [level["id"] for level in levels if level]


_ACTIONS: Final = _ids("actions")
_OPEN: Final = _ids("open_questions")

AUDIENCES: Final = ("all", "professionals")

EXPECTATIONS: Final[Mapping[str, Expectation]] = {
    "level": One("The indicated level", _indicated, "level", also=BASES),
    "possible": One("The possible level", _level("possible_level"), "level"),
    "judged": One("The judged level", _level("judged_level"), "level"),
    "section_47": One(
        "Section 47",
        lambda outcome: str(outcome["section_47"]["status"]),
        values=("met", "presumed", "possible", "not_met", "consider", "not_stated"),
    ),
    "criteria": Each(
        "The section 47 criterion",
        lambda outcome: {c["id"]: c["status"] for c in outcome["section_47"]["criteria"]},
        "criterion",
        ("yes", "no", "unknown", "not_asked"),
    ),
    "actions": Each(
        "The action", _by_id("actions", "status"), "action", ("required", "consider", "possible")
    ),
    "absent": Among("The action", _ACTIONS, "action", "be called for", wanted=False),
    "audience": Each(
        "The audience of the action", _by_id("actions", "audience"), "action", AUDIENCES
    ),
    "due": Each("The time by which to do", _by_id("actions", "due"), "action"),
    "limits": Each("The time limit of", _by_id("actions", "time_limit"), "action"),
    "clocks": Each("The time to enter for", _by_id("actions", "clock"), "action"),
    "assumptions": Each("What is told of the time of", _by_id("actions", "assumption"), "action"),
    "order": InOrder("The actions", _ACTIONS, "action"),
    "first": One("The first action", lambda outcome: next(iter(_ACTIONS(outcome)), NONE), "action"),
    "notices": Among("The notice", _ids("notices"), "notice", "be told"),
    "no_notices": Among("The notice", _ids("notices"), "notice", "be told", wanted=False),
    "open": Among("The question", _OPEN, "question", "be open"),
    "not_open": Among("The question", _OPEN, "question", "be open", wanted=False),
    "reasons": Among("The rule", _ids("reasons", "rule"), "rule", "be among the reasons"),
    **TOOL_EXPECTATIONS,
}
"""Every key with which a case says what it expects, beside `under` and `union`."""

UNION: Final = InOrder("The actions of all frameworks", _ids("union"), "action")


def known_names(framework: Framework, shared_actions: Iterable[str]) -> dict[str, Collection[str]]:
    """Return by kind the names that may be expected of a framework."""
    criteria = [criterion.id for criterion in framework.section_47.criteria]
    return {
        "level": [level.id for level in framework.levels],
        "criterion": criteria,
        "action": dict.fromkeys((*(action.id for action in framework.actions), *shared_actions)),
        "notice": framework.notices.keys(),
        "question": ["age", *framework.questions, *framework.indicators],
        "rule": [
            *(rule.id for rule in framework.level_rules),
            *(f"section-47-{name}" for name in (*criteria, "consider")),
            *(f"grade-{basis}" for basis in BASES),
            *(f"sum-{one.id}" for one in framework.sums),
            *(f"section-{one.id}" for one in framework.sections),
            "present",
        ],
        **tool_names(framework),
    }


REACHABLE: Final[
    Mapping[str, tuple[Callable[[Framework], Iterable[str]], Callable[[Outcome], Iterable[str]]]]
] = {
    "actions": (lambda framework: (action.id for action in framework.actions), _ACTIONS),
    "levels": (
        lambda framework: (level.id for level in framework.levels),
        _levels_shown,
    ),
}
"""What a framework has that its cases should reach: all of it, and what an outcome shows of it."""
