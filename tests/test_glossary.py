"""The glossary explains what the program shows: an abbreviation without an entry fails here."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from csescreen.glossary import find, terms

PACKAGE = Path(__file__).parent.parent / "csescreen"
WRITTEN_LARGE = {"BAD", "HOUSE", "OFFICIAL", "SENSITIVE"}
"""Words that stand for no others: in examples of what is said, and in a marking."""


def shown(value: object) -> Iterator[str]:
    """Yield every text of a file that people may read."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from shown(inner)


def letters() -> set[str]:
    """Return every abbreviation in capitals that the shipped data shows."""
    files = [*PACKAGE.joinpath("data").glob("*.toml"), *PACKAGE.glob("data/[!e]*/*.toml")]
    return {
        word
        for file in files
        for text in shown(tomllib.loads(file.read_text(encoding="utf-8")))
        for word in re.findall(r"\b[A-Z][A-Z&]*[A-Z]\b", text)
    }


def test_every_abbreviation_that_the_data_shows_is_explained() -> None:
    known = {word for term in terms() for word in (term.term, *term.also)}
    assert {"MASH", "MASE", "CATE"} <= letters()
    assert letters() - known - WRITTEN_LARGE == set()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("mash", "MASH"),
        ("S47", "Section 47 enquiry"),
        ("in care", "Looked after child"),
        ("child in need", "CIN"),
        ("position of trust", "Adult in a position of trust"),
        ("threshold", "Threshold"),
        ("stepping down", "Step-down"),
        ("", "A&E"),
    ],
)
def test_a_word_finds_its_term_first(words: str, first: str) -> None:
    assert find(words)[0].term == first


def test_a_term_says_which_document_speaks_of_it_by_its_title() -> None:
    title = "Telford & Wrekin: CSE Care and Support Pathway"
    assert find("A&E")[0].source == f"{title} (002_b8c57ba4503bf551.txt, line 69)"
    assert all(": " in term.source for term in terms() if term.document)


def test_what_is_not_there_is_not_found() -> None:
    assert find("xyzzy") == []


def test_a_term_stands_once_in_the_order_of_the_alphabet_and_says_something() -> None:
    names = [term.term for term in terms()]
    assert len(set(names)) == len(names)
    assert names == sorted(names, key=str.casefold)
    assert all(
        term.means.endswith((".", "!")) and bool(term.document) == bool(term.lines)
        for term in terms()
    )
