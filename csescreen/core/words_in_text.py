"""A word where it stands in a text, and the text in its plainest characters."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from csescreen.core.text import clean

ELSEWHERE: Final = chr(0xF8FF)
"""Stands for a letter of another script, for a while."""

WORD: Final = re.compile(r"(?<![^\W_])[^\W_]+(?:['’][^\W\d_]+)*(?![^\W_])")
"""Letters and digits, with what follows an apostrophe. An underscore is no part of a word."""

_TITLES: Final = frozenset(
    (
        *("mr", "mrs", "ms", "miss", "mx", "dr", "sir", "prof", "pc", "dc", "ds", "sgt", "cllr"),
        *("imam", "rev"),
    )
)
_TITLE = re.compile(r"\w\.?\s+$")
_OF_A_NAME = re.compile(r"(?:(?i:\b(?:mrs?|mx))|\b[Mm]s)\.?[ \t]+$")
_OF_A_NAME_IN_CAPITALS = re.compile(r"\b(?:Miss|Dr|Prof|Sir|PC|DC|DS|Sgt|Cllr|Rev|Imam)[ \t]+$")
_NOT_ADDRESSED: Final = frozenset(
    ("and", "or", "i", "who", "said", "told", "was", "were", "is", "are", "has", "had")
)
"""What follows a title that stands alone."""
_QUOTES: Final = "\"'“”‘’«»([{"
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("ʼʹʻ‛′´", "’"))


class Word(NamedTuple):
    """A word without its possessive ending, and where it stands in the whole text."""

    text: str
    start: int
    end: int
    whole: str
    before: str
    """The word before it."""

    @property
    def written(self) -> str:
        """The word with its ending."""
        return self.whole[self.start : self.end]

    @property
    def possessive(self) -> bool:
        """Whether it is something's or somebody's."""
        return self.written[len(self.text) :].lower() in ("'s", "’s", "'", "’")

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()

    @property
    def titled(self) -> bool:
        """Whether a title stands before it, such as Dr."""
        return self.before.lower() in _TITLES and bool(_TITLE.search(self._ahead))

    @property
    def addressed(self) -> bool:
        """Whether a title stands before it so that it is a name, even a word such as Park."""
        if not self.titled or self.text.lower() in _NOT_ADDRESSED:
            return False
        return bool(
            _OF_A_NAME.search(self._ahead)
            or (self.text.istitle() and _OF_A_NAME_IN_CAPITALS.search(self._ahead))
        )

    @property
    def _ahead(self) -> str:
        return self.whole[max(0, self.start - 10) : self.start]

    @property
    def after(self) -> str:
        """The word that follows, with a space alone between."""
        following = WORD.search(self.whole, self.end)
        if following is None or self.whole[self.end : following.start()].strip():
            return ""
        return following[0]

    def begins(self, *, alone: bool) -> bool:
        """Return whether a sentence begins with it.

        A word alone in quotes, or after a colon, is rather a nickname.
        """
        before = self.whole[: self.start].rstrip(" \t")
        opened = before.rstrip(_QUOTES + " \t")
        if (opened != before or before.endswith(":")) and not alone:
            return True
        line = opened.rsplit("\n", 1)[-1]
        return not line.strip(" \t-*•–—") or line[-1] in ".!?…"


def words_of(text: str) -> list[str]:
    """Return the words of a text, in the plainest characters."""
    return WORD.findall(plain_text(text))


def plain_text(text: str) -> str:
    """Return the text in the plainest characters for it, with nothing invisible within a word."""
    text = clean(text)
    if text.isascii():
        return text
    return "".join(
        ELSEWHERE if unicodedata.category(one) == "Co" else one
        for one in unicodedata.normalize("NFKC", text.translate(_APOSTROPHES))
        if unicodedata.category(one) not in ("Cf", "Mn", "Me")
    )


@lru_cache(maxsize=4096)
def is_elsewhere(one: str) -> bool:
    """Return whether a character is a letter of a script other than Latin."""
    if one == ELSEWHERE:
        return True
    if one.isascii() or unicodedata.category(one)[0] not in "LM":
        return False
    return not unicodedata.name(one, "").startswith(("LATIN", "MODIFIER"))
