"""Dated readings as data, and what a public outcome says in words."""

from collections.abc import Mapping
from typing import Any, Final

from csescreen.core.ports import DatedReading, FrameworkPin
from csescreen.core.words import SECTION_47

NOT_WORKED_OUT: Final = "Not worked out: the version was not on file"
NO_LEVEL: Final = "No level indicated"


def level_words(outcome: Mapping[str, Any] | None, kind: str = "indicated_level") -> str:
    """Return a level of a public outcome in words, or why there is none."""
    if outcome is None:
        return NOT_WORKED_OUT
    level = outcome[kind]
    return str(level["name"]) if level else NO_LEVEL


def section_47_status(outcome: Mapping[str, Any] | None) -> str:
    """Return section 47 of a public outcome in words."""
    if outcome is None:
        return NOT_WORKED_OUT
    return SECTION_47[outcome["section_47"]["status"]]


def pin_json(pin: FrameworkPin) -> dict[str, object]:
    """Return which version it is, as data."""
    return {"id": pin.id, "version": pin.version, "sha256": pin.sha256}


def reading_json(reading: DatedReading) -> dict[str, object]:
    """Return a dated reading as data: the version, the level and section 47."""
    outcome = reading.outcome
    return {
        "number": reading.number,
        "made_at": reading.made_at.isoformat(),
        "framework": pin_json(reading.pin),
        "indicated_level": outcome and outcome["indicated_level"],
        "section_47": outcome and outcome["section_47"]["status"],
        "why": reading.why,
    }
