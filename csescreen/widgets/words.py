"""What the workspace says shortly, where `core.words` says it in full: marks, levels, due times."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from csescreen.core.leveling import ENTERED, NO_OVERALL_LEVEL
from csescreen.core.outcome import CalledAction, Outcome
from csescreen.core.reading import Reading
from csescreen.core.screening import Moment
from csescreen.core.short_words import (
    BASES,
    by_urgency,
    change_words,
    source_words,
    what_it_sets,
)
from csescreen.core.sums import SumReading, range_words
from csescreen.core.timelimits import LONDON, due_order, london_day
from csescreen.core.wording import indicated_words
from csescreen.core.words import counted, is_now, signs_present
from csescreen.keymap import key_of

__all__ = [
    "BASES",
    "MARKS",
    "NO_MARK",
    "SECTION_47",
    "authorities",
    "by_urgency",
    "change_words",
    "due_words",
    "level_line",
    "sections_47",
    "sections_in_short",
    "short_level",
    "side_by_side",
    "source_words",
    "what_it_sets",
]

MARKS: Final = {"yes": "[yes]", "possible": "[po?]", "no": "[no ]", "unknown": "[n/k]"}
NO_MARK: Final = "[   ]"

SECTION_47: Final = {
    "met": "MET",
    "presumed": "PRESUMED: age not known",
    "possible": "possible",
    "not_met": "not met so far",
    "consider": "may be considered",
    "not_stated": "not stated",
}


def elsewhere_words() -> str:
    """Return the hint for a child who is placed in another area."""
    return f"{key_of('screening.frameworks')} adds the other authority's framework"


def due_words(called: CalledAction, now: datetime) -> str:
    """Return when an action falls due, shortly: "now", "today 17:00", "Tue 10:15", "3 March"."""
    limit = called.action.time_limit
    if called.due is not None:
        if due_order(called.due) <= now:
            return f"LATE {_moment_words(called.due, now)}"
        return _moment_words(called.due, now)
    if is_now(called):
        return "now"
    return limit.words if limit else ""


def _moment_words(moment: Moment, now: datetime) -> str:
    today, day = london_day(now), london_day(moment)
    clock = f" {moment.astimezone(LONDON):%H:%M}" if isinstance(moment, datetime) else ""
    if clock == " 23:59":
        clock = ""
    if day == today:
        return f"today{clock}"
    if today < day < today + timedelta(days=7):
        return f"{day:%a}{clock or f' {_day_month(day)}'}"
    year = "" if day.year == today.year else f" {day.year}"
    return f"{_day_month(day)}{year}{clock}"


def _day_month(day: date) -> str:
    return f"{day.day} {day:%b}"


def level_line(outcome: Outcome) -> str:
    """Return the level with its basis, the judged level, and what the tool counts, shortly."""
    framework = outcome.framework
    indicated, judged = outcome.indicated_level, outcome.judged_level
    label = indicated_words(framework)
    sums = [_sum_in_short(reading, outcome) for reading in outcome.sums if not reading.sum.section]
    parts = []
    if indicated:
        parts.append(f"{label}: {indicated.level.name.upper()} ({BASES[indicated.basis]})")
    elif not framework.levels:
        count = signs_present(outcome)
        words = f"{counted(count, 'sign')} present" if count else "No sign is marked as present"
        parts.append(words)
    elif framework.overall_level == ENTERED:
        parts.append("" if judged else "No level entered yet")
    elif framework.overall_level == NO_OVERALL_LEVEL:
        parts += [] if sums else [sections_in_short(outcome)]
    elif not any(reading.known for reading in outcome.sums):
        parts.append(framework.wording.get("no_level") or "No level so far")
    if outcome.possible_level:
        parts[-1:] = [", ".join((*parts[-1:], f"possible {outcome.possible_level.name}"))]
    text = " · ".join(part for part in (*parts, *sums) if part)
    if judged:
        said = framework.wording.get("judged_level") or (
            "Entered" if framework.overall_level == ENTERED else "Judged"
        )
        text += f"{'. ' if text else ''}{said}: {judged.level.name.upper()}"
    return text


def _sum_in_short(reading: SumReading, outcome: Outcome) -> str:
    """Return a sum shortly: "Total 4 so far, 4 to 22 · Mild to Significant open"."""
    several = len(outcome.sums) > 1
    words = f"{reading.sum.name if several else 'Total'} {range_words(reading.range)}"
    if reading.preset is not None:
        words += " (amended)"
    could_be = reading.could_be
    if reading.known and reading.level is None and len(could_be) > 1:
        words += f" · {could_be[0].name} to {could_be[-1].name} open"
    return words


def sections_in_short(outcome: Outcome) -> str:
    """Return every section shortly: "Home: High · Online: Medium, 3 open"."""
    parts = []
    for reading in outcome.sections:
        is_open = reading.unknown + reading.not_asked
        level = "no level"
        if reading.level is not None:
            level = reading.level.name
        elif reading.rank:
            level = f"{reading.could_be[0].name} to {reading.could_be[-1].name}"
        more = f", {is_open} open" if is_open else ""
        parts.append(f"{reading.section.name}: {level}{more}")
    return " · ".join(parts)


def side_by_side(reading: Reading, *, full: bool) -> str:
    """Return each authority's own level by its short name: "Telford & Wrekin: ACUTE · LLR: …"."""
    names = reading.short_names
    named = [
        f"{names[outcome.framework.id]}: {short_level(outcome, full=full)}"
        for outcome in reading.outcomes
        if outcome.framework.levels
    ]
    others = [names[one.id] for one in reading.frameworks if not one.levels]
    verb = "names" if len(others) == 1 else "name"
    return " · ".join([*named, *([f"{', '.join(others)}: {verb} no level"] if others else [])])


def short_level(outcome: Outcome, *, full: bool = False) -> str:
    """Return the highest sign present in a word or two; in full with what else is known of it."""
    indicated, judged = outcome.indicated_level, outcome.judged_level
    if not outcome.framework.levels:
        return "names no level"
    text = indicated.level.name.upper() if indicated else _no_level_in_short(outcome)
    if full and outcome.possible_level:
        text += f", possible {outcome.possible_level.name}"
    if full and judged:
        text += f", judged {judged.level.name.upper()}"
    return text


def _no_level_in_short(outcome: Outcome) -> str:
    """Return why there is no level, in a few words: an open sum, sections alone, people's word."""
    sums = [one for one in outcome.sums if one.known and len(one.could_be) > 1]
    if outcome.framework.overall_level == NO_OVERALL_LEVEL:
        return "sections alone"
    if outcome.framework.overall_level == ENTERED:
        return "not entered yet" if outcome.judged_level is None else "entered"
    if sums:
        return f"{sums[0].could_be[0].name} to {sums[0].could_be[-1].name} open"
    return "no level so far"


def sections_47(reading: Reading) -> str:
    """Return section 47 under each framework by its short name, the strictest first."""
    by_status: dict[str, list[str]] = {}
    for outcome in reading.by_section_47:
        name = reading.short_names[outcome.framework.id]
        by_status.setdefault(outcome.section_47.status, []).append(name)
    return " · ".join(f"{', '.join(who)} {SECTION_47[what]}" for what, who in by_status.items())


def authorities(reading: Reading, frameworks: Sequence[str]) -> str:
    """Return the short names of those who call for something; "" where there is one framework."""
    if not reading.several:
        return ""
    names = reading.short_names
    return ", ".join(names[one] for one in frameworks)
