"""An outcome: what one framework makes of one screening, with reasons. Never edited."""

from dataclasses import dataclass
from typing import NamedTuple

from csescreen.core.beside import Previous, ProtectiveFactor
from csescreen.core.framework import Action, Framework, Level, Source
from csescreen.core.screening import Moment
from csescreen.core.sections import SectionReading
from csescreen.core.sums import SumReading


class IndicatedLevel(NamedTuple):
    """The highest sign present. Not "the child's level": that is for people to say."""

    level: Level
    basis: str


class JudgedLevel(NamedTuple):
    """The level that the practitioner judged, and why."""

    level: Level
    reason: str


class CriterionStatus(NamedTuple):
    """One section 47 criterion: "yes", "no", "unknown" or "not_asked"."""

    id: str
    text: str
    status: str
    sources: tuple[Source, ...]


class Section47(NamedTuple):
    """The status of the section 47 threshold.

    "met", "presumed" (age unknown: act as if met), "possible", "not_met", "consider" or
    "not_stated".
    """

    status: str
    criteria: tuple[CriterionStatus, ...]


class CalledAction(NamedTuple):
    """An action that the outcome calls for: "required", "consider" or "possible"."""

    action: Action
    status: str
    due: Moment | None
    because: tuple[str, ...]


class Reason(NamedTuple):
    """Why the outcome is what it is: a rule that applied, what it rests on, where it stands."""

    rule: str
    text: str
    indicators: tuple[str, ...]
    facts: tuple[str, ...]
    sources: tuple[Source, ...]


class OpenQuestion(NamedTuple):
    """Something not known that could change the outcome.

    ``kind`` is "child", "fact" or "indicator"; ``status`` "unknown" or "not_asked";
    ``could_change`` names parts of the outcome or action ids.
    """

    id: str
    kind: str
    status: str
    could_change: tuple[str, ...]


class ShownNotice(NamedTuple):
    """Something to be told beside the result."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one framework makes of one screening."""

    framework: Framework
    age: int | None
    """The age that counts, in whole years; None where unknown."""
    indicated_level: IndicatedLevel | None
    possible_level: Level | None
    judged_level: JudgedLevel | None
    section_47: Section47
    actions: tuple[CalledAction, ...]
    """Emergencies, then what is due now, then by due time, then in the framework's order."""
    reasons: tuple[Reason, ...]
    open_questions: tuple[OpenQuestion, ...]
    notices: tuple[ShownNotice, ...]
    sums: tuple[SumReading, ...] = ()
    """What the answers add up to, where the document publishes weights."""
    sections: tuple[SectionReading, ...] = ()
    """The parts of the tool that it looks at by themselves."""
    protective: tuple[ProtectiveFactor, ...] = ()
    """The factors that protect, as answered; they never lower anything."""
    missing_evidence: tuple[str, ...] = ()
    """Present signs of which nothing is written down though the document asks for it, by id."""
    previous: Previous | None = None
    """What the screening before came to, as it was entered."""
