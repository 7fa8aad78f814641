"""The first start, help, the pages behind it, and other keys, as somebody at the desk sees them."""

import pytest
from textual.widgets import Input

from csescreen.app import CsescreenApp
from csescreen.errors import UserError
from csescreen.screens.help import HelpScreen
from csescreen.screens.home import HomeScreen
from csescreen.screens.modals.find import FindScreen
from csescreen.screens.settings import SettingsScreen
from csescreen.screens.workspace import WorkspaceScreen
from csescreen.settings import Settings
from csescreen.widgets.welcome import Welcome
from tests.terminal.app import fakes
from tests.terminal.app.fakes import PASSPHRASE, FakeStore, FakeVault, record
from tests.terminal.app.helpers import fill, form, give, home, painted, until, words


async def test_the_welcome_leads_three_ways_and_shows_nothing_that_is_typed(
    store: FakeStore,
) -> None:
    app = fakes.app(store, FakeVault(store, there=False))
    async with app.run_test(size=(60, 20)) as pilot:
        await until(pilot, lambda: app.screen.query(Welcome))
        ways = ("Screen a child", "Try a training case", "Settings first")
        for said in (*ways, "call 999 first", "`csescreen ask`"):
            assert said in words(app)
        assert app.focused is app.screen.query_one("#screening")
        await pilot.press(*"ho 3s")  # a passphrase that is typed blindly
        assert not app.screen.query(Input)
        assert app.focused is app.screen.query_one("#settings")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        await fill(pilot, "Sam")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.query(Welcome))
        assert app.services.settings.worker == {"worker_name": "Sam"}
        await pilot.press("f3")
        assert "A way in. Enter takes it" in words(app)
        await pilot.press("escape", "1", "enter")
        await until(pilot, lambda: app.screen.query("#again"))
        await pilot.press(*"horse", "f8")
        assert not isinstance(app.screen, SettingsScreen)  # not over a passphrase
        await pilot.press("escape")
        await until(pilot, lambda: app.screen.query(Welcome))
        assert not app.screen.query(Input)


async def test_a_second_start_has_no_welcome(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        assert not app.screen.query(Welcome)
        await pilot.press("f8")
        assert not isinstance(app.screen, SettingsScreen)


@pytest.mark.usefixtures("real_workspace")
async def test_help_knows_what_has_the_keyboard_and_leads_on() -> None:
    app = fakes.app(FakeStore(record("A-17", framework="hounslow")))
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.press("r")
        assert "Go to training?" in words(app)
        await pilot.press("enter")  # it begins at what loses nothing
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("f3")
        assert "Your screenings, the last changed first" in words(app)
        await pilot.press("5")
        assert "Women and Girls Network" in words(app)
        assert "Telford" not in words(app)  # of the chosen screening's authority alone
        await pilot.press("escape", "4")
        assert "Where professionals disagree" in words(app)
        await pilot.press("escape", "2", *"mase")
        assert "multi-agency sexual exploitation" in words(app)
        await pilot.press("escape", "escape", "enter")
        await until(pilot, lambda: isinstance(app.screen, WorkspaceScreen))
        await pilot.press("f3")
        assert "A question: y yes, n no" in words(app)
        await pilot.press("pagedown")
        assert "Not known: Asked, but not known" in words(app)
        await pilot.press("escape", "f7", "f7", "f3")
        assert "A sign: y present" in words(app)
        await pilot.press("escape", "ctrl+f", "f3")
        assert "A field of one line" in words(app)
        assert isinstance(app.screen, HelpScreen)


@pytest.mark.usefixtures("real_workspace")
async def test_a_key_is_given_to_another_command_and_everything_follows() -> None:
    app = fakes.app(FakeStore(record("A-17")))
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WorkspaceScreen))
        workspace = app.screen
        assert isinstance(workspace, WorkspaceScreen)
        await pilot.press("f8", "f4")
        await until(pilot, lambda: "settings · keys" in painted(app))
        rows = app.screen.query_one("#commands")
        rows.move_to("sign.find")  # type: ignore[attr-defined]
        await pilot.press("enter", "f11", "f4", "tab", "enter")
        assert app.services.settings.keys == {}  # once it was F11
        await pilot.press("enter", "tab")
        assert "cannot be given" in words(app)
        await pilot.press("f6")
        assert "F6 is “Outcome” in the same place" in words(app)
        await pilot.press("tab", "enter")
        assert app.services.settings.keys == {"sign.find": "f6", "step.outcome": "ctrl+f"}
        await pilot.press("escape", "escape")
        await until(pilot, lambda: app.screen is workspace)
        assert "F6 Find" in painted(app)
        assert "Ctrl+F Outcome" in painted(app)
        await pilot.press("f6")
        assert isinstance(app.screen, FindScreen)
        await pilot.press(*"taxi", "ctrl+g", "f6")  # within the field, too
        await pilot.press("escape", "ctrl+f")
        assert workspace.step.id == "outcome"
        await pilot.press("f3")
        assert "F6 finds a sign by any word" in words(app)


def test_settings_that_were_not_shown_yet_have_nothing_to_keep() -> None:
    assert SettingsScreen(fakes.services(FakeStore()), lambda _: None).hand_over()


async def test_the_settings_go_by_section_and_a_key_that_cannot_be_kept_stays() -> None:
    store = FakeStore(record("A-17"))
    known = fakes.services(store)
    known.settings = Settings(keys={"sign.fnd": "f2"})
    app = CsescreenApp(lambda: known)
    async with app.run_test(size=(60, 20)) as pilot:
        await form(pilot)
        await give(pilot, PASSPHRASE)
        await until(pilot, lambda: "keys.sign.fnd" in words(app))
        assert "Is it sign.find?" in words(app)
        await pilot.press("enter")
        screen = app.screen
        assert isinstance(screen, HomeScreen)

        def fails(_: object) -> None:
            raise UserError("The disk is full.")

        app.services.write_settings = fails
        await pilot.press("f8")
        for heading in ("Framework of new", "your authority shares"):
            await pilot.press("f7")
            assert heading in words(app)
        await pilot.press("f5", "f5", "f5")
        assert "Contacts, for every screening" in words(app)
        await pilot.press("f4", "down", "down")
        assert "Esc Back" in painted(app)  # there is room for the way out
        await pilot.press("enter", "f11")
        await until(pilot, lambda: "The disk is full." in words(app))
        assert app.services.settings == known.settings
        await pilot.press("enter", "escape", "escape")
        await until(pilot, lambda: app.screen is screen)
