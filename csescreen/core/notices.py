"""The notices that stand beside a result: what it is not, what it rests on, what is missing."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from csescreen.core.conditions import YES, View
from csescreen.core.framework import Framework, Notice
from csescreen.core.outcome import CalledAction, ShownNotice


class _Result(NamedTuple):
    """What the notices look at."""

    framework: Framework
    view: View
    highest_rank: int
    grade_bases: frozenset[str]
    regraded: bool
    missing_evidence: Collection[str]
    actions: Collection[CalledAction]


_NO_CONTACT = "no-contact"


def _blank_contacts(framework: Framework, actions: Iterable[CalledAction]) -> list[str]:
    """Return the names of the contacts that are needed and blank, each once."""
    needed: dict[str, None] = {}
    for called in actions:
        for contact in called.action.contacts:
            needed[contact] = None
    contacts = framework.contacts
    return [contacts[contact].name for contact in needed if not contacts[contact].value]


_RULES: Mapping[str, Callable[[_Result], bool]] = {
    "informs-not-decides": lambda _: True,
    "confirm-locally": lambda _: True,
    "not-safe": lambda r: not r.view.present or bool(r.framework.levels and r.highest_rank <= 1),
    "unknown-age": lambda r: r.view.age is None,
    "suggested-grades": lambda r: not r.grade_bases.isdisjoint(("suggested", "reading")),
    "regraded": lambda r: r.regraded,
    "age-advisory": lambda r: any(c.action.id == "so-age-advisory" for c in r.actions),
    "historic-only": lambda r: set(r.view.recencies) == {"historic"},
    "open-sum": lambda r: any(
        reading.level is None and not reading.counted.settled for reading in r.view.sums.values()
    ),
    "amended-weights": lambda r: any(reading.amended for reading in r.view.sums.values()),
    "missing-evidence": lambda r: bool(r.missing_evidence),
}
"""The program's own notices, by id: the result to which each applies."""


def applying(
    framework: Framework,
    view: View,
    *,
    highest_rank: int,
    grade_bases: set[str],
    regraded: bool,
    missing_evidence: tuple[str, ...],
    actions: tuple[CalledAction, ...],
) -> tuple[ShownNotice, ...]:
    """Return the notices that apply, in the framework's order."""
    result = _Result(
        framework,
        view,
        highest_rank,
        frozenset(grade_bases),
        regraded,
        missing_evidence,
        actions,
    )
    called = {one.action.id for one in actions}
    blank = _blank_contacts(framework, actions)
    shown = []
    for notice in framework.notices.values():
        if notice.id == _NO_CONTACT:
            if blank:
                shown.append(ShownNotice(_NO_CONTACT, f"{notice.text} Blank: {'; '.join(blank)}."))
            continue
        rule = _RULES.get(notice.id)
        if rule(result) if rule else _holds(notice, view, called):
            shown.append(ShownNotice(notice.id, notice.text))
    return tuple(shown)


def _holds(notice: Notice, view: View, called: set[str]) -> bool:
    if notice.with_actions and notice.with_actions.isdisjoint(called):
        return False
    return notice.when is None or notice.when.truth(view) == YES
