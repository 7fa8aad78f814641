"""The app under faults of the store: told in its own words, and no text is lost."""

import pytest
from textual.widgets import Input

from csescreen import saver
from csescreen.screens.messages import RecordNotSaved
from csescreen.store.fault_words import DAMAGED, FAULTS, HEALED, READ_ONLY, told
from tests.terminal.app import fakes
from tests.terminal.app.fakes import PASSPHRASE, FakeStore, FakeVault
from tests.terminal.app.helpers import form, give, home, until, words
from tests.terminal.app.test_leaving import name_in, opened


@pytest.mark.parametrize("name", ["foreign", "header", "missing", "log", "newer", "copies damaged"])
async def test_the_door_says_what_is_wrong_and_the_way_on(store: FakeStore, name: str) -> None:
    error = told(name)
    app = fakes.app(store, FakeVault(store, error=error))
    async with app.run_test(size=(100, 40)) as pilot:
        await form(pilot)
        await give(pilot, PASSPHRASE)
        await until(pilot, lambda: FAULTS[name].what[:30] in words(app))
        said = words(app)
    for line in error.lines():
        assert line[:40] in said or " ".join(line.split()[:5]) in said


@pytest.mark.parametrize("notice", [HEALED, READ_ONLY, DAMAGED])
async def test_how_the_store_was_found_is_told_once(store: FakeStore, notice: str) -> None:
    store.told = (notice,)
    app = fakes.app(store)
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await home(pilot)
        await until(pilot, lambda: "About your store" in words(app))
        app.clear_notifications()
        await pilot.press("f8")
        await pilot.press("escape")
        await pilot.pause()
        assert "About your store" not in words(app)


async def test_saving_goes_on_by_itself_when_there_is_room_again(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saver, "RETRY_SECONDS", 0.05)
    store.save(fakes.record("A-17"))
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, store)
        store.broken = True
        await pilot.press(*"Ann")
        await until(pilot, lambda: "The disk is full." in screen.told)
        assert screen.query_one(Input).value == "Ann"
        assert name_in(store) == ""
        store.broken = False
        await until(pilot, lambda: name_in(store) == "Ann")  # nobody pressed anything
        await until(pilot, lambda: screen.told[-1] == "saved")


async def test_that_saving_goes_on_is_said_of_a_screening_that_is_closed_already(
    store: FakeStore,
) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await home(pilot)
        app.after_saving(RecordNotSaved(fakes.record("A-17"), told("full")))
        await until(pilot, lambda: "goes on trying by itself" in words(app))
