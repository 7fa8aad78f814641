"""Reading a TOML file that somebody else wrote: bounded, decoded, parsed, with located problems."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import tomli

from csescreen.core.text import clean
from csescreen.errors import Problem

MAX_BYTES = 2_000_000
"""No honest framework file is larger."""
_AT = re.compile(r"\(at (line \d+, column \d+|end of document)\)")


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A file's tables, and the hash of its bytes; None and the problems where it has none."""

    name: str
    sha256: str
    tables: dict[str, Any] | None
    problems: tuple[Problem, ...]


def read_toml(path: Path) -> TomlFile:
    """Read the file; every failure is a problem, none an exception."""
    name = path.name
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        return _failed(name, "cannot-read", f"It cannot be read: {error.strerror}.")
    return parse_toml(name, content)


def parse_toml(name: str, content: bytes) -> TomlFile:
    """Parse a file's bytes; every failure is a problem, none an exception."""
    if len(content) > MAX_BYTES:
        return _failed(name, "too-large", f"It is larger than {MAX_BYTES // 1_000_000} MB.")
    try:
        tables = tomli.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _failed(name, "not-utf-8", "It is not UTF-8 text.", f"line {line}")
    except tomli.TOMLDecodeError as error:
        found = _AT.search(str(error))
        what = clean(_AT.sub("", str(error)).strip())
        return _failed(name, "not-toml", f"{what}.", found[1] if found else "")
    except RecursionError:
        return _failed(name, "too-deep", "It is nested too deep.")
    return TomlFile(name, sha256(content).hexdigest(), _cleaned(tables), ())


def _failed(name: str, code: str, what: str, place: str = "") -> TomlFile:
    return TomlFile(name, "", None, (Problem(name, place, code, what),))


def _cleaned(value: Any) -> Any:
    """Return the value with every text in it harmless; depth is bounded by the parser."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    return value
