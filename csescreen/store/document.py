"""A screening as JSON text and back, without loss, details included.

It is the store's own format, not the public case file: it keeps dates apart from datetimes,
zones apart from offsets, and lists apart from text. The text is ASCII, so that no character can
be refused by the database. (One exception to "without loss": a high and a low lone surrogate
side by side come back as the character that they mean. `core.text.clean` lets neither in.)
"""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any, Final
from zoneinfo import ZoneInfo

from csescreen.core.ports import FrameworkPin
from csescreen.core.screening import (
    Child,
    ChosenLevel,
    ChosenWeight,
    FactValue,
    Moment,
    Screening,
    SignAnswer,
)

FORMAT: Final = 1
PINS: Final = "pins"
"""The key of the further frameworks' versions; left out where the screening has one framework."""

_TICK: Final = timedelta(microseconds=1)


class DocumentError(ValueError):
    """The stored text is not a screening of a known format. Carries none of the text."""


def screening_text(screening: Screening, further_pins: tuple[FrameworkPin, ...] = ()) -> str:
    """Return the screening as JSON text, with the versions of its further frameworks."""
    document: dict[str, object] = {
        "format": FORMAT,
        "frameworks": screening.frameworks,
        "reference": screening.reference,
        "age": screening.child.age,
        "date_of_birth": _moment_json(screening.child.date_of_birth),
        "as_of": _moment_json(screening.as_of),
        "facts": dict(screening.facts),
        "clocks": {clock: _moment_json(moment) for clock, moment in screening.clocks.items()},
        "signs": {sign: _sign_json(answer) for sign, answer in screening.signs.items()},
        "narrative": dict(screening.narrative),
        "judged_levels": _chosen_json(screening.judged_levels),
        "details": dict(screening.details),
    }
    if further_pins:
        document[PINS] = [[pin.id, pin.version, pin.sha256, *pin.shared] for pin in further_pins]
    return json.dumps(document, allow_nan=False, separators=(",", ":"))


def screening_from(text: str) -> Screening:
    """Return the screening that was written as this text."""
    # The error of the JSON reader holds the whole text: it must not travel along as the cause.
    try:
        document = json.loads(text)
        known = document["format"] == FORMAT
        screening = _screening(document) if known else None
    except (ValueError, KeyError, TypeError, AttributeError):
        screening = None
    if screening is None:
        raise DocumentError("the stored text is not a screening of a known format")
    return screening


def pins_from(pins: str | None) -> tuple[FrameworkPin, ...]:
    """Return the further frameworks that were written as this part of the text."""
    try:
        return tuple(
            FrameworkPin(str(name), str(version), str(sha256), tuple(map(str, shared)))
            for name, version, sha256, *shared in json.loads(pins or "[]")
        )
    except (ValueError, TypeError):
        pass
    raise DocumentError("the stored text is not the versions of frameworks")


def pins_part(text: str) -> str | None:
    """Return the part of a screening's text that holds its further frameworks, if it has one."""
    # an answer or a name may be called so as well, and is no such part
    pins = json.loads(text).get(PINS) if f'"{PINS}":' in text else None
    return None if pins is None else json.dumps(pins)


def wording_text(wording: Mapping[str, str]) -> str:
    """Return the wording of the answered signs as JSON text."""
    return json.dumps(dict(wording), separators=(",", ":"))


def wording_from(text: str) -> dict[str, str]:
    """Return the wording that was written as this text."""
    try:
        wording = json.loads(text)
    except ValueError:
        wording = None
    if not isinstance(wording, dict):
        raise DocumentError("the stored text is not the wording of signs")
    return wording


def outcome_text(outcome: Mapping[str, Any] | None) -> str:
    """Return a public outcome, or that there is none, as JSON text."""
    return json.dumps(outcome, allow_nan=False, separators=(",", ":"))


def outcome_from(text: str) -> dict[str, Any] | None:
    """Return the public outcome that was written as this text."""
    try:
        outcome = json.loads(text)
    except ValueError:
        outcome = ()
    if outcome is None or isinstance(outcome, dict):
        return outcome
    raise DocumentError("the stored text is not an outcome")


def _screening(document: Mapping[str, Any]) -> Screening:
    born = _moment(document["date_of_birth"])
    return Screening(
        frameworks=tuple(document["frameworks"]),
        reference=document["reference"],
        child=Child(age=document["age"], date_of_birth=born),
        as_of=_moment(document["as_of"]),
        facts={fact: _fact(value) for fact, value in document["facts"].items()},
        clocks={clock: _clock(moment) for clock, moment in document["clocks"].items()},
        signs={sign: _sign(answer) for sign, answer in document["signs"].items()},
        narrative=dict(document["narrative"]),
        judged_levels=_chosen(document["judged_levels"]),
        details=dict(document["details"]),
    )


def _sign_json(answer: SignAnswer) -> dict[str, object]:
    return {
        "answer": answer.answer,
        "when": answer.when,
        "note": answer.note,
        "heard_from": answer.heard_from,
        "grades": _chosen_json(answer.grades),
        "windows": [list(pair) for pair in answer.windows],
        "weights": [[one.weight, one.reason, one.framework] for one in answer.weights],
    }


def _sign(answer: Mapping[str, Any]) -> SignAnswer:
    return SignAnswer(
        answer=answer["answer"],
        when=answer["when"],
        note=answer["note"],
        heard_from=answer["heard_from"],
        grades=_chosen(answer["grades"]),
        # an older document has neither
        windows=tuple((window, given) for window, given in answer.get("windows", ())),
        weights=tuple(ChosenWeight(*one) for one in answer.get("weights", ())),
    )


def _chosen_json(chosen: tuple[ChosenLevel, ...]) -> list[list[str | None]]:
    return [[choice.level, choice.reason, choice.framework] for choice in chosen]


def _chosen(chosen: list[list[Any]]) -> tuple[ChosenLevel, ...]:
    return tuple(ChosenLevel(level, reason, framework) for level, reason, framework in chosen)


def _fact(value: Any) -> FactValue:
    return tuple(value) if isinstance(value, list) else value


def _moment_json(moment: Moment | None) -> str | dict[str, object] | None:
    """A date is text, a datetime an object, so that midnight is not taken for a date.

    The zone's name is kept next to the offset: a time in the repeated hour of October is equal
    to nothing but itself in its own zone.
    """
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        return moment.isoformat()
    offset = moment.utcoffset()
    return {
        "at": moment.replace(tzinfo=None).isoformat(),
        # A number: Python's reader of ISO 8601 drops offsets below a second.
        "offset": None if offset is None else offset // _TICK,
        "zone": moment.tzinfo.key if isinstance(moment.tzinfo, ZoneInfo) else None,
        "fold": moment.fold,
    }


def _moment(value: Any) -> Moment | None:
    if value is None:
        return None
    if isinstance(value, str):
        return date.fromisoformat(value)
    naive = datetime.fromisoformat(value["at"]).replace(fold=value["fold"])
    if value["offset"] is None:
        return naive
    fixed = naive.replace(tzinfo=timezone(value["offset"] * _TICK))
    if value["zone"] is None:
        return fixed
    try:
        zoned = naive.replace(tzinfo=ZoneInfo(value["zone"]))
    except (KeyError, ValueError, OSError):
        return fixed  # this system does not know the zone; the instant stays right
    # Where the rules of the zone have changed since, the instant counts, not the clock face.
    return zoned if zoned.utcoffset() == fixed.utcoffset() else fixed


def _clock(value: Any) -> Moment:
    moment = _moment(value)
    if moment is None:
        raise ValueError("a clock without a moment")
    return moment
