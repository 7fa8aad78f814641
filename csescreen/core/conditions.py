"""Conditions over a screening: they hold, may hold, or do not, and can say in words why.

A truth is one of four values on a line, `NO < NOT_ASKED < UNKNOWN < YES`. "And" is the lowest of
its parts, "or" the highest. `UNKNOWN` (somebody was asked and does not know) may still turn out
to be yes and makes what rests on it possible; `NOT_ASKED` makes nothing happen, and is offered as
an open question. So unknown is never taken for no, and silence never for an answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from csescreen.core.screening import FactValue

if TYPE_CHECKING:  # sums are read from a framework, which holds conditions
    from csescreen.core.sums import SumReading

NO: Final = 0
NOT_ASKED: Final = 1
UNKNOWN: Final = 2
YES: Final = 3

Truth = int
TRUTH_WORDS: Final = ("no", "not_asked", "unknown", "yes")


@dataclass(slots=True)
class View:
    """What conditions may look at: a screening as read so far under one framework."""

    signs: Mapping[str, Truth]
    """Truth by sign id, for the answered signs alone."""
    facts: Mapping[str, FactValue]
    age: int | None
    implied: frozenset[str] = frozenset()
    """Facts that nobody gave and other facts imply."""
    present: int = 0
    """How many signs are present."""
    any_sign: Truth = NOT_ASKED
    recencies: Sequence[str | None] = ()
    """When each present sign was: "current", "recent", "historic", or None where nobody said."""
    graded_ranks: frozenset[int] = frozenset()
    """Ranks of the grades of present signs; a published grade that was lowered included."""
    graded_unknown_ranks: frozenset[int] = frozenset()
    present_ranks: tuple[int, ...] = ()
    """The rank of each present sign."""
    unknown_ranks: tuple[int, ...] = ()
    """The rank that each sign answered unknown would have."""
    windows: Mapping[tuple[str, str], Truth] = field(default_factory=dict)
    """Truth by sign and window, where a framework asks for each window by itself."""
    sums: "Mapping[str, SumReading]" = field(default_factory=dict)
    """What the answers add up to, by sum id."""
    section_ranks: Mapping[str, tuple[int, frozenset[int]]] = field(default_factory=dict)
    """By section id: the rank of its level, and higher ranks that unknowns could bring."""
    open_sections: frozenset[str] = frozenset()
    """Sections of whose level that is only the least that an open sum can come to."""
    level_rank: int = 0
    """The higher of the indicated and the judged level; 0 for none."""
    level_open: bool = False
    """Whether that is only the least that an open sum can come to."""
    reachable_ranks: frozenset[int] = frozenset()
    """Higher ranks to which signs answered unknown could take the level."""
    section_47: str = "not_stated"
    named: dict[str, Truth] = field(default_factory=dict)
    """Truths of named conditions, worked out once."""
    named_because: dict[str, Sequence[str]] = field(default_factory=dict)
    """Their reasons, worked out once."""
    named_open: dict[str, Sequence[str]] = field(default_factory=dict)
    """What could still change them, worked out once."""


class Condition(Protocol):
    """One condition, or a combination of them."""

    def says(self) -> str:
        """Return what it asks for, in words."""
        ...

    def truth(self, view: View) -> Truth:
        """Return how far the condition holds."""
        ...

    def because(self, view: View) -> Sequence[str]:
        """Return, in words, what makes it hold as far as it does."""
        ...

    def open_leaves(self, view: View) -> Sequence[str]:
        """Return the ids of facts and signs, "age" or `ANY_SIGN`, that could still change it.

        Asked only of a condition that is `NOT_ASKED` or `UNKNOWN`.
        """
        ...


@dataclass(slots=True, eq=False, repr=False)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]

    def says(self) -> str:  # noqa: D102
        return f"all of ({'; '.join(part.says() for part in self.parts)})"

    def truth(self, view: View) -> Truth:  # noqa: D102
        lowest = YES
        for part in self.parts:
            truth = part.truth(view)
            if truth < lowest:
                if truth == NO:
                    return NO
                lowest = truth
        return lowest

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        return [reason for part in self.parts for reason in part.because(view)]

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return _open_leaves(self.parts, view)


@dataclass(slots=True, eq=False, repr=False)
class AtLeast:
    """So many of the parts hold; "any" is at least one."""

    needed: int
    parts: tuple[Condition, ...]

    def says(self) -> str:  # noqa: D102
        many = "any" if self.needed == 1 else f"at least {self.needed}"
        return f"{many} of ({'; '.join(part.says() for part in self.parts)})"

    def truth(self, view: View) -> Truth:  # noqa: D102
        if self.needed == 1:
            highest = NO
            for part in self.parts:
                truth = part.truth(view)
                if truth > highest:
                    if truth == YES:
                        return YES
                    highest = truth
            return highest
        return sorted((part.truth(view) for part in self.parts), reverse=True)[self.needed - 1]

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        truths = [part.truth(view) for part in self.parts]
        reached = max(UNKNOWN, sorted(truths, reverse=True)[self.needed - 1])
        return [
            reason
            for part, truth in zip(self.parts, truths, strict=True)
            if truth >= reached
            for reason in part.because(view)
        ]

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return _open_leaves(self.parts, view)


@dataclass(slots=True, eq=False, repr=False)
class Not:
    """The part does not hold; unknown stays unknown."""

    part: Condition

    def says(self) -> str:  # noqa: D102
        return f"not ({self.part.says()})"

    def truth(self, view: View) -> Truth:  # noqa: D102
        return (YES, NOT_ASKED, UNKNOWN, NO)[self.part.truth(view)]

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        return self.part.because(view)

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return self.part.open_leaves(view)


@dataclass(slots=True, eq=False, repr=False)
class Unless:
    """Holds unless the part is known to hold: unknown and not asked do not stand in the way."""

    part: Condition

    def says(self) -> str:  # noqa: D102
        return f"unless ({self.part.says()})"

    def truth(self, view: View) -> Truth:  # noqa: D102
        return NO if self.part.truth(view) == YES else YES

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        return ()

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return ()


@dataclass(slots=True, eq=False, repr=False)
class Named:
    """A condition that the framework names once and uses often; worked out once a reading."""

    name: str
    part: Condition

    def says(self) -> str:  # noqa: D102
        return self.part.says()

    def truth(self, view: View) -> Truth:  # noqa: D102
        truth = view.named.get(self.name)
        if truth is None:
            truth = view.named[self.name] = self.part.truth(view)
        return truth

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        reasons = view.named_because.get(self.name)
        if reasons is None:
            reasons = tuple(dict.fromkeys(self.part.because(view)))
            view.named_because[self.name] = reasons
        return reasons

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        leaves = view.named_open.get(self.name)
        if leaves is None:
            leaves = view.named_open[self.name] = self.part.open_leaves(view)
        return leaves


def _open_leaves(parts: Sequence[Condition], view: View) -> Sequence[str]:
    return [
        leaf for part in parts if NO < part.truth(view) < YES for leaf in part.open_leaves(view)
    ]
