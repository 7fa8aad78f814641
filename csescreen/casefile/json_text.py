"""Reading JSON that somebody else wrote: bounded, decoded, parsed, with located problems."""

import json
from typing import Any, BinaryIO, NamedTuple

from csescreen.core.text import clean
from csescreen.errors import Problem
from csescreen.validation import MAX_VALUES, shown, too_many_values

MAX_BYTES = 5_000_000
"""No honest case is larger."""


class ParsedJson(NamedTuple):
    """The data, with every text in it made harmless; or the problems, and no data."""

    data: object
    problems: tuple[Problem, ...]


class _RefusedError(ValueError):
    """Something that JSON readers disagree about, and that no honest case has."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.remedy = remedy


class _TooManyError(Exception):
    """The document holds more values than any honest case."""


def read_json(file: BinaryIO, name: str) -> ParsedJson:
    """Read one JSON document from a stream, without reading more than the limit."""
    return parse_json(file.read(MAX_BYTES + 1), name)


def parse_json(content: bytes, name: str) -> ParsedJson:
    """Parse a document's bytes; every failure is a problem, none an exception."""
    if len(content) > MAX_BYTES:
        what = f"It is larger than {MAX_BYTES // 1_000_000} MB."
        return _failed(name, "", "too-large", what, "Leave out what does not belong into it.")
    try:
        data = json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_Cleaner().table,
            parse_constant=_constant,
        )
    except RecursionError:
        return _failed(name, "", "too-deep", "It is nested too deep.", "Nest it less deep.")
    except _TooManyError:
        return ParsedJson(None, (too_many_values(name),))
    except ValueError as error:
        return _failed(name, *_explained(error, content))
    return ParsedJson(data, ())


def _explained(error: ValueError, content: bytes) -> tuple[str, str, str, str]:
    """Return the place, the code, what is wrong and what to do."""
    if isinstance(error, UnicodeDecodeError):
        line = content.count(b"\n", 0, error.start) + 1
        return f"line {line}", "not-utf-8", "It is not UTF-8 text.", "Save it as UTF-8."
    if isinstance(error, json.JSONDecodeError):
        place = f"line {error.lineno}, column {error.colno}"
        return place, "not-json", f"{error.msg}.", "Mend what stands there or just before it."
    if isinstance(error, _RefusedError):
        return "", "not-json", f"{error}.", error.remedy
    # Python reads no number of so many digits
    return "", "not-json", "It holds a number too long.", "Write a shorter number."


def _failed(name: str, place: str, code: str, what: str, remedy: str) -> ParsedJson:
    return ParsedJson(None, (Problem(name, place, code, what, remedy),))


class _Cleaner:
    """Makes the texts of one document harmless, and stops where it has too many values."""

    def __init__(self) -> None:
        self._values = 0

    def table(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Return the object that the pairs write; the objects inside were made before."""
        self._count(len(pairs))
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise _RefusedError(
                    f"The key {shown(key)} stands twice in one object", "Say it only once."
                )
            found[clean(key)] = self._cleaned(value)
        return found

    def _cleaned(self, value: Any) -> Any:
        if isinstance(value, str):
            return clean(value)
        if isinstance(value, list):
            self._count(len(value))
            return [self._cleaned(item) for item in value]
        return value

    def _count(self, values: int) -> None:
        self._values += values
        if self._values > MAX_VALUES:
            raise _TooManyError


def _constant(name: str) -> None:
    raise _RefusedError(f"{name} is no JSON number", "Write a whole number.")
