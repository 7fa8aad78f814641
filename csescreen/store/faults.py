"""What a failing disk or database means to a person: what happened, what is safe, what to do.

The errors of the driver and of SQLAlchemy carry statements, parameters and sometimes the text of
a row. None of that is passed on, not even as a cause: callers raise the returned error outside
of the ``except`` block.
"""

import errno
from datetime import datetime
from typing import Final

from csescreen.core.words import moment_words
from csescreen.errors import OlderCopyError, StoreDamagedError, UserError

TEXT_ON_SCREEN: Final = "Your text is still on screen."
NOTHING_CHANGED: Final = "Nothing was changed."

_SQLITE: Final = (
    # Names of the extended codes begin with that of their family: SQLITE_IOERR_FSYNC.
    ("SQLITE_FULL", "full"),
    ("SQLITE_READONLY", "readonly"),
    ("SQLITE_PERM", "readonly"),
    ("SQLITE_AUTH", "readonly"),
    ("SQLITE_IOERR", "io"),
    ("SQLITE_BUSY", "busy"),
    ("SQLITE_LOCKED", "busy"),
    ("SQLITE_CORRUPT", "damaged"),
    ("SQLITE_NOTADB", "damaged"),
    ("SQLITE_CANTOPEN", "io"),
    ("SQLITE_NOMEM", "memory"),
)
_ERRNO: Final = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EACCES: "readonly",
    errno.EPERM: "readonly",
    errno.EROFS: "readonly",
}


_WORDS: Final[dict[str, tuple[type[UserError], str, str]]] = {
    "full": (
        UserError,
        "The disk is full, so nothing could be written.",
        "Free some space, and try again.",
    ),
    "readonly": (
        UserError,
        "The store is read-only or closed to you, so nothing could be written.",
        "Check that you may read and write csescreen's folder, and try again.",
    ),
    "busy": (
        UserError,
        "Another program is using the store's database.",
        "Close programs that back up or synchronise the folder, and try again.",
    ),
    "io": (
        UserError,
        "The disk did not read or write as it should.",
        "Check that the disk is connected and sound, and try again.",
    ),
    "memory": (
        UserError,
        "There is not enough free memory.",
        "Close other programs, and try again.",
    ),
    "damaged": (
        StoreDamagedError,
        "The store's database is damaged, or is not the one that the keys belong to.",
        "Keep the folder as it is, and restore the store from a backup.",
    ),
}


def fault(error: Exception, safe: str) -> UserError:
    """Return the calm error for a technical one. An error for people is returned as it is."""
    if isinstance(error, UserError):
        return error
    kind = _kind(error)
    if kind in _WORDS:
        family, what, do_next = _WORDS[kind]
        return family(what, safe=safe, do_next=do_next)
    return UserError(
        f"The store met a fault that it does not know ({type(error).__name__}).",
        safe=safe,
        do_next="Try again; if it comes back, report the word in brackets.",
    )


def older_copy(known: str, here: str) -> OlderCopyError:
    """Return the error for a database that is behind its head, with the times of both."""
    ends = f" What is in it ends on {_day(here)}." if here else " It holds no screening."
    return OlderCopyError(
        "An older copy of the store was put back, or changes were removed from it. Its last change "
        f"is known to be of {_day(known)}.{ends}",
        safe=f"{NOTHING_CHANGED} What was written since may be in your newest backup.",
        do_next="Restore the newest backup with `csescreen restore`; or, if you know why this copy "
        "is older, go on with it by `csescreen audit accept --reason TEXT`.",
    )


def _day(at: str) -> str:
    try:
        return moment_words(datetime.fromisoformat(at))
    except ValueError:
        return "an unknown day"


def _kind(error: Exception) -> str:
    if isinstance(error, OSError):
        return _ERRNO.get(error.errno or 0, "io")
    if isinstance(error, MemoryError):
        return "memory"
    driver = getattr(error, "orig", None) or error
    name = getattr(driver, "sqlite_errorname", None) or ""
    return next((kind for prefix, kind in _SQLITE if name.startswith(prefix)), "")
