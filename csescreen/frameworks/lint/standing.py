"""Actions that stand for one of the program's own, but not always where that would be called."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from csescreen.core.assess import assess
from csescreen.core.framework import Framework
from csescreen.core.outcome import Outcome
from csescreen.core.screening import Child, FactValue, Screening
from csescreen.frameworks.lint.found import Found, Warned
from csescreen.frameworks.lint.serious import ANY_DAY


class _Needed(NamedTuple):
    """A child for whom one of the program's own actions is called for, whatever else is known."""

    words: str
    child: Child
    facts: dict[str, FactValue]


_NEEDED: Final = {
    "so-emergency": (_Needed("a child in danger now", Child(15), {"immediate_danger": "yes"}),),
    "so-age-advisory": (
        _Needed("a child of 13", Child(13), {}),
        _Needed("a child whose age is not known", Child(), {}),
    ),
    "so-adult-route": (_Needed("a young person of 18", Child(18), {}),),
}


def standing_warnings(framework: Framework) -> Found:
    """Yield a warning for each action that stands for more than it does."""
    section_47 = framework.section_47
    for needed in _left_alone(framework, section_47.stands_for):
        if _outcome(framework, needed).section_47.status not in ("met", "presumed"):
            yield _warned("section_47", needed)
    for action in framework.actions:
        if action.stands_for_where_called:
            continue  # the program's own words are there where it is not
        for needed in _left_alone(framework, action.stands_for):
            called = {one.action.id for one in _outcome(framework, needed).actions}
            if action.id not in called:
                yield _warned(f"actions.{action.id}", needed)


def _left_alone(framework: Framework, stands_for: tuple[str, ...]) -> Iterator[_Needed]:
    for name in stands_for:
        yield from _NEEDED.get(name, ())


def _outcome(framework: Framework, needed: _Needed) -> Outcome:
    screening = Screening(frameworks=(framework.id,), child=needed.child, facts=needed.facts)
    return assess(framework, screening, ANY_DAY, lambda _: False)


def _warned(place: str, needed: _Needed) -> Warned:
    return Warned(
        f"{place}.stands_for",
        "stands-for-less",
        f"For {needed.words} the program's own words stay away, and this is not called for.",
        "Let it be called for there too, or leave stands_for out.",
    )
