"""Dated readings as data, and what a public outcome says in words."""

from collections.abc import Mapping
from typing import Any, Final

from csescreen.core.ports import DatedReading, FrameworkPin
from csescreen.core.words import SECTION_47, humanised

NOT_WORKED_OUT: Final = "Not worked out: the version was not on file"
NO_LEVEL: Final = "No level indicated"
NOT_SET: Final = "not set"


def judged_words(outcome: Mapping[str, Any] | None) -> str:
    """Return the judged level of a public outcome in words."""
    if outcome is None:
        return NOT_WORKED_OUT
    judged = outcome["judged_level"]
    return str(judged["name"]) if judged else NOT_SET


def level_words(outcome: Mapping[str, Any] | None) -> str:
    """Return the indicated level of a public outcome in words, or why there is none.

    What is open is said with it, so that no level, or a lower one, is never taken for good news:
    the level that is possible, and each sum with its range and the bands in which it may lie.
    """
    if outcome is None:
        return NOT_WORKED_OUT
    indicated, possible = outcome["indicated_level"], outcome.get("possible_level")
    sums = outcome.get("sums", ())
    said = str(indicated["name"]) if indicated else ""
    parts = [said] if said else []
    if not indicated:
        said = _open_bands(outcome, sums[0]) if len(sums) == 1 else ""
        is_open = any(_open_bands(outcome, one) for one in sums)
        parts.append(f"open: {said}" if said else "open" if is_open else NO_LEVEL)
    if possible:
        parts.append(f"could be {possible['name']}")
    return "; ".join((*parts, *(_sum(outcome, one, said) for one in sums)))


def _sum(outcome: Mapping[str, Any], one: Mapping[str, Any], said: str) -> str:
    """Return a sum in words: its range and, unless that was said, its band or bands."""
    words = f"{one['name']} {_range(one)}"
    if "preset" in one:
        words += f" as amended, {_range(one['preset'])} by the preset weights"
    lies_in = str(one["band"]["name"]) if one["band"] else _open_bands(outcome, one)
    return f"{words} ({lies_in})" if lies_in not in ("", said) else words


def _range(found: Mapping[str, Any]) -> str:
    if found["least"] == found["most"]:
        return str(found["so_far"])
    return f"{found['so_far']} so far, {found['least']} to {found['most']}"


def _open_bands(outcome: Mapping[str, Any], one: Mapping[str, Any]) -> str:
    """Return the bands in which an open sum may lie; "" where it lies in one, or below all."""
    could_be = one["could_be"]
    if one["band"] or not could_be:
        return ""
    names = _names(outcome)
    lowest, highest = (names.get(at) or humanised(at) for at in (could_be[0], could_be[-1]))
    return f"up to {highest}" if lowest == highest else f"{lowest} to {highest}"


def _names(outcome: Mapping[str, Any]) -> dict[str, str]:
    """Return the names of the levels that the outcome happens to give, by id."""
    levels = [outcome[kind] for kind in ("indicated_level", "possible_level", "judged_level")]
    levels += [one["band"] for one in outcome.get("sums", ())]
    levels += [one["level"] for one in outcome.get("sections", ())]
    return {level["id"]: str(level["name"]) for level in levels if level}


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
