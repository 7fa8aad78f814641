"""Words to reconsider, from our file and the user's own; every problem of a file at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from csescreen.core.language import (
    MOST_FORMS,
    MOST_FORMS_IN_ALL,
    Expression,
    Expressions,
    Reconsidered,
    forms,
    number_of_forms,
    readable,
)
from csescreen.core.text import clean_line
from csescreen.errors import Problem
from csescreen.frameworks.files import TomlFile, read_toml
from csescreen.validation import Shape, first_problems, nearest, short, shown

LANGUAGE: Final = "en"
"""The language that is looked at so far. Another one needs a file of its own, and this a choice."""
SHIPPED: Final = Path(__file__).parent.parent / "data" / "language.toml"

_ID = {
    "type": "string",
    "pattern": "^[a-z0-9]+([-_][a-z0-9]+)*$",
    "maxLength": 80,
    "description": "An id is small letters, digits, dashes and underscores.",
}
_LINE = {"type": "string", "minLength": 1, "maxLength": 300, "pattern": "\\S"}
_LINES = {"type": "array", "items": _LINE, "minItems": 1, "maxItems": 60}
SCHEMA: Final[dict[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "csescreen words to reconsider",
    "type": "object",
    "additionalProperties": False,
    "required": ["language"],
    "properties": {
        "language": {
            "enum": [LANGUAGE],
            "description": 'The language of the words: "en", English, is the one looked at so far.',
        },
        "off": {
            "type": "array",
            "items": _ID,
            "maxItems": 500,
            "uniqueItems": True,
            "description": "Ids of entries that are not to be marked.",
        },
        "expressions": {
            "type": "array",
            "maxItems": 1000,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["id", "words", "instead", "why"],
                "properties": {
                    "id": _ID,
                    "words": _LINES,
                    "instead": _LINES,
                    "fine": _LINES,
                    "why": {"type": "string", "minLength": 1, "maxLength": 1000, "pattern": "\\S"},
                },
            },
        },
    },
}
_SHAPE = Shape(SCHEMA, "TOML file")


@dataclass(frozen=True, slots=True)
class WordFile:
    """What a file holds: entries, the ids that it switches off, and what is wrong with it."""

    expressions: tuple[Expression, ...]
    off: frozenset[str]
    problems: tuple[Problem, ...]


@cache
def shipped() -> tuple[Expression, ...]:
    """Return our own entries. The file is tested with the program, and not checked again."""
    tables = read_toml(SHIPPED).tables
    assert tables is not None  # noqa: S101 - our own file
    return tuple(_expressions(tables))


@cache
def shipped_alone() -> Reconsidered:
    """Return our own words to reconsider."""
    return Reconsidered(Expressions(shipped()))


def with_own(path: Path) -> Reconsidered:
    """Return our words with the user's own file. One that is wrong is told of, and left out."""
    if not path.exists():
        return shipped_alone()
    read = check(read_toml(path, "file of words"))
    if read.problems:
        return shipped_alone()._replace(told=_told(path, read.problems))
    own = {one.id for one in read.expressions} | read.off
    kept = [one for one in shipped() if one.id not in own]
    return Reconsidered(Expressions([*kept, *read.expressions]))


def check(file: TomlFile, known: Iterable[Expression] | None = None) -> WordFile:
    """Return what a file holds, or everything that is wrong with it.

    ``known`` are the entries that it may switch off; ours where none are given.
    """
    if file.tables is None:
        return WordFile((), frozenset(), file.problems)
    tables = file.tables
    problems, bad = _SHAPE.examine(tables, file.name)
    if bad is None:
        return WordFile((), frozenset(), tuple(problems))
    ids = {one.id for one in (shipped() if known is None else known)}
    problems = first_problems([*problems, *_problems(tables, ids, file.name)], file.name)
    if problems:
        return WordFile((), frozenset(), tuple(problems))
    return WordFile(tuple(_expressions(tables)), frozenset(tables.get("off", ())), ())


def _expressions(tables: Mapping[str, Any]) -> Iterator[Expression]:
    for one in tables.get("expressions", ()):
        instead, why = one["instead"], one["why"]
        told = tuple(clean_line(text).strip() for text in instead)
        fine = tuple(one.get("fine", ()))
        yield Expression(one["id"], tuple(one["words"]), told, clean_line(why).strip(), fine)


def _problems(tables: Mapping[str, Any], known: set[str], name: str) -> Iterator[Problem]:
    """Yield what no schema can say; of parts that depart from the schema, what can be said."""
    seen: set[str] = set()
    said: dict[tuple[str, ...], str] = {}
    for one in _list(tables.get("expressions")):
        if not isinstance(one, dict) or not isinstance(one.get("id"), str):
            continue
        place = f"expressions.{short(one['id'])}"
        if one["id"] in seen:
            what = f"The id {shown(one['id'])} is given twice."
            yield Problem(name, place, "twice", what, "Give each entry an id of its own.")
        seen.add(one["id"])
        for words in (*_list(one.get("words")), *_list(one.get("fine"))):
            if isinstance(words, str):
                yield from _problems_of(words, one["id"], said, Problem(name, place, "", ""))
        if len(said) > MOST_FORMS_IN_ALL:
            what = f"All entries together stand for more than {MOST_FORMS_IN_ALL:,} forms."
            yield Problem(name, "", "too-many-forms", what, "Leave out what is not needed.")
            return
    for one in _list(tables.get("off")):
        if isinstance(one, str) and one not in known:
            what = f"No entry of ours has the id {shown(one)}."
            yield Problem(name, "off", "unknown-id", what, nearest(one, known))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _problems_of(
    words: str, entry: str, said: dict[tuple[str, ...], str], at: Problem
) -> Iterator[Problem]:
    if not readable(words):
        what = f"{shown(words)} is not words alone."
        remedy = 'Write words, with a slash between the forms of one: "puts/put herself at risk".'
        yield at._replace(code="not-words", what=what, remedy=remedy)
    elif number_of_forms(words) > MOST_FORMS:
        what = f"{shown(words)} stands for more than {MOST_FORMS} forms."
        yield at._replace(code="too-many-forms", what=what, remedy="Write it as several.")
    else:
        for form in forms(words):
            other = said.setdefault(form, entry)
            if other != entry:
                what = f"{shown(' '.join(form))} is said by {shown(other)} as well."
                remedy = "Leave it out of one of them."
                yield at._replace(code="said-twice", what=what, remedy=remedy)


def _told(path: Path, problems: tuple[Problem, ...]) -> tuple[str, ...]:
    return (
        "Your own words to reconsider are not used: their file has to be mended. Ours are marked "
        f"as usual. The file is {clean_line(str(path))}.",
        *(f"- {problem.line()}" for problem in problems),
    )
