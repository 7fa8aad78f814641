"""The fields of the child step: how each is shown, read and kept.

What cannot be right is kept as it was typed, under ``typed_…`` among the details, so that nothing
typed is ever lost; only what is right reaches the outcome.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from csescreen.core.framework import ClockName, Framework
from csescreen.core.screening import Child, Screening
from csescreen.core.text import clean_line
from csescreen.core.timelimits import london_day
from csescreen.core.typed import (
    TypedError,
    day_text,
    moment_text,
    typed_age,
    typed_birth,
    typed_moment,
)

PAST_CLOCKS = ("referral_received", "concern_identified")
"""Clocks that cannot lie ahead, and are asked under every framework."""

_CLOCK_NAMES = {
    "referral_received": "Referral received",
    "concern_identified": "Concern identified",
}
_DETAILS = {
    "child_name": "Child's name",
    "child_address": "Address",
    "child_gender": "Gender",
    "child_ethnicity": "Ethnicity",
    "child_school": "School or college",
    "carers": "Parents or carers",
    "child_knows": "Does the child know?",
    "carers_know": "Do the carers know?",
    "worker_name": "Your name",
    "worker_role": "Your role",
    "worker_agency": "Your agency",
    "worker_contact": "Your contact",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``kind`` is "reference", "age", "birth", "clock" or "detail"."""

    id: str
    kind: str
    label: str
    heading: str = ""
    """The heading that stands above it."""
    hint: str = ""


def fields_of(framework: Framework) -> tuple[Field, ...]:
    """Return the fields in the order in which they are asked."""
    fields = [
        Field("reference", "reference", "Reference", hint="your own number for this child"),
        _AGE,
        _BIRTH,
    ]
    clocks = {clock: ClockName(clock, name) for clock, name in _CLOCK_NAMES.items()}
    clocks |= {key: clock for key, clock in framework.clocks.items() if key != "birthday_18"}
    for place, clock in enumerate(clocks.values()):
        fields.append(
            Field(
                clock.id,
                "clock",
                _CLOCK_NAMES.get(clock.id, clock.ask),
                heading="" if place else "Times",
                hint="2/3/2026 10:15, or now",
            )
        )
    headings = {"child_name": "The child", "worker_name": "You"}
    fields += [
        Field(key, "detail", label, headings.get(key, "")) for key, label in _DETAILS.items()
    ]
    return tuple(fields)


def shown_text(field: Field, screening: Screening) -> str:
    """Return the text of a field, harmless to show: as it was typed, or as it is understood."""
    typed = screening.details.get(f"typed_{field.id}")
    if typed is not None:
        return clean_line(typed)
    child = screening.child
    if field.kind == "reference":
        return clean_line(screening.reference)
    if field.kind == "detail":
        return clean_line(screening.details.get(field.id, ""))
    if field.kind == "age":
        return "" if child.age is None else str(child.age)
    if field.kind == "birth":
        return day_text(child.date_of_birth) if child.date_of_birth else ""
    moment = screening.clocks.get(field.id)
    return "" if moment is None else moment_text(moment)


def unread(screening: Screening) -> bool:
    """Return whether a text stands in a field that cannot be right, and so does not count."""
    typed = {key for key in screening.details if key.startswith("typed_")}
    if screening.child.date_of_birth is not None:
        typed.discard("typed_age")
    return bool(typed)


def problem(field: Field, screening: Screening, now: datetime) -> str:
    """Return what is wrong with the text of a field, for the person who types; "" if nothing."""
    text = shown_text(field, screening)
    try:
        _read(field, text, now)
    except TypedError as error:
        return str(error)
    if field.kind == "age" and text.strip() and screening.child.date_of_birth is not None:
        return "The date of birth counts instead."
    return ""


def _read(field: Field, text: str, now: datetime) -> object:
    if field.kind == "age":
        return typed_age(text)
    if field.kind == "birth":
        return typed_birth(text, london_day(now))
    if field.kind == "clock":
        return typed_moment(text, now, future=field.id not in PAST_CLOCKS)
    return text


def with_text(field: Field, text: str, now: datetime) -> Callable[[Screening], Screening]:
    """Return the change that puts a text into a field."""
    text = clean_line(text)

    def change(screening: Screening) -> Screening:
        if field.kind == "reference":
            return replace(screening, reference=text)
        if field.kind == "detail":
            return screening.with_detail(field.id, text)
        if field.kind in ("age", "birth"):
            texts = {one.id: shown_text(one, screening) for one in (_AGE, _BIRTH)}
            return _with_child(screening, now, **(texts | {field.id: text}))
        try:
            moment = typed_moment(text, now, future=field.id not in PAST_CLOCKS)
        except TypedError:
            moment = None
        kept = text if moment is None else ""
        return screening.with_clock(field.id, moment).with_detail(f"typed_{field.id}", kept)

    return change


def with_age(text: str, now: datetime) -> Callable[[Screening], Screening]:
    """Return the change that puts an age in years, or a date of birth, in the place of both.

    Raises `TypedError` where it is neither.
    """
    text = clean_line(text).strip()
    try:
        typed_age(text)
        texts = {"age": text, "date_of_birth": ""}
    except TypedError:
        if text.isdigit():
            raise
        if not any(letter.isdigit() for letter in text):
            raise TypedError(
                "Type the age in whole years, such as 15, or day/month/year, such as 27/3/2010."
            ) from None
        typed_birth(text, london_day(now))
        texts = {"age": "", "date_of_birth": text}
    return lambda screening: _with_child(screening, now, **texts)


_AGE = Field("age", "age", "Age in years", hint="or a date of birth")
_BIRTH = Field("date_of_birth", "birth", "Date of birth", hint="day/month/year")


def _with_child(screening: Screening, now: datetime, *, age: str, date_of_birth: str) -> Screening:
    """Return the screening with the child's age as both texts together say it."""
    try:
        born = typed_birth(date_of_birth, london_day(now))
    except TypedError:
        born = None
    try:
        years = typed_age(age)
    except TypedError:
        years = None
    # an age beside a date of birth does not count; it is kept as it was typed
    counts = born is None and years is not None
    child = Child(years if counts else None, born)
    screening = replace(screening, child=child)
    screening = screening.with_detail("typed_age", "" if counts else age)
    return screening.with_detail("typed_date_of_birth", "" if born else date_of_birth)
