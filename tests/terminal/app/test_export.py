"""The export: two keys from any screen, for whom, and what they will see before it is written."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from csescreen.app import CsescreenApp
from csescreen.core.ports import Exporter
from csescreen.core.screening import Screening, SignAnswer
from csescreen.errors import UserError
from csescreen.export.formats import EXPORTERS
from csescreen.screens.dialogs import ErrorDialog
from csescreen.screens.export import ExportScreen
from csescreen.screens.help import HelpScreen
from csescreen.screens.home import HomeScreen
from csescreen.screens.modals.level import LevelScreen
from csescreen.screens.new import NewScreening
from csescreen.screens.preview import PreviewScreen
from csescreen.screens.settings import SettingsScreen
from csescreen.screens.workspace import WorkspaceScreen
from csescreen.settings import Settings
from csescreen.widgets.fields import Choices, Tick
from tests.terminal.app import fakes
from tests.terminal.app.fakes import FakeStore
from tests.terminal.app.helpers import home, painted, until, words

PRESENT = Screening(
    signs={"unknown-vehicles": SignAnswer("yes", "current", "a red car", "school")},
    narrative={"worried_about": "She is collected on Fridays."},
    details={"child_name": "Example Child"},
)


@pytest.fixture
def store() -> FakeStore:
    return FakeStore(fakes.record("A-17", screening=PRESENT))


@asynccontextmanager
async def exporting(
    store: FakeStore,
    *,
    height: int = 50,
    exporters: Mapping[str, Exporter] | None = None,
    **settings: str,
) -> AsyncIterator[tuple[CsescreenApp, Pilot[None], ExportScreen]]:
    """Open the export of the first screening in the list."""
    app = fakes.app(store)
    async with app.run_test(size=(80, height)) as pilot:
        await home(pilot)
        app.services.settings = Settings(**settings)  # type: ignore[arg-type]
        app.services.exporters = exporters or app.services.exporters
        await pilot.press("ctrl+e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        assert isinstance(app.screen, ExportScreen)
        yield app, pilot, app.screen


def one_line(text: str) -> str:
    return " ".join(text.split())


def offered(screen: ExportScreen) -> list[str]:
    return [str(tick.id) for tick in screen.query(Tick) if tick.display]


@pytest.mark.parametrize(
    ("way", "screen"),
    [
        ((), HomeScreen),
        (("f8",), SettingsScreen),
        (("f3",), HelpScreen),
        (("enter",), WorkspaceScreen),
        (("enter", "f3"), HelpScreen),
        (("enter", "f6"), WorkspaceScreen),
        (("slash", "A"), HomeScreen),
    ],
)
@pytest.mark.usefixtures("real_workspace")
async def test_a_referral_is_two_keys_away(
    way: tuple[str, ...], screen: type, store: FakeStore, tmp_path: Path
) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        app.services.settings = Settings(export_folder=str(tmp_path))
        await until(pilot, lambda: "A-17" in painted(app))
        for key in way:
            await pilot.press(key)
            await pilot.pause()
        await until(pilot, lambda: isinstance(app.screen, screen))
        await pilot.press("ctrl+e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Written:" in words(app))
        assert {path.name for path in tmp_path.iterdir()} == {"A-17.md", "A-17.html"}
        await pilot.press("ctrl+e")
        assert sum(isinstance(one, ExportScreen) for one in app.screen_stack) == 1


@pytest.mark.usefixtures("real_workspace")
async def test_what_is_typed_in_an_open_box_stays_and_is_said_not_to_be_in_it(
    store: FakeStore,
) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WorkspaceScreen))
        await pilot.pause()
        await pilot.press("slash", *"vehicles", "enter", "y", "g")
        await until(pilot, lambda: isinstance(app.screen, LevelScreen))
        dialog = app.screen
        await pilot.press("enter", *"Seen again")
        await pilot.press("ctrl+e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        await until(pilot, lambda: "is not part of this export yet" in one_line(painted(app)))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is dialog)
        assert [field.value for field in dialog.query(Input)] == ["Seen again"]


async def test_what_is_written_from_elsewhere_says_that_it_is_the_one_on_the_list(
    store: FakeStore,
) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await until(pilot, lambda: "A-17" in painted(app))
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "chosen on the list" in one_line(painted(app)))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NewScreening))
        await pilot.press("ctrl+e")
        await pilot.pause()
        assert isinstance(app.screen, NewScreening), "the one behind is another child's"


async def test_there_is_nothing_to_export_at_the_door_and_on_an_empty_list() -> None:
    app = fakes.app(FakeStore())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+e")
        await home(pilot)
        await pilot.press("ctrl+e")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


async def test_each_audience_has_its_formats_and_is_told_what_is_left_out(
    store: FakeStore,
) -> None:
    async with exporting(store) as (app, pilot, screen):
        json = app.services.exporters["json"]
        json.audiences = frozenset({"professionals"})
        assert offered(screen) == ["format-markdown", "format-html", "format-json"]
        screen.query_one("#format-json", Tick).value = True
        screen.query_one("#audience", Choices).focus()
        await pilot.press("down")
        await until(pilot, lambda: "for professionals only" in words(app))
        assert offered(screen) == ["format-markdown", "format-html"]
        assert screen._order().formats == ("markdown", "html")
        assert screen._order().audience == "family"
        assert screen.query_one("#template", Input).disabled


async def test_the_preview_says_who_will_see_what(store: FakeStore) -> None:
    async with exporting(store, height=300) as (app, pilot, _screen):
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, PreviewScreen))
        assert "The hub and professionals: this is what they will see." in words(app)
        shown = words(app)
        assert "Example Child" in shown
        assert "She is collected on Fridays." in shown
        assert "a red car" in shown
        assert "First action due: Now · Hold a CSE" in one_line(shown)  # two lines of one cell
        assert store.noted == [], "nothing was written"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))


async def test_what_to_think_of_before_a_copy_is_handed_on_is_told_to_the_worker_alone(
    store: FakeStore,
) -> None:
    async with exporting(store, height=300) as (app, pilot, _screen):
        assert "Before you hand it on" not in words(app)
        await pilot.press("down")
        await until(pilot, lambda: "Before you hand it on" in words(app))
        (first, *_) = app.services.cautions(store.records["key-A-17"], "family")
        assert first in one_line(painted(app))
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, PreviewScreen))
        assert first in one_line(painted(app))
        family = app.services.summary(store.records["key-A-17"], "family")
        assert first not in str(family.sections)


async def test_the_familys_copy_is_written_only_after_what_to_think_of_was_pointed_at(
    store: FakeStore, tmp_path: Path
) -> None:
    async with exporting(store, height=300, export_folder=str(tmp_path)) as (app, pilot, _screen):
        await pilot.press("down", "ctrl+s")
        await until(pilot, lambda: "Nothing is written yet" in words(app))
        assert not list(tmp_path.iterdir())
        await pilot.press("up", "down")
        await until(pilot, lambda: "Before you hand it on" in words(app))
        await pilot.press("ctrl+s")
        await app.workers.wait_for_complete()
        assert not list(tmp_path.iterdir()), "it was chosen anew: look again"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Written:" in words(app))
        assert len(list(tmp_path.iterdir())) == 2


async def test_a_folder_of_somebody_whom_the_computer_does_not_know_is_told(
    store: FakeStore,
) -> None:
    async with exporting(store, export_folder="~nobodyhere/x", referral_form="~nobody/y") as (
        app,
        pilot,
        _screen,
    ):
        files = app.services.files
        assert isinstance(files, fakes.FakeFiles)
        files.error = UserError("There is no such folder.")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "There is no such folder" in words(app))


async def test_a_form_in_the_settings_is_for_word_alone(store: FakeStore) -> None:
    async with exporting(store, exporters=EXPORTERS, referral_form="form.docx") as (
        _app,
        _pilot,
        screen,
    ):
        assert screen._order().template == Path("form.docx")
        screen.query_one("#format-docx", Tick).value = False
        assert screen._order().template is None


async def test_a_password_that_cannot_protect_a_format_is_said_before_anything_is_written(
    store: FakeStore, tmp_path: Path
) -> None:
    async with exporting(store) as (app, pilot, _screen):
        app.screen.query_one("#folder", Input).value = str(tmp_path)
        app.screen.query_one("#password", Input).value = "a long enough password"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "cannot protect this format" in words(app))
        assert not list(tmp_path.iterdir())
        app.screen.query_one("#format-html", Tick).value = False
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Written:" in words(app))
        (path,) = tmp_path.iterdir()
        assert path.read_bytes().startswith(b"a long enough password")
        assert not isinstance(app.screen, ErrorDialog)
