"""Writing documents safely: whole or not at all, readable by the user alone, never over another."""

import errno
import os
import re
import secrets
import stat
import time
import unicodedata
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from csescreen.core.audience import CALL, FAMILY, PROFESSIONALS, SUPERVISION
from csescreen.core.timelimits import LONDON
from csescreen.errors import UserError
from csescreen.private_files import create_private, sync_folder

_PREFIX: Final = ".csescreen-export-"
_LEFT_AFTER: Final = 10 * 60.0
"""Seconds after which a temporary file is nobody's: an export writes it within moments."""
_NAMES_TRIED: Final = 1000
_SAFE: Final = "The screening itself is unchanged, and no file was left half written."
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
_FORBIDDEN: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*]|[. ]$|^\.')


def file_name(
    reference: str, made_at: datetime, suffix: str, audience: str = PROFESSIONALS.id
) -> str:
    """Return a name for an export: the reference and the day, of letters, digits and dashes.

    A copy for anybody but professionals says for whom, so that the wrong one is not handed on. One
    for the family does not say on a shared telephone what it is about. One whose dates were moved
    has no day: beside the dates in it, the day would tell by how much.
    """
    plain = unicodedata.normalize("NFKD", reference).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain)[:40].strip("-")
    day = made_at.astimezone(LONDON).strftime("%Y-%m-%d")
    # the name never begins with the reference: Windows reserves names such as CON and LPT1
    day = "" if audience == SUPERVISION.id else day
    whom = "" if audience in (PROFESSIONALS.id, CALL.id) else f"for-{audience}"
    what = {FAMILY.id: "paper", CALL.id: "contact-record"}.get(audience, "cse-screening")
    stem = "-".join(part for part in (what, words, day, whom) if part)
    ending = re.sub(r"[^A-Za-z0-9.]", "", suffix).strip(".")
    return f"{stem}.{ending}" if ending else stem


class SafeFiles:
    """Writes new files: complete, on disk, for the user's eyes alone."""

    def write(self, folder: Path, name: str, content: bytes) -> Path:
        """Write a new file and return its path; never overwrites one that is there.

        Where the name is taken, the file is called "name (2).html" and so on.
        """
        if not name or _FORBIDDEN.search(name) or _RESERVED.fullmatch(name):
            raise UserError(
                "The file name cannot be used on every computer.",
                safe=_SAFE,
                do_next="Choose a plain name, such as referral.html, without a folder.",
            )
        sweep(folder)
        try:
            return _written(folder, name, content)
        except OSError as error:
            problem = _explained(folder, error)
        raise problem  # outside of the block: the technical error is not its context


def sweep(folder: Path) -> int:
    """Remove what killed exports left behind; return how many."""
    removed = 0
    for path in left_behind(folder):
        with suppress(OSError):  # in use elsewhere or not ours: it stays for the next sweep
            path.unlink()
            removed += 1
    return removed


def left_behind(folder: Path) -> list[Path]:
    """Return what killed exports left in a folder: a text in the clear, or a part of one.

    What a process that is still there may be writing is not of it, unless it is old.
    """
    found: list[Path] = []
    now = time.time()
    with suppress(OSError):
        for entry in os.scandir(folder):
            if entry.name.startswith(_PREFIX) and _is_nobodys(entry, now):
                found.append(Path(entry.path))
    return sorted(found)


def _is_nobodys(entry: "os.DirEntry[str]", now: float) -> bool:
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError:
        return False
    old = found.st_mtime < now - _LEFT_AFTER
    return stat.S_ISREG(found.st_mode) and (old or _writer_is_gone(entry.name))


def _writer_is_gone(name: str) -> bool:
    """Return whether the process that the name gives is certain to be there no more."""
    process = name.removeprefix(_PREFIX).partition("-")[0]
    if os.name != "posix" or not process.isdecimal():  # elsewhere asking would end it
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _written(folder: Path, name: str, content: bytes) -> Path:
    temporary = _write_temporary(folder, content)
    try:
        path = _publish(temporary, folder, name)
    finally:
        with suppress(OSError):  # the document counts; the next export sweeps what is left
            temporary.unlink(missing_ok=True)
    try:
        _sync_folder(folder)
    except OSError:  # it may not be on disk: who is told so exports again, and should find one
        with suppress(OSError):
            path.unlink()
        raise
    return path


def _write_temporary(folder: Path, content: bytes) -> Path:
    path = folder / f"{_PREFIX}{os.getpid()}-{secrets.token_hex(8)}.part"
    create_private(path, content)
    return path


def _publish(temporary: Path, folder: Path, name: str) -> Path:
    stem, dot, ending = name.partition(".")
    for number in range(1, _NAMES_TRIED):
        path = folder / (name if number == 1 else f"{stem} ({number}){dot}{ending}")
        try:
            _take_name(temporary, path)
        except FileExistsError:
            continue
        return path
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))


def _take_name(temporary: Path, path: Path) -> None:
    """Give the finished file its name; raises FileExistsError where the name is taken."""
    if os.name == "nt":
        temporary.rename(path)  # on Windows a rename never replaces
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS):
            raise
        # no hard links here (memory sticks): reserve the name, then replace our own reservation
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            temporary.replace(path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def _sync_folder(folder: Path) -> None:
    try:
        sync_folder(folder)
    except OSError as error:
        # some network folders cannot, and a folder may be open for writing alone
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EACCES):
            raise


def _explained(folder: Path, error: OSError) -> UserError:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        what, do_next = f"There is no folder {folder}.", "Choose a folder that exists, or make it."
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        what = f"You may not write into {folder}."
        do_next = "Choose another folder, such as your own Documents."
    elif error.errno in (errno.ENOSPC, errno.EDQUOT):
        what = f"There is no room left on the disk of {folder}."
        do_next = "Free some space or choose another disk, then export again."
    elif error.errno == errno.EEXIST:
        what = f"Too many files in {folder} have this name already."
        do_next = "Choose another name or another folder."
    elif error.errno == errno.ENAMETOOLONG:
        what, do_next = "The file name is too long.", "Choose a shorter name."
    else:
        what = f"The file could not be written into {folder}: {error.strerror}."
        do_next = "Choose another folder, then export again."
    return UserError(what, safe=_SAFE, do_next=do_next)
