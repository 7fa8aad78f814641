"""Statements about a screening: the conditions that look at one thing each.

They are joined by those of `conditions`. The list is closed: a framework file can say these and
no others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from csescreen.core.conditions import NO, NOT_ASKED, TRUTH_WORDS, UNKNOWN, YES, Truth, View
from csescreen.core.screening import POSSIBLE, FactValue

ANY_SIGN: Final = "*"
"""Stands among open leaves for every sign that has no answer."""
OPEN: Final = ("unknown", POSSIBLE)
"""Answers that leave open whether it is so."""


@dataclass(slots=True, eq=False, repr=False)
class FactIs:
    """A fact has one of the values."""

    fact: str
    values: frozenset[str]
    statement: str
    """The fact as a statement, for reasons: "a parent or carer encourages it"."""
    others: frozenset[str] = frozenset(("no",))
    """The question's other answers. One that the question does not have rules nothing out."""

    def says(self) -> str:  # noqa: D102
        wanted = " or ".join(sorted(value.replace("_", " ") for value in self.values))
        return f"{self.statement}: {wanted}"

    def truth(self, view: View) -> Truth:  # noqa: D102
        value = view.facts.get(self.fact)
        if value is None:
            return NOT_ASKED
        if value in self.values:
            return YES
        return NO if value in self.others else UNKNOWN

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        return (
            f"{self.statement}: {str(view.facts.get(self.fact, 'not asked')).replace('_', ' ')}",
        )

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return (self.fact,)


@dataclass(slots=True, eq=False, repr=False)
class NumberFrom:
    """A counted fact lies in a range; either end may be open. Of names, the different ones count.

    That the same name is given twice makes it no more.
    """

    fact: str
    lowest: int | None
    highest: int | None
    statement: str

    def says(self) -> str:  # noqa: D102
        return f"{self.statement}: {_range(self.lowest, self.highest)}"

    def truth(self, view: View) -> Truth:  # noqa: D102
        value = view.facts.get(self.fact)
        if value is None:
            return NOT_ASKED
        value = _counted(value)
        if not isinstance(value, int):
            return UNKNOWN
        return YES if _within(value, self.lowest, self.highest) else NO

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        return (f"{self.statement}: {_counted(view.facts.get(self.fact, 'not asked'))}",)

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return (self.fact,)


@dataclass(slots=True, eq=False, repr=False)
class AgeFrom:
    """The age that counts lies in a range, in whole years; either end may be open."""

    lowest: int | None
    highest: int | None

    def says(self) -> str:  # noqa: D102
        return f"the age that counts is {_range(self.lowest, self.highest)}"

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

    def says(self) -> str:  # noqa: D102
        return "the age is not known"

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

    def says(self) -> str:  # noqa: D102
        return f"the sign is present: {self.name}"

    def truth(self, view: View) -> Truth:  # noqa: D102
        return view.signs.get(self.sign, NOT_ASKED)

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        return (f"{self.name}: {TRUTH_WORDS[self.truth(view)].replace('_', ' ')}",)

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return (self.sign,)


@dataclass(slots=True, eq=False, repr=False)
class AnySignPresent:
    """At least one sign of the catalogue is present."""

    def says(self) -> str:  # noqa: D102
        return "any sign is present"

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

    def says(self) -> str:  # noqa: D102
        return "a historic sign is present"

    def truth(self, view: View) -> Truth:  # noqa: D102
        return YES if "historic" in view.recencies else NO

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        return (
            "a historic sign is present"
            if "historic" in view.recencies
            else "no historic sign is present",
        )

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return ()


@dataclass(slots=True, eq=False, repr=False)
class SignGraded:
    """A sign of one grade is present; a published grade that was lowered counts still."""

    rank: int
    name: str

    def says(self) -> str:  # noqa: D102
        return f"a sign graded {self.name} is present"

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

    def says(self) -> str:  # noqa: D102
        return f"the level is {' or '.join(self.names[rank] for rank in sorted(self.ranks))}"

    def truth(self, view: View) -> Truth:  # noqa: D102
        if view.level_rank in self.ranks:
            return YES
        return NO if self.ranks.isdisjoint(view.reachable_ranks) else UNKNOWN

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        if self.truth(view) == UNKNOWN:
            names = [self.names[rank] for rank in sorted(self.ranks & view.reachable_ranks)]
            return (f"the level could be {' or '.join(names)}: an answer is not known",)
        least = "at least " if view.level_open else ""
        return (f"the level is {least}{self.names.get(view.level_rank, 'not set')}",)

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return ()


_SECTION_47_WORDS: Final = {
    "met": "the section 47 threshold is met",
    "presumed": "section 47 is presumed until the age is known",
    "possible": "section 47 could be met: an answer is not known",
    "not_met": "the section 47 threshold is not met by what is known so far",
    "consider": "section 47 may be considered",
    "not_stated": "the document states no section 47 rule here",
}


@dataclass(slots=True, eq=False, repr=False)
class Section47Is:
    """The section 47 threshold is met; presumed counts as met, or as not known."""

    presumed_counts: bool

    def says(self) -> str:  # noqa: D102
        words = "met or presumed" if self.presumed_counts else "met"
        return f"section 47 is {words}"

    def truth(self, view: View) -> Truth:  # noqa: D102
        if view.section_47 == "met" or (self.presumed_counts and view.section_47 == "presumed"):
            return YES
        return UNKNOWN if view.section_47 in ("presumed", "possible") else NO

    def because(self, view: View) -> Sequence[str]:  # noqa: D102
        return (_SECTION_47_WORDS[view.section_47],)

    def open_leaves(self, view: View) -> Sequence[str]:  # noqa: D102
        return ()


def _counted(value: FactValue) -> FactValue:
    """Return how many different names there are, where the value is a list; a blank is no name."""
    if not isinstance(value, tuple):
        return value
    return len({name.strip().casefold() for name in value} - {""})


def _within(value: int, lowest: int | None, highest: int | None) -> bool:
    return (lowest is None or value >= lowest) and (highest is None or value <= highest)


def _range(lowest: int | None, highest: int | None) -> str:
    if lowest is None:
        return f"at most {highest}"
    return f"at least {lowest}" if highest is None else f"from {lowest} to {highest}"
