"""Secrets at a terminal: nothing of them is shown, also where they are typed before the prompt.

A command that will ask for one is silent from its first moment, and what was typed ahead is kept
for the prompt (`getpass` would drop it). Standard library alone, for it runs before the rest.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_MOST = 4096
_ASKS = frozenset(
    {
        *("list", "show", "export", "compare", "purge", "keys", "audit", "backup", "restore"),
        *("doctor", "ask"),
    }
)


def asks_for_secret(arguments: list[str]) -> bool:
    """Return whether a command may ask for a passphrase or a recovery code."""
    return bool(arguments) and arguments[0] in _ASKS


@contextmanager
def silent() -> Iterator[None]:
    """Show nothing that is typed from now on, and keep it for whoever asks.

    At the end what nobody asked for is dropped: it may be a secret, and the shell would keep it.
    """
    with _terminal() as terminal, _echo(terminal, on=False, drop=True):
        yield


@contextmanager
def heard() -> Iterator[None]:
    """Show again what is typed: for a question that is answered in the open."""
    with _terminal() as terminal, _echo(terminal, on=True):
        yield


def ask_secret(prompt: str) -> str:
    """Ask at the terminal, and return the line without having shown it.

    Raises `EOFError` where nobody can be asked or nothing was given, and `UnicodeDecodeError`
    where it is no text.
    """
    if os.name == "nt":
        return _ask_on_windows(prompt)
    with _terminal() as terminal:
        if terminal is None:
            raise EOFError
        with _echo(terminal, on=False):
            os.write(terminal, prompt.encode())
            try:
                return _line(terminal)
            finally:
                os.write(terminal, b"\n")


def _ask_on_windows(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise EOFError
    import getpass  # noqa: PLC0415 - its console shows and drops nothing that was typed ahead

    return getpass.getpass(prompt)


def _line(terminal: int) -> str:
    typed = b""
    while not typed.endswith(b"\n"):
        more = os.read(terminal, _MOST)  # one line at most
        if not more:
            break
        typed += more
    if not typed:
        raise EOFError
    return typed.decode("utf-8").rstrip("\r\n")


@contextmanager
def _terminal() -> Iterator[int | None]:
    """Give the terminal that the process belongs to, or None where there is none."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        yield None
        return
    try:
        yield terminal
    finally:
        os.close(terminal)


@contextmanager
def _echo(terminal: int | None, *, on: bool, drop: bool = False) -> Iterator[None]:
    """Switch echo, without dropping what was typed, and switch it back at the end."""
    if terminal is None or not _is_ours(terminal):
        yield
        return
    import termios  # noqa: PLC0415 - not on Windows

    try:
        before = termios.tcgetattr(terminal)
    except termios.error:
        yield
        return
    during = [*before]
    during[3] = during[3] | termios.ECHO if on else during[3] & ~termios.ECHO
    termios.tcsetattr(terminal, termios.TCSANOW, during)
    try:
        yield
    finally:
        if _is_ours(terminal):
            with suppress(termios.error):  # the window may be gone
                then = termios.TCSAFLUSH if drop else termios.TCSADRAIN
                termios.tcsetattr(terminal, then, before)


def _is_ours(terminal: int) -> bool:
    """Return whether the process is in the foreground: another would be stopped for touching it."""
    try:
        return os.tcgetpgrp(terminal) == os.getpgrp()
    except OSError:
        return False
