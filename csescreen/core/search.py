"""Finding signs by the words that people use on the telephone: beginnings of words, in any order.

"taxis", "cab" and "new phone" find what a worker would call by another name. A word that nothing
begins with may be misspelt: the nearest word of the catalogue then stands for it.
"""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache

from csescreen.core.framework import Indicator

_WORD = re.compile(r"[a-z0-9]+")
_ENDINGS = ("ings", "ing", "ies", "ed", "es", "s", "y")
_NAME_WEIGHT, _SEARCH_WEIGHT, _EXPLANATION_WEIGHT = 6, 5, 1


def find_signs(signs: Mapping[str, Indicator], words: str) -> list[Indicator]:
    """Return the signs in which every word is found, the likeliest first.

    Where no sign has every word, those with the most of them. No words: every sign, in order.
    """
    wanted = [_stem(word) for word in _words(words)]
    everything = tuple(signs.values())
    if not wanted:
        return list(everything)
    index = _index(everything)
    vocabulary = _vocabulary(everything)
    wanted = [_known(word, vocabulary) for word in wanted]
    scored = []
    for place, (sign, (name, search, explanation)) in enumerate(
        zip(everything, index, strict=True)
    ):
        found, score = 0, 0
        for word in wanted:
            weight = (
                _NAME_WEIGHT * _begins(name, word)
                or _SEARCH_WEIGHT * _begins(search, word)
                or _EXPLANATION_WEIGHT * _begins(explanation, word)
            )
            found += weight > 0
            score += weight
        if found:
            scored.append((-found, -score, place, sign))
    scored.sort(key=lambda one: one[:3])
    most = scored[0][0] if scored else 0
    return [sign for found, _, _, sign in scored if found == most]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("'", "").replace("’", ""))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _begins(words: frozenset[str], beginning: str) -> int:
    """Return 2 for a whole word, 1 for a beginning, 0 for neither."""
    if beginning in words:
        return 2
    return int(any(word.startswith(beginning) for word in words))


def _known(word: str, vocabulary: tuple[str, ...]) -> str:
    if any(known.startswith(word) for known in vocabulary):
        return word
    return next(iter(get_close_matches(word, vocabulary, n=1, cutoff=0.75)), word)


@lru_cache(maxsize=8)
def _index(
    signs: tuple[Indicator, ...],
) -> tuple[tuple[frozenset[str], frozenset[str], frozenset[str]], ...]:
    return tuple(
        (
            _stems([sign.name]),
            _stems(sign.search),
            _stems([sign.looks_like, sign.why_it_matters]),
        )
        for sign in signs
    )


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(_stem(word) for text in texts for word in _words(text))


@lru_cache(maxsize=8)
def _vocabulary(signs: tuple[Indicator, ...]) -> tuple[str, ...]:
    words: set[str] = set()
    for name, search, _ in _index(signs):
        words |= name | search
    return tuple(sorted(words))
