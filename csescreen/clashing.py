"""Refusing, in plain words, to read two frameworks in one screening that use one id differently."""

from collections.abc import Collection, Iterable
from typing import Final

from csescreen.core.clashes import clashes
from csescreen.core.framework import Framework
from csescreen.core.text import clean_line
from csescreen.errors import UserError

_MOST_NAMED: Final = 3


class ClashError(UserError):
    """The frameworks mean different things by one id."""

    title = "These cannot be read in one screening"


def refuse_clashes(frameworks: Iterable[Framework]) -> None:
    """Raise `ClashError` where two of the frameworks mean different things by one id."""
    found = clashes(frameworks)
    if not found:
        return
    named = dict.fromkeys(f"{clash.one.name} and {clash.other.name}" for clash in found)
    ids = dict.fromkeys(f"the {clash.kind} “{clash.id}”" for clash in found)
    raise ClashError(
        clean_line(
            f"{_some(named)} mean different things by {_some(ids)}. An answer to one would be "
            "taken for an answer to the other."
        ),
        safe="Nothing was changed.",
        do_next="Leave one of the two out, and read it in a screening of its own.",
    )


def _some(words: Collection[str]) -> str:
    shown = "; ".join([*words][:_MOST_NAMED])
    more = len(words) - _MOST_NAMED
    return f"{shown}; and {more} more" if more > 0 else shown
