"""Pictures of the door and of home, so that a change of looks is seen and meant.

`pytest tests/terminal/app/test_snapshots.py --snapshot-update` draws them anew.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from textual.pilot import Pilot

from csescreen.core.screening import Screening, SignAnswer
from csescreen.errors import StoreDamagedError, StoreLockedError
from csescreen.screens.lost import LostPassphrase
from csescreen.screens.new_passphrase import NewPassphrase
from csescreen.screens.recovery import RecoveryCode
from tests.terminal.app import fakes
from tests.terminal.app.fake_vault import CODE
from tests.terminal.app.fakes import NOW, FakeStore, FakeVault
from tests.terminal.app.helpers import fill, form, home, painted, until
from tests.terminal.look import type_text

SIZES = [(80, 24), (120, 40)]
DOOR_SIZES = [(80, 24), (60, 20)]
Compare = Callable[..., bool]


@pytest.mark.parametrize("size", SIZES)
def test_first_start(snap_compare: Compare, store: FakeStore, size: tuple[int, int]) -> None:
    app = fakes.app(store, FakeVault(store, there=False))
    assert snap_compare(app, terminal_size=size, run_before=form)


def test_welcome(snap_compare: Compare, store: FakeStore) -> None:
    app = fakes.app(store, FakeVault(store, there=False))

    async def ready(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: app.screen.query("Welcome"))

    assert snap_compare(app, terminal_size=(60, 20), run_before=ready)


@pytest.mark.parametrize("size", SIZES)
def test_unlock(snap_compare: Compare, store: FakeStore, size: tuple[int, int]) -> None:
    assert snap_compare(fakes.app(store), terminal_size=size, run_before=form)


@pytest.mark.parametrize("size", DOOR_SIZES)
@pytest.mark.parametrize("page", ["code", "typed back"])
def test_recovery_code(
    snap_compare: Compare, store: FakeStore, size: tuple[int, int], page: str
) -> None:
    app = fakes.app(store, FakeVault(store, there=False))

    async def ready(pilot: Pilot[None]) -> None:
        await form(pilot)
        await fill(pilot, "short but longer", "short but longer")
        await until(pilot, lambda: isinstance(app.screen, RecoveryCode))
        if page == "typed back":
            await pilot.press("enter")
            await fill(pilot, "abcd", "efgh")
            await until(pilot, lambda: "These are not" in painted(app))

    assert snap_compare(app, terminal_size=size, run_before=ready)


@pytest.mark.parametrize("size", DOOR_SIZES)
@pytest.mark.parametrize("page", ["keyring", "locked", "lost", "new passphrase", "cannot"])
def test_door(snap_compare: Compare, store: FakeStore, size: tuple[int, int], page: str) -> None:
    vault = FakeVault(store, keyring=page == "keyring")
    if page == "locked":
        vault.error = StoreLockedError(
            "csescreen is open already.", safe="Nothing is lost.", do_next="Close it there first."
        )
    if page == "cannot":
        vault.ways_error = StoreDamagedError("The keys are damaged.", do_next="Run doctor.")
    app = fakes.app(store, vault)

    async def ready(pilot: Pilot[None]) -> None:
        if page == "cannot":
            await until(pilot, lambda: "cannot be opened now" in painted(app))
            return
        await form(pilot)
        if page == "locked":
            await fill(pilot, fakes.PASSPHRASE)
            await until(pilot, lambda: "[ Try again ]" in painted(app))
        if page == "lost":
            await pilot.press("tab", "tab", "tab", "enter")
            await until(pilot, lambda: isinstance(app.screen, LostPassphrase))
            await type_text(pilot, CODE)
        if page == "new passphrase":
            await fill(pilot, CODE)
            await until(pilot, lambda: isinstance(app.screen, NewPassphrase))

    assert snap_compare(app, terminal_size=size, run_before=ready)


@pytest.mark.parametrize("size", DOOR_SIZES)
def test_keys(snap_compare: Compare, store: FakeStore, size: tuple[int, int]) -> None:
    app = fakes.app(store, FakeVault(store, keyring=True))

    async def ready(pilot: Pilot[None]) -> None:
        await home(pilot)
        await pilot.press("f8", "f2")
        await until(pilot, lambda: "[ Switch it off ]" in painted(app))

    assert snap_compare(app, terminal_size=size, run_before=ready)


@pytest.mark.parametrize("size", SIZES)
def test_home_empty(snap_compare: Compare, store: FakeStore, size: tuple[int, int]) -> None:
    assert snap_compare(fakes.app(store), terminal_size=size, run_before=_home)


@pytest.mark.parametrize("size", SIZES)
def test_home_full(snap_compare: Compare, store: FakeStore, size: tuple[int, int]) -> None:
    for days in range(5):
        screening = Screening(
            signs={"unknown-vehicles": SignAnswer("yes")} if days % 2 else {},
            clocks={"referral_received": NOW - timedelta(hours=6)},
        )
        framework = "telford" if days < 3 else "llr"
        store.save(
            fakes.record(
                f"2026-{days:03}",
                framework=framework,
                updated_at=NOW - timedelta(days=days * 40),
                screening=screening,
            )
        )
    app = fakes.app(store)

    async def ready(pilot: Pilot[None]) -> None:
        screen = await home(pilot)
        table = screen._table
        await until(pilot, lambda: len(table._told) == 5)

    assert snap_compare(app, terminal_size=size, run_before=ready)


async def _home(pilot: Pilot[None]) -> None:
    await home(pilot)
