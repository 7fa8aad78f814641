"""Which framework a file holds, read from its first lines alone."""

import re
from itertools import islice
from typing import NamedTuple

import tomli

_TABLE = re.compile(rb"^[ \t]*\[", re.MULTILINE)
_ID = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
_VERSION = re.compile(r"[0-9]+(\.[0-9]+)*")
_LONGEST_ID, _LONGEST_VERSION = 80, 20

_LONGEST_HEAD = 20_000
"""More than any honest file has before its first table, comments and all."""
_MOST_TRIED = 3


class Header(NamedTuple):
    """The id and the version that a file gives itself."""

    id: str
    version: str


def read_header(content: bytes) -> Header | None:
    """Return the header of a framework file, or None where it has none that can be used.

    TOML's top keys stand before the first table. Where a line only looks like the beginning of
    one, what stands before it is no TOML, and a later line is tried.
    """
    head = content[:_LONGEST_HEAD]
    ends = [table.start() for table in islice(_TABLE.finditer(head), _MOST_TRIED)]
    for end in ends or [len(head)]:
        tables = _parsed(head[:end])
        if tables is not None:
            return _header(tables)
    return None


def is_id(text: str) -> bool:
    """Return whether the text can be a framework's id."""
    return len(text) <= _LONGEST_ID and _ID.fullmatch(text) is not None


def _parsed(content: bytes) -> dict[str, object] | None:
    try:
        return tomli.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):  # the whole file's own problem is told when it is checked
        return None


def _header(tables: dict[str, object]) -> Header | None:
    found, version = tables.get("id"), tables.get("version")
    if not isinstance(found, str) or not isinstance(version, str):
        return None
    if not is_id(found):
        return None
    if len(version) > _LONGEST_VERSION or not _VERSION.fullmatch(version):
        return None
    return Header(found, version)
