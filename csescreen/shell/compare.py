"""`csescreen compare`: the readings of one screening, or two screenings of one child, as facts."""

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from csescreen.core.comparing import (
    Comparison,
    Look,
    SignChange,
    compare_looks,
    comparison_json,
)
from csescreen.core.dated_readings import reading_json
from csescreen.core.ports import DatedReading, FrameworkPin, Record
from csescreen.core.public import FORMAT, outcome_json
from csescreen.core.text import clean
from csescreen.core.words import counted
from csescreen.errors import InputError
from csescreen.pinned import Review, VersionMissingError

if TYPE_CHECKING:
    from csescreen.services import Services

_FOR_PEOPLE: Final = (
    "These are facts of what was read. Whether the risk has changed is for people to judge."
)
_OTHER_TOOL: Final = "The tools are not the same, so their levels cannot be compared."


class Compared(NamedTuple):
    """Everything that one run of the command found."""

    records: Sequence[Record]
    readings: Sequence[DatedReading]
    comparisons: Sequence[Comparison]
    doubts: Sequence[str]
    """What to check before the comparison is used."""
    review: Review | None = None
    under_newer: Comparison | None = None


def compared(services: "Services", records: Sequence[Record]) -> Compared:
    """Compare the readings of one screening with how it stands now, or two screenings."""
    if len(records) == 1:
        return _one(services, records[0])
    first, second = sorted(records, key=lambda record: (record.created_at, record.updated_at))
    if first.key == second.key:
        raise InputError(
            "Both names are of the same screening.",
            do_next="Name another screening, or one alone to compare its readings.",
        )
    looks = [_now(services, record) for record in (first, second)]
    return Compared((first, second), (), [compare_looks(*looks)], _doubts(first, second))


def _one(services: "Services", record: Record) -> Compared:
    readings = services.readings(record)
    now = _now(services, record)
    looks = [*(_dated(record, reading) for reading in readings), now]
    pairs = [compare_looks(*pair) for pair in pairwise(looks)]
    review = services.review(record)
    under_newer = None
    if review is not None:
        outcome = outcome_json(review.new_outcome)
        pin = FrameworkPin.of(review.new)
        newer = now._replace(pin=pin, outcome=outcome, screening=review.carried)
        under_newer = compare_looks(now, newer)
    return Compared((record,), readings, pairs, (), review, under_newer)


def _now(services: "Services", record: Record) -> Look:
    """Return how a record stands under its own version; without it, nothing is worked out."""
    try:
        outcome = outcome_json(services.assess(record).first)
    except VersionMissingError:
        outcome = None
    reference = record.screening.reference
    return Look(record.updated_at, record.pin, outcome, record.screening, record.wording, reference)


def _dated(record: Record, reading: DatedReading) -> Look:
    return Look(
        reading.made_at,
        reading.pin,
        reading.outcome,
        reading.screening,
        reading.wording,
        record.screening.reference,
    )


def _doubts(first: Record, second: Record) -> list[str]:
    one, other = first.screening, second.screening
    born = {one.child.date_of_birth, other.child.date_of_birth} - {None}
    names = {at.details.get("child_name", "").strip().casefold() for at in (one, other)} - {""}
    found = []
    if len(born) > 1:
        found.append("The dates of birth differ: check that both are of the same child.")
    elif len(names) > 1:
        found.append("The child's name differs: check that both are of the same child.")
    elif not born and not names:
        found.append("Neither says who the child is: check that both are of the same child.")
    if first.pin.id != second.pin.id:
        found.append(_OTHER_TOOL)
    elif first.pin.sha256 != second.pin.sha256:
        found.append("They were read under two versions of the tool, which may differ.")
    return found


def compared_json(found: Compared) -> dict[str, object]:
    """Return what was found as data."""
    review = found.review
    return {
        "format": FORMAT,
        "readings": [reading_json(reading) for reading in found.readings],
        "comparisons": [comparison_json(one) for one in found.comparisons],
        "check": list(found.doubts),
        "under_version_on_file": found.under_newer and comparison_json(found.under_newer),
        "changes": [one._asdict() for one in review.changes] if review else [],
        "not_carried_over": [one._asdict() for one in review.left] if review else [],
    }


def compared_lines(found: Compared) -> Iterator[str]:
    """Yield what was found as lines, wrapped to the width."""
    width = max(40, min(100, shutil.get_terminal_size((100, 24)).columns))
    for text in _lines(found):
        for line in clean(text).split("\n"):
            indent = " " * (len(line) - len(line.lstrip(" -")))
            yield from textwrap.wrap(line, width, subsequent_indent=indent) or [""]


def _lines(found: Compared) -> Iterator[str]:
    if not found.comparisons and found.under_newer is None:
        yield "There is one reading of this screening so far, and the version on file is its own."
        return
    yield from (f"Check first: {doubt}" for doubt in found.doubts)
    for one in found.comparisons:
        yield from _comparison(one)
        if len(found.records) > 1:
            yield from ("", "What a step-down would rest on")
            yield from (f"- {what}: {said}" for what, said in one.step_down)
    if found.under_newer is not None and found.review is not None:
        yield from ("", f"If it were read under version {found.review.new.version}, on file now")
        yield from _facts(found.under_newer)
        yield from ("", "Answers that would not carry over")
        yield from [f"- {at.what} ({at.answer}): {at.why}" for at in found.review.left] or [
            "- none"
        ]
        changes = counted(len(found.review.changes), "change")
        yield from ("", f"{changes} in the tool")
        yield from (f"- {at.says}: {at.what}" for at in found.review.changes)
    yield from ("", _FOR_PEOPLE)


def _comparison(one: Comparison) -> Iterator[str]:
    yield from ("", one.before.name, f"and {one.after.name}", "")
    yield from _facts(one)
    yield from _signs("Signs that came", one.signs_came)
    yield from _signs("Signs that went", one.signs_went)


def _facts(one: Comparison) -> Iterator[str]:
    for label, pair in (
        ("Highest sign present", one.indicated),
        ("Judged by the practitioner", one.judged),
        ("Section 47", one.section_47),
    ):
        yield f"{label}: {pair[0]}" + ("" if pair[0] == pair[1] else f"; then {pair[1]}")
    yield from ("", "Actions that came, went or changed")
    for at in one.actions:
        yield f"- {at.before or 'not called for'}; then {at.after or 'not called for'}: {at.text}"
    if not one.actions:
        yield "- none"


def _signs(title: str, signs: Sequence[SignChange]) -> Iterator[str]:
    yield from ("", title)
    for sign in signs:
        yield f"- {sign.name} ({sign.before}; then {sign.after})"
    if not signs:
        yield "- none"
