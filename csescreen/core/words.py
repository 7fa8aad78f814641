"""How the parts of an outcome are said in words, the same wherever they are shown."""

from datetime import datetime
from typing import Final

from csescreen.core.outcome import CalledAction, Outcome
from csescreen.core.screening import Moment
from csescreen.core.timelimits import LONDON

SECTION_47: Final = {
    "met": "Met",
    "presumed": "Presumed: the age is not known, so act as if it is met",
    "possible": "Possible: an answer that is not known could meet it",
    "not_met": "Not met so far",
    "consider": "May be considered",
    "not_stated": "The document states no rule here",
}
"""Section 47 statuses in words."""

BASES: Final = {
    "published": "published by the authority",
    "suggested": "suggested; not the authority's own grade",
    "reading": "the program's reading of the document",
    "practitioner": "the practitioner's own grade",
}
"""What a grade or level rests on, in words."""

STATUSES: Final = {"required": "Must", "consider": "Consider", "possible": "Possible"}
"""Statuses of actions in words."""


def moment_words(moment: Moment) -> str:
    """Return a moment as people read it in London: "Tue 3 March 2026, 10:15"."""
    if isinstance(moment, datetime):
        local = moment.astimezone(LONDON)
        return f"{local:%a} {local.day} {local:%B %Y, %H:%M}"
    return f"{moment:%a} {moment.day} {moment:%B %Y}"


def when_words(called: CalledAction) -> str:
    """Return by when an action falls due: the time, the limit, or an empty string."""
    limit = called.action.time_limit
    if called.due is not None:
        return moment_words(called.due)
    if limit is None:
        return ""
    if limit.clock:
        return f"{limit.words} from a time not entered yet"
    return limit.words


def level_words(outcome: Outcome) -> str:
    """Return the indicated level as it is shown, never as the child's own level."""
    indicated = outcome.indicated_level
    if not outcome.framework.levels:
        return "This authority's document names no levels"
    if indicated is None:
        return "No sign marked yet"
    return f"Highest sign present: {indicated.level.name} ({BASES[indicated.basis]})"
