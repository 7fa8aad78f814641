"""Frameworks from folders are offered like those that ship; what is not offered is said."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Input

from csescreen.app import CsescreenApp
from csescreen.core.ports import FrameworkPin
from csescreen.frameworks.folders import Folder
from csescreen.frameworks.shelf import DATA, SHIPPED, FrameworkShelf
from csescreen.lexicon.reconsider import with_own
from csescreen.screens.modals.frameworks import FrameworksScreen
from csescreen.screens.new import NewScreening
from csescreen.screens.settings import SettingsScreen
from csescreen.screens.workspace import WorkspaceScreen
from csescreen.services import Services
from csescreen.widgets.fields import Choices
from tests.terminal.app import fakes
from tests.terminal.app.fakes import FakeStore
from tests.terminal.app.helpers import home, painted, until, words

STARTING = DATA / "starting_framework.toml"
SOUND = (Path(__file__).parents[2] / "frameworks" / "sound.toml").read_text(encoding="utf-8")


def app_with(store: FakeStore, folder: Path) -> CsescreenApp:
    def load() -> Services:
        shelf = FrameworkShelf(lambda: ([Folder("yours", folder)], ()))
        made = fakes.services(store, shelf=shelf)
        made.words_to_reconsider = partial(with_own, folder / "own" / "language.toml")
        return made

    return CsescreenApp(load)


async def test_a_new_screening_may_take_a_framework_of_ones_own(
    store: FakeStore, tmp_path: Path
) -> None:
    (tmp_path / "small.toml").write_text(SOUND, encoding="utf-8")
    app = app_with(store, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NewScreening))
        assert "not offered" not in words(app)
        await pilot.press("enter", "end", "up", "enter")
        await until(pilot, lambda: isinstance(app.screen, fakes.WorkspaceScreen))
        assert app.screen.record.pin.id == "small"  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [(80, 24), (110, 40)])
async def test_what_is_not_offered_is_said_where_frameworks_are(
    size: tuple[int, int], store: FakeStore, tmp_path: Path
) -> None:
    for number in range(21):
        (tmp_path / f"a[red]{number}.toml").write_text("id = 7", encoding="utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "language.toml").write_text('"[red]" = 7', encoding="utf-8")
    app = app_with(store, tmp_path)
    async with app.run_test(size=size) as pilot:
        await home(pilot)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NewScreening))
        assert "a[red]0.toml is not offered: it has 7 problems." in words(app)
        assert "21 messages" in words(app)
        assert "Cancel" in words(app)
        shipped_and_all = len(SHIPPED) + 1
        assert len(app.screen.query_one(Choices).options) == shipped_and_all
        await pilot.press("escape", "f8")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        said = " ".join(str(at.render()) for at in app.screen.query(".told"))
        assert "21 messages; `csescreen framework list` tells all of them." in said
        assert "Your own words to reconsider are not used" in said
        assert "- language.toml: [red]: " in said


async def test_the_shared_folder_is_kept(store: FakeStore, tmp_path: Path) -> None:
    app = app_with(store, tmp_path)
    async with app.run_test(size=(80, 60)) as pilot:
        await home(pilot)
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        app.screen.query_one("#shared", Input).value = f" {tmp_path} "
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, SettingsScreen))
        assert app.services.settings.frameworks_folder == str(tmp_path)


async def test_a_deployed_folder_is_shown_and_not_asked(
    store: FakeStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CSESCREEN_FRAMEWORKS", "/shared/[red]tools")
    app = app_with(store, tmp_path)
    async with app.run_test(size=(80, 60)) as pilot:
        await home(pilot)
        app.services.settings = type(app.services.settings)(frameworks_folder="/mine")
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        assert "/shared/[red]tools" in words(app)
        assert not app.screen.query("#shared")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, SettingsScreen))
        assert app.services.settings.frameworks_folder == "/mine"


async def test_a_screening_whose_framework_is_gone_says_how_to_get_it_back(
    real_workspace: None, store: FakeStore, tmp_path: Path
) -> None:
    gone = FrameworkPin("small", "1.0", "ab" * 32)
    store.save(replace(fakes.record("A-17"), pin=gone))
    app = app_with(store, tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await home(pilot)
        await until(pilot, lambda: "A-17" in painted(app))
        await pilot.press("enter")
        await until(pilot, lambda: "neither on file nor in the store" in words(app))
        assert "Put that version on file again" in words(app)


async def test_what_an_author_begins_with_opens_in_the_app(
    real_workspace: None, store: FakeStore, tmp_path: Path
) -> None:
    starting = STARTING.read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text(starting, encoding="utf-8")
    app = app_with(store, tmp_path)
    async with app.run_test(size=(100, 36)) as pilot:
        await home(pilot)
        await pilot.press("n", "enter", "end", "enter")
        await until(pilot, lambda: "met in person somebody whom they know" in words(app))
        await pilot.press("f6")
        await until(pilot, lambda: "Hold a strategy discussion" in words(app))


async def stored_and_deleted(store: FakeStore, folder: Path, *keys: str) -> CsescreenApp:
    """Return an app for which the framework of the one screening is in the store alone."""
    (folder / "small.toml").write_text(SOUND, encoding="utf-8")
    app = app_with(store, folder)
    async with app.run_test(size=(100, 30)) as pilot:
        await home(pilot)
        await pilot.press("n", "enter", "end", "up", "enter")
        await until(pilot, lambda: store.records)
        await pilot.press("escape", "escape")
    (folder / "small.toml").unlink()
    return app_with(store, folder)


async def test_a_framework_that_is_not_on_file_any_more_can_be_taken_away_and_brought_back(
    real_workspace: None, store: FakeStore, tmp_path: Path
) -> None:
    app = await stored_and_deleted(store, tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await home(pilot)
        await until(pilot, lambda: store.records and app.screen.focused)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WorkspaceScreen))
        workspace = app.screen
        assert isinstance(workspace, WorkspaceScreen)
        (pin,) = workspace.record.pins
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, FrameworksScreen))
        assert "not on file any more" in words(app)
        await pilot.press("space", "end", "space", "enter")
        await until(pilot, lambda: app.screen is workspace)
        assert [one.id for one in workspace.record.pins] == ["telford"]
        await pilot.press("ctrl+z")
        await until(pilot, lambda: workspace.record.pins == (pin,))
        await pilot.press("ctrl+y", "ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, FrameworksScreen))
        assert "not on file any more" in words(app), "it can be marked again while it is open"
        await pilot.press("end", "space", "enter")
        await until(pilot, lambda: app.screen is workspace)
        assert pin in workspace.record.pins, "in the version that it had"


async def test_where_no_version_is_on_file_that_is_said(
    real_workspace: None, store: FakeStore, tmp_path: Path
) -> None:
    app = await stored_and_deleted(store, tmp_path)
    async with app.run_test(size=(100, 30)) as pilot:
        await home(pilot)
        await until(pilot, lambda: store.records and app.screen.focused)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WorkspaceScreen))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: "small is on file" in words(app))
        assert "No version of small is on file. This screening was opened" in words(app)
        assert "the one that this screening was made with" not in words(app)


async def test_one_broken_file_leaves_the_buttons_on_the_smallest_screen(
    store: FakeStore, tmp_path: Path
) -> None:
    (tmp_path / f"{'long-name-' * 12}.toml").write_text("id = 7", encoding="utf-8")
    app = app_with(store, tmp_path)
    async with app.run_test(size=(60, 20)) as pilot:
        await home(pilot)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NewScreening))
        assert "1 file is not offered: `csescreen framework list` says why" in words(app)
        assert "[ Start ]" in words(app)
        assert "[ Cancel ]" in words(app)
