"""A text that a person typed, cleaned of what names somebody, as far as a program can find it.

What is found is replaced by a word in square brackets that says what stood there. Too much is
rather removed than too little; what is left is still to be read by a person.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from csescreen.core.found_by_shape import (
    CAR,
    DATE,
    NAME,
    NUMBER,
    ONLINE,
    PATTERNS,
    PLACE,
    SCRIPT,
    STREET,
)
from csescreen.core.known_words import KnownWords, folded
from csescreen.core.words_in_text import ELSEWHERE, WORD, Word, is_elsewhere, plain_text

ENTERED: Final = "entered"
"""Why a word that was left is doubtful: it is in a name that was entered, and a word as well."""
ALSO_A_NAME: Final = "also a name"
"""...: it is an ordinary word, and some are called by it."""
UNKNOWN: Final = "unknown"
"""...: no list knows it."""

_MARKS: Final = 0xE000
"""The first private-use character of those that stand for what was removed, for a while."""

_WITH_ELSEWHERE = re.compile(rf"[\w{ELSEWHERE}]+")
_DIGITS = re.compile(r"\d+")
_ENDING = re.compile(r"['’](?:s|d|m|ll|re|ve)?$", re.I)
"""A possessive, or a verb that was shortened: Jane's, she'll."""
_AS_WRITTEN: Final = {" ": r"\s+", "-": "[-\u2010-\u2015]"}
"""How a character within a reference may be written again."""
_ARTICLES: Final = frozenset(("a", "an", "the"))
_MODAL: Final = frozenset(("will", "may"))
"""Names that are far more often a verb where they stand in lower case."""
_FORMS: Final = (
    *(("s", ""), ("es", ""), ("ly", "")),
    *(("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")),
)
"""What ends a form of a word, and what stands there in the word itself."""
_AFTER_MODAL: Final = frozenset(("discuss", "address", "assess", "need", "access"))
_AFTER_NAME: Final = frozenset(
    (
        *("and", "or", "who", "said", "told", "was", "has", "had", "went", "came", "got", "gave"),
        *("took", "met", "saw", "ran", "left", "knew", "did", "sent", "kept", "made", "hit", "can"),
        *("could", "would", "will", "then", "also", "again", "never", "at", "in", "on", "with"),
    )
)
"""What follows a name rather than a verb."""


class NameCleaner:
    """Replaces what names somebody, and counts what it replaced, by kind.

    ``names`` are those known, as `csescreen.core.known_words.folded` returns them, with what stands
    in their place: {"jane": "child"}. ``doubtful`` are words beside them that may name nobody.
    """

    def __init__(
        self, names: Mapping[str, str], known: KnownWords, doubtful: frozenset[str] = frozenset()
    ) -> None:
        self.removed: Counter[str] = Counter()
        self.unsure: dict[str, str] = {}
        """Words that were left and may name somebody, with why: what a person looks at first."""
        self._names = names
        self._known = known
        self._doubtful = doubtful
        self._long_names = [(name, kind) for name, kind in names.items() if len(name) > 3]
        self._kinds_of_several = [kind for name, kind in names.items() if not name.isalpha()]
        self._of_several = _pattern_of(name for name in names if not name.isalpha())
        kinds = (NAME, SCRIPT, DATE, PLACE, NUMBER, ONLINE, CAR, *names.values())
        self._kinds = list(dict.fromkeys(kinds))

    def clean(self, text: str) -> str:
        """Return the text without what names somebody."""
        text = self._names_of_several(self._other_scripts(plain_text(text)))
        for kind, pattern in PATTERNS:
            before = r"\g<before>" if "before" in pattern.groupindex else ""
            text = pattern.sub(before + self._mark(kind), text)
        text = STREET.sub(self._street, text)
        return self._written_out(self._words(text))

    def _mark(self, kind: str) -> str:
        return chr(_MARKS + self._kinds.index(kind))

    def _other_scripts(self, text: str) -> str:
        """Replace what is in another script whole: nobody here could find a name in it."""
        if text.isascii():
            return text
        marked = "".join(ELSEWHERE if is_elsewhere(one) else one for one in text)
        mark = self._mark(SCRIPT)
        # a Latin letter within such a word is a part of it
        text = _WITH_ELSEWHERE.sub(lambda one: mark if ELSEWHERE in one[0] else one[0], marked)
        return re.sub(rf"{mark}(?:\W*{mark})+", mark, text)

    def _street(self, found: re.Match[str]) -> str:
        within = {folded(word) for word in found[1].split()}
        return found[0] if within & self._known.kept else self._mark(PLACE)

    def _names_of_several(self, text: str) -> str:
        """Return the text without known names that are no single words: a reference."""
        written: list[str] = []
        last = 0
        for found in self._of_several.finditer(_letter_for_letter(text)):
            kind = self._kinds_of_several[(found.lastindex or 1) - 1]
            written += (text[last : found.start()], self._mark(kind))
            last = found.end()
        return "".join((*written, text[last:]))

    def _words(self, text: str) -> str:
        written, last, before = [], 0, ""
        for found in WORD.finditer(text):
            written.append(text[last : found.start()])
            word, rest = found[0], ""
            if ending := _ENDING.search(word):
                word, rest = word[: ending.start()], ending[0]
            kind = self._kind(Word(word, found.start(), found.end(), text, before))
            written.append(f"{self._mark(kind)}{rest}" if kind else found[0])
            last, before = found.end(), found[0]
        return "".join((*written, text[last:]))

    def _kind(self, word: Word) -> str:
        """Return what the word is replaced by, or nothing."""
        if any(one.isdigit() for one in word.text):
            letters = folded(_DIGITS.sub("", word.text))
            return ONLINE if self._entered(letters) or self._is_name(letters) else ""
        plain = folded(word.text)
        whole = folded(word.written) if word.possessive else plain
        kept = self._known.kept
        if kind := self._entered(plain):
            return self._kind_of_entered(kind, word, word_too=plain in kept or _is_verb(word))
        if kind := self._entered(whole):
            return self._kind_of_entered(kind, word, word_too=whole in kept)
        if word.addressed:
            return NAME
        in_a_e = len(word.text) == 1 and word.whole[word.start - 1 : word.start] == "&"
        if in_a_e or plain in kept or folded(word.written) in kept or _is_verb(word):
            return ""
        return self._kind_of_others(plain, word)

    def _entered(self, plain: str) -> str:
        """Return what stands for a known name, also for one that has lost its apostrophe."""
        if kind := self._names.get(plain):
            return kind
        lost = plain.endswith("s") and plain not in self._known.kept
        return self._names.get(plain[:-1], "") if lost else ""

    def _kind_of_entered(self, kind: str, word: Word, *, word_too: bool) -> str:
        plain = folded(word.text)
        plural = plain not in self._names and word.text == word.written
        if word.capital or not (word_too or (plural and self._is_ordinary(plain))):
            return kind
        self.unsure[word.text] = ENTERED
        return ""

    def _kind_of_others(self, plain: str, word: Word) -> str:
        """Return what a word is replaced by that is no known name, and may be one."""
        ordinary, is_name = self._is_ordinary(plain), self._is_name(plain)
        if not ordinary and (kind := self._within(plain)):
            return kind
        if word.capital:
            if plain in _MODAL and not word.titled and _asks_or_plans(word.after.lower()):
                return ""
            stays = ordinary and not is_name and not word.titled and self._may_have_capital(word)
        else:
            titled = word.titled
            stays = not (is_name and titled) if ordinary else not (is_name or titled)
            if stays and is_name and word.before.lower() not in _ARTICLES:
                self.unsure.setdefault(word.text, ALSO_A_NAME)
            elif stays and not ordinary and len(plain) > 1:
                self.unsure.setdefault(word.text, UNKNOWN)
        if stays and plain in self._doubtful:
            self.unsure[word.text] = ENTERED
        return "" if stays else NAME

    def _is_name(self, plain: str) -> bool:
        """Return whether people are called by the word, or by what it has an s too many for."""
        names = self._known.names
        lost = len(plain) > 3 and plain.endswith("s") and not self._is_ordinary(plain)
        return plain in names or (lost and plain[:-1] in names)

    def _is_ordinary(self, plain: str) -> bool:
        """Return whether a list knows the word, or one of which it is a form."""
        known = self._known.ordinary
        if plain in known or plain in self._known.names:
            return plain in known
        return any(
            plain.endswith(ending) and plain[: -len(ending)] + more in known
            for ending, more in _FORMS
        )

    def _within(self, plain: str) -> str:
        """Return which known name is a part of the word, as in a name made up for the internet."""
        return next((kind for name, kind in self._long_names if name in plain), "")

    def _may_have_capital(self, word: Word) -> bool:
        """Return whether an ordinary word has its capital as a sentence begins, or shouts."""
        after = word.after
        if len(word.text) > 1 and word.text.isupper():
            return self._is_shouted(word.before) or self._is_shouted(after)
        if not word.begins(alone=not after[:1].islower()):
            return False
        # two words with a capital at a beginning are rather a name: Hill Farm, but not Ask Jane
        following = folded(after)
        known = following in self._known.kept or following in self._known.names
        return not after[:1].isupper() or known or following in self._names

    def _is_shouted(self, other: str) -> bool:
        """Return whether a neighbour stays and is in capitals: one that goes shows no shouting."""
        if len(other) < 2 or not other.isupper():
            return False
        plain = folded(other)
        if plain in self._known.kept:
            return True
        named = self._is_name(plain) or self._entered(plain)
        return self._is_ordinary(plain) and not named

    def _written_out(self, text: str) -> str:
        """Return the text with the words in square brackets; several of a kind together are one."""
        who = "".join(self._mark(kind) for kind in {NAME, *self._names.values()})
        # somebody's name in several words, of which some are another's as well
        text = re.sub(rf"([{who}])(?:[ \t-]*[{who}])+", r"\1", text)
        for kind in self._kinds:
            mark = self._mark(kind)
            text = re.sub(rf"{mark}(?:[ \t-]*{mark})+", mark, text)
            if times := text.count(mark):
                self.removed[kind] += times
                text = text.replace(mark, f"[{kind}]")
        return text


def _pattern_of(names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of the names in a text as `_letter_for_letter` returns it."""
    each = ("['’]?".join(_AS_WRITTEN.get(one, re.escape(one)) for one in name) for name in names)
    return re.compile("|".join(f"(?<![^\\W_])({name})(?![^\\W_])" for name in each) or "(?!)")


def _letter_for_letter(text: str) -> str:
    """Return a text as it is compared, of the same length: its apostrophes stay."""
    if text.isascii():
        return text.lower()
    return "".join(one.lower() if one < "\x80" else _one_letter(one) for one in text)


@lru_cache(maxsize=4096)
def _one_letter(one: str) -> str:
    plain = folded(one)
    return plain if len(plain) == 1 else one


def _is_verb(word: Word) -> bool:
    """Return whether a word such as will is the verb rather than a name."""
    return word.text in _MODAL and word.text == word.written and not word.titled


def _asks_or_plans(after: str) -> bool:
    """Return whether the word after "Will" or "May" makes it a verb: "Will ring the school"."""
    return after in _AFTER_MODAL or (
        after.islower() and not after.endswith(("ed", "s")) and after not in _AFTER_NAME
    )
