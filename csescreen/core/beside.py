"""What stands beside a result and never changes it: what protects, evidence, the result before."""

from collections.abc import Mapping
from typing import NamedTuple

from csescreen.core.framework import Framework, Question
from csescreen.core.levels import Level
from csescreen.core.screening import FactValue, Screening

LEVEL = "level"
"""What a question says that holds the level of the screening before; others name a sum."""


class ProtectiveFactor(NamedTuple):
    """A factor that protects the child, with its answer: "yes", "no", "unknown", "not_asked"."""

    question: Question
    status: str


class Previous(NamedTuple):
    """The level and the sums that the screening before came to, as people entered them."""

    level: Level | None
    sums: Mapping[str, int]


def protective_factors(
    framework: Framework, facts: Mapping[str, FactValue]
) -> tuple[ProtectiveFactor, ...]:
    """Return every factor that protects, with its answer, in the framework's order."""
    return tuple(
        ProtectiveFactor(question, str(facts.get(question.id, "not_asked")))
        for question in framework.own_questions.values()
        if question.protective
    )


def missing_evidence(framework: Framework, screening: Screening) -> tuple[str, ...]:
    """Return the present signs that need evidence and have no note, in the framework's order."""
    evidence = framework.evidence
    if evidence is None:
        return ()
    return tuple(
        sign
        for sign in framework.indicators
        if (answer := screening.signs.get(sign)) is not None
        and answer.answer in ("yes", "possible")
        and evidence.needed_of(sign)
        and not answer.note.strip()
    )


def previous(framework: Framework, facts: Mapping[str, FactValue]) -> Previous | None:
    """Return what the screening before came to; None where nothing of it was entered."""
    level, sums = None, {}
    for question in framework.own_questions.values():
        value = facts.get(question.id)
        if not question.previous or value is None:
            continue
        if question.previous == LEVEL:
            level = framework.level(str(value))
        elif isinstance(value, int):
            sums[question.previous] = value
    return Previous(level, sums) if level or sums else None
