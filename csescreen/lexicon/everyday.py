"""How people speak of signs, from our file; every problem of it at once."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from csescreen.core.speech import Everyday
from csescreen.core.stems import stem, words_of
from csescreen.errors import Problem
from csescreen.frameworks.files import TomlFile, read_toml
from csescreen.validation import Shape, first_problems, nearest, short, shown
from csescreen.word_lists import ordinary_words

SHIPPED: Final = Path(__file__).parent.parent / "data" / "everyday_words.toml"

_TEXT = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "\\S"}
SCHEMA: Final[dict[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "csescreen everyday words",
    "type": "object",
    "additionalProperties": False,
    "required": ["filler", "alike", "signs"],
    "properties": {
        "filler": {"type": "string", "maxLength": 20_000},
        "alike": {
            "type": "array",
            "maxItems": 1000,
            "items": {"type": "array", "items": _TEXT, "minItems": 2, "maxItems": 100},
        },
        "confirm": {"type": "array", "items": _TEXT, "maxItems": 1000},
        "denials": {"type": "array", "items": _TEXT, "maxItems": 1000},
        "signs": {
            "type": "object",
            "maxProperties": 1000,
            "additionalProperties": {"type": "array", "items": _TEXT, "maxItems": 200},
        },
    },
}
_SHAPE = Shape(SCHEMA, "TOML file")


@cache
def everyday() -> Everyday:
    """Return our everyday words. The file is tested with the program, and not checked again."""
    tables = read_toml(SHIPPED).tables
    assert tables is not None  # noqa: S101 - our own file
    return Everyday(
        frozenset(words_of(tables["filler"])),
        tuple(tuple(words) for words in tables["alike"]),
        {sign: tuple(phrases) for sign, phrases in tables["signs"].items()},
        frozenset(tables.get("confirm", ())),
        frozenset(word for text in tables.get("denials", ()) for word in words_of(text)),
        ordinary_words(),
    )


def problems_of(file: TomlFile, signs: Collection[str]) -> list[Problem]:
    """Return everything that is wrong with a file of everyday words for the signs."""
    if file.tables is None:
        return [*file.problems]
    problems, bad = _SHAPE.examine(file.tables, file.name)
    if bad is None or problems:
        return problems
    return first_problems(_further(file.tables, signs, file.name), file.name)


def _further(tables: Mapping[str, Any], signs: Collection[str], name: str) -> Iterator[Problem]:
    """Yield what no schema can say."""
    said: dict[tuple[str, ...], str] = {}
    for words in tables["alike"]:
        place = f"alike.{short(words[0])}"
        for text in words:
            form = tuple(stem(word) for word in words_of(text))
            other = said.setdefault(form, words[0])
            if not form:
                what = f"{shown(text)} holds no word."
                yield Problem(name, place, "not-words", what, "Write words.")
            elif other != words[0]:
                what = f"{shown(text)} means the same as {shown(other)} already."
                yield Problem(name, place, "said-twice", what, "Leave it out of one of them.")
    for sign in tables.get("confirm", ()):
        if sign not in signs:
            what = f"There is no sign {shown(sign)}."
            yield Problem(name, "confirm", "unknown-sign", what, nearest(sign, signs))
    for sign, phrases in tables["signs"].items():
        if sign not in signs:
            what = f"There is no sign {shown(sign)}."
            yield Problem(name, f"signs.{short(sign)}", "unknown-sign", what, nearest(sign, signs))
        for text in phrases:
            if not words_of(text):
                what = f"{shown(text)} holds no word."
                yield Problem(name, f"signs.{short(sign)}", "not-words", what, "Write words.")
