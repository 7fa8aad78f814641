"""Which way a text is read. A paragraph goes by its first strong character, as on a web page."""

import unicodedata
from collections.abc import Iterator
from typing import Final

_RIGHT_TO_LEFT: Final = frozenset(("R", "AL"))
_LATEST_LATIN: Final = "\u058f"
"""No character up to here is written from right to left."""


def reads_right_to_left(text: str) -> bool:
    """Return whether the first strong character of a text is of a right-to-left script."""
    if all(char <= _LATEST_LATIN for char in text):
        return False
    kinds = map(unicodedata.bidirectional, text)
    return next((kind in _RIGHT_TO_LEFT for kind in kinds if kind in _STRONG), False)


_STRONG: Final = _RIGHT_TO_LEFT | {"L"}


def runs_of(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the text in runs of one direction, each with whether it is read right to left.

    What has no direction of its own, such as a space, goes with the paragraph where it stands
    between two directions, and otherwise with the text around it.
    """
    if all(char <= _LATEST_LATIN for char in text):
        yield text, False
        return
    paragraph = reads_right_to_left(text)
    run, neutral, current = "", "", paragraph
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind not in _STRONG:
            neutral += char
            continue
        if (kind in _RIGHT_TO_LEFT) == current:
            run += neutral + char
        else:
            if current == paragraph:
                run, neutral = run + neutral, ""
            if run:
                yield run, current
            run, current = neutral + char, not current
        neutral = ""
    if current != paragraph and neutral:
        yield run, current
        run, current = "", paragraph
    if run or neutral:
        yield run + neutral, current
