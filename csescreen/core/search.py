"""Finding signs by what a caller says: whole sentences, everyday words, misspellings, beginnings.

A sign is known by its name, its search words and the everyday phrases for it. A word that was said
counts the more the fewer signs it points at, and the more of a phrase around it was said as well.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile
from math import log
from typing import Final

from csescreen.core.framework import Indicator
from csescreen.core.misspelt import KnownSpellings
from csescreen.core.speech import PLAIN, Everyday, Said, speech_of
from csescreen.core.stems import stem, words_of

_MOST_WORDS: Final = 60
"""More words than a caller's sentence has; the rest is not looked at."""
_MOST_CHARACTERS: Final = 2_000
_WHOLE_PHRASE: Final = 1.3
"""Several words that were all said together say more than each alone."""
_LITERALLY: Final = 1.1
_IN_THE_SAME_WORDS: Final = 1.2
"""A phrase that was said as it is written, and one with its little words in the same order."""
_ONE_WORD_OF_IT: Final = 0.6
"""One word of a phrase of which the little words were not said: "home" of "not at home"."""
_AT_THE_HEART: Final = 0.03
_MOST_AT_HEART: Final = 5
"""What a word counts for more with each further phrase of the sign that has it, up to so many."""
_NAME: Final = 0.55
_TOLD: Final = 0.12
"""What a word of a sign's name, and of what is told about it, counts for beside a search word."""
_MISSPELT: Final = 0.8
_BEGUN: Final = 0.6
"""What a word counts for that was probably meant, or was begun."""
_FAR_BEHIND: Final = 0.3
"""A sign that comes to less than this part of the likeliest one is not found."""
_AS_LIKELY: Final = 0.95
"""A sign that was named too and comes to this part of the likeliest may as well be meant."""


def find_signs(
    signs: Mapping[str, Indicator], words: str, everyday: Everyday = PLAIN
) -> list[Indicator]:
    """Return the signs that the words may mean, the likeliest first; all in order for no words."""
    return finder(tuple(signs.values()), everyday).find(words)


@lru_cache(maxsize=8)
def finder(signs: tuple[Indicator, ...], everyday: Everyday = PLAIN) -> "SignFinder":
    """Return what finds the signs; making it takes longer than a search, and is done once."""
    return SignFinder(signs, everyday)


class SignFinder:
    """Signs, ready to be found."""

    def __init__(self, signs: Iterable[Indicator], everyday: Everyday = PLAIN) -> None:
        """Put the signs' words in order."""
        self._signs = tuple(signs)
        self._speech = speech_of(everyday)
        self._confirm, self._ordinary = everyday.confirm, everyday.ordinary
        self._denials = frozenset(stem(word) for word in everyday.denials)
        known = {*self._speech.words}
        self._by_word: dict[str, list[_Phrase]] = {}
        self._sayings: list[_Phrase] = []
        """Phrases of which no word says anything by itself: "not herself"."""
        for sign in self._signs:
            for phrase in self._phrases(sign, everyday.signs.get(sign.id, ())):
                self._file(phrase)
                known.update(phrase.said.literal.split())
        self._rarity = {
            word: log(1 + len(self._signs) / _pointed_at(phrases))
            for word, phrases in self._by_word.items()
        }
        self._most_rare = log(1 + len(self._signs))
        self._known = sorted(known)
        self._spellings = KnownSpellings(self._known)

    def _phrases(self, sign: Indicator, everyday: tuple[str, ...]) -> "Iterator[_Phrase]":
        for text in dict.fromkeys((*sign.search, *everyday)):
            yield _Phrase(sign, self._speech.said(text), 1.0, whole=True)
        yield _Phrase(sign, self._speech.said(sign.name), _NAME)
        told = f"{sign.looks_like} {sign.why_it_matters}"
        yield _Phrase(sign, self._speech.said(told), _TOLD)

    def _file(self, phrase: "_Phrase") -> None:
        if not phrase.said.terms and phrase.whole and " " in phrase.said.text.strip():
            self._sayings.append(phrase)
        for word in phrase.said.terms:
            self._by_word.setdefault(word, []).append(phrase)

    def find(self, words: str) -> list[Indicator]:
        """Return the signs that the words may mean, the likeliest first.

        Words that say nothing, a letter, or none: every sign, in order.
        """
        return self.said(words) or ([*self._signs] if self.says_nothing(words) else [])

    def says_nothing(self, words: str) -> bool:
        """Return whether there is nothing to look for yet: little words, a letter, an age."""
        spoken = words_of(words[:_MOST_CHARACTERS])[:_MOST_WORDS]
        terms = self._speech.said_in([self._spelt(word) for word in spoken]).terms
        return all(
            self._speech.is_number(word) or (len(word) == 1 and word not in self._by_word)
            for word in terms
        )

    def said(self, words: str) -> list[Indicator]:
        """Return the signs that the words may mean; none where they say nothing."""
        said, meant = self._meant(words)
        return self._ranked(self._scores(meant, said))

    def _ranked(self, scores: Mapping[str, float], part: float = _FAR_BEHIND) -> list[Indicator]:
        """Return the signs that come to this part of the likeliest one, the likeliest first."""
        least = max(scores.values(), default=0.0) * part
        found = [sign for sign in self._signs if scores.get(sign.id, 0.0) > least]
        return sorted(found, key=lambda sign: (-round(scores[sign.id], 9), sign.id))

    def is_sure(self, words: str) -> bool:
        """Return whether the first sign alone was named in so many words, and nothing was denied.

        Only then may one key mark it: "club" alone is no hotel, "no bruises" is no bruise, and
        "cash" may be a gift or be paid.
        """
        said, meant = self._meant(words)
        found = self._ranked(self._scores(meant, said))
        if not found or found[0].id in self._confirm:
            return False
        first = found[0]
        named = [*self._named(first, said, meant)]
        its_own = {word for phrase in named for word in phrase.said.literal.split()}
        denied = (self._denials & set(said.literal.split())) - its_own
        explained = _explained(named, said)
        mostly = bool(named) and 2 * len(explained) > len(said.terms)
        return mostly and not denied and not self._has_rival(first, explained, said, meant)

    def _has_rival(
        self, first: Indicator, by: frozenset[str], said: Said, meant: Mapping[str, float]
    ) -> bool:
        """Return whether another sign was named by the same words, and is about as likely."""
        counted = self._scores({word: meant[word] for word in by if word in meant}, said)
        as_likely = (sign for sign in self._ranked(counted, _AS_LIKELY) if sign is not first)
        return any(by <= _explained(self._named(sign, said, meant), said) for sign in as_likely)

    def _named(
        self, sign: Indicator, said: Said, meant: Mapping[str, float]
    ) -> "Iterator[_Phrase]":
        """Yield the sign's phrases that were said, in so many words."""
        return (phrase for phrase in self._all_said(sign, meant) if phrase.is_named(said))

    def _all_said(self, sign: Indicator, meant: Mapping[str, float]) -> "Iterator[_Phrase]":
        """Yield the sign's phrases of which every word that counts was said, and not just begun."""
        surely = {word for word, counts in meant.items() if counts >= _MISSPELT}
        for word in surely:
            yield from (
                phrase
                for phrase in self._by_word[word]
                if phrase.sign is sign and phrase.whole and phrase.said.terms <= surely
            )
        yield from (phrase for phrase in self._sayings if phrase.sign is sign)

    def _meant(self, words: str) -> tuple[Said, dict[str, float]]:
        """Return what was said, and for each word that it may mean how surely it does."""
        spoken = words_of(words[:_MOST_CHARACTERS])[:_MOST_WORDS]
        stems, spelt = [stem(word) for word in spoken], [self._spelt(word) for word in spoken]
        said = self._speech.said_in(spelt)
        changed = {self._speech.meaning(word) for word in spelt} - {
            self._speech.meaning(word) for word in stems
        }
        meant: dict[str, float] = {}
        # of little words alone only a whole saying counts: "not herself"
        terms = () if self.says_nothing(words) else said.terms
        for word in sorted(word for word in terms if len(word) > 1 or word in self._by_word):
            for known, surely in self._known_for(word):
                counts = surely * (_MISSPELT if known in changed else 1.0)
                meant[known] = max(meant.get(known, 0.0), counts)
        return said, meant

    def _spelt(self, spoken: str) -> str:
        """Return the word's stem, or that of the word that was probably meant: a misspelt one."""
        word = stem(spoken)
        if spoken in self._ordinary or next(self._begun(word), None):
            return word
        # an ending "e" stays on what looks like a short word: "bruses", of "bruise"
        return self._spellings.meant(word) or self._spellings.meant(word.removesuffix("e")) or word

    def _known_for(self, word: str) -> Iterator[tuple[str, float]]:
        if word in self._by_word:
            yield word, 1.0
        else:
            begun = {self._speech.meaning(known) for known in self._begun(word)}
            yield from ((known, _BEGUN) for known in sorted(begun) if known in self._by_word)

    def _begun(self, word: str) -> Iterator[str]:
        """Yield the words that begin so."""
        at = bisect_left(self._known, word)
        return takewhile(lambda known: known.startswith(word), islice(self._known, at, None))

    def _scores(self, meant: Mapping[str, float], said: "Said") -> dict[str, float]:
        scores: dict[str, float] = {}
        share: dict[int, float] = {}
        for word, surely in meant.items():
            best: dict[str, tuple[float, int]] = {}
            for phrase in self._by_word[word]:
                counts = share.get(id(phrase))
                if counts is None:
                    counts = share[id(phrase)] = phrase.counts(meant, said)
                before, times = best.get(phrase.sign.id, (0.0, -1))
                best[phrase.sign.id] = max(before, counts), times + 1
            for sign, (counts, further) in best.items():
                heart = 1 + _AT_THE_HEART * min(further, _MOST_AT_HEART)
                worth = counts * heart * surely * self._rarity[word]
                scores[sign] = scores.get(sign, 0.0) + worth
        for phrase in self._sayings:
            if phrase.said.text in said.text:
                sign = phrase.sign.id
                scores[sign] = scores.get(sign, 0.0) + self._most_rare
        return scores


@dataclass(frozen=True, slots=True, eq=False)
class _Phrase:
    """Words by which a sign is known. ``whole`` counts by how much of it was said."""

    sign: Indicator
    said: Said
    weight: float
    whole: bool = False

    def counts(self, meant: Mapping[str, float], said: Said) -> float:
        """Return what each of its words that was said counts for."""
        if not self.whole:
            return self.weight
        there = sum(word in meant for word in self.said.terms)
        if there < len(self.said.terms):
            return self.weight * there / len(self.said.terms)
        counts = self.weight * (_WHOLE_PHRASE if there > 1 else 1.0)
        if self.said.literal in said.literal:
            counts *= _LITERALLY
        if " " in self.said.text.strip():
            if self.said.text in said.text:
                counts *= _IN_THE_SAME_WORDS
            elif there == 1:
                counts *= _ONE_WORD_OF_IT
        return counts

    def is_named(self, said: Said) -> bool:
        """Return whether it was said as it is, where only one word of it says something."""
        several = len(self.said.terms) > 1
        return several or self.said.text in said.text


def _explained(phrases: Iterable[_Phrase], said: Said) -> frozenset[str]:
    """Return which of the words that were said the phrases hold."""
    return said.terms & {word for phrase in phrases for word in phrase.said.terms}


def _pointed_at(phrases: list[_Phrase]) -> float:
    """Return at how many signs a word points; a text that merely has it counts for little."""
    strong = {phrase.sign.id for phrase in phrases if phrase.weight > _TOLD}
    weak = {phrase.sign.id for phrase in phrases} - strong
    return len(strong) + len(weak) * _TOLD or 1.0
