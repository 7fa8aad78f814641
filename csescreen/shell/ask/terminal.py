"""Reading lines and printing lines: no cursor, no colour, no control character.

Lines are read as bytes with a wait, so that a signal, an absence and a closed window are noticed
between two of them. On Windows a console cannot be waited for: there is a plain read there.
"""

import os
import select
import shutil
import signal
import sys
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Final

from csescreen.core.text import clean
from csescreen.idle import LOOK_EVERY, Watch
from csescreen.process import Reason
from csescreen.shell.ask.talk import Prompt

CAN_WAIT: Final = os.name == "posix"
_ENDING: Final = ("SIGTERM", "SIGHUP", "SIGTSTP", "SIGQUIT")
_LONGEST: Final = 1 << 20
"""So many bytes of a line at most; what is longer is taken as several lines."""
_WIDTHS: Final = (40, 100)


def wrapped(text: str) -> str:
    """Return a text without control characters, wrapped at words where a terminal shows it."""
    text = clean(text)
    if not sys.stdout.isatty():
        return text
    least, most = _WIDTHS
    width = max(least, min(most, shutil.get_terminal_size((80, 24)).columns - 1))
    lines = (textwrap.wrap(line, width, break_on_hyphens=False) for line in text.split("\n"))
    return "\n".join("\n".join(line) for line in lines)


class Interrupted(Exception):  # noqa: N818 - no error: the user pressed Ctrl+C
    """Ctrl+C was pressed; ``begun`` is what was typed of a line that it throws away."""

    def __init__(self, begun: str = "") -> None:
        super().__init__()
        self.begun = begun


class Ended(Exception):  # noqa: N818 - no error: somebody ends the program
    """A signal ends the program; ``number`` says which."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Away(Exception):  # noqa: N818 - no error: nobody is there
    """Nobody typed a line for a while, or the computer was asleep; ``reason`` says which."""

    def __init__(self, reason: Reason = "idle") -> None:
        super().__init__(reason)
        self.reason = reason


class Terminal:
    """Standard input and standard output, a line at a time."""

    def __init__(self, idle_seconds: float) -> None:
        """Wait so many seconds for a line at most."""
        self._idle_seconds = idle_seconds
        self._watch = Watch()
        self._held = b""
        self._signal = 0
        self._wake: tuple[int, int] | None = None
        self._typed_at = sys.stdin.isatty()

    # -- printing -----------------------------------------------------------------------------

    def say(self, lines: Iterable[str]) -> None:
        """Print lines."""
        for text in lines:
            self._write(f"{wrapped(text)}\n")

    def ask(self, prompt: Prompt) -> str | None:
        """Print a prompt, and return the line that is typed; None at the end of input."""
        # a person types behind it; in a script's answer it is a line of its own
        self._write(wrapped(prompt.text) + (" " if self._typed_at else "\n"))
        line = self._line()
        if line is None and self._typed_at:
            self._write("\n")
        return line

    def _write(self, text: str) -> None:
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError:  # the window is gone: what was typed is saved all the same
            pass

    # -- reading ------------------------------------------------------------------------------

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear signals between two lines."""
        before = {}
        self._wake = os.pipe() if CAN_WAIT else None
        names = (*_ENDING, "SIGINT") if CAN_WAIT else ()
        for name in names:
            with suppress(ValueError):  # not in the main thread
                before[name] = signal.signal(getattr(signal, name), self._heard)
        try:
            with self._keeping_half_a_line():
                yield
        finally:
            for name, handler in before.items():
                signal.signal(getattr(signal, name), handler)
            for end in self._wake or ():
                os.close(end)
            self._wake = None

    @contextmanager
    def _keeping_half_a_line(self) -> Iterator[None]:
        """Have the system keep what is typed of a line where a key ends the program."""
        if not (CAN_WAIT and self._typed_at):
            yield
            return
        import termios  # noqa: PLC0415 - not on Windows

        terminal = sys.stdin.fileno()
        modes = None
        with suppress(OSError, termios.error):  # the window may be gone
            modes = termios.tcgetattr(terminal)
            keeping = [*modes]
            keeping[3] |= termios.NOFLSH  # else Ctrl+\ and Ctrl+Z throw it away
            termios.tcsetattr(terminal, termios.TCSANOW, keeping)
        try:
            yield
        finally:
            with suppress(OSError, termios.error):
                if modes is not None:
                    termios.tcsetattr(terminal, termios.TCSANOW, modes)

    def _heard(self, number: int, _frame: FrameType | None) -> None:
        if self._signal in (0, signal.SIGINT):
            self._signal = number
        if self._wake is not None:
            with suppress(OSError):
                os.write(self._wake[1], b"!")

    def here(self) -> None:
        """Count the time without a line from now on."""
        self._watch.touch()

    def _line(self) -> str | None:
        if not CAN_WAIT:
            return self._plain_line()
        while b"\n" not in self._held and len(self._held) < _LONGEST:
            self._wait()
            more = os.read(sys.stdin.fileno(), 65536)
            self.here()
            if not more:
                last, self._held = self._held, b""
                return _text(last) if last else None
            self._held += more
        line, found, rest = self._held[:_LONGEST].partition(b"\n")
        self._held = rest + self._held[_LONGEST:] if found else self._held[_LONGEST:]
        self.here()
        return _text(line)

    def _wait(self) -> None:
        """Wait until something can be read."""
        typed, woken = sys.stdin.fileno(), self._wake[:1] if self._wake else ()
        seconds = min(LOOK_EVERY, self._idle_seconds)
        while True:
            ready, _, _ = select.select([typed, *woken], [], [], seconds)
            for end in {*woken} & {*ready}:
                os.read(end, 64)
            number, self._signal = self._signal, 0
            if number == signal.SIGINT:
                self.here()
                raise Interrupted(self.unfinished())
            if number:
                raise Ended(number)
            if (reason := self._watch.due(self._idle_seconds)) is not None:
                raise Away(reason)
            if typed in ready:
                return

    @staticmethod
    def _plain_line() -> str | None:
        try:
            line = sys.stdin.buffer.readline(_LONGEST)
        except KeyboardInterrupt:
            raise Interrupted from None
        return _text(line.rstrip(b"\n")) if line else None

    def unfinished(self) -> str:
        """Return what was typed of a line that was not entered, and take it off the terminal."""
        typed, self._held = self._held, b""
        if not (CAN_WAIT and self._typed_at):
            return _text(typed)
        import termios  # noqa: PLC0415 - not on Windows

        terminal = sys.stdin.fileno()
        with suppress(OSError, termios.error):  # the window may be gone
            modes = termios.tcgetattr(terminal)
            at_once = [*modes]
            at_once[3] &= ~termios.ICANON  # else the system keeps it until Enter is pressed
            termios.tcsetattr(terminal, termios.TCSANOW, at_once)
            try:
                if select.select([terminal], [], [], 0)[0]:
                    typed += os.read(terminal, 65536)
            finally:
                termios.tcsetattr(terminal, termios.TCSANOW, modes)
        return _text(typed).replace("\n", " ")


def _text(line: bytes) -> str:
    """Return a line as it was typed: the conversation makes it harmless, and knows what it is."""
    return line.decode("utf-8", errors="replace").rstrip("\r")
