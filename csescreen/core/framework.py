"""A framework: one authority's published tool, as frozen data that `assess` can read.

Everything in it carries the place in the document where it is written. Ids are permanent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from csescreen.core.conditions import Condition
from csescreen.core.levels import BASES, Grade, Level, LevelRule, Source
from csescreen.core.timelimits import TimeLimit
from csescreen.core.weights import Sum, Window

__all__ = ["BASES", "Grade", "Level", "LevelRule", "Source"]

DOMAINS: Final = {
    "direct": "Direct signs",
    "family": "Family, home and relationships",
    "health": "Health and mental health",
    "behaviour": "Behaviour and experiences",
    "possessions": "Appearance and possessions",
    "vulnerability": "Vulnerability factors",
}
"""The domains of the catalogue, by id, in the order in which they are shown."""


_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


class FrameworkFile(NamedTuple):
    """The exact bytes of a file from which a framework is read.

    ``id`` and ``version`` are the framework's; of a file that all frameworks share, ``id`` is its
    name and ``version`` is empty.
    """

    sha256: str
    id: str
    version: str
    content: bytes


class Indicator(NamedTuple):
    """A sign: its wording, what a trainer would say of it, and its sources.

    ``serious`` marks a direct sign, or one that a document grades at its highest level.
    """

    id: str
    domain: str
    name: str
    looks_like: str
    why_it_matters: str
    other_explanations: str
    search: tuple[str, ...]
    sources: tuple[Source, ...]
    serious: bool = False


class Question(NamedTuple):
    """A fact that may be asked: the question as it is put, and as a statement for reasons.

    ``kind`` is "yes_no", "choice", "number" or "names"; ``choices`` maps a choice's value to
    its wording. Of a framework's own: ``domain`` is where it is asked beside the signs, ``levels``
    the level that an answer sets by itself, ``protective`` marks a factor that protects, and
    ``previous`` says that it holds the "level" of the screening before, or the sum of this id.
    """

    id: str
    kind: str
    ask: str
    statement: str
    help: str = ""
    choices: Mapping[str, str] = _NONE
    implied_yes_by: Mapping[str, tuple[str, ...]] = _NONE
    """Where this fact is not given: the values of other facts that imply yes."""
    domain: str = ""
    levels: Mapping[str, Level] = _NONE
    protective: bool = False
    previous: str = ""
    sources: tuple[Source, ...] = ()


class ClockName(NamedTuple):
    """A point in time from which limits run, and how it is asked."""

    id: str
    ask: str
    help: str = ""


class Contact(NamedTuple):
    """Somebody to contact. The value is blank until the authority enters its own."""

    id: str
    name: str
    value: str = ""


class Action(NamedTuple):
    """Something that the pathway calls for, when, by when, and where it is written.

    ``status`` is "required" or "consider" when the condition holds; where it may hold, or
    ``possible_when`` holds or may hold, the action is "possible".
    """

    id: str
    text: str
    status: str
    when: Condition
    sources: tuple[Source, ...]
    possible_when: Condition | None = None
    time_limit: TimeLimit | None = None
    audience: str = "all"
    contacts: tuple[str, ...] = ()
    emergency: bool = False
    stands_for: tuple[str, ...] = ()
    stands_for_where_called: tuple[str, ...] = ()


class Criterion(NamedTuple):
    """One criterion of the section 47 threshold; any one of them meets it."""

    id: str
    text: str
    when: Condition
    sources: tuple[Source, ...]
    presumed_if_unknown: bool = False


class Section47Rule(NamedTuple):
    """What the document says of section 47 enquiries (Children Act 1989).

    With criteria: met by any one of them. With ``consider_when`` alone: may be considered then.
    With neither: the document states no rule.
    """

    criteria: tuple[Criterion, ...] = ()
    consider_when: Condition | None = None
    consider_text: str = ""
    sources: tuple[Source, ...] = ()
    stands_for: tuple[str, ...] = ()


class Section(NamedTuple):
    """A part of the authority's tool that it looks at by itself: signs and questions, by id."""

    id: str
    name: str
    help: str
    signs: tuple[str, ...]
    questions: tuple[str, ...]
    sources: tuple[Source, ...]


class Evidence(NamedTuple):
    """What must be written down of a present sign: of each of ``signs``, of every sign if empty."""

    ask: str
    signs: frozenset[str]
    sources: tuple[Source, ...]

    def needed_of(self, sign: str) -> bool:
        """Return whether a present sign needs evidence."""
        return not self.signs or sign in self.signs


class Notice(NamedTuple):
    """Something to be told beside the result.

    Shown when the condition holds, and where ``with_actions`` names actions, one of them is called
    for, be it only possible.
    """

    id: str
    text: str
    when: Condition | None = None
    with_actions: frozenset[str] = frozenset()


class Role(NamedTuple):
    """Who does what, as the document lists it."""

    name: str
    duties: tuple[str, ...]
    sources: tuple[Source, ...]


class Support(NamedTuple):
    """A service for children and families that the document names, and what it is for."""

    name: str
    what: str
    sources: tuple[Source, ...]


class Guidance(NamedTuple):
    """What to think of in one part of the narrative."""

    part: str
    title: str
    prompts: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Framework:
    """One authority's published tool in one version."""

    id: str
    version: str
    name: str
    authority: str
    sha256: str
    source_date: str
    documents: Mapping[str, str]
    """Title by file name, of the documents that the framework's own sources cite."""
    indicators: Mapping[str, Indicator]
    levels: tuple[Level, ...]
    """The levels, the lowest first; empty where the authority names none."""
    grades: Mapping[str, tuple[Grade, ...]]
    """All grades of a sign, by sign id; the highest counts."""
    level_rules: tuple[LevelRule, ...]
    section_47: Section47Rule
    actions: tuple[Action, ...]
    questions: Mapping[str, Question]
    """Every fact that a case may give, by id."""
    urgent: tuple[str, ...]
    """The questions to ask first, by id."""
    circumstances: tuple[str, ...]
    """The further questions that this framework's rules look at, by id."""
    clocks: Mapping[str, ClockName]
    notices: Mapping[str, Notice]
    contacts: Mapping[str, Contact]
    roles: tuple[Role, ...]
    dispute: tuple[str, ...]
    dispute_sources: tuple[Source, ...]
    guidance: tuple[Guidance, ...]
    ask_when: Mapping[str, Condition] = field(default_factory=dict)
    """By question: what must hold, or be unknown, for it to be asked. The others always are."""
    shared_documents: Mapping[str, str] = field(default_factory=dict)
    """Title by file name, of the documents that the catalogue and the shared guidance cite."""
    own_questions: Mapping[str, Question] = field(default_factory=dict)
    """The questions that only this framework asks, by id."""
    own_clocks: Mapping[str, ClockName] = field(default_factory=dict)
    known_clocks: frozenset[str] = frozenset()
    """Every time that a case may give, by id, whether or not it is asked."""
    own_signs: tuple[str, ...] = ()
    """The signs that are not of the catalogue, by id."""
    overall_level: str = "worked_out"
    """Whether the child's level is "worked_out", "entered" by people, or there is "none"."""
    possible_answer: bool = False
    """Whether a sign may be answered "possible"."""
    windows: Mapping[str, Window] = field(default_factory=dict)
    sums: tuple[Sum, ...] = ()
    sections: tuple[Section, ...] = ()
    evidence: Evidence | None = None
    support: tuple[Support, ...] = ()
    """The services that the document names, without addresses: ask whether they still exist."""
    wording: Mapping[str, str] = field(default_factory=dict)
    """The framework's own words for parts of the outcome, by part."""
    files: tuple[FrameworkFile, ...] = field(default=(), repr=False)
    """What it was read from: its own file, then those that all frameworks share."""

    implied_questions: tuple[Question, ...] = field(init=False)
    """The questions to which other answers may imply yes."""

    def __post_init__(self) -> None:
        """Work out what every evaluation needs."""
        implied = tuple(one for one in self.questions.values() if one.implied_yes_by)
        object.__setattr__(self, "implied_questions", implied)

    @property
    def shared(self) -> tuple[str, ...]:
        """The hashes of the shared files: they shape what the framework means as well."""
        return tuple(file.sha256 for file in self.files[1:])

    def level(self, level_id: str) -> Level | None:
        """Return the level with the id, or None."""
        return next((level for level in self.levels if level.id == level_id), None)

    def document_title(self, document: str) -> str | None:
        """Return the title of a document that a source cites, or None where it has none."""
        return self.documents.get(document) or self.shared_documents.get(document)

    def with_contacts(self, values: Mapping[str, str]) -> "Framework":
        """Return the framework with the authority's own contacts filled in, by contact id."""
        contacts = {
            key: contact._replace(value=values.get(key, contact.value))
            for key, contact in self.contacts.items()
        }
        return replace(self, contacts=contacts)
