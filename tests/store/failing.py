"""File operations that fail: all from one moment on, as after a kill, or one alone."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

OPERATIONS = ("open", "fsync", "replace", "rename", "unlink")
LOCK = ("store.lock", "store.holder")


class CrashError(BaseException):
    """The process is gone: nothing after it runs."""


class Failing:
    """Counts the operations on a store's files, and has the nth one fail.

    With ``once`` that one alone fails with the error; otherwise it and all after it do. The lock is
    spared, as the system takes it from a process that is gone.
    """

    def __init__(self, at: int, error: BaseException, *, once: bool) -> None:
        self.at, self.error, self.once = at, error, once
        self.count = 0

    def install(self, patch: pytest.MonkeyPatch) -> "Failing":
        for name in OPERATIONS:
            patch.setattr(os, name, self._failing(getattr(os, name)))
        return self

    @property
    def reached(self) -> bool:
        return self.count >= self.at

    def _failing(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def operation(target: Any, *arguments: Any, **options: Any) -> Any:
            if isinstance(target, int) or Path(os.fspath(target)).name not in LOCK:
                self.count += 1
                if self.count == self.at or (self.reached and not self.once):
                    raise self.error
            return real(target, *arguments, **options)

        return operation
