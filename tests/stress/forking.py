"""Forking only where no thread is on its way out: its locks would stay closed in the child.

A thread that Python has joined may still be there: OpenSSL tidies up after it, under a lock, and a
child that was forked in that moment waits for it for ever.
"""

import os
import time
from pathlib import Path

_TASKS = Path("/proc/self/task")
_PATIENCE_SECONDS = 10.0


def threads() -> int:
    """Return how many threads this process has; 1 where the system does not tell."""
    return len(os.listdir(_TASKS)) if _TASKS.exists() else 1  # noqa: PTH208 - asked for often


def settled(usual: int = 1) -> None:
    """Wait until there are no more threads than usual; raises where another one stays."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while threads() > usual:
        if time.monotonic() > end:
            raise RuntimeError("a thread is left, and a fork would not take it along")
        time.sleep(0.0005)
