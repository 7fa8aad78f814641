"""Which version of which framework is on file, and which files contradict one another."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from csescreen.core.text import clean_line
from csescreen.core.versions import order_of
from csescreen.frameworks.folders import FoundFile

ORIGINS = ("shipped", "yours", "shared")
"""Where a framework may come from; of two files with one content, the earlier counts."""


class OnFile(NamedTuple):
    """One version of one framework that is on file."""

    id: str
    version: str
    sha256: str
    origin: str
    path: Path


class Index(NamedTuple):
    """What was found in the folders."""

    files: Mapping[str, tuple[FoundFile, ...]]
    """By framework id: the files that can be used, the newest version first."""
    nameless: tuple[FoundFile, ...]
    """Files that do not say which framework they are."""
    told: tuple[str, ...]
    told_of: Mapping[str, tuple[str, ...]]
    """By framework id: why files of that id are refused."""


def index(
    found: Iterable[FoundFile],
    shipped: Callable[[str], FoundFile | None],
    told: Iterable[str] = (),
) -> Index:
    """Return the files in order. ``shipped`` gives the file that ships for an id, if one does."""
    by_id: dict[str, list[FoundFile]] = {}
    nameless = []
    for file in found:
        if file.header is None:
            nameless.append(file)
        else:
            by_id.setdefault(file.header.id, []).append(file)
    files, told_of = {}, {}
    for framework_id, of_one_id in by_id.items():
        ships = shipped(framework_id)
        every = [*([ships] if ships else ()), *of_one_id]
        files[framework_id], told_of[framework_id] = _versions(every)
    refused = [text for texts in told_of.values() for text in texts]
    return Index(files, tuple(nameless), (*told, *refused), told_of)


def _versions(files: list[FoundFile]) -> tuple[tuple[FoundFile, ...], tuple[str, ...]]:
    """Return one file for each version, the newest first, and what is told of those refused."""
    kept: list[FoundFile] = []
    told: list[str] = []
    newest_first = sorted(files, key=_order, reverse=True)
    for _, group in groupby(newest_first, key=_order):
        same = sorted(group, key=lambda file: ORIGINS.index(file.origin))
        contents = {file.sha256 for file in same}
        first = same[0]
        if len(contents) == 1 or first.origin == "shipped":
            kept.append(first)
        if len(contents) > 1:
            told.append(_contradiction(same))
    return tuple(kept), tuple(told)


def _order(file: FoundFile) -> tuple[int, ...]:
    assert file.header is not None  # noqa: S101 - the nameless were set aside
    return order_of(file.header.version)


def _contradiction(same: list[FoundFile]) -> str:
    """Return what is told of files that say different things under one id and version."""
    first = same[0]
    assert first.header is not None  # noqa: S101 - the nameless were set aside
    framework_id, version = first.header
    if first.origin == "shipped":
        others = [file for file in same if file.sha256 != first.sha256]
        names = _names(others)
        return (
            f"{names} {_are(others)} not offered: {framework_id} {version} came with csescreen "
            f"({first.name}) and says something else. Give {'each' if others[1:] else 'it'} a "
            "version of its own."
        )
    return (
        f"{_names(same)} are not offered: each says that it is {framework_id} {version}, but they "
        "differ. Take the wrong one away, or give it a version of its own."
    )


def _names(files: list[FoundFile]) -> str:
    return " and ".join(clean_line(str(file.path)) for file in files)


def _are(files: list[FoundFile]) -> str:
    return "are" if files[1:] else "is"
