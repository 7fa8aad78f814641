"""What a practitioner may set: a sign's level or weight anew, the child's level; whose it is."""

from typing import Final, NamedTuple

from csescreen.core.framework import Framework
from csescreen.core.leveling import ENTERED, NO_OVERALL_LEVEL
from csescreen.core.outcome import Outcome
from csescreen.core.reading import Reading
from csescreen.core.screening import POSSIBLE, Screening
from csescreen.core.weighing import may_amend, weights_of
from csescreen.core.wording import worded

NEVER_SINKS: Final = "A published grade never sinks."


class Way(NamedTuple):
    """A level ("level") or a weight ("weight") of a sign under a framework."""

    what: str
    framework: Framework


def ways_to_regrade(reading: Reading, screening: Screening, sign: str) -> list[Way]:
    """Return what may be set anew of a sign that was answered, weights before levels."""
    frameworks = reading.frameworks
    answer = screening.signs.get(sign)
    present = answer is not None and answer.answer in ("yes", POSSIBLE)
    weighing = [one for one in frameworks if present and may_amend(one, sign)]
    # a tool that only weighs has no levels for signs
    grading = [one for one in frameworks if one.levels and (one.grades or not one.sums)]
    return [*(Way("weight", one) for one in weighing), *(Way("level", one) for one in grading)]


def why_not_regraded(reading: Reading, sign: str) -> str:
    """Return why nothing of a sign may be set anew."""
    if any(may_amend(one, sign) for one in reading.frameworks):
        return "The weight of a sign is amended where it is present."
    if any(weights_of(one, sign) for one in reading.frameworks):
        return "This tool sets the weight of this sign, and does not let it be amended."
    return "This tool names no levels for signs."


def ways_to_judge(reading: Reading) -> list[Framework]:
    """Return the frameworks under which people may set the level of the child as a whole."""
    return [
        one for one in reading.frameworks if one.levels and one.overall_level != NO_OVERALL_LEVEL
    ]


def why_not_judged(reading: Reading) -> str:
    """Return why nobody may set it."""
    leveled = any(one.levels for one in reading.frameworks)
    return f"This tool names no level{' for the child as a whole' if leveled else 's'}."


def asking_for_a_level(outcome: Outcome, under: str = "") -> tuple[str, list[str]]:
    """Return how the level is asked for that people set, and what is known beside it.

    ``under`` says whose it is, where there are several frameworks.
    """
    framework, indicated = outcome.framework, outcome.indicated_level
    if framework.overall_level == ENTERED:
        known = ["The document leaves this level to people: say who entered it, and why."]
        return f"Which level is entered{under}?", known
    known = [
        f"{worded(framework, 'indicated_level')}: "
        f"{indicated.level.name if indicated else 'no level so far'}",
        "Your judgement stands beside it. A lower one takes no action away.",
    ]
    return f"Which level do you judge{under}, and why?", known
