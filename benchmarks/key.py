"""From the press of a key on a sign to the new outcome on the terminal, in one process.

The whole app runs with its encrypted store, in a folder of its own, at 80 by 24. A driver stands
where the terminal would be and notes each write and its time. The case file's screening is open
at a sign that decides the level, and `y` and `n` are pressed in turn.
A press is timed from the key's event to the first write after which the lines of the outcome
panel show what they show in the end. What was written is read by a terminal in memory after the
clock has stopped; that a terminal then takes its own time to draw is not counted.
"""

import asyncio
import os
from collections.abc import Callable, Iterator
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple
from unittest.mock import patch

from textual.driver import Driver
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Key

from benchmarks.cases import case
from benchmarks.measure import Figure, alone
from benchmarks.terminal import COLUMNS, LINES, Terminal
from csescreen.app import CsescreenApp
from csescreen.bootstrap import services
from csescreen.core.framework import Framework
from csescreen.core.screening import Screening, SignAnswer
from csescreen.screens.home import HomeScreen
from csescreen.screens.unlock import UnlockScreen
from csescreen.screens.workspace import WorkspaceScreen
from tests.store.helpers import new_store

AT_MOST = 0.030
SIGN = "hotel-keys"
"""Graded Acute, where no other sign that is present is."""
SETTLED = 0.25
"""After so long the app is at rest, and what it wrote may be read without keeping it waiting."""
PATIENCE = 30.0


class Write(NamedTuple):
    """What the app wrote to its terminal, and when."""

    when: float
    data: str


def figures(rounds: int | None) -> Iterator[Figure]:
    """Yield how long a key takes to be answered on the screen."""
    with TemporaryDirectory() as home, patch.dict(os.environ, {"CSESCREEN_HOME": home}):
        times = asyncio.run(_presses((rounds or 60) + 2))
    yield alone("key", "key press to painted outcome", times[2:], at_most=AT_MOST)


async def _presses(number: int) -> list[float]:
    writes: list[Write] = []
    app = CsescreenApp(services)
    app.driver_class = noting(writes)
    async with app.run_test(headless=False, size=(COLUMNS, LINES)):
        workspace = await open_workspace(app)
        panel = workspace.query_one("#panel").region
        terminal = Terminal()
        rows = (panel.y, panel.bottom)
        times = [
            await painted(app, writes, terminal, "yn"[turn % 2], rows) for turn in range(number)
        ]
        await app.action_quit()
        await until(lambda: app.return_code is not None)
    return times


async def painted(
    app: CsescreenApp, writes: list[Write], terminal: Terminal, key: str, rows: tuple[int, int]
) -> float:
    """Return the time from a key to the write after which the rows show what they show in the end.

    Raises `RuntimeError` where the key changes nothing there.
    """
    for write in taken(writes):
        terminal.feed(write.data.encode())
    before = terminal.text(*rows)
    start = perf_counter()
    app.post_message(Key(key, key))
    shown: list[tuple[float, str]] = []
    while not shown or shown[-1][1] == before:
        if perf_counter() - start > PATIENCE:
            raise RuntimeError(f"{key} changed nothing on the screen")
        await asyncio.sleep(SETTLED)
        for write in taken(writes):
            terminal.feed(write.data.encode())
            shown.append((write.when - start, terminal.text(*rows)))
    return next(when for when, text in shown if text == shown[-1][1])


def at_the_door(app: CsescreenApp) -> bool:
    """Return whether the app is ready to be let in; without a store it begins with a welcome."""
    return bool(app.screen.query("#passphrase, Welcome"))


async def open_workspace(app: CsescreenApp) -> WorkspaceScreen:
    """Open the screening at the sign, by way of a new store."""
    await until(lambda: at_the_door(app))
    store = await asyncio.to_thread(new_store, app.services.vault)
    app.screen.post_message(UnlockScreen.Opened(store))
    await until(lambda: isinstance(app.screen, HomeScreen))
    new = app.services.new_record("telford", "BENCH-1")
    app.open_record(app.services.changed(new, _screening(app.services.framework("telford"))))
    await until(lambda: isinstance(app.screen, WorkspaceScreen) and app.screen.is_mounted)
    workspace = app.screen
    assert isinstance(workspace, WorkspaceScreen)
    workspace.show_item(SIGN)
    await asyncio.sleep(1)
    return workspace


def _screening(framework: Framework) -> Screening:
    """Return the case's screening with no to all that is graded Acute and all beside the sign.

    So the sign alone decides the level, and the cursor, which goes on to the next sign without an
    answer, stays.
    """
    screening, signs = case(), framework.indicators
    for sign, grades in framework.grades.items():
        acute = any(grade.level.id == "acute" for grade in grades)
        beside = signs[sign].domain == signs[SIGN].domain and sign not in screening.signs
        if acute or beside:
            screening = screening.with_sign(sign, SignAnswer("no"))
    return screening


def noting(writes: list[Write]) -> type[Driver]:
    """Return a driver that notes what is written instead of writing it."""

    class Noting(HeadlessDriver):
        is_headless = False  # or nothing would be rendered for it

        def write(self, data: str) -> None:
            writes.append(Write(perf_counter(), data))

    return Noting


def taken(writes: list[Write]) -> list[Write]:
    """Return what was written since, and forget it."""
    written = writes.copy()
    writes.clear()
    return written


async def until(holds: Callable[[], bool]) -> None:
    """Wait until the app is where it should be."""
    start = perf_counter()
    while not holds():
        if perf_counter() - start > PATIENCE:
            raise RuntimeError("the app did not come to where the key is pressed")
        await asyncio.sleep(0.005)
