"""What the rows of a call are: the questions to ask, and the signs that fit or were marked."""

from collections.abc import Iterator

from csescreen.core.call import age_was_asked
from csescreen.core.framework import Indicator
from csescreen.widgets.ask_list import AGE, age_mark
from csescreen.widgets.item_rows import item_rows, open_facts, question_row
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.situation import Situation

DANGER = "immediate_danger"
_MOST_FOUND = 12
"""More signs than this are no help to somebody who is on the telephone."""
_SIGNS_TO_ASK = 3
"""How many signs without an answer are asked for behind the questions, the highest first."""


def first_questions(situation: Situation) -> tuple[str, ...]:
    """Return what is asked first: danger, the age, and what the frameworks call urgent."""
    urgent = [one for one in situation.framework.urgent if one not in situation.left_out]
    others = tuple(one for one in urgent if one != DANGER)
    return (DANGER, AGE, *others)


def ask_rows(situation: Situation, digits: str = "") -> list[ListRow]:
    """Return what to ask: what comes first, then what could still change the outcome.

    Once all that comes first is answered, what is open stands before what was answered, and danger
    before all: it can come at any moment of a call.
    """
    could, screening = open_facts(situation.reading), situation.screening
    keys = first_questions(situation)
    first = [_ask_row(situation, key, could, digits) for key in keys]
    others = [key for key in situation.framework.circumstances if key in screening.facts]
    answered = [_ask_row(situation, key, could) for key in others if key not in keys]
    known = {*keys, *others}
    still_open = [_ask_row(situation, key, could) for key in _open(situation) if key not in known]
    if digits or first_open(situation):
        return [*first, *answered, *still_open]
    danger, *others_first = first
    return [danger, *still_open, *others_first, *answered]


def first_open(situation: Situation) -> list[str]:
    """Return what is asked first and has no answer yet."""
    answered = {*situation.screening.facts, *((AGE,) if _age_is_answered(situation) else ())}
    return [key for key in first_questions(situation) if key not in answered]


def _age_is_answered(situation: Situation) -> bool:
    child = situation.screening.child
    known = child.age is not None or child.date_of_birth is not None
    return known or age_was_asked(situation.screening)


def _open(situation: Situation) -> list[str]:
    """Return what is not known and could change the outcome: questions, then a few signs."""
    found = [united.question for united in situation.reading.open_questions]
    facts = [one.id for one in found if one.kind == "fact" and one.id not in situation.left_out]
    signs = [one.id for one in found if one.kind == "indicator"]
    return [*facts, *signs[:_SIGNS_TO_ASK]]


def _ask_row(situation: Situation, key: str, could: frozenset[str], digits: str = "") -> ListRow:
    if key == AGE:
        return _age_row(situation, digits)
    if key in situation.framework.indicators:
        return item_rows(situation, (key,))[0]
    return question_row(situation, key, could)


def _age_row(situation: Situation, digits: str) -> ListRow:
    child = situation.screening.child
    known = situation.reading.age if child.date_of_birth else child.age
    tail = "type the digits" if known is None else ""
    if digits:
        tail = "second digit, or Enter"
    mark = age_mark(known, digits, asked=age_was_asked(situation.screening))
    return ListRow(AGE, "How old is the child?", mark, tail=tail)


def found_rows(situation: Situation, found: list[Indicator]) -> list[ListRow]:
    """Return the signs that the words may mean."""
    return item_rows(situation, (sign.id for sign in found[:_MOST_FOUND]))


def marked_rows(situation: Situation) -> list[ListRow]:
    """Return the signs that were answered, the last one first."""
    return item_rows(situation, _last_first(situation))


def _last_first(situation: Situation) -> Iterator[str]:
    known = situation.framework.indicators
    yield from (sign for sign in reversed([*situation.screening.signs]) if sign in known)
