"""The steps of a screening, and how far each of them is. Nothing has to be done in order."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from csescreen.core.framework import DOMAINS, Framework
from csescreen.core.screening import NARRATIVE_PARTS, Screening

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
    """One step. ``kind`` is "child", "questions", "signs", "narrative" or "outcome"."""

    id: str
    kind: str
    short: str
    title: str
    items: tuple[str, ...] = ()
    """The ids of its questions or signs, in order."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many items of a step are answered, of how many, and how many signs are present."""

    answered: int
    total: int
    present: int = 0


def steps_of(framework: Framework) -> tuple[Step, ...]:
    """Return the steps of a screening under the framework."""
    steps = [Step("child", "child", "Child", "The child, the times and the worker")]
    if framework.urgent:
        steps.append(
            Step("urgent", "questions", "Urgent", "Urgent questions", tuple(framework.urgent))
        )
    if framework.circumstances:
        steps.append(
            Step(
                "circumstances",
                "questions",
                "Circumstances",
                "Circumstances",
                tuple(framework.circumstances),
            )
        )
    for domain, title in DOMAINS.items():
        signs = tuple(s.id for s in framework.indicators.values() if s.domain == domain)
        if signs:
            steps.append(Step(domain, "signs", _SHORT.get(domain, title), title, signs))
    steps.append(Step("narrative", "narrative", "Narrative", "Narrative"))
    steps.append(Step("outcome", "outcome", "Outcome", "Outcome"))
    return tuple(steps)


def without(step: Step, left_out: Collection[str]) -> Step:
    """Return the step without the questions that need not be asked."""
    return replace(step, items=tuple(item for item in step.items if item not in left_out))


def progress(step: Step, screening: Screening) -> Progress:
    """Return how far the step is."""
    if step.kind == "signs":
        answers = [screening.signs[sign] for sign in step.items if sign in screening.signs]
        present = sum(answer.answer == "yes" for answer in answers)
        return Progress(len(answers), len(step.items), present)
    if step.kind == "questions":
        return Progress(sum(fact in screening.facts for fact in step.items), len(step.items))
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
