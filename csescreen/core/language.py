"""Words that blame a child or hide who does harm: where a text has them, and other ways to say it.

It is told and never acted on: the writer may have good reason. What stands in double quotation
marks is somebody's own words and is left as it was said.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

MOST_FORMS = 200
"""The most forms that one way of writing an expression may stand for."""
MOST_FORMS_IN_ALL = 50_000
"""The most that all entries of one file may stand for: more takes long to put in order."""
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*")
_APOSTROPHES = str.maketrans("", "", "'’ʼ`´")
_BETWEEN = re.compile(r"['’ʼ`´]?[\s\u00ad\-‐‑]+")
"""What may stand between the words of one expression: white space, line ends, a hyphen.

Before them the apostrophe of a plural: "her parents' control".
"""
_SAME_PARAGRAPH = r"(?:[^{0}\n]|\n(?![^\S\n]*\n))*+"
_QUOTED = re.compile(
    "“" + _SAME_PARAGRAPH.format("“”") + "”"
    r'|(?<!\w)"(?=\S)' + _SAME_PARAGRAPH.format('"') + '"'
)
_Word = tuple[str, int, int]
"""A word as it is compared, its beginning and its end."""


@dataclass(frozen=True, slots=True)
class Expression:
    """Words to reconsider: the ways they are written, what else to say, and why.

    In ``words`` a slash stands between forms of one word: "puts/put herself/himself at risk".
    """

    id: str
    words: tuple[str, ...]
    instead: tuple[str, ...]
    why: str
    fine: tuple[str, ...] = ()
    """Longer ways to write them in which they may stand: "mum's boyfriend"."""


@dataclass(frozen=True, slots=True)
class Found:
    """An expression in a text, from character ``start`` up to ``end``, as it is written there."""

    start: int
    end: int
    words: str
    instead: tuple[str, ...]
    """Other ways to say it: one or more."""
    why: str
    id: str = ""


Reconsider = Callable[[str], tuple[Found, ...]]
"""What finds the words to reconsider in a text."""


def nothing_to_reconsider(_text: str) -> tuple[Found, ...]:
    """Stand in where words stay as they were said: the child's own."""
    return ()


@dataclass(slots=True)
class _Step:
    """The words that lead to here, and what is meant where they end here, if anything does."""

    after: "dict[str, _Step]" = field(default_factory=dict)
    ends: bool = False
    meant: Expression | None = None
    """What is to be reconsidered; None where they may stand."""


class Expressions:
    """Expressions, ready to be looked for. Of two with the same words the later one counts."""

    def __init__(self, expressions: Iterable[Expression] = ()) -> None:
        """Put the expressions in order, by their words."""
        self.all = tuple(expressions)
        self._first = _Step()
        for expression in self.all:
            for words in expression.words:
                self._lead_to(words, expression)
            for words in expression.fine:
                self._lead_to(words, None)

    def _lead_to(self, words: str, meant: Expression | None) -> None:
        for form in forms(words):
            step = self._first
            for word in form:
                step = step.after.setdefault(word, _Step())
            step.ends, step.meant = True, meant

    def longest(
        self, text: str, words: list[_Word], at: int
    ) -> tuple[Expression | None, int] | None:
        """Return what the longest expression at a word means, and the number of its last word."""
        found, step, before = None, self._first, -1
        for number in range(at, len(words)):
            word, start, end = words[number]
            following = step.after.get(word)
            if following is None or (number > at and not _BETWEEN.fullmatch(text, before, start)):
                break
            step, before = following, end
            if step.ends:
                found = step.meant, number
        return found


class Reconsidered(NamedTuple):
    """The words to reconsider, and what a user is to be told of their own file, line by line."""

    expressions: Expressions
    told: tuple[str, ...] = ()


def forms(words: str) -> Iterator[tuple[str, ...]]:
    """Return every form for which a way of writing stands, each as words to compare."""
    return product(*([folded(form) for form in word.split("/")] for word in _apart(words)))


def number_of_forms(words: str) -> int:
    """Return for how many forms a way of writing stands."""
    number = 1
    for word in _apart(words):
        number *= word.count("/") + 1
    return number


def readable(words: str) -> bool:
    """Return whether a way of writing is words alone, each form of them one word."""
    given = [*_apart(words)]
    return bool(given) and all(
        _WORD.fullmatch(form) is not None for word in given for form in word.split("/")
    )


def folded(word: str) -> str:
    """Return a word as it is compared: without capitals and apostrophes."""
    return word.translate(_APOSTROPHES).casefold()


def to_reconsider(text: str, expressions: Expressions) -> tuple[Found, ...]:
    """Return the expressions in a text, in their order; of several at a place the longest."""
    words = _words(text)
    found, at = [], 0
    while at < len(words):
        match = expressions.longest(text, words, at)
        if match is None:
            at += 1
            continue
        meant, last = match
        if meant is not None:
            start, end = words[at][1], words[last][2]
            found.append(Found(start, end, text[start:end], meant.instead, meant.why, meant.id))
        at = last + 1
    return tuple(_not_quoted(text, found)) if found else ()


def _apart(words: str) -> Iterator[str]:
    """Yield the words of a way of writing; a hyphen between forms would join what it must not."""
    for word in words.split():
        yield from [word] if "/" in word else _BETWEEN.sub(" ", word).split()


def _words(text: str) -> list[_Word]:
    return [(folded(match[0]), *match.span()) for match in _WORD.finditer(text)]


def _not_quoted(text: str, found: list[Found]) -> Iterator[Found]:
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    number = 0
    for one in found:
        while number < len(quoted) and quoted[number][1] <= one.start:
            number += 1
        if number == len(quoted) or one.end <= quoted[number][0]:
            yield one
