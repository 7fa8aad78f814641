"""Reading JSON that somebody else wrote: bounded, decoded, parsed, with located problems."""

import json
from typing import Any, BinaryIO, NamedTuple

from csescreen.core.text import clean
from csescreen.errors import Problem
from csescreen.validation import shown

MAX_BYTES = 5_000_000
"""No honest case is larger."""


class ParsedJson(NamedTuple):
    """The data, with every text in it made harmless; or the problems, and no data."""

    data: object
    problems: tuple[Problem, ...]


class _RefusedError(Exception):
    """Something that JSON readers disagree about, and that no honest case has."""


def read_json(file: BinaryIO, name: str) -> ParsedJson:
    """Read one JSON document from a stream, without reading more than the limit."""
    return parse_json(file.read(MAX_BYTES + 1), name)


def parse_json(content: bytes, name: str) -> ParsedJson:
    """Parse a document's bytes; every failure is a problem, none an exception."""
    if len(content) > MAX_BYTES:
        return _failed(name, "", "too-large", f"It is larger than {MAX_BYTES // 1_000_000} MB.")
    try:
        data = json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_object, parse_constant=_constant
        )
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _failed(name, f"line {line}", "not-utf-8", "It is not UTF-8 text.")
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        return _failed(name, place, "not-json", f"{error.msg}.")
    except RecursionError:
        return _failed(name, "", "too-deep", "It is nested too deep.")
    except (_RefusedError, ValueError) as error:
        return _failed(name, "", "not-json", f"{error}.")
    return ParsedJson(data, ())


def _failed(name: str, place: str, code: str, what: str) -> ParsedJson:
    return ParsedJson(None, (Problem(name, place, code, what),))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _RefusedError(f"The key {shown(key)} stands twice in one object")
        found[clean(key)] = _cleaned(value)
    return found


def _cleaned(value: Any) -> Any:
    # objects inside were cleaned when they were made
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    return value


def _constant(name: str) -> None:
    raise _RefusedError(f"{name} is no JSON number")
