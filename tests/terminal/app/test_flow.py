"""From the first start to a written referral, by keyboard alone."""

from pathlib import Path

import pytest
from textual.widgets import Input

from csescreen.app import CsescreenApp
from csescreen.errors import StoreLockedError, UserError
from csescreen.screens.export import ExportScreen
from csescreen.screens.help import HelpScreen
from csescreen.screens.new import NewScreening
from csescreen.screens.recovery import RecoveryCode
from csescreen.screens.settings import SettingsScreen
from csescreen.screens.unlock import UnlockScreen
from csescreen.services import Services
from csescreen.widgets.fields import Choices, Passphrase
from tests.terminal.app import fakes
from tests.terminal.app.fakes import PASSPHRASE, FakeStore, FakeVault
from tests.terminal.app.helpers import fill, form, give, home, painted, until, words


async def test_first_start_asks_twice(store: FakeStore) -> None:
    vault = FakeVault(store, there=False)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        assert "for the day when the passphrase is lost" in words(app)
        await fill(pilot, "short")
        await until(pilot, lambda: "It needs 7 more characters" in words(app))
        assert app.focused is app.screen.query_one("#passphrase")
        await fill(pilot, " but longer")
        assert app.focused is app.screen.query_one("#again")
        await fill(pilot, "other")
        await until(pilot, lambda: "not the same" in words(app))
        for field in app.screen.query(Input):  # as a paste puts it there
            field.value = "short\tbut longer"
        await pilot.press("enter")
        await until(pilot, lambda: "It has a tab in it" in words(app))
        for field in app.screen.query(Input):
            field.value = "short but longer"
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, RecoveryCode))


async def test_wrong_passphrase_keeps_the_text_and_says_what_to_do(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await pilot.press(*"wrong", "enter")
        await until(pilot, lambda: "does not open" in painted(app))
        assert "Nothing is lost." in words(app)
        assert "Capital letters count." in words(app)
        field = app.screen.query_one("#passphrase", Input)
        assert (field.value, app.focused) == ("wrong", field)
        await give(pilot, PASSPHRASE)
        await until(pilot, lambda: "No screenings yet" in painted(app))


@pytest.mark.parametrize(
    "error",
    [
        StoreLockedError("csescreen is open in another window.", do_next="Close it there first."),
        UserError("The store is damaged.", safe="Nothing was changed.", do_next="Run doctor."),
    ],
)
async def test_trouble_at_the_door_is_said_inline(store: FakeStore, error: UserError) -> None:
    app = fakes.app(store, FakeVault(store, error=error))
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await give(pilot, PASSPHRASE)
        await until(pilot, lambda: error.what in words(app))
        assert all(line in words(app) for line in error.lines())
        assert app.screen.query_one("#passphrase", Input).value == PASSPHRASE


async def test_opening_never_freezes(store: FakeStore) -> None:
    vault = FakeVault(store)
    vault.hold.clear()
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await give(pilot, PASSPHRASE)
        await until(pilot, lambda: "Opening" in painted(app))
        await pilot.press("f3")
        assert isinstance(app.screen, HelpScreen)
        vault.hold.set()
        await until(pilot, lambda: "No screenings yet" in painted(app))


async def test_passphrase_can_be_shown_and_is_never_copied(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        field = app.screen.query_one(Passphrase)
        await pilot.press(*"secret")
        assert "secret" not in painted(app)
        await pilot.press("shift+home", "ctrl+c", "ctrl+x")
        assert (app.clipboard, field.value) == ("", "secret")
        app.copy_to_clipboard("secret")
        assert app.clipboard == ""
        await pilot.press("tab", "space")
        await pilot.pause()
        assert "[x] Show what I type" in painted(app)
        assert "secret" in painted(app)


async def test_what_keeps_it_from_starting_is_told() -> None:
    def load() -> Services:
        raise UserError("The settings cannot be read.", do_next="Mend the file.")

    app = CsescreenApp(load)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.return_code)
    assert app.return_code == 1


async def test_new_screening_opens_and_is_on_disk(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NewScreening))
        assert app.screen.query_one("#reference", Input).value == "2026-001"
        await pilot.press("enter")
        assert isinstance(app.focused, Choices)
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, fakes.WorkspaceScreen))
        assert app.screen.record.screening.frameworks == ("llr",)  # type: ignore[attr-defined]
        await until(pilot, lambda: store.records)
        await pilot.press("tab", *"Ann", "escape")
        await until(pilot, lambda: "2026-001" in painted(app))
        assert "Ann" not in painted(app)
        await pilot.press("f4")
        await until(pilot, lambda: "Ann" in painted(app))


async def test_the_same_reference_is_pointed_out(store: FakeStore) -> None:
    store.save(fakes.record("A-17"))
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.press("n")
        app.screen.query_one("#reference", Input).value = "a-17"
        await pilot.pause()
        assert "is on file already" in words(app)
        app.screen.query_one("#reference", Input).value = " "
        await pilot.press("enter", "enter")
        assert "Give it a reference first" in words(app)


async def test_search_finds_as_it_is_typed(store: FakeStore) -> None:
    for reference in ("A-17", "B-2", "B-33"):
        store.save(fakes.record(reference))
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.press("slash", *"b-3")
        await pilot.pause()
        assert "A-17" not in painted(app)
        assert "B-33" in painted(app)
        await pilot.press("x")
        await pilot.pause()
        assert "Escape clears the search" in words(app)
        await pilot.press("escape")
        await pilot.pause()
        assert "A-17" in painted(app)
        assert app.focused is app.screen.query_one("#list")


async def test_export_writes_and_reports(store: FakeStore, tmp_path: Path) -> None:
    store.save(fakes.record("A-17"))
    app = fakes.app(store)
    async with app.run_test(size=(100, 40)) as pilot:
        await home(pilot)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        assert "not encrypted" in words(app)
        assert "What is working well" in words(app)
        folder = app.screen.query_one("#folder", Input)
        folder.value = ""
        await pilot.press("ctrl+s")
        assert "No folder is given" in words(app)
        folder.value = str(tmp_path)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Written:" in painted(app))
        assert sorted(path.name for path in tmp_path.iterdir()) == ["A-17.html", "A-17.md"]
        assert "A-17.md" in painted(app).replace("\n", "").replace(" ", "")


async def test_export_error_is_calm(store: FakeStore) -> None:
    store.save(fakes.record("A-17"))
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        files = app.services.files
        assert isinstance(files, fakes.FakeFiles)
        files.error = UserError("The folder is not there.", do_next="Choose another.")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportScreen))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "The folder is not there." in words(app))
        await pilot.press("escape")
        await until(pilot, lambda: "A-17" in painted(app))


async def test_settings_are_kept_on_leaving(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        await pilot.press(*"Sam", "enter", "enter", *"Police", "f9", "escape")
        await until(pilot, lambda: not isinstance(app.screen, SettingsScreen))
        assert app.services.settings.worker == {"worker_name": "Sam", "worker_agency": "Police"}
        assert app.services.settings.default_framework == ""
        assert app.services.settings.theme == app.theme == "csescreen-light"


async def test_help_and_palette_list_our_commands(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(90, 80)) as pilot:
        await home(pilot)
        await pilot.press("f3")
        await pilot.pause()
        assert "Press n to start a screening" in words(app)
        await pilot.press("1", *"undo")
        assert "Ctrl+Z" in words(app)
        await pilot.press("escape", "escape")
        names = [command.title for command in app.get_system_commands(app.screen)]
        assert "New screening" in names
        assert "Save and quit" in names
        assert not {"Screenshot", "Maximize", "Undo"} & set(names)
        await pilot.press("ctrl+p", *"settings", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))


async def test_door_is_painted_before_anything_is_loaded(store: FakeStore) -> None:
    vault = FakeVault(store)
    seen: list[str] = []

    def load() -> Services:
        seen.append(painted(app))
        return fakes.services(store, vault)

    app = CsescreenApp(load)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        assert isinstance(app.screen, UnlockScreen)
    assert "Getting ready" in seen[0]
