"""A call that is being taken: what of a screening's details belongs to it, and how it grows.

A call is a screening like any other. What was said stands among its details and in the notes of
its signs, each with its time, so that whatever keeps, checks or prints a screening does so for a
call. Nothing of it bears on the outcome, and nothing of it is written where a family reads.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from csescreen.core.answers import answer_sign, answer_window
from csescreen.core.items import item_of
from csescreen.core.screening import Moment, Screening
from csescreen.core.timelimits import LONDON, london_day
from csescreen.core.typed import day_text
from csescreen.core.weights import Window

RECEIVED: Final = "referral_received"
"""The clock that the start of a call starts."""
NAME, ROLE, CONTACT = "caller_name", "caller_role", "caller_contact"
BY_CHILD, ANONYMOUS = "caller_is_child", "caller_anonymous"
BEGAN, ENDED = "call_began", "call_ended"
LOG, TOLD, TYPING = "call_log", "call_told", "call_typing"
_YES: Final = "Yes"
_NOBODY: Final = "caller"
_CHILD: Final = "the child"
_STAMPED: Final = re.compile(rf"^(\d+/\d+/\d+ )?\d\d:\d\d {_NOBODY}:", re.MULTILINE)
"""How a line of the caller's words begins in a sign's note."""
_WORDS_OF_LINE: Final = re.compile(r" “(?P<words>.*)”$")
"""Where the caller's words stand in a line of the log."""
_AGE_ASKED: Final = "The child's age was asked for: not known."


@dataclass(frozen=True, slots=True)
class Call:
    """What is known of a call: its times, what was said, what the caller was told, line by line.

    ``typing`` was typed and not kept as a line yet. A time is None where it cannot be read.
    """

    began: datetime | None
    ended: datetime | None
    said: tuple[str, ...]
    told: tuple[str, ...]
    typing: str
    by_child: bool
    anonymous: bool


def call_of(screening: Screening) -> Call | None:
    """Return the call with which a screening began; None where it began without one."""
    details = screening.details
    if BEGAN not in details:
        return None
    return Call(
        moment_in(details[BEGAN]),
        moment_in(details.get(ENDED, "")),
        tuple(details.get(LOG, "").splitlines()),
        tuple(details.get(TOLD, "").splitlines()),
        details.get(TYPING, ""),
        BY_CHILD in details,
        ANONYMOUS in details,
    )


def is_under_way(screening: Screening) -> bool:
    """Return whether the screening is a call that was begun and not ended: on screen, or parked."""
    return BEGAN in screening.details and ENDED not in screening.details


def begin(screening: Screening, at: datetime) -> Screening:
    """Return the screening as a call that began then; the clock of the referral starts with it."""
    at = _to_the_minute(at)
    return screening.with_clock(RECEIVED, at).with_detail(BEGAN, at.isoformat())


def end(screening: Screening, now: datetime) -> Screening:
    """Return the screening with the call ended; what was still in the box is kept as said."""
    screening = heard(screening, screening.details.get(TYPING, ""), now)
    return screening.with_detail(ENDED, _to_the_minute(now).isoformat())


def typing(screening: Screening, text: str) -> Screening:
    """Return the screening with what stands in the box and is not kept as a line yet."""
    return screening.with_detail(TYPING, text)


def heard(screening: Screening, words: str, now: datetime) -> Screening:
    """Return the screening with words of the caller as a line of their own; the box is empty."""
    screening = typing(screening, "")
    return _line(screening, LOG, f"“{words.strip()}”", now) if words.strip() else screening


def said_last(screening: Screening) -> str:
    """Return the words of the caller that were kept last; none where there are none."""
    lines = screening.details.get(LOG, "").splitlines()
    found = (_WORDS_OF_LINE.search(line) for line in reversed(lines))
    return next((words["words"] for words in found if words), "")


def was_said_of(screening: Screening, sign: str, words: str) -> bool:
    """Return whether a sign was answered with these words of the caller."""
    said = screening.signs.get(sign)
    return said is not None and f"{_NOBODY}: “{words}”" in said.note


def gone_back(screening: Screening, now: Screening) -> Screening:
    """Return the screening of another step with everything that was said by now."""
    there, log = (one.details.get(LOG, "").splitlines() for one in (screening, now))
    kept = [line for line in log if " “" in line or line in there]
    kept += [line for line in there if line not in kept]
    return screening.with_detail(LOG, "\n".join(kept))


def told(screening: Screening, sentence: str, now: datetime) -> Screening:
    """Return the screening with what the caller was told, and when."""
    return _line(screening, TOLD, f"“{sentence}”", now)


def was_told(screening: Screening, sentence: str) -> bool:
    """Return whether the caller was told this."""
    return f"“{sentence}”" in screening.details.get(TOLD, "")


def noted(screening: Screening, what: str, now: datetime) -> Screening:
    """Return the screening with a line of our own words in what was said."""
    return _line(screening, LOG, what, now)


def age_not_known(screening: Screening, now: datetime) -> Screening:
    """Return the screening with the age asked for, and nobody knew it."""
    screening = replace(screening, child=replace(screening.child, age=None))
    return noted(screening, _AGE_ASKED, now)


def age_was_asked(screening: Screening) -> bool:
    """Return whether the age was asked for in the call, and nobody knew it."""
    return f" {_AGE_ASKED}" in screening.details.get(LOG, "")


def mark(
    screening: Screening,
    row: str,
    answer: str,
    words: str,
    now: datetime,
    windows: Mapping[str, Window],
) -> Screening:
    """Return the screening with a sign answered, and the caller's words in its note.

    ``row`` is the key of the sign's row. Words that come later for the same sign are a further
    line. An answer that is taken back takes the note with it.
    """
    item = item_of(row)
    if item.window:
        screening = answer_window(screening, item, answer, windows)
    else:
        screening = answer_sign(screening, item.name, answer)
    said = screening.signs.get(item.name)
    if said is None or not answer:
        return screening
    who, note = heard_from(screening), said.note
    if words.strip():
        line = f"{_stamp(screening, now)} {_NOBODY}: “{words.strip()}”"
        note = f"{note}\n{line}" if note.strip() else line
    told_by = said.heard_from
    if who not in told_by:
        told_by = f"{told_by}; {who}" if told_by.strip() else who
    return screening.with_sign(item.name, replace(said, note=note, heard_from=told_by))


def heard_from(screening: Screening) -> str:
    """Return whom the words of a call are from, as a sign's note names them; never by name."""
    details = screening.details
    if BY_CHILD in details:
        return _CHILD
    return " ".join(details.get(ROLE, "").split()) or _NOBODY


def with_caller(screening: Screening, key: str, text: str) -> Screening:
    """Return the screening with one detail of the caller; signs that they told of follow it."""
    before = heard_from(screening)
    after = screening.with_detail(key, text)
    who = heard_from(after)
    if who == before:
        return after
    signs = {
        sign: replace(said, heard_from=_in_place(said.heard_from, before, who))
        for sign, said in after.signs.items()
    }
    return replace(after, signs=signs)


def with_caller_so(screening: Screening, key: str, *, so: bool) -> Screening:
    """Return the screening with what is so of the caller: the child, or anonymous."""
    return with_caller(screening, key, _YES if so else "")


def without_caller(screening: Screening) -> Screening:
    """Return the screening with signs that do not tell who the caller is to the child, nor when.

    To the minute, when somebody called can tell who did.
    """
    if not call_of(screening):
        return screening
    who = heard_from(screening)
    known = who not in (_NOBODY, _CHILD)
    signs = {
        sign: replace(
            said,
            note=_STAMPED.sub(f"{_NOBODY}:", said.note),
            heard_from=_in_place(said.heard_from, who, _NOBODY) if known else said.heard_from,
        )
        for sign, said in screening.signs.items()
    }
    return replace(screening, signs=signs)


def _in_place(told_by: str, before: str, who: str) -> str:
    return "; ".join(who if one == before else one for one in told_by.split("; "))


def received_words(screening: Screening, now: datetime) -> str:
    """Return when the call was received: "received 10:15"; with its day where that is not today."""
    at = screening.clocks.get(RECEIVED)
    if at is None:
        return "time received: blank"
    return f"received {clock_words(at, now)}"


def clock_words(at: Moment, now: datetime) -> str:
    """Return a moment of a call in London time: "10:15", with its day where that is not today."""
    if not isinstance(at, datetime):
        return day_text(at)
    there = at.astimezone(LONDON)
    day = "" if london_day(at) == london_day(now) else f"{day_text(there.date())} "
    return f"{day}{there:%H:%M}"


def _line(screening: Screening, key: str, text: str, now: datetime) -> Screening:
    before = screening.details.get(key, "")
    line = f"{_stamp(screening, now)} {text}"
    return screening.with_detail(key, f"{before}\n{line}" if before else line)


def _stamp(screening: Screening, now: datetime) -> str:
    """Return the time for a line; with its day where the call began on another one."""
    began = moment_in(screening.details.get(BEGAN, ""))
    return clock_words(now, began or now)


def _to_the_minute(moment: datetime) -> datetime:
    return moment.astimezone(LONDON).replace(second=0, microsecond=0)


def moment_in(text: str) -> datetime | None:
    """Return the moment that a detail of a call says; None where it cannot be read."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
