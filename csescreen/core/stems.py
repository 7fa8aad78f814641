"""The words of a text as a search compares them: folded, and without their endings."""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’ʼ`´")
_DOUBLED = frozenset("bdgmnprtk")
_KEPT = frozenset(("as", "us", "ss"))
_SHORT = re.compile(r"[^aeiou]*[aeiouy][^aeiouwxy]")
"""What has another meaning with an "e" behind it: "car" and "care", "scar" and "scare"."""
_LONGEST_WORD = 40
"""No word that is searched for is longer; the rest of it is not looked at."""


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded: no capitals, accents or apostrophes."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(one for one in apart if not unicodedata.combining(one))
    folded = text.translate(_APOSTROPHES).casefold()
    return [word[:_LONGEST_WORD] for word in _WORD.findall(folded)]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return a folded word without its ending: "taxis", "picked" and "hitting" as their kin."""
    if len(word) < 4 or word.isdigit():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = f"{word[:-3]}y"
    elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif word.endswith("s") and word[-2:] not in _KEPT:
        word = word[:-1]
    for ending in ("ingly", "edly", "ing", "ed", "ly"):
        if word.endswith(ending) and _has_a_vowel(word[: -len(ending)]):
            cut = word[: -len(ending)]
            word = f"{cut}e" if _SHORT.fullmatch(cut) and ending != "ly" else _undoubled(cut)
            break
    return f"{word[:-1]}i" if len(word) > 3 and word.endswith("y") else _without_e(word)


def _has_a_vowel(word: str) -> bool:
    return len(word) >= 3 and any(letter in "aeiouy" for letter in word)


def _undoubled(word: str) -> str:
    return word[:-1] if word[-1] == word[-2] and word[-1] in _DOUBLED else word


def _without_e(word: str) -> str:
    if len(word) > 3 and word.endswith("e") and not _SHORT.fullmatch(word[:-1]):
        return word[:-1]
    return word
