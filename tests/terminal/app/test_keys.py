"""Passphrase and keys, from the settings: each change asks for the passphrase, and is told."""

import pytest
from textual.widgets import Input

from csescreen.errors import UserError
from csescreen.screens.ask_secret import AskSecret
from csescreen.screens.keys import KeysScreen
from csescreen.screens.new_passphrase import NewPassphrase
from csescreen.screens.recovery import RecoveryCode
from csescreen.screens.settings import SettingsScreen
from tests.terminal.app import fakes
from tests.terminal.app.fake_vault import CODE
from tests.terminal.app.fakes import PASSPHRASE, AnyPilot, FakeStore, FakeVault
from tests.terminal.app.helpers import fill, home, painted, until, words

ANOTHER = "another long one"
FULL = UserError("The disk is full.", safe="Nothing was changed.", do_next="Make room.")


async def keys(pilot: AnyPilot) -> KeysScreen:
    """Go to the place from home."""
    await home(pilot)
    await pilot.press("f8", "f2")
    await until(pilot, lambda: isinstance(pilot.app.screen, KeysScreen))
    screen = pilot.app.screen
    assert isinstance(screen, KeysScreen)
    await until(pilot, lambda: screen.ways is not None)
    return screen


async def push(pilot: AnyPilot, button: str, screen: type) -> None:
    """Press a button of the place, and wait for the screen behind it."""
    pilot.app.screen.query_one(f"#{button}").focus()
    await pilot.pause()
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_the_passphrase_is_changed(store: FakeStore, size: tuple[int, int]) -> None:
    vault = FakeVault(store)
    app = fakes.app(store, vault)
    async with app.run_test(size=size) as pilot:
        await keys(pilot)
        await push(pilot, "change", NewPassphrase)
        await fill(pilot, "wrong", "short")
        await until(pilot, lambda: "It needs 7 more characters" in words(app))
        assert app.focused is app.screen.query_one("#passphrase")
        await pilot.press("end")
        await fill(pilot, " but longer", "short but longer")
        await until(pilot, lambda: "does not open" in words(app))
        assert app.focused is app.screen.query_one("#secret")
        assert [field.value for field in app.screen.query(Input)][1:] == ["short but longer"] * 2
        app.screen.query_one("#secret", Input).value = PASSPHRASE
        await pilot.press("enter", "enter", "enter")
        await until(pilot, lambda: "The passphrase is changed" in words(app))
        assert vault.passphrase == "short but longer"
        await pilot.press("escape", "escape")
        await until(pilot, lambda: "No screenings yet" in painted(app))


async def test_an_error_is_told_in_place_and_what_was_typed_stays(store: FakeStore) -> None:
    vault = FakeVault(store)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await keys(pilot)
        await push(pilot, "change", NewPassphrase)
        vault.error = FULL
        await fill(pilot, PASSPHRASE, ANOTHER, ANOTHER)
        await until(
            pilot, lambda: "The disk is full. Nothing was changed. Make room." in words(app)
        )
        assert [at.value for at in app.screen.query(Input)] == [PASSPHRASE, ANOTHER, ANOTHER]
        vault.error = None
        await pilot.press("enter")
        await until(pilot, lambda: vault.passphrase == ANOTHER)


async def test_a_new_code_counts_once_it_is_typed_back(store: FakeStore) -> None:
    vault = FakeVault(store)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await keys(pilot)
        assert "on paper, made on Mon 2 March 2026." in words(app)
        await push(pilot, "new-code", AskSecret)
        await fill(pilot, PASSPHRASE)
        await until(pilot, lambda: isinstance(app.screen, RecoveryCode))
        await pilot.press("escape")
        await until(pilot, lambda: "former recovery code still holds" in words(app))
        assert vault.made == 0
        await push(pilot, "new-code", AskSecret)
        await fill(pilot, PASSPHRASE)
        await until(pilot, lambda: isinstance(app.screen, RecoveryCode))
        groups = CODE.split("-")
        await pilot.press("enter")
        await fill(pilot, groups[0], groups[8])
        await until(pilot, lambda: "The new recovery code holds." in words(app))
        assert vault.made == 1
        assert not any(group in painted(app) for group in groups)


async def test_a_store_without_a_code_is_offered_one(store: FakeStore) -> None:
    vault = FakeVault(store, recovery=False)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await keys(pilot)
        assert "There is none yet." in words(app)


async def test_the_keyring_is_switched_on_and_off(store: FakeStore) -> None:
    vault = FakeVault(store)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await keys(pilot)
        assert "[ Switch it on ]" in painted(app)
        await push(pilot, "switch", AskSecret)
        assert "Whoever sits here, logged in as you," in words(app)
        vault.keyring_error = UserError(
            "This computer has no keyring.", safe="Nothing was changed."
        )
        await pilot.press("enter")
        await until(pilot, lambda: "Type your passphrase first" in words(app))
        await fill(pilot, PASSPHRASE)
        await until(pilot, lambda: "no keyring. Nothing was changed." in words(app))
        vault.keyring_error = None
        await pilot.press("enter")
        await until(pilot, lambda: vault.keyring)
        await until(pilot, lambda: "[ Switch it off ]" in painted(app))
        await push(pilot, "switch", AskSecret)
        await fill(pilot, PASSPHRASE)
        await until(pilot, lambda: not vault.keyring)
        await until(pilot, lambda: "[ Switch it on ]" in painted(app))


async def test_what_is_typed_in_the_settings_stays(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.press("f8", *"Sam", "f2")
        await until(pilot, lambda: isinstance(app.screen, KeysScreen))
        await pilot.press("shift+tab")
        await until(pilot, lambda: "csescreen keys rekey" in words(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.services.settings.worker == {"worker_name": "Sam"})


async def test_a_wait_holds_here_too(store: FakeStore) -> None:
    vault = FakeVault(store)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await keys(pilot)
        vault.wait_seconds = 60.0
        attempts = len(vault.attempts)
        await push(pilot, "switch", AskSecret)
        await until(pilot, lambda: "Too many wrong attempts." in words(app))
        await fill(pilot, PASSPHRASE)
        await pilot.pause()
        assert len(vault.attempts) == attempts
        assert app.screen.query_one("#secret", Input).value == PASSPHRASE
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, KeysScreen))
        assert not vault.keyring
