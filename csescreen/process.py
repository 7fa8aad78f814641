"""What csescreen asks of the system for its own process: no core file, and a fresh process.

Dropping references leaves copies of the key and of what was typed in memory; only a process that
begins anew has none. Standard library alone: this runs before anything else is loaded.
"""

import os
import signal
import sys
from contextlib import suppress
from typing import Final, Literal, NoReturn, get_args

Reason = Literal["idle", "asked", "suspended", "slept"]
"""Why the app locked: no key for a while, a person's wish, the shell's job control, the computer
was asleep."""

REASON: Final = "CSESCREEN_LOCKED"
"""The variable that tells the process that follows a lock why: a reason and a process id."""

CAN_BEGIN_ANEW: Final = os.name == "posix"
"""Elsewhere the system starts a second process beside the first one, and both read the keys."""

CALL: Final = "CSESCREEN_CALL_RECEIVED"
"""The variable that tells it of a call that is waiting for the store: a time and a process id."""

TRAINING: Final = ("train", "--from-app")
"""The arguments with which the app makes room for training."""

_PR_SET_DUMPABLE: Final = 4


def no_core_file() -> None:
    """Have no core file written, whatever happens: it would hold the key and the text."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def hide_memory() -> None:
    """Keep other programs of the user, and programs that collect crashes, out of the memory.

    The limit on core files does not bind a crash collector that the kernel pipes a core to.
    A fresh process has to ask for it again.
    """
    if sys.platform == "linux":
        with suppress(ImportError, OSError, AttributeError):
            import ctypes  # noqa: PLC0415 - takes a while, and nothing is known before the paint

            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def begin_anew(reason: Reason, call_received: str = "") -> NoReturn:
    """Replace this process by the same program; raises `OSError` where the system refuses.

    ``call_received`` is when a call came in that still waits for the store to be opened.
    """
    os.environ[REASON] = f"{reason} {os.getpid()}"
    if call_received:
        os.environ[CALL] = f"{call_received} {os.getpid()}"
    try:
        _become(sys.orig_argv[1:])
    finally:  # it was refused
        del os.environ[REASON]
        os.environ.pop(CALL, None)


def begin_training() -> NoReturn:
    """Replace this process by training; raises `OSError` where the system refuses."""
    _become([*_program(), *TRAINING])


def begin_app_again() -> NoReturn:
    """Replace training by the app from which it was opened; raises `OSError` where refused."""
    if tuple(sys.argv[1:]) != TRAINING:
        raise OSError("this process was not begun by the app")
    _become(_program())


def _program() -> list[str]:
    """Return the arguments that begin the program, without those that it was given."""
    return sys.orig_argv[1 : len(sys.orig_argv) - len(sys.argv[1:])]


def _become(arguments: list[str]) -> NoReturn:
    program = sys.executable
    if not (CAN_BEGIN_ANEW and program):
        raise OSError("this process cannot be replaced")
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os.execve(program, [program, *arguments], dict(os.environ))  # noqa: S606 - no shell is meant


def begun_for() -> Reason | None:
    """Return for which lock this process was begun; None where it was started by a person.

    What the variable says counts once, and for this process alone: one that was set elsewhere,
    or that a child inherits, says nothing.
    """
    word = _told(REASON)
    return next((reason for reason in get_args(Reason) if reason == word), None)


def call_waiting() -> str:
    """Return when a call came in that the process before this one did not begin; "" for none."""
    return _told(CALL)


def _told(variable: str) -> str:
    word, _, process = os.environ.pop(variable, "").partition(" ")
    return word if process == str(os.getpid()) else ""


def sleep() -> None:
    """Stop as the shell's job control wishes, until it goes on; nothing is known here by now."""
    echo(on=True)
    os.kill(os.getpid(), signal.SIGSTOP)


def echo(*, on: bool) -> None:
    """Let the terminal show what is typed, or not; it takes whole lines alone with it."""
    with suppress(ImportError, OSError, ValueError):
        import termios  # noqa: PLC0415 - not on Windows

        with suppress(termios.error):
            terminal = sys.stdin.fileno()
            modes = termios.tcgetattr(terminal)
            both = termios.ECHO | termios.ICANON
            modes[3] = modes[3] | both if on else modes[3] & ~both
            termios.tcsetattr(terminal, termios.TCSANOW, modes)
