"""Several outcomes of one screening as plain text: side by side, and every action once."""

from collections.abc import Iterator

from csescreen.core.reading import Reading
from csescreen.core.screening import Screening
from csescreen.core.words import listed
from csescreen.shell.outcome_text import (
    action_lines,
    criteria_lines,
    headed,
    level_lines,
    outcome_text,
    question_lines,
    reason_lines,
    wrapped,
)


def reading_text(reading: Reading, screening: Screening) -> str:
    """Return what the frameworks make of the screening; of one framework, its outcome alone."""
    if not reading.several:
        return outcome_text(reading.first, screening)
    lines = ["Several frameworks at once. Each level is its authority's own; none is translated."]
    if screening.reference:
        lines.append(f"Reference: {screening.reference}")
    lines.append(f"Age that counts: {'not known' if reading.age is None else reading.age}")
    for outcome in reading.outcomes:
        framework = outcome.framework
        said = (f"  {line}" for line in level_lines(outcome))
        lines += headed(f"{framework.name}, version {framework.version}", said)
    lines += headed("What must happen: every action once, sooner and stricter first", _do(reading))
    for outcome in reading.outcomes:
        name = outcome.framework.name
        lines += headed(f"{name}: section 47", criteria_lines(outcome))
        lines += headed(f"{name}: why", reason_lines(outcome))
        lines += headed(f"{name}: what is not known and could change this", question_lines(outcome))
    lines += headed("Please note", _notices(reading))
    return wrapped(lines)


def _do(reading: Reading) -> Iterator[str]:
    for called, frameworks in reading.actions:
        authorities = listed(one.name for one in reading.frameworks if one.id in frameworks)
        yield from action_lines(reading.asks, called, f" [{authorities}]")


def _notices(reading: Reading) -> Iterator[str]:
    names = reading.short_names
    for notice, frameworks in reading.notices:
        everywhere = len(frameworks) == len(names)
        under = "" if everywhere else f" ({listed(names[one] for one in frameworks)})"
        yield f"- {notice.text}{under}"
