"""Which parts of a line of a long text are to be marked: found line by line, and kept.

Only what is looked at is searched. A line is searched with a little of what stands around it in
its paragraph, so that an expression goes on over a line end; a very long one around the cursor.
"""

from typing import Final, Protocol

from textual.cache import LRUCache

from csescreen.core.language import Found, Reconsider

_AROUND: Final = 120
"""How much of the lines before and after is looked at too; no expression is longer."""
_LONGEST: Final = 3_000
_STEP: Final = 1_000
"""How much of a line is looked at, and by how many characters that moves with the cursor."""


class Lines(Protocol):
    """The lines of a text."""

    @property
    def line_count(self) -> int:
        """How many there are."""
        ...

    def get_line(self, index: int) -> str:
        """Return one, without its end."""
        ...


class LineMarks:
    """What is to be marked in each line of a text."""

    def __init__(self, find: Reconsider) -> None:
        """Take what finds it."""
        self._find = find
        self._kept: LRUCache[str, tuple[Found, ...]] = LRUCache(512)

    def in_line(self, lines: Lines, row: int, column: int = 0) -> list[tuple[int, int, Found]]:
        """Return the marks in a line, from column to column; ``column`` is where the cursor is."""
        line, begin = lines.get_line(row), 0
        if len(line) > _LONGEST:
            begin = max(0, column // _STEP * _STEP - _LONGEST // 2)
            line = line[begin : begin + _LONGEST]
        if not line.strip():
            return []
        before, after = _before(lines, row), _after(lines, row)
        found = self._found(f"{before}\n{line}\n{after}")
        shift = len(before) + 1
        marks = ((max(one.start - shift, 0), one.end - shift, one) for one in found)
        size = len(line)
        return [
            (begin + start, begin + min(end, size), one)
            for start, end, one in marks
            if end > 0 and start < size
        ]

    def _found(self, text: str) -> tuple[Found, ...]:
        found = self._kept.get(text)
        if found is None:
            found = self._kept[text] = self._find(text)
        return found


def _before(lines: Lines, row: int) -> str:
    """Return the end of what stands before a line in its paragraph, in whole words."""
    text = ""
    for at in range(row - 1, -1, -1):
        line = lines.get_line(at)[-_AROUND - 1 :]
        if not line.strip():
            break
        text = f"{line}\n{text}"
        if len(text) > _AROUND:
            return text[-_AROUND:].partition(" ")[2]
    return text


def _after(lines: Lines, row: int) -> str:
    """Return the beginning of what stands after a line in its paragraph, in whole words."""
    text = ""
    for at in range(row + 1, lines.line_count):
        line = lines.get_line(at)[: _AROUND + 1]
        if not line.strip():
            break
        text = f"{text}{line}\n"
        if len(text) > _AROUND:
            return text[:_AROUND].rpartition(" ")[0]
    return text
