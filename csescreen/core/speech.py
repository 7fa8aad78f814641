"""How people speak: words that say nothing, and words that mean the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

from csescreen.core.stems import stem, words_of


@dataclass(frozen=True, slots=True, eq=False)
class Everyday:
    """How people speak: words that say nothing, words that mean the same, phrases for a sign."""

    filler: frozenset[str] = frozenset()
    alike: tuple[tuple[str, ...], ...] = ()
    signs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    confirm: frozenset[str] = frozenset()
    """Signs that say so much that one key pressed in passing must not mark them."""
    denials: frozenset[str] = frozenset()
    """Words by which a caller says that something is not so."""
    ordinary: frozenset[str] = frozenset()
    """Words of the language, which are no other word misspelt: "sweets" is not "sweats"."""


PLAIN: Final = Everyday()


class Said(NamedTuple):
    """What was said: the words that count, and the whole as it was said and as it is meant."""

    terms: frozenset[str]
    text: str
    literal: str


class Speech:
    """From what is said to the words that count, those that mean the same made one."""

    def __init__(self, everyday: Everyday) -> None:
        """Put the words that are alike in order."""
        self._filler = frozenset(stem(word) for word in everyday.filler)
        self.words = set(self._filler)
        """Every word of it, by its stem."""
        self._told: dict[str, Said] = {}
        self._alike: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for words in everyday.alike:
            meaning = "+".join(stem(word) for word in words_of(words[0]))
            for text in words:
                form = tuple(stem(word) for word in words_of(text))
                self._alike.setdefault(form[0], []).append((form, meaning))
                self.words.update(form)
        for forms in self._alike.values():
            forms.sort(key=lambda one: (-len(one[0]), one))
        self._numbers = {
            "+".join(stem(word) for word in words_of(words[0]))
            for words in everyday.alike
            if any(text.isdigit() for text in words)
        }
        self._alone = {
            form[0]: meaning
            for forms in self._alike.values()
            for form, meaning in forms
            if len(form) == 1
        }

    def meaning(self, word: str) -> str:
        """Return what one word means alone."""
        return self._alone.get(word, word)

    def is_number(self, word: str) -> bool:
        """Return whether a word that counts is a number, or an age: alone it is no sign."""
        return word.isdigit() or word in self._numbers

    def said(self, text: str) -> Said:
        """Return what a phrase or a text says; it is remembered, as several tools have it."""
        if text not in self._told:
            self._told[text] = self.said_in([stem(word) for word in words_of(text)])
        return self._told[text]

    def said_in(self, stems: list[str]) -> Said:
        """Return what the words say."""
        means: list[str] = []
        at = 0
        while at < len(stems):
            for form, meaning in self._alike.get(stems[at], ()):
                if tuple(stems[at : at + len(form)]) == form:
                    means.append(meaning)
                    at += len(form)
                    break
            else:
                means.append(stems[at])
                at += 1
        terms = frozenset(word for word in means if word not in self._filler)
        return Said(terms, f" {' '.join(means)} ", f" {' '.join(stems)} ")


@lru_cache(maxsize=2)
def speech_of(everyday: Everyday) -> Speech:
    """Return how people speak, with what it remembers; made once."""
    return Speech(everyday)
