"""A screening without what names the child or anybody else, for supervision and training.

What it comes to stays the same: answers are untouched, the age that counts is the same, and every
date is moved by the same whole number of weeks. What was typed is cleaned as far as a program can.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from csescreen.core import found_by_shape
from csescreen.core.ages import years_between
from csescreen.core.call import without_caller
from csescreen.core.known_words import KnownWords, folded
from csescreen.core.screening import Child, FactValue, Moment, Screening, SignAnswer
from csescreen.core.timelimits import LONDON, london_day
from csescreen.core.without_names import NameCleaner
from csescreen.core.words_in_text import words_of

REFERENCE: Final = "Anonymised"
"""What stands for the reference."""

_CHILD, _CARER, _SCHOOL = "child", "carer", "school"
_CALLER = "caller"
_PRACTITIONER, _AGENCY, _REFERENCE = "practitioner", "agency", "reference"

_PLACEHOLDERS: Final = {
    "child_name": _CHILD,
    "carers": _CARER,
    "child_address": found_by_shape.PLACE,
    "child_school": _SCHOOL,
    "caller_name": _CALLER,
    "caller_contact": found_by_shape.NUMBER,
    "worker_name": _PRACTITIONER,
    "worker_agency": _AGENCY,
    "worker_contact": found_by_shape.NUMBER,
}
"""What stands for a detail, by its key; also for each name in it, wherever that was typed."""
_CLEANED: Final = ("worker_role", "child_knows", "carers_know", "child_words")
"""The details that stay, cleaned of names. Every other one is removed."""
_OWN_NAMES: Final = ("child_name", "caller_name", "worker_name")
"""The details in which every word is a name."""
_REMOVED: Final = "removed"
_DETAILS_OF: Final = "Details of the child, the carers and the practitioner, and of a call"
_UNMOVED: Final = "Dates at the very beginning or end of the calendar, which cannot be moved"

_KINDS: Final = {
    _CHILD: "The child's name, in what was typed",
    _CARER: "Names of parents or carers, in what was typed",
    _CALLER: "The caller's name, in what was typed",
    _SCHOOL: "The name of the school or college, in what was typed",
    _PRACTITIONER: "The practitioner's name, in what was typed",
    _AGENCY: "The practitioner's agency, in what was typed",
    _REFERENCE: "The reference, in what was typed",
    found_by_shape.PLACE: "Parts of addresses, postcodes and road numbers",
    found_by_shape.NAME: "Other words that may be names or places",
    found_by_shape.NUMBER: "Telephone numbers and other long numbers",
    found_by_shape.ONLINE: "Email and web addresses, and names used online",
    found_by_shape.CAR: "Car registrations",
    found_by_shape.DATE: "Dates, in what was typed",
    found_by_shape.SCRIPT: "Text in another script, left out as nobody could check it for names",
}
"""How each kind of removal is listed."""


@dataclass(frozen=True, slots=True)
class Anonymised:
    """A screening that names nobody, as far as can be found, and what was removed, how often."""

    screening: Screening
    removed: tuple[tuple[str, int], ...]
    age_for_birth: bool = False
    """Whether an age stands for a date of birth."""
    unsure: Mapping[str, str] = field(default_factory=dict)
    """Words that were left and may name somebody, with why, as `NameCleaner.unsure`.

    Told to whoever writes it, to nobody else.
    """


def anonymise(
    screening: Screening, *, counted_age: int | None, shift: timedelta, known_words: KnownWords
) -> Anonymised:
    """Return the screening without what names anybody; the same shift gives the same.

    ``counted_age`` is the age that counts; ``shift`` a whole number of weeks, so that the days of
    the week stay. The screening's own time must be known.
    """
    screening = without_caller(screening)
    details, told = _details(screening)
    names, doubtful = _known_names(screening, known_words)
    cleaner = NameCleaner(names, known_words, doubtful)
    clean = cleaner.clean
    moving = {clock: moved(moment, shift) for clock, moment in screening.clocks.items()}
    clocks = {clock: moment for clock, moment in moving.items() if moment is not None}
    as_of = moved(screening.as_of, shift) if screening.as_of is not None else None
    if unmoved := len(moving) - len(clocks) + (as_of is None is not screening.as_of):
        told.append((_UNMOVED, unmoved))
    made = replace(
        screening,
        reference=REFERENCE,
        child=Child(age=_age(counted_age, clocks, as_of)),
        as_of=as_of,
        facts={fact: _fact(value, cleaner) for fact, value in screening.facts.items()},
        clocks=clocks,
        signs={sign: _sign(said, cleaner) for sign, said in screening.signs.items()},
        narrative={part: clean(text) for part, text in screening.narrative.items()},
        judged_levels=tuple(
            replace(one, reason=clean(one.reason)) for one in screening.judged_levels
        ),
        details={
            key: clean(text) if key in _CLEANED else details[key]
            for key, text in screening.details.items()
            if key in _CLEANED or key in details
        },
    )
    return Anonymised(
        made,
        (*told, *_listed(cleaner.removed)),
        age_for_birth=screening.child.date_of_birth is not None,
        unsure=cleaner.unsure,
    )


def moved(moment: Moment, shift: timedelta) -> Moment | None:
    """Return the moment later by the shift, at the same time of day in London.

    One at the very beginning or end of the calendar cannot be moved.
    """
    try:
        if isinstance(moment, datetime):
            moment = moment.astimezone(LONDON)
        return moment + shift
    except OverflowError:
        return None


def _age(counted: int | None, clocks: Mapping[str, Moment], as_of: Moment | None) -> int | None:
    """Return the age of which the counted age is what remains when the years since are taken off.

    Only whole years are told. Where the worry began before, that the child may have been a year
    younger then is asked again.
    """
    began = clocks.get("concern_identified")
    if counted is None or began is None or as_of is None:
        return counted
    today = london_day(as_of)
    return counted + years_between(min(today, london_day(began)), today)


def _details(screening: Screening) -> tuple[dict[str, str], list[tuple[str, int]]]:
    """Return what stands for each detail that is not kept, and what is told of it."""
    given = [key for key, text in screening.details.items() if text.strip()]
    stand_ins = {key: f"[{_PLACEHOLDERS.get(key, _REMOVED)}]" for key in given}
    others = [key for key in given if key not in _CLEANED]
    told = [("The reference", 1)] if screening.reference.strip() else []
    if others:
        told.append((_DETAILS_OF, len(others)))
    if screening.child.date_of_birth is not None:
        told.append(("The date of birth; the age that counts is given in years", 1))
    return {key: stand_ins[key] for key in others}, told


def _known_names(screening: Screening, known: KnownWords) -> tuple[dict[str, str], frozenset[str]]:
    """Return every word that names somebody by the details, with what stands for it.

    With it, those words of the carers that rather say something of them: "works nights".
    """
    names: dict[str, str] = {}
    doubtful = set()
    if len(reference := screening.reference.strip()) > 2:
        names[folded(reference)] = _REFERENCE
    for key, kind in _PLACEHOLDERS.items():
        for word in _words(screening.details.get(key, "")):
            plain = folded(word)
            says_little = len(plain) < (5 if plain.isdigit() else 2)
            if says_little or (key not in _OWN_NAMES and plain in known.kept):
                continue  # what is kept in a list of carers is a word such as mother
            said_of = word.islower() and plain in known.ordinary and plain not in known.names
            if key == "carers" and said_of:
                doubtful.add(plain)
            elif key in _OWN_NAMES or not said_of:
                names.setdefault(plain, kind)
    return names, frozenset(doubtful - names.keys())


def _words(text: str) -> Iterator[str]:
    """Yield each word, and what an apostrophe parts: Peter's is Peter, O'Hara is Hara."""
    for word in words_of(text):
        yield word
        if len(parts := word.replace("’", "'").split("'")) > 1:
            yield from parts[parts[-1].lower() != "s" :]


def _fact(value: FactValue, cleaner: NameCleaner) -> FactValue:
    """Return the fact; of names, each different one still counts as one."""
    if not isinstance(value, tuple):
        return value
    seen: dict[str, str] = {}
    for name in value:
        cleaned = cleaner.clean(name)
        same = name.strip().casefold()
        plain = cleaned.strip().casefold() == same
        seen.setdefault(same, name if plain else f"[agency {len(seen) + 1}]")
    return tuple(seen[name.strip().casefold()] for name in value)


def _sign(said: SignAnswer, cleaner: NameCleaner) -> SignAnswer:
    clean = cleaner.clean
    return replace(
        said,
        note=clean(said.note),
        heard_from=clean(said.heard_from),
        grades=tuple(replace(one, reason=clean(one.reason)) for one in said.grades),
        weights=tuple(replace(one, reason=clean(one.reason)) for one in said.weights),
    )


def _listed(removed: Counter[str]) -> Iterator[tuple[str, int]]:
    for kind, words in _KINDS.items():
        if removed[kind]:
            yield words, removed[kind]
