"""One screening read under one framework or several: each outcome, and what they come to together.

No level is translated from one framework to another, and there is none over several of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

from csescreen.core.framework import Framework, Guidance, Section, Section47Rule
from csescreen.core.outcome import OpenQuestion, Outcome, ShownNotice
from csescreen.core.screening import Screening
from csescreen.core.union import UnitedAction, unite

T = TypeVar("T")

SECTION_47_STRICTEST_FIRST: Final = (
    *("met", "presumed", "possible"),
    *("consider", "not_met", "not_stated"),
)
_LONGEST_SHORT_NAME: Final = 20


class UnitedQuestion(NamedTuple):
    """An open question, what it could change under any framework, and the ids of those."""

    question: OpenQuestion
    frameworks: tuple[str, ...]


class UnitedNotice(NamedTuple):
    """Something to be told, and the ids of the frameworks under which it applies."""

    notice: ShownNotice
    frameworks: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What the frameworks of a screening make of it. `read_together` makes one."""

    outcomes: tuple[Outcome, ...]
    """One for each framework, in the screening's order."""
    asks: Framework
    """What is asked: the one framework, or of several everything that any of them asks."""
    actions: tuple[UnitedAction, ...]
    """Every action once; two different ones that share an id are two."""
    open_questions: tuple[UnitedQuestion, ...]
    """Every open question once, the weightiest first."""

    @property
    def several(self) -> bool:
        """Whether there is more than one framework."""
        return len(self.outcomes) > 1

    @property
    def first(self) -> Outcome:
        """The outcome under the first framework, which is the only one as a rule."""
        return self.outcomes[0]

    @property
    def age(self) -> int | None:
        """The age that counts, the same under all."""
        return self.first.age

    @property
    def frameworks(self) -> tuple[Framework, ...]:
        """The frameworks, in the screening's order."""
        return tuple(outcome.framework for outcome in self.outcomes)

    @property
    def short_names(self) -> Mapping[str, str]:
        """Each framework's short name, by id."""
        return short_names(self.frameworks)

    @property
    def by_section_47(self) -> list[Outcome]:
        """The outcomes, that with the strictest status of section 47 first."""
        order = SECTION_47_STRICTEST_FIRST.index
        return sorted(self.outcomes, key=lambda outcome: order(outcome.section_47.status))

    @property
    def notices(self) -> list[UnitedNotice]:
        """Every notice once; one that different frameworks word differently, in each wording."""
        told: dict[ShownNotice, list[str]] = {}
        for outcome in self.outcomes:
            for notice in outcome.notices:
                told.setdefault(notice, []).append(outcome.framework.id)
        return [UnitedNotice(notice, tuple(under)) for notice, under in told.items()]

    def key_of(self, united: UnitedAction) -> str:
        """Return what names an action of the reading: its id, or with whose where two share it."""
        name = united.called.action.id
        alone = sum(one.called.action.id == name for one in self.actions) == 1
        return name if alone else f"{name}@{united.frameworks[0]}"

    def action(self, key: str) -> UnitedAction:
        """Return the action that `key_of` names so."""
        return next(one for one in self.actions if self.key_of(one) == key)

    def outcome(self, framework_id: str) -> Outcome:
        """Return the outcome under one of the frameworks."""
        return next(one for one in self.outcomes if one.framework.id == framework_id)


def read_together(outcomes: Sequence[Outcome]) -> Reading:
    """Return what the outcomes of one screening come to together."""
    if len(outcomes) == 1:
        only = (outcomes[0].framework.id,)
        return Reading(
            tuple(outcomes),
            outcomes[0].framework,
            tuple(UnitedAction(called, only) for called in outcomes[0].actions),
            tuple(UnitedQuestion(question, only) for question in outcomes[0].open_questions),
        )
    return Reading(
        tuple(outcomes),
        asked_by(tuple(outcome.framework for outcome in outcomes)),
        unite(outcomes),
        _open_questions(outcomes),
    )


def _open_questions(outcomes: Sequence[Outcome]) -> tuple[UnitedQuestion, ...]:
    """Return each question once: first what is asked, then signs; each as early as any asks it."""
    same: dict[str, list[tuple[OpenQuestion, str]]] = {}
    places: dict[str, tuple[bool, int]] = {}
    for outcome in outcomes:
        for place, question in enumerate(outcome.open_questions):
            same.setdefault(question.id, []).append((question, outcome.framework.id))
            at = (question.kind == "indicator", place)
            places[question.id] = min(at, places.get(question.id, at))
    return tuple(
        UnitedQuestion(
            same[key][0][0]._replace(
                could_change=_once(what for one, _ in same[key] for what in one.could_change)
            ),
            tuple(framework for _, framework in same[key]),
        )
        for key in sorted(same, key=places.__getitem__)
    )


@lru_cache(maxsize=16)
def asked_by(frameworks: tuple[Framework, ...]) -> Framework:
    """Return everything that any of the frameworks asks, each once, as one framework.

    What the first asks as urgent comes first. It asks and explains; it has no level, grade, rule
    or action, for these belong to one authority each.
    """
    if len(frameworks) == 1:
        return frameworks[0]
    urgent = _once(fact for one in frameworks for fact in one.urgent)
    circumstances = _once(fact for one in frameworks for fact in one.circumstances)
    return Framework(
        id="",
        version="",
        name=" + ".join(short_names(frameworks).values()),
        authority="",
        sha256="",
        source_date="",
        documents=_merged(one.documents for one in frameworks),
        indicators=_merged(one.indicators for one in frameworks),
        levels=(),
        grades={},
        level_rules=(),
        section_47=Section47Rule(),
        actions=(),
        questions=_merged(one.questions for one in frameworks),
        urgent=urgent,
        circumstances=tuple(fact for fact in circumstances if fact not in urgent),
        clocks=_merged(one.clocks for one in frameworks),
        notices=_merged(one.notices for one in frameworks),
        contacts=_merged(one.contacts for one in frameworks),
        roles=(),
        dispute=(),
        dispute_sources=(),
        guidance=_guidance(frameworks),
        own_questions=_merged(one.own_questions for one in frameworks),
        own_clocks=_merged(one.own_clocks for one in frameworks),
        own_signs=_once(sign for one in frameworks for sign in one.own_signs),
        possible_answer=any(one.possible_answer for one in frameworks),
        windows=_merged(one.windows for one in frameworks),
        ask_when=_merged(one.ask_when for one in frameworks),
        sections=_sections(frameworks),
    )


def _sections(frameworks: Sequence[Framework]) -> tuple[Section, ...]:
    """Return the sections of all, each under an id of its own."""
    found: dict[str, Section] = {}
    for framework in frameworks:
        for section in framework.sections:
            key = f"{framework.id}/{section.id}" if section.id in found else section.id
            found[key] = section._replace(id=key)
    return tuple(found.values())


def _guidance(frameworks: Sequence[Framework]) -> tuple[Guidance, ...]:
    """Return the guidance of all, each prompt once."""
    told: set[tuple[str, str]] = set()
    found = []
    for guidance in (one for framework in frameworks for one in framework.guidance):
        prompts = tuple(p for p in guidance.prompts if (guidance.part, p) not in told)
        told |= {(guidance.part, prompt) for prompt in prompts}
        if prompts or not guidance.prompts:
            found.append(guidance._replace(prompts=prompts))
    return tuple(found)


def short_names(frameworks: Iterable[Framework]) -> dict[str, str]:
    """Return a short name of each framework by its id: the name, or its initials where it is long.

    Two that would be the same are told apart by their ids.
    """
    names = {one.id: _short(one.name) or one.id for one in frameworks}
    taken = list(names.values())
    return {key: name if taken.count(name) == 1 else key for key, name in names.items()}


def _short(name: str) -> str:
    if len(name) <= _LONGEST_SHORT_NAME:
        return name
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    return initials if len(initials) > 1 else f"{name[: _LONGEST_SHORT_NAME - 1].rstrip()}…"


def no_longer_asked(screening: Screening, before: Framework, after: Framework) -> tuple[str, ...]:
    """Return the ids of what was answered, was asked before, and is not asked any more."""
    answered = (*screening.facts, *screening.signs)
    return tuple(key for key in answered if key in _asked(before) - _asked(after))


def _asked(framework: Framework) -> set[str]:
    parts = (framework.urgent, framework.circumstances, framework.own_questions)
    return {*framework.indicators, *(item for part in parts for item in part)}


def _merged(mappings: Iterable[Mapping[str, T]]) -> dict[str, T]:
    """Return all entries; of an entry that several have, the first one's."""
    merged: dict[str, T] = {}
    for mapping in mappings:
        for key, value in mapping.items():
            merged.setdefault(key, value)
    return merged


def _once(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
