"""The present signs in numbers, by domain and level; and what falls due, in order."""

from collections import Counter
from collections.abc import Iterable

from csescreen.core.answers import counted_level
from csescreen.core.framework import Framework
from csescreen.core.screening import Screening
from csescreen.core.steps import Step, steps_of
from csescreen.core.summary import Chart, TimeLine
from csescreen.core.summary_lines import ActionLine
from csescreen.core.words import STATUSES

UNGRADED = "no grade"
PRESENT = "present"


def steps_with_signs(framework: Framework) -> tuple[Step, ...]:
    """Return the steps whose signs a chart counts: one for each of its rows."""
    return tuple(step for step in steps_of(framework) if step.signs)


def sign_chart(framework: Framework, screening: Screening) -> Chart | None:
    """Return how many signs are present by part and level; None where none is."""
    steps = steps_with_signs(framework)
    place = {sign: step.id for step in steps for sign in step.signs}
    levels = [level.name for level in reversed(framework.levels)] if framework.grades else []
    rest = UNGRADED if levels else PRESENT
    counts: Counter[tuple[str, str]] = Counter()
    for sign, answer in screening.signs.items():
        if sign in place and answer.answer == "yes":
            level = counted_level(framework, sign, answer)
            counts[place[sign], level.name if level else rest] += 1
    if not counts:
        return None
    columns = (*levels, rest)
    parts = "part of the tool" if framework.sections else "domain"
    caption = f"Signs present, by {parts} and level" if levels else f"Signs present, by {parts}"
    rows = tuple((step.title, tuple(counts[step.id, name] for name in columns)) for step in steps)
    return Chart(caption, "Part of the tool" if framework.sections else "Domain", columns, rows)


def time_line(actions: Iterable[ActionLine]) -> TimeLine | None:
    """Return every required action that is due now or at a known time; None where there is none."""
    points = tuple(
        (action.by_when, action.action)
        for action in actions
        if action.status == STATUSES["required"] and (action.due or action.is_now)
    )
    return TimeLine("What falls due, in order", points) if points else None
