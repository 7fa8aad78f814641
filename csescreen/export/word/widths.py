"""How wide the columns of a table are, by what stands in them."""

from collections.abc import Sequence
from typing import Final

_LONGEST_WORD: Final = 16
"""A word that is longer than this breaks, rather than take the others' room."""
_ENOUGH: Final = 90
"""Beyond this many characters a text goes on in further lines."""


def shares(columns: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the width of each column: room for its words, the rest by how much it says."""
    if not columns:
        return []
    words = [_longest_word(texts) for texts in columns]
    wants = [max(word, _typical(texts)) for word, texts in zip(words, columns, strict=True)]
    needed, wanted = sum(words), sum(wants)
    # half of the room by the words that must fit, half by the texts
    parts = [word / needed + want / wanted for word, want in zip(words, wants, strict=True)]
    found = [int(width * part / 2) for part in parts]
    found[-1] += width - sum(found)
    return found


def _longest_word(texts: Sequence[str]) -> int:
    words = (len(word) for text in texts for word in text.split())
    return max(4, min(_LONGEST_WORD, max(words, default=4)))


def _typical(texts: Sequence[str]) -> float:
    lengths = [min(len(text), _ENOUGH) for text in texts]
    return max(sum(lengths) / len(lengths), max(lengths) / 2) if lengths else 1
