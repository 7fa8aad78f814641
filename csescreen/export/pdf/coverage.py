"""What the PDF's fonts can show; what none of them can is put into words, never left out."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

PLAIN_FONT: Final = "NotoSans-Regular.ttf"
"""The font of running text."""
_MARKS: Final = ("Mn", "Mc", "Me")
_UNSHOWABLE: Final = ("Co", "Cs", "Cn")
"""Private, half and unassigned characters: a font may have a picture, but nobody knows of what."""
_INVISIBLE: Final = frozenset(
    map(chr, (*range(0x200B, 0x2010), *range(0xFE00, 0xFE10), 0xAD, 0x34F, 0x61C, 0x2060))
)
"""Characters that are never seen, in whichever font: they join, divide or turn others."""
_BYTE_ORDER_MARK: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"


def showable(text: str) -> str:
    """Return the text with each character that no font can show in words.

    A mark is shown by the font of its letter, or not at all: where that lacks it, it comes in
    words after the letter. A mark of byte order, which nobody sees, is left out.
    """
    if text.isascii():
        return text
    return "".join(map(_cluster, clusters(text.replace(_BYTE_ORDER_MARK, ""))))


def plainest(text: str) -> str:
    """Return the text with all but single letters of the plain font in words: the last resort."""
    plain = 1 << _fonts().index(PLAIN_FONT)
    return "".join(
        char
        if char.isascii() or (fonts_of(char) & plain and not _is_mark(char))
        else in_words(char)
        for char in text
        if char not in _INVISIBLE and char != _BYTE_ORDER_MARK
    )


def is_seen(text: str) -> bool:
    """Return whether anything of a text can be seen."""
    return any(not char.isspace() and char not in _INVISIBLE for char in text)


def in_words(char: str) -> str:
    """Return a character by its number and its name, such as "[U+20E3 combining …]"."""
    name = unicodedata.name(char, "").lower()
    return f"[U+{ord(char):04X}{' ' if name else ''}{name}]"


def clusters(text: str) -> Iterator[str]:
    """Yield each letter with the marks and the invisible characters that follow it."""
    start = 0
    for place in range(1, len(text)):
        if not (_is_mark(text[place]) or text[place] in _INVISIBLE):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def _cluster(cluster: str) -> str:
    seen = [char for char in cluster if char not in _INVISIBLE]
    if not seen:
        return cluster
    fonts = fonts_of(seen[0])
    if not fonts:
        return "".join(map(in_words, seen))
    shown: list[str] = []
    apart: list[str] = []
    for char in cluster:
        if char in _INVISIBLE:
            shown.append(char)
        elif both := fonts & fonts_of(char):
            fonts = both
            shown.append(char)
        else:
            apart.append(in_words(char))
    return "".join((*shown, *apart))


@cache
def fonts_of(char: str) -> int:
    """Return which fonts can show a character, as one bit for each."""
    if unicodedata.category(char) in _UNSHOWABLE:
        return 0
    starts, fonts = _table()
    place = bisect_right(starts, ord(char)) - 1
    return fonts[place] if place >= 0 else 0


def _is_mark(char: str) -> bool:
    return not char.isascii() and unicodedata.category(char) in _MARKS


@cache
def _lines() -> tuple[tuple[str, str], ...]:
    text = (files("csescreen") / "data" / "fonts" / "coverage.txt").read_text(encoding="ascii")
    parted = (line.partition(" ") for line in text.splitlines())
    return tuple((name, ranges) for name, _, ranges in parted)


def _fonts() -> list[str]:
    return [name for name, _ in _lines()]


@cache
def _table() -> tuple[list[int], list[int]]:
    """Return where each run of characters begins that the same fonts can show, and which these."""
    changes: dict[int, int] = {}
    for place, (_, ranges) in enumerate(_lines()):
        for one in ranges.split():
            first, last = (int(number, 16) for number in one.split("-"))
            changes[first] = changes.get(first, 0) ^ (1 << place)
            changes[last + 1] = changes.get(last + 1, 0) ^ (1 << place)
    starts = sorted(changes)
    fonts, now = [], 0
    for start in starts:
        now ^= changes[start]
        fonts.append(now)
    return starts, fonts
