"""What stands between the app and the terminal: the last gate for text, borders, refusals."""

import os
import re
import sys
from collections.abc import Mapping
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from csescreen.core.text import REPLACEMENT
from csescreen.errors import UserError

SMALLEST: Final = (60, 20)
"""The columns and lines below which nothing but one message is shown."""

_STEERS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_OLD_TERMINALS: Final = ("dumb", "linux-m", "vt52", "vt100", "vt102", "vt220", "unknown")
_LEAKS: Final = {
    "TEXTUAL_LOG": "It writes every key press, passphrases too, to a file that others can read.",
    "TEXTUAL_SCREENSHOT": "It writes what is on the screen to a file that others can read.",
    "TEXTUAL_DEBUG": "It shows what is in the program's memory.",
}


class Borders(NamedTuple):
    """The border of a box, and of the box that has the focus."""

    usual: str
    focused: str


class Gate(LineFilter):
    """The last gate: nothing that could steer a terminal leaves, whatever a widget painted.

    Text is cleaned where it enters; this is for what was forgotten. A character that takes no
    cell is dropped, so that the line keeps its width.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without control characters and overrides."""
        if not any(_STEERS.search(segment.text) for segment in segments):
            return segments
        return [
            Segment(_STEERS.sub(_harmless, text), style, control)
            for text, style, control in segments
        ]


def _harmless(found: re.Match[str]) -> str:
    return REPLACEMENT if cell_len(found.group()) else ""


def borders(environ: Mapping[str, str] | None = None, encoding: str | None = None) -> Borders:
    """Return the borders that the console can draw: lines, or ASCII where it has no lines."""
    environ = os.environ if environ is None else environ
    encoding = encoding or getattr(sys.__stdout__, "encoding", None) or "utf-8"
    if environ.get("TERM", "").lower() in _OLD_TERMINALS or "utf" not in encoding.lower():
        return Borders("ascii", "ascii")
    return Borders("solid", "heavy")


def refuse_leaks(environ: Mapping[str, str] | None = None) -> None:
    """Raise where the terminal library was told to write down what a person types or sees."""
    environ = os.environ if environ is None else environ
    for name, why in _LEAKS.items():
        if environ.get(name, "").strip() not in ("", "0"):
            raise _refused(name, why)
    if environ.get("TEXTUAL", "").strip():
        raise _refused("TEXTUAL", "It sends what happens in the program to a console outside it.")


def _refused(name: str, why: str) -> UserError:
    return UserError(
        f"csescreen does not start while {name} is set. {why}",
        safe="Nothing was opened.",
        do_next=f"Remove {name} from the environment and start csescreen again.",
    )
