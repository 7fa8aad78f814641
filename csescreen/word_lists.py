"""Words of the language and names, as lists. Read from small files when first asked."""

from functools import cache
from pathlib import Path

from csescreen.core.known_words import KnownWords, folded

_FOLDER = Path(__file__).parent / "data" / "words"


@cache
def known_words() -> KnownWords:
    """Return the words that ship with the program."""
    return KnownWords(ordinary_words(), _words("names"), _words("kept"))


@cache
def ordinary_words() -> frozenset[str]:
    """Return the words that stand in ordinary English texts."""
    return _words("ordinary")


def _words(name: str) -> frozenset[str]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    words = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(word if word.isalpha() and word.isascii() else folded(word) for word in words)
