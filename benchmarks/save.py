"""From the press of a key to its revision saved: the commit in the encrypted store has returned.

The whole app runs with its encrypted store, in a folder of its own. Somebody types into a text of
the narrative, a letter every so often as people do, and marks signs. Each press makes one
revision; it counts as saved when the saver tells of that revision, or of a newer one, which holds
it. Nothing waits for anything: letters that come while the disk is at work are saved together.
"""

import asyncio
import os
from collections.abc import Iterator
from math import ceil
from tempfile import TemporaryDirectory
from time import perf_counter
from unittest.mock import patch

from textual.events import Key

from benchmarks.key import SIGN, open_workspace, until
from benchmarks.measure import Figure, alone
from csescreen.app import CsescreenApp
from csescreen.bootstrap import services
from csescreen.core.ports import Record, ScreeningStore
from csescreen.saving import OnFailed, OnSaved, Saves, make_saver
from csescreen.screens.workspace import WorkspaceScreen

AT_MOST = 0.300
EVERY = 0.08
"""Seconds from one press to the next: a quick typist."""
WARM = 10
TEXT = "she told her aunt about the red car "


class Saved:
    """When each revision was known to be on the disk."""

    def __init__(self) -> None:
        """Begin with none."""
        self.times: list[tuple[float, int]] = []

    def make(self, store: ScreeningStore, on_saved: OnSaved, on_failed: OnFailed) -> Saves:
        """Return the usual saver, which notes the moment as well."""

        def noted(record: Record) -> None:
            self.times.append((perf_counter(), record.revision))
            on_saved(record)

        return make_saver(store, noted, on_failed)

    def when(self, revision: int) -> float:
        """Return when the revision was saved, alone or within a newer one."""
        return next(time for time, saved in self.times if saved >= revision)


def figures(rounds: int | None) -> Iterator[Figure]:
    """Yield how long a press takes to be saved: the middle one, and the slowest but one in 100."""
    with TemporaryDirectory() as home, patch.dict(os.environ, {"CSESCREEN_HOME": home}):
        times = asyncio.run(_presses((rounds or 400) + WARM))[WARM:]
    yield alone("save", "key press to saved", times, at_most=AT_MOST)
    slow = sorted(times)[ceil(len(times) * 0.99) - 1]
    whole = alone("save, p99", "key press to saved, the 99th percentile", times, at_most=AT_MOST)
    yield whole._replace(median=slow, reached=slow <= AT_MOST)


async def _presses(number: int) -> list[float]:
    saved = Saved()
    app = CsescreenApp(services, saver=saved.make)
    presses: list[tuple[float, int]] = []
    keys = [TEXT[at % len(TEXT)] for at in range(number * 3 // 4)]
    marks = ["yn"[at % 2] for at in range(number - len(keys))]
    async with app.run_test(size=(80, 24)):
        workspace = await open_workspace(app)
        for here, pressed in (("narrative", keys), ("", marks)):
            if here:
                workspace.show_step(here)
            else:
                workspace.show_item(SIGN)
            await asyncio.sleep(1)
            for key in pressed:
                presses.append(await _press(app, workspace, key))
                await asyncio.sleep(max(0.0, presses[-1][0] + EVERY - perf_counter()))
        await app.action_quit()
        await until(lambda: app.return_code is not None)
    return [saved.when(revision) - start for start, revision in presses]


async def _press(app: CsescreenApp, workspace: WorkspaceScreen, key: str) -> tuple[float, int]:
    """Press a key; return when, and the revision that it made."""
    before, start = workspace.record.revision, perf_counter()
    app.post_message(Key("space" if key == " " else key, key))
    await until(lambda: workspace.record.revision > before)
    return start, workspace.record.revision
