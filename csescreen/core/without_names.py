"""A text that a person typed, cleaned of what names somebody, as far as a program can find it.

What is found is replaced by a word in square brackets that says what stood there. Too much is
rather removed than too little; what is left is still to be read by a person.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

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
from csescreen.core.text import clean

_MARKS: Final = 0xE000
"""The first private-use character of those that stand for what was removed, for a while."""
_ELSEWHERE: Final = chr(0xF8FF)
"""Stands for a letter of another script, for a while."""

_WITH_ELSEWHERE = re.compile(rf"[\w{_ELSEWHERE}]+")
_WORD = re.compile(r"\b[^\W_]+(?:['’][^\W\d_]+)*\b")
_DIGITS = re.compile(r"\d+")
_OWNERS = re.compile(r"['’]s?$", re.I)
_TITLE = re.compile(r"(?i:\b(?:mr|mrs|ms|miss|mx|dr|sir|prof|pc|dc|ds|sgt|cllr|imam|rev))\.?\s+$")
_QUOTES: Final = "\"'“”‘’«»([{"
_MODAL: Final = frozenset(("will", "may"))
"""Names that are far more often a verb where they stand in lower case."""
_ENDINGS: Final = ("s", "es", "ed", "ing", "ly")
_AFTER_MODAL: Final = frozenset(("discuss", "address", "assess", "need", "access"))
_AFTER_NAME: Final = frozenset(
    (
        *("and", "or", "who", "said", "told", "was", "has", "had", "went", "came", "got", "gave"),
        *("took", "met", "saw", "ran", "left", "knew", "did", "sent", "kept", "made", "hit", "can"),
        *("could", "would", "will", "then", "also", "again", "never", "at", "in", "on", "with"),
    )
)
"""What follows a name rather than a verb."""


class _Word(NamedTuple):
    """A word without its possessive ending, and where it stands in the whole text."""

    text: str
    start: int
    end: int
    whole: str
    before: str
    """The word before it."""

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def titled(self) -> bool:
        """Whether a title stands before it, such as Mrs."""
        return bool(_TITLE.search(self.whole[max(0, self.start - 10) : self.start]))

    @property
    def after(self) -> str:
        """The word that follows, with a space alone between."""
        following = _WORD.search(self.whole, self.end)
        if following is None or self.whole[self.end : following.start()].strip():
            return ""
        return following[0]


class NameCleaner:
    """Replaces what names somebody, and counts what it replaced, by kind.

    ``names`` are those known, as `csescreen.core.known_words.folded` returns them, with what stands
    in their place: {"jane": "child"}.
    """

    def __init__(self, names: Mapping[str, str], known: KnownWords) -> None:
        self.removed: Counter[str] = Counter()
        self.unsure: dict[str, None] = {}
        """Words left in small letters that no list knows: what a person looks at first."""
        self._names = names
        self._known = known
        self._long_names = [(name, kind) for name, kind in names.items() if len(name) > 3]
        kinds = (NAME, SCRIPT, DATE, PLACE, NUMBER, ONLINE, CAR, *names.values())
        self._kinds = list(dict.fromkeys(kinds))

    def clean(self, text: str) -> str:
        """Return the text without what names somebody."""
        text = self._names_of_several(self._other_scripts(_plain(text)))
        for kind, pattern in PATTERNS:
            text = pattern.sub(self._mark(kind), text)
        text = STREET.sub(self._street, text)
        return self._written_out(self._words(text))

    def _mark(self, kind: str) -> str:
        return chr(_MARKS + self._kinds.index(kind))

    def _other_scripts(self, text: str) -> str:
        """Replace what is in another script whole: nobody here could find a name in it."""
        if text.isascii():
            return text
        marked = "".join(_ELSEWHERE if _is_elsewhere(one) else one for one in text)
        mark = self._mark(SCRIPT)
        # a Latin letter within such a word is a part of it
        text = _WITH_ELSEWHERE.sub(lambda one: mark if _ELSEWHERE in one[0] else one[0], marked)
        return re.sub(rf"{mark}(?:\W*{mark})+", mark, text)

    def _street(self, found: re.Match[str]) -> str:
        within = {folded(word) for word in found[1].split()}
        return found[0] if within & self._known.kept else self._mark(PLACE)

    def _names_of_several(self, text: str) -> str:
        """Return the text as it is, but for known names that are no single words: a reference."""
        for name, kind in self._names.items():
            if not name.isalpha():
                text = re.sub(rf"(?i)(?<!\w){re.escape(name)}(?!\w)", self._mark(kind), text)
        return text

    def _words(self, text: str) -> str:
        written, last, before = [], 0, ""
        for found in _WORD.finditer(text):
            written.append(text[last : found.start()])
            word, owner = found[0], ""
            if ending := _OWNERS.search(word):
                word, owner = word[: ending.start()], ending[0]
            kind = self._kind(_Word(word, found.start(), found.end(), text, before))
            written.append(f"{self._mark(kind)}{owner}" if kind else found[0])
            last, before = found.end(), found[0]
        return "".join((*written, text[last:]))

    def _kind(self, word: "_Word") -> str:
        """Return what the word is replaced by, or nothing."""
        if any(one.isdigit() for one in word.text):
            letters = folded(_DIGITS.sub("", word.text))
            return ONLINE if letters in self._names or letters in self._known.names else ""
        plain, kept = folded(word.text), self._known.kept
        if not word.capital and (plain in _MODAL or plain in kept):
            return ""
        if plain in self._names:
            return self._names[plain]
        in_a_e = len(word.text) == 1 and word.whole[word.start - 1 : word.start] == "&"
        if in_a_e or plain in kept or folded(word.whole[word.start : word.end]) in kept:
            return ""
        return self._kind_of_others(plain, word)

    def _kind_of_others(self, plain: str, word: "_Word") -> str:
        """Return what a word is replaced by that is no known name, and may be one."""
        ordinary, is_name = self._is_ordinary(plain), plain in self._known.names
        if not ordinary and (kind := self._within(plain)):
            return kind
        if word.capital:
            if plain in _MODAL and not word.titled and _asks_or_plans(word.after.lower()):
                return ""
            stays = ordinary and not is_name and not word.titled and self._may_have_capital(word)
        elif ordinary:
            stays = not (is_name and word.titled)
        else:
            stays = not (is_name or word.titled)
            if stays and len(plain) > 1:
                self.unsure[word.text] = None
        return "" if stays else NAME

    def _is_ordinary(self, plain: str) -> bool:
        """Return whether a list knows the word, or one of which it is a form."""
        known = self._known.ordinary
        stems = [plain[: -len(one)] for one in _ENDINGS if plain.endswith(one)]
        return plain in known or any(stem in known or f"{stem}e" in known for stem in stems)

    def _within(self, plain: str) -> str:
        """Return which known name is a part of the word, as in a name made up for the internet."""
        return next((kind for name, kind in self._long_names if name in plain), "")

    def _may_have_capital(self, word: "_Word") -> bool:
        """Return whether an ordinary word has its capital as a sentence begins, or shouts."""
        after = word.after
        if len(word.text) > 1 and word.text.isupper():
            return any(len(one) > 1 and one.isupper() for one in (word.before, after))
        if not _begins(word.whole, word.start, alone=not after[:1].islower()):
            return False
        # two words with a capital at a beginning are rather a name: Hill Farm, but not Ask Jane
        following = folded(after)
        known = following in self._known.kept or following in self._known.names
        return not after[:1].isupper() or known or following in self._names

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


def _asks_or_plans(after: str) -> bool:
    """Return whether the word after "Will" or "May" makes it a verb: "Will ring the school"."""
    return after in _AFTER_MODAL or (
        after.islower() and not after.endswith(("ed", "s")) and after not in _AFTER_NAME
    )


def words_of(text: str) -> list[str]:
    """Return the words of a text, in the plainest characters."""
    return _WORD.findall(_plain(text))


def _plain(text: str) -> str:
    """Return the text in the plainest characters for it, with nothing invisible within a word."""
    text = clean(text)
    if text.isascii():
        return text
    return "".join(
        _ELSEWHERE if unicodedata.category(one) == "Co" else one
        for one in unicodedata.normalize("NFKC", text)
        if unicodedata.category(one) not in ("Cf", "Mn", "Me")
    )


@lru_cache(maxsize=4096)
def _is_elsewhere(one: str) -> bool:
    """Return whether a character is a letter of a script other than Latin."""
    if one == _ELSEWHERE:
        return True
    if one.isascii() or unicodedata.category(one)[0] not in "LM":
        return False
    return not unicodedata.name(one, "").startswith(("LATIN", "MODIFIER"))


def _begins(text: str, place: int, *, alone: bool) -> bool:
    """Return whether a sentence begins at a place.

    A word alone in quotes, or after a colon, is rather a nickname.
    """
    before = text[:place].rstrip(" \t")
    opened = before.rstrip(_QUOTES + " \t")
    if (opened != before or before.endswith(":")) and not alone:
        return True
    line = opened.rsplit("\n", 1)[-1]
    return not line.strip(" \t-*•–—") or line[-1] in ".!?…"
