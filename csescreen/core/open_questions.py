"""What is not known and could change the outcome: the age, facts, signs, the weightiest first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from csescreen.core.ages import ADULT, CountedAge
from csescreen.core.calling import status_of
from csescreen.core.conditions import NO, NOT_ASKED, TRUTH_WORDS, YES, Condition, View
from csescreen.core.framework import Framework
from csescreen.core.grading import ReadSigns, graded_signs
from csescreen.core.leveling import WORKED_OUT
from csescreen.core.outcome import OpenQuestion
from csescreen.core.statements import ANY_SIGN, OPEN

_LEVEL, _SECTION_47, _SECTIONS = "indicated_level", "section_47", "sections"


class _Order(NamedTuple):
    """What is worked out once per framework."""

    facts: Mapping[str, int]
    highest_first: tuple[str, ...]
    target: str
    """What a graded sign could change: the child's level, those of sections, or nothing."""
    raising: tuple[Mapping[str, OpenQuestion], ...]
    """By the rank indicated so far: the signs that could raise it, as questions not asked."""


@lru_cache(maxsize=64)
def _order(framework: Framework) -> _Order:
    ranks = {
        sign: g.best.level.rank if g.best else 0 for sign, g in graded_signs(framework).items()
    }
    highest_first = tuple(sorted(ranks, key=lambda sign: -ranks[sign]))
    target = _graded_target(framework)
    facts = dict.fromkeys((*framework.urgent, *framework.circumstances, *framework.questions))
    return _Order(
        {fact: place for place, fact in enumerate(facts)},
        highest_first,
        target,
        tuple(
            {
                sign: OpenQuestion(sign, "indicator", "not_asked", (target,))
                for sign in highest_first
                if target and ranks[sign] > indicated
            }
            for indicated in range(len(framework.levels) + 1)
        ),
    )


def _graded_target(framework: Framework) -> str:
    if framework.overall_level == WORKED_OUT:
        return _LEVEL
    return _SECTIONS if framework.sections else ""


def open_questions(
    framework: Framework,
    view: View,
    read: ReadSigns,
    age: CountedAge,
    indicated_rank: int,
    unsettled: Iterable[tuple[str, Condition]],
) -> tuple[OpenQuestion, ...]:
    """Return the questions: of section 47 first, then other facts, then signs by their grade."""
    order = _order(framework)
    changes: dict[str, dict[str, None]] = {}
    for target, leaf in _changes(framework, view, age, indicated_rank, unsettled):
        changes.setdefault(leaf, {})[target] = None
    _ask_what_implies(framework, view, changes)
    every_sign = tuple(changes.pop(ANY_SIGN, ()))
    signs = framework.indicators
    found = [
        OpenQuestion(
            leaf,
            "child" if leaf == "age" else "fact",
            "unknown" if leaf == "age" or _given(leaf, view) else "not_asked",
            tuple(targets),
        )
        for leaf, targets in changes.items()
        if leaf not in signs
    ]
    facts = order.facts
    found.sort(key=lambda q: (q.could_change[0] != _SECTION_47, facts.get(q.id, -1)))
    asked_of = _signs(order, view, read, indicated_rank, changes, every_sign)
    found += [question for question in asked_of if question.id in signs]
    return tuple(found)


def _given(fact: str, view: View) -> bool:
    return fact in view.facts and fact not in view.implied


def _ask_what_implies(
    framework: Framework, view: View, changes: dict[str, dict[str, None]]
) -> None:
    """Add the questions whose answer would imply one that is open."""
    for question in framework.implied_questions:
        if question.id in changes and not _given(question.id, view):
            for fact in question.implied_yes_by:
                if view.facts.get(fact) in (None, "unknown"):
                    changes.setdefault(fact, {}).update(changes[question.id])


def _signs(
    order: _Order,
    view: View,
    read: ReadSigns,
    indicated_rank: int,
    changes: Mapping[str, Iterable[str]],
    every_sign: tuple[str, ...],
) -> Iterator[OpenQuestion]:
    """Yield the signs without an answer that could change something, the highest grade first."""
    raising = order.raising[indicated_rank]
    candidates = dict.fromkeys((*raising, *read.unknown, *changes))
    for sign in order.highest_first if every_sign or read.unknown else candidates:
        truth = view.signs.get(sign, NOT_ASKED)
        if truth == NOT_ASKED and not every_sign and sign not in changes:
            if sign in raising:
                yield raising[sign]
        elif NO < truth < YES:
            # a sign answered unknown would count as the practitioner graded it
            raises = read.unknown.get(sign, 0) > indicated_rank or (
                truth == NOT_ASKED and sign in raising
            )
            first = (order.target,) if raises and order.target else ()
            could = tuple(dict.fromkeys((*first, *every_sign, *changes.get(sign, ()))))
            if could:
                yield OpenQuestion(sign, "indicator", TRUTH_WORDS[truth], could)
        elif truth == YES and sign in changes:  # present, but in which time window is open
            not_known = any(sign in reading.unknown for reading in view.sums.values())
            status = "unknown" if not_known else "not_asked"
            yield OpenQuestion(sign, "indicator", status, tuple(changes[sign]))


def _changes(
    framework: Framework,
    view: View,
    age: CountedAge,
    indicated_rank: int,
    unsettled: Iterable[tuple[str, Condition]],
) -> Iterator[tuple[str, str]]:
    """Yield what could change with the fact, sign or age that could change it."""
    adult = view.age is not None and view.age >= ADULT
    if view.section_47 != "met" and not adult:
        for criterion in framework.section_47.criteria:
            if NO < criterion.when.truth(view) < YES:
                for leaf in criterion.when.open_leaves(view):
                    yield _SECTION_47, leaf
    yield from _statements(framework, view)
    yield from _level_changes(framework, view, indicated_rank)
    for action, condition in unsettled:
        for leaf in condition.open_leaves(view):
            yield action, leaf
    if age.may_be_younger and age.years:
        yield from _if_younger(framework, view, age.years - 1)


def _statements(framework: Framework, view: View) -> Iterator[tuple[str, str]]:
    """Yield each statement of a section that is open."""
    for section in framework.sections:
        for fact in section.questions:
            if framework.questions[fact].levels and view.facts.get(fact, "unknown") in OPEN:
                yield _SECTIONS, fact


def _level_changes(
    framework: Framework, view: View, indicated_rank: int
) -> Iterator[tuple[str, str]]:
    """Yield what sums and rules could still make of the level, with what could change them."""
    for reading in view.sums.values():
        if not reading.sum.section and framework.overall_level != WORKED_OUT:
            continue
        target = _SECTIONS if reading.sum.section else _LEVEL
        if reading.rank("most") > reading.least_rank:
            for item in (*reading.unknown, *reading.not_asked):
                yield target, item
    for rule in framework.level_rules:
        if not rule.section and framework.overall_level != WORKED_OUT:
            continue
        if rule.section:
            target, highest = _SECTIONS, view.section_ranks[rule.section][0]
        else:
            target, highest = _LEVEL, indicated_rank
        if rule.level.rank > highest and NO < rule.when.truth(view) < YES:
            for leaf in rule.when.open_leaves(view):
                yield target, leaf


def _if_younger(framework: Framework, view: View, years: int) -> Iterator[tuple[str, str]]:
    """Yield what would change if the child was a year younger when the worry began."""
    younger = replace(view, age=years, named={}, named_because={}, named_open={})
    if view.section_47 != "met" and any(
        criterion.when.truth(younger) == YES != criterion.when.truth(view)
        for criterion in framework.section_47.criteria
    ):
        younger.section_47 = "met"
        yield _SECTION_47, "age"
    for action in framework.actions:
        if status_of(action, younger)[0] != status_of(action, view)[0]:
            yield action.id, "age"
