"""The app with the real workspace: what is answered there is in the list, and on the disk."""

import asyncio
from functools import partial

import pytest
from textual import events

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


@pytest.mark.usefixtures("real_workspace")
async def test_keys_that_come_in_a_burst_reach_the_field_they_were_meant_for(
    store: FakeStore,
) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.press("n", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, WorkspaceScreen))
        await pilot.press("f5")
        await pilot.pause()
        for key in ("tab", "1", "5", "tab"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(
            pilot, lambda: any(at.screening.child.age == 15 for at in store.records.values())
        )
        assert {at.screening.reference for at in store.records.values()} == {"2026-001"}
        await leave(pilot, store)


@pytest.mark.usefixtures("real_workspace")
async def test_answers_that_come_in_a_burst_go_to_one_row_each(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.press("n", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, WorkspaceScreen))
        await pilot.pause()
        for key in "ynuy":
            app.post_message(events.Key(key, key))
        await until(
            pilot, lambda: any(len(at.screening.facts) == 4 for at in store.records.values())
        )
        (saved,) = store.records.values()
        assert list(saved.screening.facts.values()) == ["yes", "no", "unknown", "yes"]
        await leave(pilot, store)


@pytest.mark.usefixtures("real_workspace")
async def test_steps_that_are_asked_for_in_a_burst_are_all_taken(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.press("n", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, WorkspaceScreen))
        await pilot.pause()
        workspace = app.screen
        assert isinstance(workspace, WorkspaceScreen)
        went: list[int] = []

        def step_by(by: int) -> None:
            went.append(by)
            WorkspaceScreen.action_step(workspace, by)

        def taken(count: int) -> bool:
            return len(went) == count

        monkeypatch.setattr(workspace, "action_step", step_by)
        for keys, step in (
            ("f7 " * 5, "behaviour"),
            ("f5 " * 3, "direct"),
            ("f7 f5 " * 9, "direct"),
        ):
            went.clear()
            wanted = keys.split()
            for key in wanted:
                app.post_message(events.Key(key, None))
            await until(pilot, partial(taken, len(wanted)))
            assert workspace.step.id == step
        await leave(pilot, store)


@pytest.mark.usefixtures("real_workspace")
async def test_keys_that_are_still_on_their_way_at_the_end_reach_no_screen_that_is_taken_down(
    store: FakeStore,
) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.press("n", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, WorkspaceScreen))
        await pilot.pause()
        for _ in range(60):
            app.post_message(events.Key("f7", None))
        await asyncio.sleep(0.05)
    # a crash would have been raised on the way out
    assert store.records
