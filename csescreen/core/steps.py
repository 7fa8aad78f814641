"""The steps of a screening, and how far each of them is. Nothing has to be done in order."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from csescreen.core.framework import DOMAINS, Framework, Section
from csescreen.core.screening import NARRATIVE_PARTS, Screening
from csescreen.core.weights import Window
from csescreen.core.windows import PARTLY_ASKED, window_answers

CHILD_WORDS = "child_words"
"""The key, among the details, of what the child said in their own words."""

_SHORT = {
    "family": "Family",
    "health": "Health",
    "behaviour": "Behaviour",
    "possessions": "Possessions",
    "vulnerability": "Vulnerability",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``kind`` is "child", "questions", "signs", "narrative" or "outcome".

    Steps of both "questions" and "signs" hold items; a step with any sign is one of signs.
    """

    id: str
    kind: str
    short: str
    title: str
    items: tuple[str, ...] = ()
    """The ids of its questions and signs, in order."""
    signs: frozenset[str] = frozenset()
    """Those of its items that are signs."""
    windows: tuple[Window, ...] = ()
    """The time windows in each of which its signs are asked for."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many items of a step are answered, of how many, and how many signs are present.

    ``partly`` counts the signs that are answered in some time windows and not in others.
    """

    answered: int
    total: int
    present: int = 0
    partly: int = 0


def steps_of(framework: Framework) -> tuple[Step, ...]:
    """Return the steps of a screening under the framework."""
    in_sections = {item for one in framework.sections for item in (*one.signs, *one.questions)}
    steps = [Step("child", "child", "Child", "The child, the times and the worker")]
    if framework.urgent:
        steps.append(_asking(framework, "urgent", "Urgent", "Urgent questions", framework.urgent))
    circumstances = _circumstances(framework, in_sections)
    if circumstances:
        title = "Circumstances"
        steps.append(_asking(framework, "circumstances", title, title, circumstances))
    for section in framework.sections:
        items = (*section.questions, *section.signs)
        name = section.name
        steps.append(_asking(framework, f"section:{section.id}", name, name, items))
    for domain, title in DOMAINS.items():
        items = tuple(item for item in _of_domain(framework, domain) if item not in in_sections)
        if items:
            short = _SHORT.get(domain, title)
            steps.append(_asking(framework, domain, short, title, items))
    steps.append(Step("narrative", "narrative", "Narrative", "Narrative"))
    steps.append(Step("outcome", "outcome", "Outcome", "Outcome"))
    return tuple(steps)


def _asking(
    framework: Framework, step: str, short: str, title: str, items: tuple[str, ...]
) -> Step:
    signs = frozenset(item for item in items if item in framework.indicators)
    kind = "signs" if signs else "questions"
    return Step(step, kind, short, title, items, signs, tuple(framework.windows.values()))


def _circumstances(framework: Framework, in_sections: set[str]) -> tuple[str, ...]:
    """Return the questions of circumstances, and the framework's own that stand nowhere else."""
    own = (name for name, one in framework.own_questions.items() if not one.domain)
    asked = dict.fromkeys((*framework.circumstances, *own))
    return tuple(fact for fact in asked if fact not in in_sections and fact not in framework.urgent)


def _of_domain(framework: Framework, domain: str) -> Iterator[str]:
    """Yield the signs of a domain, then the questions that are asked beside them."""
    elsewhere = {*framework.urgent, *framework.circumstances}
    yield from (sign.id for sign in framework.indicators.values() if sign.domain == domain)
    for question in framework.own_questions.values():
        if question.domain == domain and question.id not in elsewhere:
            yield question.id


def section_of(framework: Framework, item: str) -> Section | None:
    """Return the section of the tool to which a sign or question belongs, if any."""
    return next(
        (one for one in framework.sections if item in one.signs or item in one.questions), None
    )


def place_of(framework: Framework, item: str) -> str:
    """Return the section, or else the domain, to which a sign or question belongs; "" for none."""
    section = section_of(framework, item)
    if section is not None:
        return section.name
    found = framework.indicators.get(item) or framework.questions.get(item)
    return DOMAINS.get(found.domain, found.domain) if found else ""


def without(step: Step, left_out: Collection[str]) -> Step:
    """Return the step without the questions that need not be asked."""
    return replace(step, items=tuple(item for item in step.items if item not in left_out))


def progress(step: Step, screening: Screening) -> Progress:
    """Return how far the step is."""
    if step.kind in ("signs", "questions"):
        return _items_progress(step, screening)
    if step.kind == "narrative":
        texts = [screening.narrative.get(part, "") for part in NARRATIVE_PARTS]
        texts.append(screening.details.get(CHILD_WORDS, ""))
        return Progress(sum(bool(text.strip()) for text in texts), len(texts))
    if step.kind == "child":
        child = screening.child
        known = (
            screening.reference.strip(),
            child.age is not None or child.date_of_birth is not None,
            "referral_received" in screening.clocks,
            screening.details.get("child_name", "").strip(),
        )
        return Progress(sum(map(bool, known)), len(known))
    return Progress(0, 0)


def _items_progress(step: Step, screening: Screening) -> Progress:
    windows = {window.id: window for window in step.windows}
    answered = present = partly = 0
    for item in step.items:
        if item not in step.signs:
            answered += item in screening.facts
            continue
        answer = screening.signs.get(item)
        if answer is None:
            continue
        present += answer.answer == "yes"
        asked = None not in window_answers(answer, windows).values()
        whole = asked and answer.answer != PARTLY_ASKED
        answered += whole
        partly += not whole
    return Progress(answered, len(step.items), present, partly)
