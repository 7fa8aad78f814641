"""What two frameworks mean differently by one id: these two are never read in one screening.

A screening has one answer for an id. Where two authorities ask different things by it, the answer
to the one would be taken for an answer to the other.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from csescreen.core.framework import Framework


class Clash(NamedTuple):
    """One id by which two frameworks mean different things. ``kind`` says of what it is the id."""

    kind: str
    id: str
    one: Framework
    other: Framework


def clashes(frameworks: Iterable[Framework]) -> list[Clash]:
    """Return every id of the frameworks' own that two of them use for different things."""
    first: dict[tuple[str, str], tuple[Framework, object]] = {}
    found = []
    for framework in frameworks:
        for kind, name, meaning in _own_parts(framework):
            one, before = first.setdefault((kind, name), (framework, meaning))
            if before != meaning:
                found.append(Clash(kind, name, one, framework))
    return found


def _own_parts(framework: Framework) -> Iterator[tuple[str, str, object]]:
    """Yield what a case names of the framework's own: its kind, its id, and what it means."""
    for question in framework.own_questions.values():
        wording = question.ask, question.statement, dict(question.choices)
        yield "question", question.id, (question.kind, *wording)
    for sign in map(framework.indicators.__getitem__, framework.own_signs):
        yield "sign", sign.id, (sign.name, sign.domain)
    for window in framework.windows.values():
        yield "time window", window.id, (window.name, frozenset(window.recencies))
    for clock in framework.own_clocks.values():
        yield "time", clock.id, clock.ask
