"""The words by which a text is cleaned of names. Read from small files when first asked."""

from functools import cache
from pathlib import Path

from csescreen.core.known_words import KnownWords, folded

_FOLDER = Path(__file__).parent / "data" / "words"


@cache
def known_words() -> KnownWords:
    """Return the words that ship with the program."""
    return KnownWords(_words("ordinary"), _words("names"), _words("kept"))


def _words(name: str) -> frozenset[str]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    words = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(word if word.isalpha() and word.isascii() else folded(word) for word in words)
