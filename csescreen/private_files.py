"""Files and folders that the user alone can read, written so that a power cut leaves old or new."""

import os
import stat
from contextlib import suppress
from pathlib import Path

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)


def make_private_folder(folder: Path) -> None:
    """Create the folder and its missing parents for the user alone, and close it if it was open.

    The mode does not depend on the umask; a parent that others may write to would let them swap
    the folder.
    """
    missing = []
    here = folder
    while not here.exists():
        missing.append(here)
        here = here.parent
    for part in reversed(missing):
        part.mkdir(mode=0o700, exist_ok=True)
        part.chmod(0o700)  # a strict umask may have taken the right to go on in it
        sync_folder(part.parent)
    if stat.S_IMODE(folder.stat().st_mode) != 0o700:
        folder.chmod(0o700)


def create_private(path: Path, content: bytes = b"", *, sync: bool = True) -> None:
    """Create a file that is not there yet, readable by the user alone under any umask.

    It is on disk when this returns, unless ``sync`` says that it need not outlive a power cut.
    """
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NO_LINK | _BINARY
    descriptor = os.open(path, flags, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            path.chmod(0o600)  # a strict umask may have taken even the user's own rights
            file.write(content)
            file.flush()
            if sync:
                _sync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def replace_private(path: Path, content: bytes, *, sync: bool = True) -> None:
    """Put the content in the file's place: after a power cut it is whole, the old or the new.

    Without ``sync`` that holds for a crash of the program alone; a power cut may spoil it.

    The temporary name is fixed, so that a crash leaves one file at most and the next write
    clears it. Two writers of one path would disturb each other: call it
    under a lock, or where one process writes.
    """
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    create_private(fresh, content, sync=sync)
    try:
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    if sync:
        sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Bring a file on disk that something else wrote."""
    handle = os.open(path, os.O_RDWR | _NO_LINK | _BINARY)
    try:
        _sync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Bring the folder's entries on disk: new, renamed and removed files."""
    if os.name == "nt":
        return  # Windows cannot open a folder; NTFS journals its entries
    handle = os.open(folder, os.O_RDONLY)
    try:
        _sync(handle)
    finally:
        os.close(handle)


def _sync(handle: int) -> None:
    os.fsync(handle)
    with suppress(ImportError, AttributeError, OSError):
        import fcntl  # noqa: PLC0415 - not on Windows

        # macOS: fsync alone leaves the data in the drive's cache.
        fcntl.fcntl(handle, getattr(fcntl, "F_FULLFSYNC"))  # noqa: B009 - not on every platform
