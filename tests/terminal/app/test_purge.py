"""Purging from home: a reason, the reference typed back, and nothing by a single key."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from csescreen.core.backups import Backup
from csescreen.errors import UserError
from csescreen.screens.home import HomeScreen
from csescreen.screens.purge import PurgeScreen
from csescreen.screens.settings import SettingsScreen
from csescreen.store.purge import REMAINS
from tests.terminal.app import fakes
from tests.terminal.app.fakes import NOW, AnyPilot, FakeStore
from tests.terminal.app.helpers import home, painted, until, words
from tests.terminal.look import said


@pytest.fixture
def store() -> FakeStore:
    return FakeStore(fakes.record("A-17"), fakes.record("B-20", updated_at=NOW - timedelta(days=9)))


async def asked(pilot: AnyPilot) -> PurgeScreen:
    await home(pilot)
    await until(pilot, lambda: "A-17" in painted(pilot.app))
    await pilot.press("ctrl+d")
    await until(pilot, lambda: isinstance(pilot.app.screen, PurgeScreen))
    screen = pilot.app.screen
    assert isinstance(screen, PurgeScreen)
    await until(pilot, lambda: "goes for good" in words(pilot.app))
    return screen


async def test_a_screening_goes_for_a_reason_once_its_reference_is_typed(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await asked(pilot)
        assert app.focused is screen.query_one("#no"), "Enter at once keeps it"
        await pilot.press("shift+tab", "shift+tab")
        assert app.focused is screen.query_one("#reason")
        await pilot.press(*"policy", "enter", *"A-17", "enter")
        assert app.focused is screen.query_one("#no"), "Enter in a field goes on, and no more"
        assert set(store.records) == {"key-A-17", "key-B-20"}
        await pilot.press("tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: "A-17" not in painted(app))
        assert set(store.records) == {"key-B-20"}
        assert store.noted == [("purged", "key-A-17", "policy")]


@pytest.mark.parametrize(
    ("reason", "typed", "told"),
    [
        ("", "A-17", "Type the reason first"),
        ("   ", "A-17", "Type the reason first"),
        ("policy", "", "Type its reference"),
        ("policy", "a-17", "Type its reference"),
        ("policy", "B-20", "Type its reference"),
    ],
)
async def test_without_both_nothing_goes(
    store: FakeStore, reason: str, typed: str, told: str
) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await asked(pilot)
        screen.query_one("#reason", Input).value = reason
        screen.query_one("#typed", Input).value = typed
        await pilot.click("#yes")
        await until(pilot, lambda: told in words(app))
        assert len(store.records) == 2
        assert store.noted == []


async def test_what_is_said_after_a_purge_fits_the_notice_of_remains(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await asked(pilot)
        monkeypatch.setattr(store, "notices", lambda: (REMAINS,))
        screen.query_one("#reason", Input).value = "policy"
        screen.query_one("#typed", Input).value = "A-17"
        await pilot.click("#yes")
        await until(pilot, lambda: "It was purged." in said(app))
        await until(pilot, lambda: REMAINS in said(app))
        assert "gone for good" not in said(app)


@pytest.mark.parametrize("key", ["escape", "enter"])
async def test_the_first_key_keeps_it(store: FakeStore, key: str) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await asked(pilot)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert len(store.records) == 2


async def test_it_says_what_stays(store: FakeStore) -> None:
    held = Backup("20260301T101500", Path("backups/20260301T101500"), NOW - timedelta(days=1))
    assert isinstance(store.backups, fakes.FakeBackups)
    store.backups.held.append(held)
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await asked(pilot)
        said = words(app)
        assert "every export that was written" in said
        assert "It stays in 1 backup until they are thinned" in said
        assert "Sun 1 March 2026, 10:15: backups/20260301T101500" in said


async def test_a_fault_is_said_and_it_stays(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(key: str, reason: str) -> None:
        raise UserError("The disk is full.", safe="Nothing was removed.")

    monkeypatch.setattr(store, "purge", full)
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await asked(pilot)
        screen.query_one("#reason", Input).value = "policy"
        screen.query_one("#typed", Input).value = "A-17"
        await pilot.click("#yes")
        await until(pilot, lambda: "The disk is full." in words(app))
        assert isinstance(app.screen, PurgeScreen)
        await pilot.press("escape")
        await until(pilot, lambda: "A-17" in painted(app))


async def test_on_a_small_screen_every_part_can_be_reached(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(60, 20)) as pilot:
        screen = await asked(pilot)
        for name in ("#reason", "#typed", "#no", "#yes"):
            region = screen.query_one(name).region
            assert 0 < region.y < 20 and region.right <= 60


async def test_a_hostile_reference_is_text(store: FakeStore) -> None:
    odd = fakes.record("[/]", key="odd", updated_at=NOW + timedelta(days=1))
    store.records["odd"] = replace(odd, screening=replace(odd.screening, reference="[/]\x1b[31m"))
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await asked(pilot)
        assert "Purge [/]␛[31m?" in words(app)


async def test_home_tells_what_is_past_the_period_that_the_settings_name() -> None:
    old = fakes.record("OLD-1", updated_at=NOW - timedelta(days=7 * 366))
    store = FakeStore(old)
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await until(pilot, lambda: "OLD-1" in painted(app))
        assert "purge is yours" not in words(app)
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        years = app.screen.query_one("#retention", Input)
        years.focus()
        await pilot.press(*"x6-")
        assert years.value == "6", "only digits can be typed"
        await pilot.press("escape")
        await until(pilot, lambda: "purge is yours" in words(app))
        assert app.services.settings.retention_years == 6
        told = "Last changed 7 years ago: past the 6 years of your policy; purge is yours to decide"
        assert told in " ".join(painted(app).split())
        assert store.records
