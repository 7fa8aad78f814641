"""Reading a TOML file that somebody else wrote: bounded, decoded, parsed, with located problems."""

import stat
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import tomli

from csescreen.core.text import clean, clean_line
from csescreen.errors import Problem

MAX_BYTES = 200_000
"""No honest framework file is larger: the largest that ships has 20 KB. What the TOML reader needs
for a hostile file grows to seconds and a gigabyte with two megabytes."""
_LARGEST = 2**63
"""TOML's whole numbers are smaller."""


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A file's bytes, their hash, and its tables; None and the problems where it has none."""

    name: str
    sha256: str
    tables: dict[str, Any] | None
    problems: tuple[Problem, ...]
    content: bytes = b""


def read_toml(path: Path, kind: str = "framework file") -> TomlFile:
    """Read the file; every failure is a problem, none an exception."""
    name = clean_line(path.name)
    remedy = f"Give the path of a {kind}."
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            what = "It is not a file."  # a pipe would be waited for without an end
            return _failed(name, "cannot-read", what, remedy)
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        what = f"It cannot be read: {error.strerror}."
        return _failed(name, "cannot-read", what, remedy)
    return parse_toml(name, content)


def parse_toml(name: str, content: bytes) -> TomlFile:
    """Parse a file's bytes; every failure is a problem, none an exception."""
    if len(content) > MAX_BYTES:
        what = f"It is larger than {MAX_BYTES // 1000} KB."
        return _failed(name, "too-large", what, "Leave out what does not belong into it.")
    try:
        text = content.decode("utf-8-sig")  # some editors begin a file with a byte order mark
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = "It is not UTF-8 text."
        remedy = "Save it as UTF-8: Notepad asks for it under Save as, Encoding."
        return _failed(name, "not-utf-8", what, remedy, f"line {line}")
    try:
        tables = _cleaned(tomli.loads(text))
    except tomli.TOMLDecodeError as error:
        from csescreen.frameworks.toml_mistakes import explained  # noqa: PLC0415 - a wrong file only

        mistake = explained(text, str(error))
        return _failed(name, "not-toml", mistake.what, mistake.remedy, mistake.place)
    except RecursionError:
        return _failed(name, "too-deep", "It is nested too deep.", "Nest it less deep.")
    except ValueError:  # Python reads no number of so many digits
        return _failed(name, "not-toml", "It holds a number too long.", "Write a shorter number.")
    return TomlFile(name, sha256(content).hexdigest(), tables, (), content)


def _failed(name: str, code: str, what: str, remedy: str, place: str = "") -> TomlFile:
    return TomlFile(name, "", None, (Problem(name, place, code, what, remedy),))


def _cleaned(value: Any) -> Any:
    """Return the value with every text in it harmless, and no number beyond TOML's own."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    if isinstance(value, int):
        return max(min(value, _LARGEST), -_LARGEST)
    return value
