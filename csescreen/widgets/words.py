"""What the workspace says shortly, where `core.words` says it in full: marks, levels, due times."""

from datetime import date, datetime, timedelta
from typing import Final

from csescreen.core.framework import Framework, Source
from csescreen.core.leveling import ENTERED, NO_OVERALL_LEVEL
from csescreen.core.outcome import CalledAction, OpenQuestion, Outcome
from csescreen.core.screening import Moment
from csescreen.core.sums import SumReading, range_words
from csescreen.core.timelimits import LONDON, due_order, london_day
from csescreen.core.wording import worded
from csescreen.core.words import counted, is_now, signs_present

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

BASES: Final = {
    "published": "published",
    "suggested": "suggested",
    "reading": "the program's reading",
    "practitioner": "regraded",
}


_STRICTNESS: Final = {"required": 0, "consider": 1, "possible": 2}


def by_urgency(actions: tuple[CalledAction, ...]) -> list[CalledAction]:
    """Return the actions for somebody who has room for three.

    What is due now or the same day, then the first thing that must be done though no time is set
    for it (to contact somebody, as a rule), then the rest as it falls due, required before
    possible, and what has a limit whose start was not entered before what has none.
    """
    now = [called for called in actions if is_now(called)]
    dated = [called for called in actions if called.due is not None and called not in now]
    rest = [called for called in actions if called not in now and called not in dated]
    rest.sort(key=lambda called: (_STRICTNESS[called.status], not _has_clock(called)))
    required = [called for called in rest if called.status == "required"]
    first = [c for c in required if c.action.time_limit and c.action.time_limit.unit == "same_day"]
    first += [called for called in required if not _has_clock(called)][:1]
    return [*now, *first, *dated, *(called for called in rest if called not in first)]


def _has_clock(called: CalledAction) -> bool:
    limit = called.action.time_limit
    return limit is not None and bool(limit.clock)


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
    label = worded(framework, "indicated_level")
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
        level = reading.level.name if reading.level else "no level"
        more = f", {is_open} open" if is_open else ""
        parts.append(f"{reading.section.name}: {level}{more}")
    return " · ".join(parts)


def change_words(outcome: Outcome, question: OpenQuestion) -> str:
    """Return what an answer could change: "section 47, the level, 2 actions"."""
    named = {
        "section_47": "section 47",
        "indicated_level": "the level",
        "sections": "the level of a section",
    }
    parts = [named[change] for change in question.could_change if change in named]
    actions = sum(change not in named for change in question.could_change)
    if actions:
        parts.append("1 action" if actions == 1 else f"{actions} actions")
    return ", ".join(parts)


def source_words(framework: Framework, source: Source) -> str:
    """Return where something is written: the document's title, its file, the lines."""
    title = framework.documents.get(source.document)
    if not source.lines:
        return title or source.document
    several = not source.lines.isdigit()
    place = f"{source.document}, {'lines' if several else 'line'} {source.lines}"
    return f"{title} ({place})" if title else place
