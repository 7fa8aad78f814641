"""From the start of the process to the first paint, against a Textual app with one line of text.

Both run in a pseudo-terminal of 80 by 24, in turn, each csescreen in an empty folder of its own.
The clock starts before the process is spawned and stops at the read after which the terminal shows
any character but a space. A second figure goes on to where the passphrase can be chosen, because
csescreen paints before everything is loaded; it stands beside the same first paint of the other.
"""

import os
import select
import subprocess
import termios
from collections.abc import Callable, Iterator
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.measure import Figure, Pairs, beside
from benchmarks.programs import CSESCREEN, ROOT, environment, python
from benchmarks.terminal import COLUMNS, LINES, Terminal

AT_MOST = 1.5
PATIENCE = 30.0
READY = "Where would you like to begin"
"""What the door says as soon as it can take one."""
BARE = ("-c", "from benchmarks.bare import main; main()")


def figures(rounds: int | None) -> Iterator[Figure]:
    """Yield how long the app takes to be there."""
    painted, ready = Pairs([], []), Pairs([], [])
    for turn in range((rounds or 20) + 1):
        ours = _start(CSESCREEN, [_anything, lambda text: READY in text])
        theirs = _start(BARE, [_anything])
        if turn:  # the first one filled the caches
            for pairs, time in zip((painted, ready), ours, strict=True):
                pairs.ours.append(time)
                pairs.theirs.append(theirs[0])
    against = "a Textual app with one line of text, its first paint"
    yield beside("start", "process start to first paint", against, painted, at_most=AT_MOST)
    yield beside("start, ready", "process start to the passphrase's form", against, ready)


def _anything(text: str) -> bool:
    return bool(text.strip())


def _start(program: tuple[str, ...], sights: list[Callable[[str], bool]]) -> list[float]:
    """Start a program in a terminal; return when each of the sights was first to be seen."""
    ours, its = os.openpty()
    termios.tcsetwinsize(its, (LINES, COLUMNS))
    seen: list[float] = []
    with TemporaryDirectory() as home:
        start = perf_counter()
        process = subprocess.Popen(
            python(*program),
            cwd=ROOT,
            env=environment(home),
            stdin=its,
            stdout=its,
            stderr=its,
            start_new_session=True,
        )
        try:
            os.close(its)
            for when, text in _screens(ours, start):
                while len(seen) < len(sights) and sights[len(seen)](text):
                    seen.append(when)
                if len(seen) == len(sights):
                    return seen
        finally:
            process.kill()
            process.wait()
            os.close(ours)
    raise RuntimeError(f"{program} ended, or did not show what it should, in {PATIENCE:g} s")


def _screens(terminal: int, start: float) -> Iterator[tuple[float, str]]:
    """Yield what the terminal shows after each read, and how long after the start that was."""
    shown = Terminal()
    while (left := start + PATIENCE - perf_counter()) > 0:
        if select.select([terminal], [], [], left)[0]:
            try:
                written = os.read(terminal, 65536)
            except OSError:  # the program ended
                return
            when = perf_counter() - start
            shown.feed(written)
            yield when, shown.text()
