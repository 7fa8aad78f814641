"""What a summary says, line by line, for formats that are no running text.

Every value is in words, ready to be shown; "" is a blank. What a person typed is `OwnWords`.
"""

from collections.abc import Iterable
from typing import NamedTuple

from csescreen.core.screening import Moment


class SignLine(NamedTuple):
    """One sign: ``answer`` in words ("Yes", "Not asked"), ``when``, and what it counts for."""

    id: str
    domain: str
    sign: str
    answer: str
    when: str = ""
    grade: str = ""
    evidence: str = ""
    said_by: str = ""


class ActionLine(NamedTuple):
    """One action that is called for. ``due`` is the moment that ``by_when`` says in words."""

    id: str
    action: str
    status: str
    by_when: str
    due: Moment | None
    because: tuple[str, ...]
    called_for_by: tuple[str, ...]
    written_in: tuple[str, ...]
    is_now: bool = False


class LevelLine(NamedTuple):
    """What one framework makes of the answers; ``judged`` is the practitioner's own level."""

    framework: str
    highest_sign: str
    basis: str
    could_be: str
    judged: str
    judged_reason: str
    section_47: str


def on_one_line(lines: Iterable[str]) -> str:
    """Return the lines as one; a line that ends in a colon goes on."""
    return "; ".join(lines).replace(":; ", ": ")
