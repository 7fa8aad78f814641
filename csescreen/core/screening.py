"""A screening: what the practitioner answered and wrote about one child. Frozen; updates copy."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, TypeVar

T = TypeVar("T")

ANSWERS: Final = ("yes", "no", "unknown")
POSSIBLE: Final = "possible"
"""A further answer where a framework's document has it: suspected, not certain. It is never no."""
RECENCIES: Final = ("current", "recent", "historic")
NARRATIVE_PARTS: Final = ("working_well", "worried_about", "judgement", "next_steps")

FactValue = str | int | tuple[str, ...]
Moment = date | datetime
"""A point in time: a zoned datetime, or a date, which starts at 00:00 in Europe/London."""


@dataclass(frozen=True, slots=True)
class ChosenLevel:
    """A level that the practitioner set, for one sign or for the child, and why.

    ``framework`` names whose level it is; None where the screening has one framework.
    """

    level: str
    reason: str
    framework: str | None = None


@dataclass(frozen=True, slots=True)
class ChosenWeight:
    """A weight that the practitioner gave one sign instead of the preset one, and why.

    ``framework`` names whose weight it is; None where the screening has one framework.
    """

    weight: int
    reason: str
    framework: str | None = None


@dataclass(frozen=True, slots=True)
class SignAnswer:
    """One answered sign. A sign that is not in the screening was not asked.

    ``windows`` holds the answers by time window, where a framework asks for each by itself;
    ``answer`` is then the strongest of them, or a yes of which they leave open when it was.
    """

    answer: str
    when: str | None = None
    note: str = ""
    heard_from: str = ""
    grades: tuple[ChosenLevel, ...] = ()
    windows: tuple[tuple[str, str], ...] = ()
    weights: tuple[ChosenWeight, ...] = ()


@dataclass(frozen=True, slots=True)
class Child:
    """What is known of the child's age: whole years, or a date of birth, or neither."""

    age: int | None = None
    date_of_birth: date | None = None


@dataclass(frozen=True, slots=True)
class Screening:
    """One screening of one child.

    ``frameworks`` are the ids under which it is read; empty means all that are on file.
    ``facts`` and ``signs`` hold what was asked; what is missing was not asked yet.
    ``narrative`` and ``details`` are free text by key; ``details`` (names, worker, contacts made)
    never bears on the outcome.
    """

    frameworks: tuple[str, ...] = ()
    reference: str = ""
    child: Child = field(default_factory=Child)
    as_of: Moment | None = None
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    clocks: Mapping[str, Moment] = field(default_factory=dict)
    signs: Mapping[str, SignAnswer] = field(default_factory=dict)
    narrative: Mapping[str, str] = field(default_factory=dict)
    judged_levels: tuple[ChosenLevel, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)

    def with_fact(self, fact: str, value: FactValue | None) -> "Screening":
        """Return the screening with the fact answered; None makes it not asked again."""
        return replace(self, facts=_with(self.facts, fact, value))

    def with_clock(self, clock: str, moment: Moment | None) -> "Screening":
        """Return the screening with the clock set; None clears it."""
        return replace(self, clocks=_with(self.clocks, clock, moment))

    def with_sign(self, sign: str, answer: SignAnswer | None) -> "Screening":
        """Return the screening with the sign answered; None makes it not asked again."""
        return replace(self, signs=_with(self.signs, sign, answer))

    def with_narrative(self, part: str, text: str) -> "Screening":
        """Return the screening with one part of the narrative; empty text removes it."""
        return replace(self, narrative=_with(self.narrative, part, text or None))

    def with_detail(self, key: str, text: str) -> "Screening":
        """Return the screening with one detail; empty text removes it."""
        return replace(self, details=_with(self.details, key, text or None))

    def judged_level(self, framework: str) -> ChosenLevel | None:
        """Return the level that the practitioner judged under the framework, if any."""
        return chosen_for(self.judged_levels, framework)


Chosen = TypeVar("Chosen", ChosenLevel, ChosenWeight)


def chosen_for(chosen: tuple[Chosen, ...], framework: str) -> Chosen | None:
    """Return the choice that names the framework, or the one that names none."""
    for choice in chosen:
        if choice.framework in (None, framework):
            return choice
    return None


def _with(mapping: Mapping[str, T], key: str, value: T | None) -> dict[str, T]:
    changed = {k: v for k, v in mapping.items() if k != key}
    if value is not None:
        changed[key] = value
    return changed
