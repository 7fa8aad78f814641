"""How wide the columns of a table are, by what stands in them."""

from collections.abc import Sequence
from typing import Final

_LONGEST_WORD: Final = 18
"""A word that is longer than this breaks, rather than take the others' room."""
_CHARACTER: Final = 108
"""How wide a character of a table is, in twentieths of a point: a wide one, in bold."""
_EDGES: Final = 300
"""What a cell has on both sides of its text, with the line before what a person typed."""
_ENOUGH: Final = 90
"""Beyond this many characters a text goes on in further lines."""


def shares(columns: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the width of each column: room for its longest word, the rest by how much it says."""
    if not columns:
        return []
    words = [_longest_word(texts) * _CHARACTER + _EDGES for texts in columns]
    if sum(words) > width:
        words = [word * width // sum(words) for word in words]
    wants = [_typical(texts) for texts in columns]
    left = width - sum(words)
    found = [word + int(left * want / sum(wants)) for word, want in zip(words, wants, strict=True)]
    found[-1] += width - sum(found)
    return found


def _longest_word(texts: Sequence[str]) -> int:
    words = (len(word) for text in texts for word in text.split())
    return min(_LONGEST_WORD, max(words, default=1))


def _typical(texts: Sequence[str]) -> float:
    """Return how much a column says: what its rows hold on the whole, and its longest too."""
    lengths = [min(len(text), _ENOUGH) for text in texts]
    return max(1.0, (sum(lengths) / len(lengths) + max(lengths)) / 2)
