"""What a case may say under the frameworks that it is read under: the shared names and their own.

The public case file is the same for all frameworks. What only some documents know (a further
answer, time windows, amended weights, questions of their own) may be said only under those.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from csescreen.core.framework import ClockName, Framework, Indicator, Question


class KnownNames(NamedTuple):
    """What a case file may name: frameworks by id, and what all of them share."""

    framework_ids: Callable[[], tuple[str, ...]]
    framework: Callable[[str], Framework]
    """Raises `InputError`, which says what to do, where there is no such framework."""
    questions: Mapping[str, Question]
    clocks: Mapping[str, ClockName]
    signs: Mapping[str, Indicator]


class Allowed(NamedTuple):
    """What a case may say."""

    questions: Mapping[str, Question]
    clocks: Mapping[str, ClockName]
    signs: tuple[str, ...]
    possible: bool = False
    """Whether "possible" is an answer to a sign and to a framework's own question."""
    own_questions: frozenset[str] = frozenset()
    windows: tuple[str, ...] = ()
    amendable: bool = False
    others: bool = False
    """Whether it may say more than is known here: one of its frameworks could not be found."""


def allowed(known: KnownNames, frameworks: Iterable[Framework], *, others: bool = False) -> Allowed:
    """Return what a case may say under the frameworks, and under others that are not known."""
    questions, clocks = dict(known.questions), dict(known.clocks)
    signs, windows = dict.fromkeys(known.signs), dict[str, None]()
    own: set[str] = set()
    possible = amendable = others
    for framework in frameworks:
        questions.update(framework.own_questions)
        own.update(framework.own_questions)
        clocks.update(framework.own_clocks)
        signs.update(dict.fromkeys(framework.own_signs))
        windows.update(dict.fromkeys(framework.windows))
        possible = possible or framework.possible_answer
        amendable = amendable or any(
            weight.amendable for one in framework.sums for weight in one.weights
        )
    return Allowed(
        questions, clocks, tuple(signs), possible, frozenset(own), tuple(windows), amendable, others
    )
