"""A person at a real pseudo-terminal, and what the screen shows them."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect", reason="pseudo-terminals are not on Windows")
Painted = pytest.importorskip("tests.painted").Painted

ROOT = Path(__file__).parents[2]
ROWS, COLUMNS = 24, 80
PATIENCE = 60


class Terminal:
    """A person at a terminal: types, and waits until the screen says something."""

    def __init__(self, command: list[str], home: Path) -> None:
        environment = {**os.environ, "CSESCREEN_HOME": str(home), "TERM": "xterm-256color"}
        environment["PYTHONPATH"] = str(ROOT) if command[0] == sys.executable else ""
        environment.pop("NO_COLOR", None)
        self.child = pexpect.spawn(
            command[0],
            command[1:],
            dimensions=(ROWS, COLUMNS),
            env=environment,
            cwd=str(home.parent),
        )
        self._painted = Painted(COLUMNS, ROWS)

    def read(self) -> str:
        """Return what is on the screen now."""
        try:
            while True:
                self._painted.feed(self.child.read_nonblocking(65536, timeout=0.05))
        except (pexpect.TIMEOUT, pexpect.EOF):
            return str(self._painted.shown)

    def until(self, holds: Callable[[str], bool], what: str) -> str:
        """Wait until the screen shows what is wanted."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            shown = self.read()
            if holds(shown):
                return shown
        raise AssertionError(f"never seen: {what}\n{shown}")

    def sees(self, text: str) -> str:
        return self.until(lambda shown: text in shown, text)

    def types(self, *keys: str) -> None:
        for key in keys:
            self.child.send(key)
            self.read()

    def ends(self) -> int:
        """Wait until the program ended, and return its exit status."""
        end = time.monotonic() + PATIENCE
        while self.child.isalive() and time.monotonic() < end:
            self.read()
        assert not self.child.isalive()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -1)
