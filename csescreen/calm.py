"""What the app does when the program itself fails: keep the work, say little, show nothing.

Textual prints a traceback with the values of local variables, a child's story among them, into
the terminal's scrollback. Its own printing is overridden here (private names, pinned and tested).
"""

import asyncio
import threading
from typing import Any, Final

from rich.console import RenderableType
from textual.worker import WorkerFailed

from csescreen.errors import place
from csescreen.opening import OpeningApp, gone_unopened

SAVED: Final = "Everything that you entered is saved."
UNSURE: Final = "The last change may not be saved. What was saved before it is safe."


class CalmApp(OpeningApp):
    """An app whose faults end in a few plain words, with all that can be saved saved."""

    def __init__(self) -> None:
        """Start with nothing to say."""
        super().__init__()
        self._last_words: list[str] = []
        self._usual_thread_hook = threading.excepthook

    def last_words(self, *lines: str) -> None:
        """Print the lines once the terminal is the shell's again."""
        self._last_words = list(lines)

    def save_at_once(self) -> str:
        """Save what was entered, now; return in words what is on the disk."""
        return SAVED

    def on_load(self) -> None:
        """Keep tracebacks of threads and tasks off the terminal, too."""
        loop = asyncio.get_running_loop()

        def thread_failed(failed: threading.ExceptHookArgs) -> None:
            if isinstance(failed.exc_value, Exception) and not loop.is_closed():
                loop.call_soon_threadsafe(self._handle_exception, failed.exc_value)

        threading.excepthook = thread_failed
        loop.set_exception_handler(_say_nothing)

    def on_unmount(self) -> None:
        """Leave the process as it was found."""
        threading.excepthook = self._usual_thread_hook

    def _handle_exception(self, error: Exception) -> None:
        if gone_unopened():
            return
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        if not self._last_words:
            self._say_what_happened(error)
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        self._handle_exception(RuntimeError())

    def panic(self, *renderables: RenderableType) -> None:
        """Exit, without printing what the caller wanted printed."""
        self._handle_exception(RuntimeError())

    def _say_what_happened(self, error: Exception) -> None:
        try:
            saved = self.save_at_once()
        except Exception:
            saved = UNSURE
        self.last_words(
            "csescreen had to stop because of a fault in the program. You did nothing wrong.",
            saved,
            "Start csescreen again to go on. If it happens again, give your support team this"
            f" line: {_place(error)}",
        )

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()
        for line in self._last_words:
            self.error_console.print(line, soft_wrap=True)
        self._last_words = []


def _say_nothing(_loop: asyncio.AbstractEventLoop, _context: dict[str, Any]) -> None:
    """Drop what asyncio would print with a traceback; the app hears of its own faults directly."""


def _place(error: BaseException) -> str:
    return place(error.error if isinstance(error, WorkerFailed) else error)
