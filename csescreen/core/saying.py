"""What to say to a caller: which of the prepared sentences hold, the weightiest first.

The sentences are data; each is for one case. A case that is not in the list is a mistake of the
file. Nothing here promises anything, and none of it is a decision.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from csescreen.core.ages import ADULT
from csescreen.core.call import call_of
from csescreen.core.reading import Reading
from csescreen.core.screening import POSSIBLE, Screening
from csescreen.core.words import is_soon

_DANGER: Final = "immediate_danger"
_WORRIES: Final = ("professional_concern", "high_risk_indication")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is said in one case; ``to_child`` where the caller is the child."""

    case: str
    say: str
    to_child: str = ""


class _Heard:
    """What is known while somebody is on the telephone."""

    def __init__(self, screening: Screening, reading: Reading, now: datetime) -> None:
        self.now = now
        self.call = call_of(screening)
        self.danger = screening.facts.get(_DANGER)
        self.age = reading.age
        self.required = [one.called for one in reading.actions if one.called.status == "required"]
        self.emergency = any(one.action.emergency for one in self.required)
        self.said = bool(self.call and self.call.said)
        signs = any(one.answer in ("yes", POSSIBLE) for one in screening.signs.values())
        urgent = {*reading.asks.urgent, *_WORRIES} - {_DANGER}
        self.concern = signs or any(screening.facts.get(fact) == "yes" for fact in urgent)
        self.threshold = any(
            one.section_47.status in ("met", "presumed") for one in reading.outcomes
        )

    @property
    def soon(self) -> bool:
        """Whether something has to be done now, or within a day."""
        return any(is_soon(one, self.now) for one in self.required)


_ONE_OF: Final[Mapping[str, Callable[[_Heard], bool]]] = {
    "danger": lambda it: it.emergency,
    "danger_unknown": lambda it: it.danger in ("unknown", POSSIBLE),
    "start": lambda it: it.danger is None,
}
"""The first of these that holds is said before anything else."""

_ALSO: Final[Mapping[str, Callable[[_Heard], bool]]] = {
    "child": lambda it: it.call is not None and it.call.by_child,
    "anonymous": lambda it: it.call is not None and it.call.anonymous,
}
"""Each of these that holds."""

_THEN: Final[Mapping[str, Callable[[_Heard], bool]]] = {
    "adult": lambda it: it.age is not None and it.age >= ADULT,
    "section_47": lambda it: it.concern and it.threshold,
    "today": lambda it: it.concern and it.soon,
    "concern": lambda it: it.concern,
    "worry": lambda it: it.said,
    "listen": lambda it: True,
}
"""The first of these that holds."""

CLOSE: Final = "close"
"""What is said in the end, once there is anything to pass on."""
CASES: Final = (*_ONE_OF, *_ALSO, *_THEN, CLOSE)
"""Every case, in the order in which sentences are said."""


def cases_of(screening: Screening, reading: Reading, now: datetime) -> tuple[str, ...]:
    """Return the cases that hold, in the order in which their sentences are said."""
    it = _Heard(screening, reading, now)
    first = next((case for case, holds in _ONE_OF.items() if holds(it)), "")
    also = [case for case, holds in _ALSO.items() if holds(it)]
    then = next(case for case, holds in _THEN.items() if holds(it))
    if first == "start":  # nothing stands between the start and the first question
        return (first, *also, then) if then != "listen" else (first, *also)
    listens = then == "listen"
    if first == "danger":  # whoever is to hang up is asked nothing more
        return (first, *also, *(() if listens else (then,)), CLOSE)
    return (*((first,) if first else ()), *also, then, *(() if listens else (CLOSE,)))


def to_say(
    sentences: Mapping[str, Sentence], screening: Screening, reading: Reading, now: datetime
) -> tuple[str, ...]:
    """Return what to say to the caller, the first thing first."""
    call = call_of(screening)
    by_child = call is not None and call.by_child
    found = (sentences[case] for case in cases_of(screening, reading, now) if case in sentences)
    return tuple((one.to_child if by_child and one.to_child else one.say) for one in found)
