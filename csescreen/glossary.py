"""The terms of the field in plain words. Read from small files when first asked."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_DATA = Path(__file__).parent / "data"


class Term(NamedTuple):
    """A term: what its letters stand for, what it means, and where a document speaks of it."""

    term: str
    means: str
    full: str = ""
    also: tuple[str, ...] = ()
    """Other words by which it is looked for."""
    document: str = ""
    lines: str = ""

    @property
    def name(self) -> str:
        """The term with what its letters stand for."""
        return f"{self.term}: {self.full}" if self.full else self.term

    @property
    def source(self) -> str:
        """Where a document speaks of it; "" where it is explained in the program's own words."""
        several = "line" if self.lines.isdigit() else "lines"
        if not self.document:
            return ""
        return f"{_titles()[self.document]} ({self.document}, {several} {self.lines})"


@cache
def terms() -> tuple[Term, ...]:
    """Return every term, in the order of the alphabet."""
    written = _read("glossary.toml")["terms"]
    return tuple(Term(**{**one, "also": tuple(one.get("also", ()))}) for one in written)


@cache
def _titles() -> dict[str, str]:
    """Return the titles of the documents, by file name."""
    return {**_read("common.toml")["documents"]}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))


def find(words: str) -> list[Term]:
    """Return the terms that a word finds: by name first, then by what is said of them."""
    wanted = words.casefold().strip()
    ranked = [(_rank(term, wanted), term) for term in terms()]
    return [term for rank, term in sorted(ranked, key=lambda one: one[0]) if rank < _NOT_FOUND]


_NOT_FOUND = 5


def _rank(term: Term, wanted: str) -> int:
    """Return how well a term fits; a stable sort keeps the alphabet among equals."""
    names = [one.casefold() for one in (term.term, term.full, *term.also)]
    if not wanted or wanted == names[0]:
        return 0
    if names[0].startswith(wanted):
        return 1
    if any(wanted in one for one in names[:2]):
        return 2
    if any(wanted in one for one in names[2:]):
        return 3
    return 4 if wanted in term.means.casefold() else _NOT_FOUND
