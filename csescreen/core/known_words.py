"""Which words are ordinary, and which are names: what cleaning a text of names goes by."""

import unicodedata
from dataclasses import dataclass

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)


@dataclass(frozen=True, slots=True)
class KnownWords:
    """Words in lower case, without accents and apostrophes, as `folded` returns them.

    ``ordinary`` words may begin a sentence; ``names`` are given names and surnames, some of them
    ordinary words as well; ``kept`` name nobody, with a capital letter or without.
    """

    ordinary: frozenset[str]
    names: frozenset[str]
    kept: frozenset[str]

    def with_ordinary(self, words: frozenset[str]) -> "KnownWords":
        """Return the words with further ordinary ones."""
        return KnownWords(self.ordinary | words, self.names, self.kept)


def folded(word: str) -> str:
    """Return a word as it is compared: in lower case, without accents and apostrophes."""
    if not word.isascii():
        apart = unicodedata.normalize("NFKD", word.casefold())
        word = "".join(one for one in apart if not unicodedata.combining(one)).translate(_LETTERS)
    return word.casefold().replace("'", "").replace("’", "")
