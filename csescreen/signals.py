"""Signals of the system, heard by the loop of events: the end of the session, window or machine."""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Final

ENDING: Final = ("SIGTERM", "SIGHUP", "SIGINT")
"""Those that end a program."""
SIGNALLED: Final = 128
"""Added to a signal's number, it is the status of a program that the signal ended."""


def listen(acts: Mapping[str, Callable[[int], None]]) -> None:
    """Have each signal act in the loop; it is given its number."""
    if hasattr(signal, "SIGCONT") and threading.current_thread() is threading.main_thread():
        # A closed window sends it, too: the driver's way to resume would start a second
        # reader then, and the process would never end.
        signal.signal(signal.SIGCONT, lambda _number, _frame: None)
    for name, number in _present(acts):
        with suppress(NotImplementedError, RuntimeError, ValueError):
            asyncio.get_running_loop().add_signal_handler(number, acts[name], number)


def give_back(names: Mapping[str, object]) -> None:
    """Leave the signals as they were found."""
    for _, number in _present(names):
        with suppress(NotImplementedError, RuntimeError, ValueError):
            asyncio.get_running_loop().remove_signal_handler(number)


def _present(names: Mapping[str, object]) -> Iterator[tuple[str, int]]:
    """Yield the signals that this system has; Windows has not all, and no handlers in the loop."""
    for name in names:
        number = getattr(signal, name, None)
        if number is not None:
            yield name, number
