"""The day's backup from the app: in the background, told only where it could not be made."""

from datetime import timedelta
from pathlib import Path

import pytest

from csescreen.core.backups import Backup
from csescreen.errors import UserError
from csescreen.screens.settings_form import backup_words
from tests.terminal.app import fakes
from tests.terminal.app.fakes import NOW, FakeStore
from tests.terminal.app.helpers import home, until

FULL = UserError("Today's backup could not be written. The disk is full.", safe="All is saved.")


@pytest.mark.parametrize("due", [True, False])
async def test_one_is_made_where_none_was_made_today(store: FakeStore, due: bool) -> None:
    store.backups.is_due = due
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert [made.why for made in store.backups.made] == (["daily"] if due else [])
        assert not app._notifications


async def test_a_backup_that_fails_is_told_once_and_stops_nobody(store: FakeStore) -> None:
    store.backups.is_due, store.backups.error = True, FULL
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await until(pilot, lambda: len(app._notifications) == 1)
        assert "disk is full" in next(iter(app._notifications)).message
        app._back_up_daily()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert len(app._notifications) == 1


def test_the_settings_say_when_the_last_was_made() -> None:
    assert "none yet" in backup_words(None, NOW).plain
    made = Backup("20260302T101500Z", Path("x"), NOW, "daily", 12)
    assert "Last backup: today, 10:15 (12 screenings)." in backup_words(made, NOW).plain
    later = backup_words(made, NOW + timedelta(days=1)).plain
    assert "Last backup: Mon 2 March 2026, 10:15 (12 screenings)." in later
