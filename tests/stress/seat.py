"""A person at a terminal: the real app in a pseudo-terminal, and everything that it wrote there."""

import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pexpect  # type: ignore[import-untyped]

from tests.painted import Painted

ROOT: Final = Path(__file__).parents[2]
ROWS, COLUMNS = 40, 100
PATIENCE: Final = 60.0
TAB, ENTER, ESCAPE = "\t", "\r", "\x1b"
CTRL_E, CTRL_L, CTRL_S = "\x05", "\x0c", "\x13"
F1, F2, F4 = "\x1bOP", "\x1bOQ", "\x1bOS"
F6, F7, F8, F12 = "\x1b[17~", "\x1b[18~", "\x1b[19~", "\x1b[24~"
END_OF_LINE, CUT_TO_START = "\x05", "\x15"
PROGRAM: Final = (sys.executable, "-m", "csescreen")


class GoneError(AssertionError):
    """The program ended, or never showed what was waited for."""


class Seat:
    """The program in a pseudo-terminal of its own. ``raw`` is every byte that it sent."""

    def __init__(
        self,
        folder: Path,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        program: tuple[str, ...] = PROGRAM,
    ) -> None:
        self.child = pexpect.spawn(
            program[0],
            [*program[1:], *arguments],
            dimensions=(ROWS, COLUMNS),
            env={**surroundings(folder), **(environment or {})},
            cwd=str(folder),
        )
        self.child.delaybeforesend = None
        self.raw = bytearray()
        self._painted = Painted(COLUMNS, ROWS)

    @property
    def pid(self) -> int:
        return int(self.child.pid)

    def read(self, wait: float = 0.05) -> str:
        """Return what is on the screen once nothing more comes."""
        try:
            while True:
                got = self.child.read_nonblocking(65536, timeout=wait)
                self.raw += got
                self._painted.feed(got)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return self.shown

    @property
    def shown(self) -> str:
        return self._painted.shown

    def until(self, holds: Callable[[str], bool], what: str, patience: float = PATIENCE) -> str:
        """Wait until the screen shows what is wanted."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            shown = self.read(0.02)
            if holds(shown):
                return shown
            if not self.child.isalive():
                break
        raise GoneError(f"never seen: {what}\n{self.shown}")

    def sees(self, text: str, patience: float = PATIENCE) -> str:
        return self.until(lambda shown: text in shown, text, patience)

    def types(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.send(key.encode("utf-8", "surrogateescape"))
            self.read(0.02)

    def send(self, content: bytes) -> None:
        self.child.send(content)

    def pastes(self, text: str) -> None:
        """Paste a text as terminals do that let everything through."""
        content = text.encode("utf-8", "replace")
        self.send(b"\x1b[200~" + content + b"\x1b[201~")
        self.read(0.03)

    def ends(self, patience: float = PATIENCE) -> int | None:
        """Wait until the program ended; return its exit status, or None where a signal ended it."""
        end = time.monotonic() + patience
        while self.child.isalive() and time.monotonic() < end:
            self.read(0.02)
        if self.child.isalive():
            raise GoneError("it never ended")
        self.read(0.02)
        return None if self.child.exitstatus is None else int(self.child.exitstatus)

    def close(self) -> None:
        try:
            self.child.close(force=True)
        except pexpect.ExceptionPexpect:  # it was killed, and takes its time to go
            self.child.wait()

    def __enter__(self) -> "Seat":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def surroundings(folder: Path) -> dict[str, str]:
    """Return an environment in which every place that a program may write to is in the folder."""
    places = {
        "HOME": folder / "user",
        "TMPDIR": folder / "tmp",
        "XDG_DATA_HOME": folder / "data",
        "XDG_STATE_HOME": folder / "state",
        "XDG_CACHE_HOME": folder / "cache",
        "XDG_CONFIG_HOME": folder / "config",
        "XDG_RUNTIME_DIR": folder / "run",
        "CSESCREEN_HOME": folder / "home",
    }
    for name, place in places.items():
        if name != "CSESCREEN_HOME":
            place.mkdir(exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return {
        **{name: str(place) for name, place in places.items()},
        **kept,
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
