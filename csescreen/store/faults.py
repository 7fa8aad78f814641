"""What a failing disk or database means to a person: what happened, what is safe, what to do.

The errors of the driver and of SQLAlchemy carry statements, parameters and sometimes the text of
a row. None of that is passed on, not even as a cause: callers raise the returned error outside
of the ``except`` block.
"""

import errno
from datetime import datetime
from typing import Final

from csescreen.core.words import moment_words
from csescreen.errors import PurgedError, UserError
from csescreen.store.fault_words import NOTHING_CHANGED, TEXT_ON_SCREEN, told

__all__ = ["DAMAGE", "NOTHING_CHANGED", "TEXT_ON_SCREEN", "fault", "is_damage"]

DAMAGE: Final = "page"

_SQLITE: Final = (
    # Names of the extended codes begin with that of their family: SQLITE_IOERR_FSYNC.
    ("SQLITE_FULL", "full"),
    ("SQLITE_READONLY", "readonly"),
    ("SQLITE_PERM", "readonly"),
    ("SQLITE_AUTH", "readonly"),
    ("SQLITE_IOERR_FSYNC", "sync"),
    ("SQLITE_IOERR_DIR_FSYNC", "sync"),
    ("SQLITE_IOERR", "io"),
    ("SQLITE_BUSY", "busy"),
    ("SQLITE_LOCKED", "busy"),
    ("SQLITE_CORRUPT", DAMAGE),
    ("SQLITE_NOTADB", DAMAGE),
    ("SQLITE_CANTOPEN", "io"),
    ("SQLITE_NOMEM", "memory"),
)
_ERRNO: Final = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EACCES: "closed",
    errno.EPERM: "closed",
    errno.EROFS: "readonly",
}


def fault(error: Exception, safe: str) -> UserError:
    """Return the calm error for a technical one. An error for people is returned as it is."""
    if isinstance(error, UserError):
        return error
    kind = _kind(error)
    if kind:
        return told(kind, safe)
    return UserError(
        f"The store met a fault that it does not know ({type(error).__name__}).",
        safe=safe,
        do_next="Try again; if it comes back, report the word in brackets.",
    )


class UnfitError(Exception):
    """What was read does not fit what else the store knows of it: a page of it is an older one."""


def is_damage(error: Exception) -> bool:
    """Return whether it says that a page of the database is damaged."""
    return not isinstance(error, UserError) and _kind(error) == DAMAGE


def may_be_damage(error: Exception) -> bool:
    """Return whether it may come of a damaged page, though it says something else."""
    return not isinstance(error, UserError) and _kind(error) in ("", "readonly")


def not_there() -> UserError:
    """Return the error for a screening that the store has not."""
    return UserError(
        "This screening is not in the store.",
        safe=NOTHING_CHANGED,
        do_next="Go back to the list and choose another.",
    )


def purged() -> PurgedError:
    """Return the error for a save of a screening that was removed for good."""
    return PurgedError("This screening is not in the store: it was purged.", safe=NOTHING_CHANGED)


def older_copy(known: str, here: str) -> UserError:
    """Return the error for a database that is behind its head, with the times of both."""
    ends = f" What is in it ends on {moment_told(here)}." if here else " It holds no screening."
    return told(
        "older copy", known=f" Its last change is known to be of {moment_told(known)}.{ends}"
    )


def moment_told(at: str) -> str:
    """Return a moment, as the store notes it, in words."""
    try:
        return moment_words(datetime.fromisoformat(at))
    except ValueError:
        return "an unknown day"


def _kind(error: Exception) -> str:
    if isinstance(error, UnfitError):
        return DAMAGE
    if isinstance(error, OSError):
        return _ERRNO.get(error.errno or 0, "io")
    if isinstance(error, MemoryError):
        return "memory"
    driver = getattr(error, "orig", None) or error
    name = getattr(driver, "sqlite_errorname", None) or ""
    return next((kind for prefix, kind in _SQLITE if name.startswith(prefix)), "")
