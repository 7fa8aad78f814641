"""Conditions over a screening: they hold, may hold, or do not, and can say in words why.

A truth is one of four values on a line, `NO < NOT_ASKED < UNKNOWN < YES`. "And" is the lowest of
its parts, "or" the highest. `UNKNOWN` (somebody was asked and does not know) may still turn out
to be yes and makes what rests on it possible; `NOT_ASKED` makes nothing happen, and is offered as
an open question. So unknown is never taken for no, and silence never for an answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from csescreen.core.screening import FactValue

NO: Final = 0
NOT_ASKED: Final = 1
UNKNOWN: Final = 2
YES: Final = 3

Truth = int
TRUTH_WORDS: Final = ("no", "not_asked", "unknown", "yes")

ANY_SIGN: Final = "*"
"""Stands among open leaves for every sign that has no answer."""


@dataclass(slots=True)
class View:
    """What conditions may look at: a screening as read so far under one framework."""

    signs: Mapping[str, Truth]
    """Truth by sign id, for the answered signs alone."""
    facts: Mapping[str, FactValue]
    age: int | None
    present: int = 0
    """How many signs are present."""
    any_sign: Truth = NOT_ASKED
    historic: bool = False
    """Whether a present sign is historic."""
    graded_ranks: frozenset[int] = frozenset()
    """Ranks of the grades of present signs; a published grade that was lowered included."""
    graded_unknown_ranks: frozenset[int] = frozenset()
    level_rank: int = 0
    """The higher of the indicated and the judged level; 0 for none."""
    reachable_ranks: frozenset[int] = frozenset()
    """Higher ranks to which signs answered unknown could take the level."""
    section_47: str = "not_stated"
    named: dict[str, Truth] = field(default_factory=dict)
    """Truths of named conditions, worked out once."""
    named_because: dict[str, Sequence[str]] = field(default_factory=dict)
    """Their reasons, worked out once."""


class Condition(Protocol):
    """One condition, or a combination of them."""

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
class FactIs:
    """A fact has one of the values."""

    fact: str
    values: frozenset[str]
    statement: str
    """The fact as a statement, for reasons: "a parent or carer encourages it"."""

    def truth(self, view: View) -> Truth:  # noqa: D102
        value = view.facts.get(self.fact)
        if value is None:
            return NOT_ASKED
        if value in self.values:
            return YES
        return UNKNOWN if value == "unknown" else NO

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        return (
            f"{self.statement}: {str(view.facts.get(self.fact, 'not asked')).replace('_', ' ')}",
        )

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return (self.fact,)


@dataclass(slots=True, eq=False, repr=False)
class NumberFrom:
    """A counted fact lies in a range; either end may be open."""

    fact: str
    lowest: int | None
    highest: int | None
    statement: str

    def truth(self, view: View) -> Truth:  # noqa: D102
        value = view.facts.get(self.fact)
        if value is None:
            return NOT_ASKED
        if not isinstance(value, int):
            return UNKNOWN
        return YES if _within(value, self.lowest, self.highest) else NO

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        return (f"{self.statement}: {view.facts.get(self.fact, 'not asked')}",)

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return (self.fact,)


@dataclass(slots=True, eq=False, repr=False)
class AgeFrom:
    """The age that counts lies in a range, in whole years; either end may be open."""

    lowest: int | None
    highest: int | None

    def truth(self, view: View) -> Truth:  # noqa: D102
        if view.age is None:
            return UNKNOWN
        return YES if _within(view.age, self.lowest, self.highest) else NO

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        return (
            "the age is not known" if view.age is None else f"the age that counts is {view.age}",
        )

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return ("age",)


@dataclass(slots=True, eq=False, repr=False)
class AgeUnknown:
    """The age is not known."""

    def truth(self, view: View) -> Truth:  # noqa: D102
        return YES if view.age is None else NO

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        return (
            "the age is not known" if view.age is None else f"the age that counts is {view.age}",
        )

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return ("age",)


@dataclass(slots=True, eq=False, repr=False)
class SignPresent:
    """One sign is present."""

    sign: str
    name: str

    def truth(self, view: View) -> Truth:  # noqa: D102
        return view.signs.get(self.sign, NOT_ASKED)

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        return (f"{self.name}: {TRUTH_WORDS[self.truth(view)].replace('_', ' ')}",)

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return (self.sign,)


@dataclass(slots=True, eq=False, repr=False)
class AnySignPresent:
    """At least one sign of the catalogue is present."""

    def truth(self, view: View) -> Truth:  # noqa: D102
        return view.any_sign

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        if view.any_sign == YES:
            return (
                "1 sign is present" if view.present == 1 else f"{view.present} signs are present",
            )
        if view.any_sign == UNKNOWN:
            return ("a sign was answered not known",)
        return ("no sign is present",)

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return (ANY_SIGN,)


@dataclass(slots=True, eq=False, repr=False)
class HistoricSignPresent:
    """At least one present sign is historic."""

    def truth(self, view: View) -> Truth:  # noqa: D102
        return YES if view.historic else NO

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        return ("a historic sign is present" if view.historic else "no historic sign is present",)

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return ()


@dataclass(slots=True, eq=False, repr=False)
class SignGraded:
    """A sign of one grade is present; a published grade that was lowered counts still."""

    rank: int
    name: str

    def truth(self, view: View) -> Truth:  # noqa: D102
        if self.rank in view.graded_ranks:
            return YES
        return UNKNOWN if self.rank in view.graded_unknown_ranks else NO

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        words = ("no sign", "no sign", "perhaps a sign", "a sign")[self.truth(view)]
        return (f"{words} graded {self.name} is present",)

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return ()


@dataclass(slots=True, eq=False, repr=False)
class LevelIs:
    """The higher of the indicated and the judged level is one of these."""

    ranks: frozenset[int]
    names: Mapping[int, str]
    """The framework's level names by rank, for reasons."""

    def truth(self, view: View) -> Truth:  # noqa: D102
        if view.level_rank in self.ranks:
            return YES
        return NO if self.ranks.isdisjoint(view.reachable_ranks) else UNKNOWN

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        if self.truth(view) == UNKNOWN:
            names = [self.names[rank] for rank in sorted(self.ranks & view.reachable_ranks)]
            return (f"the level could be {' or '.join(names)}: a sign was answered not known",)
        return (f"the level is {self.names.get(view.level_rank, 'not set')}",)

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return ()


_SECTION_47_WORDS: Final = {
    "met": "the section 47 threshold is met",
    "presumed": "section 47 is presumed until the age is known",
    "possible": "section 47 could be met: an answer is not known",
    "not_met": "the section 47 threshold is not met",
    "consider": "section 47 may be considered",
    "not_stated": "the document states no section 47 rule here",
}


@dataclass(slots=True, eq=False, repr=False)
class Section47Is:
    """The section 47 threshold is met; presumed counts as met, or as not known."""

    presumed_counts: bool

    def truth(self, view: View) -> Truth:  # noqa: D102
        if view.section_47 == "met" or (self.presumed_counts and view.section_47 == "presumed"):
            return YES
        return UNKNOWN if view.section_47 in ("presumed", "possible") else NO

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        return (_SECTION_47_WORDS[view.section_47],)

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return ()


@dataclass(slots=True, eq=False, repr=False)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]

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
        return self.part.open_leaves(view)


def _open_leaves(parts: Sequence[Condition], view: View) -> Sequence[str]:
    return [
        leaf for part in parts if NO < part.truth(view) < YES for leaf in part.open_leaves(view)
    ]


def _within(value: int, lowest: int | None, highest: int | None) -> bool:
    return (lowest is None or value >= lowest) and (highest is None or value <= highest)
