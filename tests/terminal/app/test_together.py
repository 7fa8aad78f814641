"""The app with the real workspace: what is answered there is in the list, and on the disk."""

import pytest

from csescreen.screens.export import ExportScreen
from csescreen.screens.home import HomeScreen
from csescreen.screens.workspace import WorkspaceScreen
from tests.terminal.app import fakes
from tests.terminal.app.fakes import FakeStore
from tests.terminal.app.helpers import home, leave, painted, until, words


@pytest.mark.usefixtures("real_workspace")
async def test_an_answer_reaches_the_list_and_the_export(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.press("n", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, WorkspaceScreen))
        await pilot.pause()
        await pilot.press("y")
        await until(pilot, lambda: any(at.screening.facts for at in store.records.values()))
        await pilot.press("f3")
        await until(pilot, lambda: "Answer what you know" in words(app))
        await pilot.press("escape", "ctrl+e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: "2026-001" in painted(app))
        await leave(pilot, store)
