"""From a letter in the box of a call to the signs on the terminal, with the whole catalogue.

As `key`: the whole app runs with its encrypted store, at 80 by 24, and a driver notes each write.
A call is under way in which every framework on file is read. Words that callers use are typed
letter by letter, and each letter is timed from its event to the first write after which the signs
below the box are what they are in the end. Letters that change nothing there do not count. Enter
marks the first sign: `triage, mark` is timed to the outcome panel; the mark is then taken back.
"""

import asyncio
import os
from collections.abc import Iterator
from tempfile import TemporaryDirectory
from time import perf_counter
from unittest.mock import patch

from textual.events import Key

from benchmarks.key import AT_MOST, SETTLED, Write, at_the_door, noting, taken, until
from benchmarks.measure import Figure, alone
from benchmarks.terminal import COLUMNS, LINES, Terminal
from csescreen.app import CsescreenApp
from csescreen.bootstrap import services
from csescreen.screens.home import HomeScreen
from csescreen.screens.triage import TriageScreen
from csescreen.screens.unlock import UnlockScreen
from tests.store.helpers import new_store

WORDS = ("cabs", "new phone", "hotel", "older boyfriend", "missing", "uber", "snap", "vapes")
ENTER = "enter"


def figures(rounds: int | None) -> Iterator[Figure]:
    """Yield how long a letter takes to be answered by signs, and a mark by the outcome."""
    with TemporaryDirectory() as home, patch.dict(os.environ, {"CSESCREEN_HOME": home}):
        letters, marks = asyncio.run(_call(WORDS[: rounds or len(WORDS)]))
    yield alone("triage", "letter typed to painted signs", letters, at_most=AT_MOST)
    yield alone("triage, mark", "Enter to painted outcome", marks, at_most=AT_MOST)


async def _call(words: tuple[str, ...]) -> tuple[list[float], list[float]]:
    writes: list[Write] = []
    app = CsescreenApp(services)
    app.driver_class = noting(writes)
    letters, marks = list[float](), list[float]()
    async with app.run_test(headless=False, size=(COLUMNS, LINES)):
        screen = await _open_call(app)
        terminal = Terminal()
        for text in words:
            found, panel = screen.answers.region, screen.query_one("#panel").region
            signs = (found.y, found.bottom)
            for letter in text:
                key = "space" if letter == " " else letter
                took = await _press(app, Key(key, letter), writes, terminal, signs)
                letters += took
            lines = (panel.y, panel.bottom)
            marks += await _press(app, Key(ENTER, None), writes, terminal, lines)
            if screen.box.words:  # one that only led to the sign: the next one marks it
                marks += await _press(app, Key(ENTER, None), writes, terminal, lines)
            await _press(app, Key("ctrl+z", None), writes, terminal, signs)  # for the next one
        await app.action_quit()
        await until(lambda: app.return_code is not None)
    return letters, marks


async def _press(
    app: CsescreenApp, key: Key, writes: list[Write], terminal: Terminal, lines: tuple[int, int]
) -> list[float]:
    """Return how long the lines took to show what they show in the end; nothing if they stay."""
    for write in taken(writes):
        terminal.feed(write.data.encode())
    before, start = terminal.text(*lines), perf_counter()
    app.post_message(key)
    await asyncio.sleep(SETTLED)
    shown: list[tuple[float, str]] = []
    for write in taken(writes):
        terminal.feed(write.data.encode())
        shown.append((write.when - start, terminal.text(*lines)))
    if not shown or shown[-1][1] == before:
        return []
    return [next(when for when, text in shown if text == shown[-1][1])]


async def _open_call(app: CsescreenApp) -> TriageScreen:
    """Take a call by way of a new store; the keyboard is in the box."""
    await until(lambda: at_the_door(app))
    store = await asyncio.to_thread(new_store, app.services.vault)
    app.screen.post_message(UnlockScreen.Opened(store))
    await until(lambda: isinstance(app.screen, HomeScreen))
    await asyncio.sleep(1)
    app.begin_call([])
    await until(lambda: isinstance(app.screen, TriageScreen) and app.screen.is_mounted)
    screen = app.screen
    assert isinstance(screen, TriageScreen)
    screen.set_focus(screen.box)
    await asyncio.sleep(1)
    return screen
