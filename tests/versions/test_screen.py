"""The app says that another version is on file, shows what it would change, and asks first."""

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from csescreen.app import CsescreenApp
from csescreen.core.ports import Record
from csescreen.screens.export import ExportScreen
from csescreen.screens.home import HomeScreen
from csescreen.screens.versions import RereadDialog, VersionScreen
from csescreen.screens.workspace import WorkspaceScreen
from tests.terminal.app import fakes
from tests.terminal.app.fakes import FakeStore
from tests.terminal.app.helpers import assert_harmless, home, painted, until, words
from tests.versions.second import FIRST, RETIRED, SECOND, Shelf
from tests.versions.test_services import first_record

SIZES = [(80, 24), (60, 20)]


async def open_first(pilot: Pilot[None], app: CsescreenApp) -> None:
    await home(pilot)
    await until(pilot, lambda: "A-17" in painted(app))
    await pilot.press("enter")
    await until(pilot, lambda: not isinstance(app.screen, HomeScreen))
    await pilot.pause()


async def to_versions(pilot: Pilot[None], app: CsescreenApp) -> str:
    """Open the screen, and return all of its text."""
    await pilot.press("ctrl+r")
    await until(pilot, lambda: isinstance(app.screen, VersionScreen))
    return await page(pilot, app)


async def page(pilot: Pilot[None], app: CsescreenApp) -> str:
    text = app.screen.query_one("#text", Static)
    await until(pilot, lambda: "Comparing" not in str(text.content))
    return str(text.content)


@pytest.mark.usefixtures("real_workspace")
@pytest.mark.parametrize("size", SIZES)
async def test_the_first_line_says_so_and_nothing_blocks(size: tuple[int, int]) -> None:
    store = FakeStore()
    first_record(store)
    app = fakes.app(store, shelf=Shelf(FIRST, SECOND))
    async with app.run_test(size=size) as pilot:
        await open_first(pilot, app)
        assert isinstance(app.screen, WorkspaceScreen)
        assert "Under version 1.1; 2.0 is on file. Ctrl+R: what changed" in words(app)
        assert "Highest sign present: ACUTE" in words(app)
        await pilot.press("y")
        assert app.screen.record.screening.facts["immediate_danger"] == "yes"


@pytest.mark.usefixtures("real_workspace")
async def test_where_the_version_is_the_same_nothing_is_said() -> None:
    store = FakeStore()
    first_record(store)
    app = fakes.app(store, shelf=Shelf(FIRST))
    async with app.run_test(size=(80, 24)) as pilot:
        await open_first(pilot, app)
        assert "on file" not in words(app)
        text = await to_versions(pilot, app)
        assert "the one that this screening was made with" in text
        assert not app.screen.query_one("#reread").display
        await pilot.press("escape")
        assert isinstance(app.screen, WorkspaceScreen)


@pytest.mark.usefixtures("real_workspace")
@pytest.mark.parametrize("size", SIZES)
async def test_what_changed_is_told_with_this_childs_answers_first(size: tuple[int, int]) -> None:
    store = FakeStore()
    first_record(store)
    app = fakes.app(store, shelf=Shelf(FIRST, SECOND))
    async with app.run_test(size=size) as pilot:
        await open_first(pilot, app)
        text = await to_versions(pilot, app)
        for told in (
            "Highest sign present, version 1.1: Acute",
            "Highest sign present, version 2.0: Complicated",
            "Comes (required, 48 hours): Do what is new.",
            "Goes (required, 24 hours): Family Connect tells the referrer",
            f"{FIRST.indicators[RETIRED].name}. Answer: No. The sign is retired.",
            "Answer: Early help. The answer is retired.",
            "Level renamed: Complicated",
            "Sign regraded: Gets into or out of vehicles",
        ):
            assert told in text
        own, other = text.split("What else changed in the tool")
        assert "Sign regraded" in own
        assert "Sign reworded" in other
        assert not re.search(r"\b(safe|safer|better|worse|less risk)\b", text.lower())
        assert "lower" not in text.replace("lowest", "")
        assert "Read it under the version on file" in words(app)
        assert_harmless(app)
        bottom = app.screen.query_one("#reread").region.bottom
        assert bottom < size[1]


@pytest.mark.usefixtures("real_workspace")
@pytest.mark.parametrize("size", SIZES)
async def test_reading_it_anew_takes_two_steps_and_keeps_both(size: tuple[int, int]) -> None:
    store = FakeStore()
    record = first_record(store)
    app = fakes.app(store, shelf=Shelf(FIRST, SECOND))
    async with app.run_test(size=size) as pilot:
        await open_first(pilot, app)
        await to_versions(pilot, app)
        for key in ("y", "enter", "space", "down"):
            await pilot.press(key)
        assert isinstance(app.screen, VersionScreen), "no stray key asks for it"
        app.screen.query_one("#reread").focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RereadDialog))
        assert "2 answers do not carry over" in words(app)
        assert "Read it under version 2.0" in words(app)
        await pilot.press("enter")
        assert isinstance(app.screen, VersionScreen), "the first answer changes nothing"
        assert store.read(record.key).pin == record.pin
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RereadDialog))
        app.screen.query_one(Input).focus()
        await pilot.press(*"asked", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, WorkspaceScreen))
        await until(pilot, lambda: "COMPLICATED" in words(app))
        assert "is on file" not in words(app)
        assert store.read(record.key).pin.version == "2.0"
        assert [one.why for one in store.readings(record.key)] == ["asked", "asked"]
        text = await to_versions(pilot, app)
        assert "telford version 1.1: highest sign present Acute" in text
        assert "telford version 2.0: highest sign present Complicated" in text
        assert "Why: asked" in text
        await pilot.press("escape")
        await pilot.press("y")
        await until(pilot, lambda: store.read(record.key).revision > record.revision + 1)
        await pilot.press("f6", "escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


@pytest.mark.usefixtures("real_workspace")
async def test_the_old_version_comes_from_the_store_where_the_file_was_replaced() -> None:
    store = FakeStore()
    first_record(store)
    app = fakes.app(store, shelf=Shelf(SECOND))
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await until(pilot, lambda: "Telford & Wrekin · another version is on file" in words(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WorkspaceScreen))
        await pilot.pause()
        assert "Highest sign present: ACUTE" in words(app)


@pytest.mark.usefixtures("real_workspace")
@pytest.mark.parametrize("size", SIZES)
async def test_where_the_version_is_gone_the_text_can_be_read(
    size: tuple[int, int], tmp_path: Path
) -> None:
    store = FakeStore()
    record: Record = first_record(store)
    store.files.clear()
    app = fakes.app(store, shelf=Shelf(SECOND))
    async with app.run_test(size=size) as pilot:
        await open_first(pilot, app)
        assert isinstance(app.screen, VersionScreen)
        text = await page(pilot, app)
        assert "neither on file nor in the store: version 1.1" in text
        assert "a red car" in text
        assert "written" in text
        assert "Highest sign present, version 1.1: Not worked out" in text
        await pilot.press("ctrl+e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        app.screen.query_one("#folder", Input).value = str(tmp_path)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: any(tmp_path.iterdir()))
        await pilot.press("escape")
        assert store.read(record.key) == record
        app.screen.query_one("#reread").focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RereadDialog))
        await pilot.press("tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, WorkspaceScreen))
        assert store.read(record.key).pin.version == "2.0"


@pytest.mark.usefixtures("real_workspace")
async def test_a_fault_is_said_and_nothing_moves() -> None:
    store = FakeStore()
    record = first_record(store)
    app = fakes.app(store, shelf=Shelf(FIRST, SECOND))
    async with app.run_test(size=(80, 24)) as pilot:
        await open_first(pilot, app)
        await to_versions(pilot, app)
        store.broken = True
        app.screen.query_one("#reread").focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, RereadDialog))
        await pilot.press("tab", "enter")
        await until(pilot, lambda: "The disk is full." in words(app))
        assert isinstance(app.screen, VersionScreen)
        assert store.read(record.key) == record
        store.broken = False
