"""Temporary folders of the tests, each named for the process that made it.

A run that is killed or runs out of its time removes nothing: the next one does, once that process
is gone.
"""

import os
import re
import shutil
import tempfile
from pathlib import Path

_MADE_BY = re.compile(r"csescreen-[a-z]+-(\d+)-")


def prefix(what: str) -> str:
    """Return how the name of a folder begins that this process makes."""
    return f"csescreen-{what}-{os.getpid()}-"


def sweep(*places: str) -> None:
    """Remove what processes that are gone left in these places, and in the temporary folder."""
    for place in {*places, tempfile.gettempdir()}:
        for left in Path(place).glob("csescreen-*-*-*"):
            made_by = _MADE_BY.match(left.name)
            if made_by and not _runs(int(made_by[1])):
                shutil.rmtree(left, ignore_errors=True)


def _runs(process: int) -> bool:
    if os.name != "posix":  # asking would end it there
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):  # somebody else's; none of ours
        pass
    return True
