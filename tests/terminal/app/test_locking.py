"""Locking inside the app: what is covered, what is kept, and who may go back."""

import asyncio
from typing import NoReturn

import pytest
from textual import events
from textual.widgets import Input

from csescreen import locking
from csescreen.core.ports import LeftOpen
from csescreen.errors import UserError, WrongPassphraseError
from csescreen.idle import Watch
from csescreen.saver import TEXT_ON_SCREEN
from csescreen.screens.dialogs import Confirm
from csescreen.screens.home import HomeScreen
from csescreen.screens.locking import LockCover
from csescreen.screens.messages import RecordNotSaved
from tests.terminal.app import fakes
from tests.terminal.app.fakes import PASSPHRASE, FakeStore
from tests.terminal.app.helpers import closed, home, painted, until, words
from tests.terminal.app.test_leaving import name_in, opened
from tests.test_idle import Clocks

WHOLE = (80, 24)


@pytest.fixture
def store() -> FakeStore:
    return FakeStore(fakes.record("A-17"))


@pytest.fixture
def tries_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under the cover, saving is tried again at once."""
    monkeypatch.setattr(locking, "TRY_EVERY", 0.05)


async def covered(pilot: fakes.AnyPilot) -> LockCover:
    """Wait for the cover that asks."""
    await until(pilot, lambda: isinstance(pilot.app.screen, LockCover))
    cover = pilot.app.screen
    assert isinstance(cover, LockCover)
    await until(pilot, lambda: cover.query_one("#unsaved").display)
    return cover


async def unsaved(
    pilot: fakes.AnyPilot, store: FakeStore
) -> tuple[fakes.WorkspaceScreen, LockCover]:
    """Open the screening, type into it while the disk fails, and lock."""
    screen = await opened(pilot, store)
    store.broken = True
    await pilot.press(*"Ann", "ctrl+l")
    return screen, await covered(pilot)


async def test_ctrl_l_saves_what_is_on_its_way_and_closes(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=WHOLE) as pilot:
        await opened(pilot, store)
        for key in ("A", "n", "n", "ctrl+l", "x", "y"):
            app.simulate_key(key)
        await closed(store)
    assert name_in(store) == "Ann"
    assert app.locks_for == "asked"
    assert app.exit_status == 0
    assert store.open == LeftOpen("key-A-17")


async def test_a_slow_disk_is_waited_for_under_the_cover(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=WHOLE) as pilot:
        await opened(pilot, store)
        store.hold.clear()
        await pilot.press(*"Ann")
        app.simulate_key("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, LockCover))
        assert "Ann" not in painted(app)
        assert "everything is being saved" in words(app)
        store.hold.set()
        await closed(store)
    assert name_in(store) == "Ann"


async def test_what_cannot_be_saved_is_kept_beneath_the_cover(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=WHOLE, notifications=True) as pilot:
        screen, cover = await unsaved(pilot, store)
        assert "Ann" not in painted(app)
        assert "A-17" not in painted(app)
        assert "not saved" in words(app)
        await pilot.press(*"wrong", "enter")
        await until(pilot, lambda: "does not open the store" in words(app))
        assert app.screen is cover
        cover.query_one(Input).value = PASSPHRASE
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        assert screen.query_one(Input).value == "Ann"
        await pilot.press("e")
        store.broken = False
        app.simulate_key("ctrl+l")
        await closed(store)
    assert name_in(store) == "Anne"
    assert app.locks_for == "asked"


@pytest.mark.usefixtures("tries_often")
async def test_it_locks_by_itself_as_soon_as_it_can_save(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=WHOLE) as pilot:
        await unsaved(pilot, store)
        await asyncio.sleep(0.2)
        assert not store.closed
        store.broken = False
        await closed(store)
    assert name_in(store) == "Ann"
    assert app.locks_for == "asked"


@pytest.mark.usefixtures("tries_often")
async def test_suspending_with_a_failing_disk_covers_and_never_suspends_later(
    store: FakeStore,
) -> None:
    app = fakes.app(store)
    async with app.run_test(size=WHOLE) as pilot:
        await opened(pilot, store)
        store.broken = True
        await pilot.press(*"Ann")
        app.lock("suspended")
        await covered(pilot)
        store.broken = False
        await closed(store)
    assert name_in(store) == "Ann"
    assert app.locks_for == "asked"


@pytest.mark.parametrize("size", [WHOLE, (60, 20)])
async def test_nobody_leaves_from_the_cover_without_the_passphrase(
    store: FakeStore, size: tuple[int, int]
) -> None:
    app = fakes.app(store)
    async with app.run_test(size=size) as pilot:
        screen, cover = await unsaved(pilot, store)
        for _ in range(2):
            await pilot.press("f12")
            await until(pilot, lambda: "type your passphrase first" in words(app))
            assert app.screen is cover
        assert not store.closed
        assert not app.leaving
        await pilot.press(*PASSPHRASE, "enter")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("f12")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("tab")
        app.simulate_key("enter")
        await closed(store)
    assert app.locks_for is None
    assert app.exit_status == 1


async def test_the_palette_does_not_leave_from_the_cover_either(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=WHOLE) as pilot:
        _, cover = await unsaved(pilot, store)
        await app.run_action("quit")
        await pilot.pause()
        assert app.screen is cover
        assert not app.leaving


async def test_the_cover_hides_what_was_told_and_nothing_says_that_text_is_on_screen(
    store: FakeStore,
) -> None:
    app = fakes.app(store)
    async with app.run_test(size=WHOLE, notifications=True) as pilot:
        await opened(pilot, store)
        store.broken = True
        app.notify("Of the screening", markup=False, timeout=60)
        await pilot.press(*"Ann", "ctrl+l")
        await covered(pilot)
        record = store.records["key-A-17"]
        app.post_message(RecordNotSaved(record, UserError("Full.", safe=TEXT_ON_SCREEN)))
        await pilot.pause()
        assert not app._notifications
        assert "on screen" not in words(app)


async def test_nobody_there_while_the_app_asks_whether_to_leave(store: FakeStore) -> None:
    clocks = Clocks()
    app = fakes.app(store)
    async with app.run_test(size=WHOLE) as pilot:
        app.people = Watch(clocks)
        await opened(pilot, store)
        store.broken = True
        await pilot.press(*"Ann", "f12")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        clocks.pass_by(301)
        await covered(pilot)
        assert "Ann" not in painted(app)


@pytest.mark.parametrize("passed", [(301.0, 0.0), (1.0, 30.0)])
async def test_the_first_key_after_it_was_time_reaches_nothing(
    store: FakeStore, passed: tuple[float, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "LOOK_EVERY", 3600.0)
    clocks = Clocks()
    app = fakes.app(store)
    async with app.run_test(size=WHOLE) as pilot:
        app.people = Watch(clocks)
        await opened(pilot, store)
        await pilot.press(*"Ann")
        clocks.pass_by(*passed)
        app.simulate_key("x")
        await closed(store)
    assert name_in(store) == "Ann"
    assert app.locks_for == ("slept" if passed[1] else "idle")


@pytest.mark.parametrize(
    "event", [events.Paste("Ann"), events.MouseScrollDown(None, 5, 5, 0, 0, 0, False, False, False)]
)
async def test_the_mouse_and_a_paste_count_as_somebody_there(
    store: FakeStore, event: events.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "LOOK_EVERY", 0.01)
    clocks = Clocks()
    app = fakes.app(store)
    async with app.run_test(size=WHOLE) as pilot:
        app.people = Watch(clocks)
        await opened(pilot, store)
        clocks.pass_by(299)
        app.post_message(event)
        await pilot.pause()
        clocks.pass_by(299)
        await asyncio.sleep(0.1)
        assert not store.closed
        clocks.pass_by(2)
        await closed(store)


async def test_the_settings_say_after_how_long(store: FakeStore) -> None:
    clocks = Clocks()
    app = fakes.app(store)
    async with app.run_test(size=WHOLE) as pilot:
        app.people = Watch(clocks)
        await home(pilot)
        await pilot.press("f8")
        await until(pilot, lambda: app.screen.query("#lock"))
        app.set_focus(app.screen.query_one("#lock"))
        await pilot.press("down", "escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert app.services.settings.lock_minutes == 10
        clocks.pass_by(599)
        await pilot.press("f4")
        assert not store.closed
        clocks.pass_by(600)
        await closed(store)


async def test_the_door_is_not_locked_for_want_of_keys(store: FakeStore) -> None:
    clocks = Clocks()
    app = fakes.app(store)
    async with app.run_test(size=WHOLE, notifications=True) as pilot:
        app.people = Watch(clocks)
        await until(pilot, lambda: app.screen.query("#passphrase"))
        clocks.pass_by(10_000)
        await pilot.press("a", "ctrl+l")
        await until(pilot, lambda: "locked already" in words(app))
        assert app.screen.query_one("#passphrase", Input).value == "a"
    assert app.locks_for is None


async def test_a_signal_during_a_lock_goes_before_it(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=WHOLE) as pilot:
        await opened(pilot, store)
        store.hold.clear()
        await pilot.press(*"Ann")
        app.simulate_key("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, LockCover))
        app._end(15)
        app._end(15)
        store.hold.set()
        await closed(store)
    assert name_in(store) == "Ann"
    assert app.locks_for is None
    assert app.exit_status == 128 + 15


@pytest.mark.parametrize(
    ("locked", "how"), [("idle", "when csescreen locked"), (None, "when csescreen ended")]
)
async def test_one_question_names_the_screening(store: FakeStore, locked: None, how: str) -> None:
    store.open = LeftOpen("key-A-17", "narrative")
    app = fakes.app(store)
    app.locked = locked
    async with app.run_test(size=WHOLE) as pilot:
        await unlocked(pilot)
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        shown = words(app)
        assert "Go on with A-17?" in shown
        assert how in shown
        assert "Everything up to 10:15 is saved." in shown
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, fakes.WorkspaceScreen))
        assert app.screen.begun_at == "narrative"  # type: ignore[attr-defined]
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert store.open is None


async def test_escape_goes_home_and_is_not_asked_again(store: FakeStore) -> None:
    store.open = LeftOpen("key-A-17")
    app = fakes.app(store)
    async with app.run_test(size=WHOLE) as pilot:
        await unlocked(pilot)
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert store.open is None


async def test_nothing_is_asked_where_the_screening_is_gone(store: FakeStore) -> None:
    store.open = LeftOpen("key-gone")
    app = fakes.app(store)
    async with app.run_test(size=WHOLE) as pilot:
        await home(pilot)
        await asyncio.sleep(0.1)
        assert isinstance(app.screen, HomeScreen)


async def test_leaving_in_the_ordinary_way_leaves_no_mark(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=WHOLE) as pilot:
        await opened(pilot, store)
        assert store.open == LeftOpen("key-A-17")
        app.simulate_key("f12")
        await closed(store)
    assert store.open is None


async def test_a_store_that_cannot_tell_what_was_open_opens_all_the_same(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> NoReturn:
        raise WrongPassphraseError("It cannot be read.")

    monkeypatch.setattr(store, "left_open", fails)
    app = fakes.app(store)
    async with app.run_test(size=WHOLE) as pilot:
        await home(pilot)


async def unlocked(pilot: fakes.AnyPilot) -> None:
    """Give the passphrase at the door."""
    await until(pilot, lambda: pilot.app.screen.query("#passphrase"))
    pilot.app.screen.query_one("#passphrase", Input).value = PASSPHRASE
    await pilot.press("enter")


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        (events.MouseMove, False),
        (events.MouseDown, True),
        (events.MouseScrollDown, True),
    ],
)
async def test_a_mouse_that_merely_moves_keeps_nothing_unlocked(
    store: FakeStore, kind: type[events.MouseEvent], counts: bool
) -> None:
    app, clocks = fakes.app(store), Clocks()
    async with app.run_test(size=WHOLE) as pilot:
        await opened(pilot, store)
        app.people = Watch(clocks)
        clocks.pass_by(200)
        assert app._driver is not None
        app._driver.process_message(kind(None, 3, 3, 1, 1, 0, False, False, False, 3, 3))
        await pilot.pause()
        clocks.pass_by(200)
        assert app.people.due(300) == (None if counts else "idle")
