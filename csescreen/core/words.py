"""How things are said, the same wherever they are shown: times, sources, levels, statuses."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from csescreen.core.framework import Framework, Source
from csescreen.core.leveling import WORKED_OUT
from csescreen.core.outcome import CalledAction, OpenQuestion, Outcome
from csescreen.core.screening import FactValue, Moment
from csescreen.core.text import OwnWords
from csescreen.core.timelimits import LONDON, as_instant, due_order, london_day
from csescreen.core.windows import PARTLY_ASKED
from csescreen.core.wording import worded

# written out, because strftime follows the machine's language and %-d is not on every platform
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

ANSWERS: Final = {
    "yes": "Yes",
    "no": "No",
    "possible": "Possible",
    "unknown": "Not known",
    "not_asked": "Not asked",
}

SIGN_ANSWERS: Final = {**ANSWERS, PARTLY_ASKED: "Asked of some times only"}
"""What was answered of a sign as a whole. One that was not asked at all has no answer."""

STATUSES: Final = {"required": "Required", "consider": "Consider", "possible": "Possible"}

BASES: Final = {
    "published": "published by the authority",
    "suggested": "suggested; not the authority's own grade",
    "reading": "the program's reading of the document",
    "practitioner": "the practitioner's own grade",
}
"""What a grade or a level rests on, in a few words."""

LEVEL_BASES: Final = {
    "published": "published: the authority's own document says so",
    "suggested": "suggested: the authority's own document does not grade it; see why below",
    "reading": "the program's reading of the document, not the document's word",
    "practitioner": "as the practitioner regraded it, with a reason",
}

_SOON: Final = timedelta(hours=24)

OWN_TEXT: Final = "The program's own words; no document"

SECTION_47: Final = {
    "met": "Threshold met",
    "presumed": "Presumed: the age is not known, so act as if it is met until it is known",
    "possible": "Possible: an answer that is not known could meet the threshold",
    "not_met": "Threshold not met by what is known so far",
    "consider": "May be considered",
    "not_stated": "The document states no section 47 rule for what is known so far",
}


def day_words(day: date) -> str:
    """Return a day in words: "Tue 3 March 2026"."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def moment_words(moment: Moment) -> str:
    """Return a moment in London time: "Tue 3 March 2026, 10:15", or the day alone."""
    if not isinstance(moment, datetime):
        return day_words(moment)
    local = moment.astimezone(LONDON)
    return f"{day_words(local.date())}, {local:%H:%M}"


def since_words(moment: datetime, now: datetime) -> str:
    """Return a moment that is past: "today, 10:15", or with its day."""
    if moment.astimezone(LONDON).date() == now.astimezone(LONDON).date():
        return f"today, {moment.astimezone(LONDON):%H:%M}"
    return moment_words(moment)


def sources_words(framework: Framework, sources: tuple[Source, ...]) -> tuple[str, ...]:
    """Return where something is written, a document a line: "Title, lines 38-41 and 50"."""
    lines: dict[str, list[str]] = {}
    if not any(source.lines for source in sources):
        return (OWN_TEXT,)
    for source in sources:
        title = framework.document_title(source.document) or source.document
        found = lines.setdefault(title, [])
        if source.lines not in found:
            found.append(source.lines)
    return tuple(_place(document, places) for document, places in lines.items())


def _place(document: str, places: list[str]) -> str:
    noun = "line" if len(places) == 1 and places[0].isdigit() else "lines"
    return f"{document}, {noun} {listed(places)}"


def listed(words: Iterable[str]) -> str:
    """Return the words as an English list: "a, b and c"."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def sentence(words: str) -> str:
    """Return the words with their first letter as a capital."""
    first = words[:1].upper()
    return first + words[1:] if len(first) == 1 else words


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 sign", "3 signs"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def humanised(key: str) -> str:
    """Return an id or key as words, where nothing better is known of it."""
    return key.replace("_", " ").replace("-", " ").strip().capitalize()


def is_now(called: CalledAction) -> bool:
    """Return whether the action is to be done at once."""
    limit = called.action.time_limit
    return called.action.emergency or (limit is not None and limit.unit == "now")


def is_soon(called: CalledAction, now: datetime) -> bool:
    """Return whether the action is to be done now, the same day or within a day, or was due."""
    limit = called.action.time_limit
    if is_now(called) or (limit is not None and limit.unit == "same_day"):
        return True
    return called.due is not None and as_instant(called.due) <= now + _SOON


def is_past(called: CalledAction, now: datetime) -> bool:
    """Return whether the time at which an action fell due is past; nobody knows if it was done."""
    if called.due is None or is_now(called):
        return False
    if _ends_before(called) and not isinstance(called.due, datetime):
        return called.due <= london_day(now)
    return due_order(called.due) < now


def _ends_before(called: CalledAction) -> bool:
    """Return whether the day on which it falls due is itself too late."""
    limit = called.action.time_limit
    return limit is not None and limit.unit == "before"


def by_when(framework: Framework, called: CalledAction, now: datetime | None = None) -> str:
    """Return when an action falls due, or why that is not known; past times are told by ``now``."""
    limit = called.action.time_limit
    if is_now(called):
        return "Now"
    if called.due is not None:
        words = moment_words(called.due)
        before = "before " if _ends_before(called) else ""
        if now is not None and is_past(called, now):
            return f"Was due {before}{words}"
        return f"{before.capitalize()}{words}"
    if limit is None:
        return "No time limit stated"
    if not limit.clock:
        return sentence(limit.words)
    clock = framework.clocks.get(limit.clock) or framework.own_clocks.get(limit.clock)
    missing = clock.ask if clock else f"Date of {humanised(limit.clock).lower()}"
    if limit.clock == "birthday_18":
        missing = "Date of birth"
    return f"Not worked out, because this is blank: {missing}"


def time_limit(framework: Framework, called: CalledAction) -> tuple[str, ...]:
    """Return by when, the limit as the document states it, and what was assumed."""
    limit = called.action.time_limit
    when = by_when(framework, called)
    if limit is None:
        return (when,)
    stated = () if limit.in_full.lower() == when.lower() else (f"Limit: {limit.in_full}",)
    assumed = (f"Assumed: {limit.assumption}",) if limit.assumption else ()
    return (when, *stated, *assumed)


def highest_sign(outcome: Outcome) -> str:
    """Return the indicated level in words, or why there is none."""
    if outcome.indicated_level is not None:
        return outcome.indicated_level.level.name
    if not outcome.framework.levels:
        count = signs_present(outcome)
        present = f"{counted(count, 'sign')} present" if count else "No sign is marked as present"
        return f"{present}; this tool names no levels"
    if outcome.framework.overall_level != WORKED_OUT:
        return "The framework works out no level for the child as a whole"
    if any(len(reading.could_be) > 1 for reading in outcome.sums if reading.known):
        return worded(outcome.framework, "open_level")
    return worded(outcome.framework, "no_level")


def signs_present(outcome: Outcome) -> int:
    """Return how many signs are present: each is a reason of its own."""
    return len({sign for reason in outcome.reasons for sign in reason.indicators})


FOR_PROFESSIONALS: Final = "For professionals only"

POSSIBLY: Final = "if every answer that is not known were yes; what was not asked is not counted"
"""What the possible level rests on, and what it leaves out."""


def open_sign_words(outcome: Outcome, question: OpenQuestion) -> str:
    """Return how far a sign that is open was asked for; one that is present in its time windows."""
    words = ANSWERS[question.status].lower()
    present = any(reason.indicators == (question.id,) for reason in outcome.reasons)
    return f"present; {words} in every time window" if present else words


def section_47_words(outcome: Outcome) -> str:
    """Return the status of the section 47 threshold in words."""
    return SECTION_47[outcome.section_47.status]


def counted_age_words(outcome: Outcome) -> str:
    """Return the age that counts in words."""
    if outcome.age is None:
        return "Not known: act as if 13 or under until it is known"
    return counted(outcome.age, "year")


def question_words(framework: Framework, fact: str) -> str:
    """Return a fact as the question that asks for it; a sign by its name."""
    if fact == "age":
        return "How old is the child?"
    if fact in framework.indicators:
        return framework.indicators[fact].name
    question = framework.questions.get(fact)
    return question.ask if question else humanised(fact)


def answer_words(framework: Framework, fact: str, value: FactValue) -> str:
    """Return the answer to a question in words; names are what a person typed."""
    if isinstance(value, tuple):
        return OwnWords(", ".join(value))
    if isinstance(value, int):
        return str(value)
    question = framework.questions.get(fact)
    if question is not None and value in question.choices:
        return question.choices[value]
    return ANSWERS.get(value) or humanised(value)
