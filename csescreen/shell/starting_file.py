"""A file to begin with, for an author: named after what it is to be, and never over another."""

import re
from collections.abc import Mapping
from pathlib import Path

from csescreen.core.text import clean_line
from csescreen.errors import InputError, UserError
from csescreen.private_files import create_private

_LONGEST = 60


def id_from(path: Path, usual: str) -> str:
    """Return the id that the file's name suggests; ``usual`` where it suggests none."""
    words = re.findall(r"[a-z0-9]+", path.stem.lower())
    return "-".join(words)[:_LONGEST].rstrip("-") or usual


def write_new(contents: Mapping[Path, bytes], remedy: str) -> None:
    """Write every file, or none.

    Raises `InputError` with the remedy where one is there already, `UserError` where one cannot be
    written.
    """
    for path in contents:
        if path.exists() or path.is_symlink():
            raise _there_already(path, remedy)
    written: list[Path] = []
    try:
        for path, content in contents.items():
            create_private(path, content)
            written.append(path)
    except OSError as error:
        for begun in written:
            begun.unlink(missing_ok=True)
        if isinstance(error, FileExistsError):
            raise _there_already(path, remedy) from None
        raise UserError(
            f"{clean_line(str(path))} cannot be written: {error.strerror}.",
            safe="Nothing was changed.",
            do_next="Name a file in a folder that is there and that you may write to.",
        ) from None


def _there_already(path: Path, remedy: str) -> InputError:
    return InputError(
        f"{clean_line(str(path))} is there already.",
        safe="Nothing was written.",
        do_next=f"{remedy} No file is ever overwritten.",
    )
