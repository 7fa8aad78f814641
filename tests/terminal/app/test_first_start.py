"""The first start: a passphrase, the recovery code shown and typed back, and only then home."""

import pytest
from textual import events
from textual.widgets import Input

from csescreen.app import CsescreenApp
from csescreen.errors import UserError
from csescreen.idle import Watch
from csescreen.screens.home import HomeScreen
from csescreen.screens.recovery import RecoveryCode
from csescreen.screens.unlock import UnlockScreen
from csescreen.widgets.recovery_code import CodeShown
from tests.terminal.app import fakes
from tests.terminal.app.fake_vault import CODE
from tests.terminal.app.fakes import AnyPilot, FakeStore, FakeVault
from tests.terminal.app.helpers import fill, form, painted, until, words
from tests.test_idle import Clocks

NEW = "short but longer"
GROUPS = CODE.split("-")


def fields(pilot: AnyPilot) -> list[str]:
    """Return what stands in every field of every screen."""
    return [field.value for at in pilot.app.screen_stack for field in at.query(Input)]


async def chosen(pilot: AnyPilot) -> RecoveryCode:
    """Choose a passphrase, and wait for the code."""
    await form(pilot)
    await fill(pilot, NEW, NEW)
    await until(pilot, lambda: isinstance(pilot.app.screen, RecoveryCode))
    screen = pilot.app.screen
    assert isinstance(screen, RecoveryCode)
    await until(pilot, lambda: GROUPS[8] in painted(pilot.app))
    return screen


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_the_code_is_shown_typed_back_and_only_then_there_is_a_store(
    store: FakeStore, size: tuple[int, int]
) -> None:
    vault = FakeVault(store, there=False)
    app = fakes.app(store, vault)
    async with app.run_test(size=size) as pilot:
        await chosen(pilot)
        assert all(f"{number}: {group}" in painted(app) for number, group in enumerate(GROUPS, 1))
        for told in ("opens your screenings", "can read everything", "your team keeps such things"):
            assert told in words(app)
        await pilot.press("enter")
        await until(pilot, lambda: "Group 3" in painted(app))
        assert not any(group in painted(app) for group in GROUPS)
        assert app.focused is app.screen.query_one("#group-3")
        await fill(pilot, GROUPS[2].lower())
        assert app.focused is app.screen.query_one("#group-7")
        assert vault.made == 0
        await fill(pilot, GROUPS[6])
        await until(pilot, lambda: "No screenings yet" in painted(app))
        assert (vault.made, vault.created_with) == (1, NEW)
        assert app.focused is app.screen.query_one("#new")
        assert not any(fields(pilot))


async def test_groups_that_are_wrong_stay_and_can_be_typed_again(store: FakeStore) -> None:
    vault = FakeVault(store, there=False)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await chosen(pilot)
        await pilot.press("enter", *GROUPS[2], "enter", "enter")
        await until(pilot, lambda: "Type this group, too" in painted(app))
        assert app.focused is app.screen.query_one("#group-7")
        await fill(pilot, "wrng")
        await until(pilot, lambda: "not groups 3 and 7" in words(app))
        assert fields(pilot)[-2:] == [GROUPS[2], "WRNG"]
        assert vault.made == 0
        assert app.focused is app.screen.query_one("#group-7")
        await pilot.press(*GROUPS[6], "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_typing_replaces_both_groups_where_both_are_wrong(
    store: FakeStore, size: tuple[int, int]
) -> None:
    vault = FakeVault(store, there=False)
    app = fakes.app(store, vault)
    async with app.run_test(size=size) as pilot:
        await chosen(pilot)
        await pilot.press("enter")
        await fill(pilot, "zzzzcnkp", "wrng")
        await until(pilot, lambda: "not groups 3 and 7" in words(app))
        assert fields(pilot)[-2:] == ["ZZZZ", "WRNG"]
        await fill(pilot, GROUPS[2], GROUPS[6])
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_escape_shows_the_code_again_and_then_leaves_without_a_store(
    store: FakeStore,
) -> None:
    vault = FakeVault(store, there=False)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await chosen(pilot)
        await pilot.press("enter", *"abcd", "escape")
        await until(pilot, lambda: GROUPS[0] in painted(app))
        assert not any(field.value for field in screen.query(Input))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
        assert "cross it out" in words(app)
        assert vault.made == 0
        await pilot.press("end")
        await fill(pilot, " and more", "")
        await until(pilot, lambda: "not the same" in words(app))


async def test_quitting_before_the_code_is_typed_back_makes_no_store(store: FakeStore) -> None:
    vault = FakeVault(store, there=False)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await chosen(pilot)
        app.simulate_key("f12")
        await until(pilot, lambda: app.return_code is not None)
    assert (app.return_code, vault.made) == (0, 0)


@pytest.mark.parametrize("above", ["", "f3"])
@pytest.mark.parametrize("page", ["", "enter"])
async def test_locking_takes_the_code_out_of_sight_and_makes_no_store(
    store: FakeStore, page: str, above: str
) -> None:
    vault = FakeVault(store, there=False)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await chosen(pilot)
        for key in filter(None, (page, above)):
            await pilot.press(key)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: app.locks_for == "asked")
    assert (app.return_code, vault.made) == (0, 0)


async def test_a_code_that_nobody_looks_after_goes_out_of_sight(store: FakeStore) -> None:
    clocks, vault = Clocks(), FakeVault(store, there=False)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        app.people = Watch(clocks)
        await chosen(pilot)
        clocks.pass_by(301)
        await until(pilot, lambda: app.locks_for == "idle")
    assert (app.return_code, vault.made) == (0, 0)


async def test_after_such_a_lock_the_door_says_that_the_code_counts_for_nothing(
    store: FakeStore,
) -> None:
    vault = FakeVault(store, there=False)
    app = CsescreenApp(lambda: fakes.services(store, vault), locked="asked")
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        assert "Locked, as you asked. There is no store yet." in words(app)
        assert "counts for nothing: cross it out" in words(app)
        assert "Everything is saved" not in words(app)


async def test_what_keeps_the_store_from_being_made_is_told_and_can_be_tried_again(
    store: FakeStore,
) -> None:
    vault = FakeVault(store, there=False)
    vault.error = UserError("The disk is full.", safe="No store was made.", do_next="Make room.")
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await chosen(pilot)
        await pilot.press("enter")
        await fill(pilot, GROUPS[2], GROUPS[6])
        await until(pilot, lambda: "The disk is full. No store was made." in words(app))
        vault.error = None
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_a_store_that_came_meanwhile_is_unlocked_and_never_replaced(store: FakeStore) -> None:
    vault = FakeVault(store, there=False)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await chosen(pilot)
        vault.there = True  # a second window was quicker
        await pilot.press("escape")
        await until(pilot, lambda: "Unlock your screenings" in painted(app))
        assert vault.made == 0


async def test_the_code_is_never_copied(store: FakeStore) -> None:
    app = fakes.app(store, FakeVault(store, there=False))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await chosen(pilot)
        assert not screen.query_one(CodeShown).allow_select
        await pilot.press("ctrl+c", "enter", *GROUPS[2], "shift+home", "ctrl+c", "ctrl+x")
        app.copy_to_clipboard(GROUPS[2])
        assert app.clipboard == ""
        assert screen.query_one("#group-3", Input).value == GROUPS[2]


async def test_keys_in_a_burst_reach_the_field_that_they_were_meant_for(store: FakeStore) -> None:
    vault = FakeVault(store, there=False)
    app = fakes.app(store, vault)

    def burst(*keys: str) -> None:
        for key in keys:
            app.post_message(events.Key(key, key if len(key) == 1 else None))

    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        burst(*NEW, "enter", *NEW, "enter", *"n?")
        await until(pilot, lambda: isinstance(app.screen, RecoveryCode))
        assert fields(pilot)[:2] == [NEW, NEW]
        await pilot.press("enter")
        burst(*GROUPS[2], "enter", *GROUPS[6], "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert vault.created_with == NEW


async def test_the_store_opens_though_the_window_is_too_small_by_then(store: FakeStore) -> None:
    vault = FakeVault(store, there=False)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await chosen(pilot)
        vault.hold.clear()
        await pilot.press("enter")
        await fill(pilot, GROUPS[2], GROUPS[6])
        await pilot.resize_terminal(50, 10)
        await until(pilot, lambda: "make the window larger" in words(app))
        vault.hold.set()
        await until(pilot, lambda: vault.made)
        await until(pilot, lambda: len(app.screen_stack) == 3)
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert [type(screen) for screen in app.screen_stack[1:]] == [HomeScreen]
