"""The folders in which frameworks lie beside those that ship: looked into once, only ever read."""

import os
import stat
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NamedTuple

from csescreen.core.text import clean_line
from csescreen.frameworks.files import MAX_BYTES
from csescreen.frameworks.headers import Header, read_header

CASES_SUFFIX = ".cases.toml"
"""How the file of an author's cases ends, beside the framework's own."""
MAX_FILES = 200
"""More frameworks than any folder honestly holds."""
PATIENCE = 5.0
"""Seconds. A network drive that is slower is taken for one that cannot be reached."""


class Folder(NamedTuple):
    """A folder that may hold frameworks: whose, where, and who says so."""

    origin: str
    """"yours" or "shared"; "training" for the user's own training cases."""
    path: Path
    named_by: str = ""
    """What names the folder; empty where nobody did, and it need not be there."""


FindFolders = Callable[[], tuple[Sequence[Folder], Sequence[str]]]
"""Gives the folders to look into, and what is to be told of those that cannot even be named."""


def no_folders() -> tuple[Sequence[Folder], Sequence[str]]:
    """Give none: what ships is all that is on file."""
    return (), ()


class FoundFile(NamedTuple):
    """A framework file as it was found. Nothing but its header was looked at."""

    origin: str
    path: Path
    content: bytes
    sha256: str
    header: Header | None

    @property
    def name(self) -> str:
        """The file's name, harmless, for messages and problems."""
        return clean_line(self.path.name)


class Contents(NamedTuple):
    """The framework files of a folder, and what is to be told of it."""

    files: tuple[FoundFile, ...] = ()
    told: tuple[str, ...] = ()


def is_framework_file(path: Path) -> bool:
    """Return whether the name is that of a framework file: not of its cases, and not hidden."""
    name = path.name.lower()
    return name.endswith(".toml") and not name.endswith(CASES_SUFFIX) and not name.startswith(".")


def framework_files(folder: Path) -> list[Path]:
    """Return the framework files of a folder by name; raises `OSError` where it cannot be read."""
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries)
    return [path for name in names if is_framework_file(path := folder / name)]


def look_into(folder: Folder, patience: float = PATIENCE) -> Contents:
    """Return what the folder holds; it takes no longer than ``patience``, and raises nothing.

    A dead network drive may block whoever asks for as long as the system likes: a thread asks, and
    is left behind.
    """
    answers: SimpleQueue[Contents] = SimpleQueue()
    Thread(target=lambda: answers.put(_contents(folder)), daemon=True).start()
    try:
        return answers.get(timeout=patience)
    except Empty:
        return _unreadable(folder, f"it did not answer within {patience:g} seconds")


def _contents(folder: Folder) -> Contents:
    try:
        paths = framework_files(folder.path)
    except FileNotFoundError:
        return _unreadable(folder, "it is not there") if folder.named_by else Contents()
    except OSError as error:
        return _unreadable(folder, error.strerror or "the system refused")
    except ValueError:  # a path with a character that no path has
        return _unreadable(folder, "there is no such path")
    told = []
    if len(paths) > MAX_FILES:
        told.append(
            f"The folder {clean_line(str(folder.path))} holds more than {MAX_FILES} "
            f"{_held(folder)}. "
            f"Those after {clean_line(paths[MAX_FILES - 1].name)} are not offered."
        )
    files = []
    for path in paths[:MAX_FILES]:
        try:
            content = _content(path)
        except OSError as error:
            why = error.strerror or "it cannot be read"
            told.append(f"{clean_line(path.name)} is not offered: {why}. {_where(path)}")
            continue
        files.append(
            FoundFile(
                folder.origin, path, content, sha256(content).hexdigest(), read_header(content)
            )
        )
    return Contents(tuple(files), tuple(told))


def _content(path: Path) -> bytes:
    """Return the beginning of a file, more than may be read of it; never waits for a pipe."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(0, "it is not a file")
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _unreadable(folder: Folder, why: str) -> Contents:
    whose = {
        "yours": "Your frameworks folder",
        "shared": "The shared frameworks folder",
        "training": "Your folder of training cases",
    }
    named = f", named by {folder.named_by}," if folder.named_by else ""
    told = (
        f"{whose[folder.origin]} {clean_line(str(folder.path))}{named} cannot be read: {why}. "
        f"What is in it is not offered now; the other {_held(folder)} are."
    )
    return Contents(told=(told,))


def _held(folder: Folder) -> str:
    return "training cases" if folder.origin == "training" else "frameworks"


def _where(path: Path) -> str:
    return f"It is in {clean_line(str(path.parent))}."
