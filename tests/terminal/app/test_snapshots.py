"""Pictures of the door and of home, so that a change of looks is seen and meant.

`pytest tests/terminal/app/test_snapshots.py --snapshot-update` draws them anew.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from textual.pilot import Pilot

from csescreen.core.screening import Screening, SignAnswer
from tests.terminal.app import fakes
from tests.terminal.app.fakes import NOW, FakeStore, FakeVault
from tests.terminal.app.helpers import form, home, until

SIZES = [(80, 24), (120, 40)]
Compare = Callable[..., bool]


@pytest.mark.parametrize("size", SIZES)
def test_first_start(snap_compare: Compare, store: FakeStore, size: tuple[int, int]) -> None:
    app = fakes.app(store, FakeVault(store, there=False))
    assert snap_compare(app, terminal_size=size, run_before=form)


@pytest.mark.parametrize("size", SIZES)
def test_unlock(snap_compare: Compare, store: FakeStore, size: tuple[int, int]) -> None:
    assert snap_compare(fakes.app(store), terminal_size=size, run_before=form)


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
