"""One browser's training: a process of its own that knows no store and none of the user's files."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from pathlib import Path
from typing import Final

from textual_serve.app_service import AppService

from csescreen.begin_training import SERVED
from csescreen.core.text import clean_line

_KEPT: Final = (
    *("PATH", "LANG", "LC_ALL", "LC_CTYPE", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"),
    *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "TEMP", "TMP", "TMPDIR", "NO_COLOR"),
)
"""What of the environment a session needs; nothing else reaches it."""
_PATIENCE: Final = 5.0
_ROOT: Final = Path(__file__).parents[2]
"""Where csescreen lies."""
_CELLS: Final = (1, 500)
"""The fewest and the most columns or lines that a window may have."""


def environment(width: int, height: int) -> dict[str, str]:
    """Return the environment of a session: the user's folders are not to be found from it.

    Its own home lies below what is no folder, so that nobody can make one there.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | {
        "CSESCREEN_HOME": str(Path(os.devnull, "no-home")),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
        "TEXTUAL_FPS": "60",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TERM_PROGRAM": "textual",
        "COLUMNS": str(width),
        "ROWS": str(height),
    }


def _safely() -> tuple[str, ...]:
    """Return what keeps Python from running files of the folder in which the server was begun."""
    return () if Path.cwd() == _ROOT else ("-P",)


def cells(number: object) -> int:
    """Return a number of columns or lines that a browser gave, within reason."""
    fewest, most = _CELLS
    return max(fewest, min(most, number)) if isinstance(number, int) else 80


class Session(AppService):
    """The process behind one page, and what goes to and fro."""

    options: tuple[str, ...] = ()
    """Further options of the command that the process runs."""

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Begin the process, without a shell."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, *_safely(), "-m", "csescreen", "train", SERVED, *self.options),
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=environment(width, height),
        )
        assert process.stdin is not None  # noqa: S101 - it is a pipe
        self._process, self._stdin = process, process.stdin
        return process

    async def take(self, message: object) -> object | None:
        """Do what a page asks; return what it is to be answered, if anything."""
        if not isinstance(message, list) or len(message) not in (1, 2):
            return None
        what, *more = message
        given = more[0] if more else None
        if what == "stdin" and isinstance(given, str):
            await self.send_bytes(given.encode("utf-8", "replace"))
        elif what == "resize" and isinstance(given, dict):
            await self.set_terminal_size(cells(given.get("width")), cells(given.get("height")))
        elif what == "ping" and isinstance(given, str | int | float):
            return ["pong", clean_line(str(given))]
        elif what == "focus":
            await self.focus()
        elif what == "blur":
            await self.blur()
        return None

    async def on_meta(self, data: bytes) -> None:
        """Close the page when the process ends. It can neither open addresses nor send files."""
        if b'"exit"' in data:
            await self.remote_close()

    async def on_packed(self, payload: bytes) -> None:
        """Send no file."""

    async def end(self) -> None:
        """End the process: by asking, and where that is in vain by force."""
        with suppress(TimeoutError, ConnectionError):
            await asyncio.wait_for(self.stop(), _PATIENCE)
        process = self._process
        if process is None:
            return
        try:
            await asyncio.wait_for(process.wait(), _PATIENCE)
        except TimeoutError:
            process.kill()
            await process.wait()
