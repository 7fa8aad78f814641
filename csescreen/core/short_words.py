"""What is said shortly, where `words` says it in full: bases, what an answer sets, sources.

And in which order actions are told to somebody who has room, or ears, for a few.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from csescreen.core.framework import Framework, Source
from csescreen.core.outcome import CalledAction, OpenQuestion
from csescreen.core.reading import Reading
from csescreen.core.union import SHARED_ACTIONS, UnitedAction
from csescreen.core.weighing import choice_words
from csescreen.core.words import is_now

BASES: Final = {
    "published": "published",
    "suggested": "suggested",
    "reading": "the program's reading",
    "practitioner": "regraded",
}


NO_ACTION: Final = (
    "Nothing is called for by what is answered so far. If you are worried, say so under "
    "Circumstances, and speak to your safeguarding lead."
)
NO_TIME_SAID: Final = (
    "It is present, and nobody said when, so this time has no answer to clear. Answer each time: "
    "where all are no, the sign is no."
)
"""Why clearing the answer of one time window of a sign changes nothing."""

_STRICTNESS: Final = {"required": 0, "consider": 1, "possible": 2}


def by_urgency(actions: tuple[UnitedAction, ...]) -> list[UnitedAction]:
    """Return the actions for somebody who has room for three.

    What is due now or the same day, then the first thing that each authority requires though it
    sets no time for it (to contact somebody, as a rule), then the rest as it falls due, required
    before possible, and what has a limit whose start was not entered before what has none.
    """
    now = [one for one in actions if is_now(one.called)]
    dated = [one for one in actions if one.called.due is not None and one not in now]
    rest = [one for one in actions if one not in now and one not in dated]
    rest.sort(key=lambda one: (_STRICTNESS[one.called.status], not _has_clock(one.called)))
    required = [one for one in rest if one.called.status == "required"]
    first = [one for one in required if _same_day(one.called)]
    begun: set[str] = set()
    for one in required:
        if not _has_clock(one.called) and not begun.issuperset(one.frameworks):
            first.append(one)
            begun |= {*one.frameworks}
    return [*now, *first, *dated, *(one for one in rest if one not in first)]


class ToldOnce(NamedTuple):
    """Actions that say the same in different words: the one to tell, and the others."""

    told: UnitedAction
    others: tuple[UnitedAction, ...]

    @property
    def frameworks(self) -> tuple[str, ...]:
        """The ids of all that call for one of them."""
        of_all = (one for united in (self.told, *self.others) for one in united.frameworks)
        return tuple(dict.fromkeys(of_all))


def told_once(actions: Sequence[UnitedAction]) -> list[ToldOnce]:
    """Return the actions with those together that stand for one shared action, in their order.

    Each is as strict and as soon as the others with it. The program's own wording is told where it
    is among them: that is the plainest.
    """
    same: dict[tuple[object, ...], list[UnitedAction]] = {}
    for place, united in enumerate(actions):
        called, action = united.called, united.called.action
        shared = action.id.startswith(SHARED_ACTIONS)
        means = (action.id,) if shared else action.stands_for[:1] or (place,)
        same.setdefault((*means, called.status, called.due), []).append(united)
    return [_told(together) for together in same.values()]


def _told(together: Sequence[UnitedAction]) -> ToldOnce:
    plainest = (one for one in together if one.called.action.id.startswith(SHARED_ACTIONS))
    told = next(plainest, together[0])
    return ToldOnce(told, tuple(one for one in together if one is not told))


def _same_day(called: CalledAction) -> bool:
    limit = called.action.time_limit
    return limit is not None and limit.unit == "same_day"


def _has_clock(called: CalledAction) -> bool:
    limit = called.action.time_limit
    return limit is not None and bool(limit.clock)


def what_it_sets(reading: Reading, fact: str, value: str) -> str:
    """Return the level and the weight of an answer to a question; "" for neither."""
    found = (choice_words(one, fact, value) for one in reading.frameworks)
    return " · ".join(dict.fromkeys(words for words in found if words))


def change_words(question: OpenQuestion) -> str:
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
    title = framework.document_title(source.document)
    if not source.lines:
        return title or source.document
    several = not source.lines.isdigit()
    place = f"{source.document}, {'lines' if several else 'line'} {source.lines}"
    return f"{title} ({place})" if title else place
