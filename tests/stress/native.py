"""The C part of the harnesses: compiled once for each run, loaded by the processes apart."""

import ctypes
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).with_name("shim.c")
COMPILERS = ("cc", "gcc", "clang")


def compiler() -> str | None:
    """Return the path of the system's C compiler, or None."""
    return next(filter(None, map(shutil.which, COMPILERS)), None)


def why_not_terminal() -> str:
    """Return why nothing can be driven in a pseudo-terminal here; empty where it can."""
    return "pseudo-terminals are of Unix" if sys.platform == "win32" else ""


def why_not_shim() -> str:
    """Return why the harnesses that need the C part cannot run here; empty where they can."""
    if not sys.platform.startswith("linux"):
        return "recording and failing system calls is of Linux (LD_PRELOAD)"
    if compiler() is None:
        return f"there is no C compiler ({', '.join(COMPILERS)}): install gcc and libc6-dev"
    return ""


def compiled(folder: Path) -> Path:
    """Compile the C part into the folder, and return its path."""
    library = folder / "shim.so"
    found = compiler()
    if found is None:
        raise RuntimeError(why_not_shim())
    subprocess.run(
        [found, "-O1", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl", "-lpthread"], check=True
    )
    return library


def scratch() -> str | None:
    """Return a folder in memory, where a sync costs nothing, or None for the usual one."""
    memory = "/dev/shm"  # noqa: S108 - what is made there is private, see tempfile
    return memory if os.access(memory, os.W_OK) else None


class Shim:
    """The C part, in a process that was started with it."""

    def __init__(self) -> None:
        self._calls = _library()

    def watch(self, folder: Path, log: int = -1) -> None:
        """Look after the calls under the folder; record them to the descriptor ``log``."""
        self._calls.shim_watch(os.fsencode(folder), log)

    def mark(self, text: str) -> None:
        """Put a remark into the log."""
        self._calls.shim_mark(text.encode())

    def fail(self, number: int, error: int, *, stays_full: bool = False) -> None:
        """Let the so-manieth call from now fail, once; 0 lets none fail.

        On a disk that stays full, each call from that one on fails that needs room.
        """
        self._calls.shim_fail(number, error, stays_full)

    def counted(self) -> int:
        """Return how many calls there were since `fail`."""
        return int(self._calls.shim_counted())

    def failed(self) -> str:
        """Return what was made to fail, a kind and a file name, or nothing."""
        return str(self._calls.shim_failed().decode())


@cache
def _library() -> Any:
    library = ctypes.CDLL(os.environ["LD_PRELOAD"])
    library.shim_watch.argtypes = (ctypes.c_char_p, ctypes.c_int)
    library.shim_mark.argtypes = (ctypes.c_char_p,)
    library.shim_fail.argtypes = (ctypes.c_long, ctypes.c_int, ctypes.c_int)
    library.shim_counted.restype = ctypes.c_long
    library.shim_failed.restype = ctypes.c_char_p
    return library
