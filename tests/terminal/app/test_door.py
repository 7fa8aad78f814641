"""Later starts: every way in, throttling, and every fault told in full."""

import pytest
from textual import events
from textual.widgets import Input

from csescreen.errors import StoreDamagedError, StoreLockedError, TooManyAttemptsError, UserError
from csescreen.screens.home import HomeScreen
from csescreen.screens.lost import LostPassphrase
from csescreen.screens.new_passphrase import NewPassphrase
from csescreen.screens.recovery import RecoveryCode
from csescreen.screens.unlock import UnlockScreen
from csescreen.widgets.told import AGAIN, in_words
from tests.terminal.app import fakes
from tests.terminal.app.fake_vault import CODE
from tests.terminal.app.fakes import PASSPHRASE, AnyPilot, FakeStore, FakeVault
from tests.terminal.app.helpers import closed, fill, form, give, painted, until, words
from tests.terminal.look import said

ANOTHER = "another long one"
LONG = StoreDamagedError(
    "The store is damaged. " + "What it held there cannot be read. " * 12,
    safe="Nothing was changed. " * 6,
    do_next="Close csescreen, and have your support team look. " * 5 + "This is the end.",
)


async def at_home(pilot: AnyPilot) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


async def lost(pilot: AnyPilot) -> LostPassphrase:
    """Go to the screen for the recovery code."""
    await form(pilot)
    await pilot.press("tab", "tab", "tab", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, LostPassphrase))
    screen = pilot.app.screen
    assert isinstance(screen, LostPassphrase)
    return screen


def secrets(pilot: AnyPilot) -> list[str]:
    """Return what stands in the fields of the screens."""
    return [at.value for screen in pilot.app.screen_stack for at in screen.query(Input) if at.value]


# -- the recovery code ----------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_the_code_opens_and_a_new_passphrase_is_chosen(
    store: FakeStore, size: tuple[int, int]
) -> None:
    vault = FakeVault(store)
    app = fakes.app(store, vault)
    async with app.run_test(size=size) as pilot:
        screen = await lost(pilot)
        await pilot.press(*CODE.replace("-", "").lower())
        assert screen.query_one("#secret", Input).value == CODE
        assert CODE in painted(app), "all of it can be read at once"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, NewPassphrase))
        assert "still holds" in words(app)
        assert not secrets(pilot)
        await fill(pilot, ANOTHER, ANOTHER)
        await until(pilot, lambda: "Make a new code" in painted(app))
        assert "Backups and copies from before still open with it." in words(app)
        assert vault.passphrase == ANOTHER
        await pilot.press("enter")  # the focus is on the answer that changes nothing more
        await at_home(pilot)
        assert vault.made == 0
        assert not secrets(pilot)


async def test_the_code_may_be_typed_where_the_passphrase_goes(store: FakeStore) -> None:
    vault = FakeVault(store)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        assert "The recovery code opens the store, too" in words(app)
        await give(pilot, CODE.lower())
        await until(pilot, lambda: isinstance(app.screen, NewPassphrase))
        await pilot.press("escape")  # a screening may be urgent: the passphrase can wait
        await at_home(pilot)
        assert vault.passphrase == PASSPHRASE


async def test_a_passphrase_asks_for_no_other_one(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await give(pilot, PASSPHRASE)
        await at_home(pilot)
        assert not any(isinstance(screen, NewPassphrase) for screen in app.screen_stack)


async def test_a_new_code_is_made_where_somebody_saw_the_former_one(store: FakeStore) -> None:
    vault = FakeVault(store)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await give(pilot, CODE)
        await until(pilot, lambda: isinstance(app.screen, NewPassphrase))
        await fill(pilot, ANOTHER, ANOTHER)
        await until(pilot, lambda: "Make a new code" in painted(app))
        await pilot.press("tab", "enter")
        await until(pilot, lambda: "A new recovery code" in painted(app))
        await fill(pilot, ANOTHER)
        await until(pilot, lambda: isinstance(app.screen, RecoveryCode))
        await pilot.press("enter")
        await fill(pilot, CODE.split("-")[0], CODE.split("-")[8])
        await at_home(pilot)
        assert vault.made == 1
        await until(pilot, lambda: "Destroy the paper" in said(app))


async def test_a_wrong_code_stays_to_be_mended(store: FakeStore) -> None:
    vault = FakeVault(store)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await lost(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "Type the recovery code first" in words(app))
        await fill(pilot, "abcd-efgh")
        await until(pilot, lambda: "a character is wrong or missing" in words(app))
        assert "passphrase does" not in words(app)
        field = screen.query_one("#secret", Input)
        assert (field.value, app.focused) == ("ABCD-EFGH", field)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
        assert not secrets(pilot)


async def test_a_store_without_a_code_offers_none(store: FakeStore) -> None:
    app = fakes.app(store, FakeVault(store, recovery=False))
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await pilot.pause()
        assert "recovery code" not in words(app)
        assert "I have lost" not in words(app)


# -- the keyring ----------------------------------------------------------------------------------


async def test_enter_alone_opens_with_the_keyring(store: FakeStore) -> None:
    vault = FakeVault(store, keyring=True)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await until(pilot, lambda: "this computer's keyring (Enter)" in words(app))
        await pilot.press("enter")
        await at_home(pilot)
        assert not vault.attempts


async def test_the_passphrase_opens_beside_the_keyring(store: FakeStore) -> None:
    vault = FakeVault(store, keyring=True)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await fill(pilot, PASSPHRASE)
        await at_home(pilot)
        assert vault.attempts == [PASSPHRASE]


async def test_a_keyring_that_fails_leaves_the_passphrase(store: FakeStore) -> None:
    vault = FakeVault(store, keyring=True)
    vault.keyring_error = UserError(
        "The keyring is locked.", safe="Nothing was changed.", do_next="Type the passphrase."
    )
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await pilot.click("#by-keyring")
        await until(
            pilot,
            lambda: (
                "The keyring is locked. Nothing was changed. Type the passphrase." in words(app)
            ),
        )
        assert app.focused is app.screen.query_one("#passphrase")
        await fill(pilot, PASSPHRASE)
        await at_home(pilot)


async def test_without_a_keyring_an_empty_field_opens_nothing(store: FakeStore) -> None:
    vault = FakeVault(store)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "Type your passphrase first" in words(app))
        assert app.focused is app.screen.query_one("#passphrase")


# -- throttling -----------------------------------------------------------------------------------


def test_a_wait_in_words() -> None:
    assert [in_words(seconds) for seconds in (1, 8, 60, 125)] == [
        "1 second",
        "8 seconds",
        "1 minute",
        "2 minutes 5 seconds",
    ]


async def test_wrong_attempts_wait_and_what_is_typed_is_kept(store: FakeStore) -> None:
    vault = FakeVault(store)
    vault.throttle = 2.0
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await fill(pilot, "wrong")
        await until(pilot, lambda: "You can try again in 2 seconds." in words(app))
        assert "Too many wrong attempts." in words(app)
        assert "does not open" in words(app)
        await fill(pilot, PASSPHRASE)
        await pilot.pause()
        field = app.screen.query_one("#passphrase", Input)
        assert (field.value, app.focused) == (PASSPHRASE, field)
        assert vault.attempts == ["wrong"], "the vault is not asked meanwhile"
        await until(pilot, lambda: "try again in 1 second." in words(app))
        await until(pilot, lambda: AGAIN in words(app))
        assert "does not open" in words(app), "why it waited stays to be read"
        await pilot.press("enter")
        await at_home(pilot)


async def test_a_wait_that_another_window_caused_counts_down_too(store: FakeStore) -> None:
    app = fakes.app(store, FakeVault(store, error=TooManyAttemptsError(2.0)))
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await give(pilot, PASSPHRASE)
        await until(pilot, lambda: "You can try again in 2 seconds." in words(app))
        await until(pilot, lambda: AGAIN in words(app))
        assert app.screen.query_one("#passphrase", Input).value == PASSPHRASE


async def test_a_wait_from_before_the_start_is_told_at_once(store: FakeStore) -> None:
    vault = FakeVault(store)
    vault.wait_seconds = 90.0
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await until(pilot, lambda: "try again in 1 minute 30 seconds." in words(app))
        await pilot.press("tab", "tab", "tab", "enter")
        await until(pilot, lambda: isinstance(app.screen, LostPassphrase))
        await until(pilot, lambda: "Too many wrong attempts." in words(app))


# -- faults ---------------------------------------------------------------------------------------


async def test_a_second_window_is_told_and_opens_once_the_first_is_closed(
    store: FakeStore,
) -> None:
    vault = FakeVault(store)
    vault.error = StoreLockedError("csescreen is open already.", do_next="Close it there.")
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await give(pilot, PASSPHRASE)
        await until(pilot, lambda: "open already. Close it there." in words(app))
        await until(pilot, lambda: "[ Try again ]" in painted(app))
        vault.error = None
        await pilot.click("#open")
        await at_home(pilot)


async def test_a_long_message_can_be_read_to_its_end(store: FakeStore) -> None:
    app = fakes.app(store, FakeVault(store, error=LONG))
    async with app.run_test(size=(60, 20)) as pilot:
        await form(pilot)
        await give(pilot, PASSPHRASE)
        await until(pilot, lambda: "The store is damaged." in words(app))
        for _ in range(4):
            await pilot.press("pagedown")
        await until(pilot, lambda: "This is the end." in words(app))
        assert "Choose a passphrase" not in words(app)


@pytest.mark.parametrize("where", ["exists", "ways_in"])
async def test_what_no_passphrase_can_help_with_asks_for_none(store: FakeStore, where: str) -> None:
    class Broken(FakeVault):
        broken = True

        def exists(self) -> bool:
            if self.broken and where == "exists":
                raise LONG
            return True

    vault = Broken(store)
    vault.ways_error = LONG if where == "ways_in" else None
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "cannot be opened now" in words(app))
        await until(pilot, lambda: "The store is damaged." in words(app))
        assert not app.screen.query(Input)
        vault.broken, vault.ways_error = False, None
        await pilot.press("enter")
        await form(pilot)
        await give(pilot, PASSPHRASE)
        await at_home(pilot)


async def test_a_store_that_opens_while_the_app_leaves_is_closed(store: FakeStore) -> None:
    vault = FakeVault(store)
    vault.hold.clear()
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        await give(pilot, PASSPHRASE)
        await until(pilot, lambda: "Opening" in painted(app))
        app.exit()
    vault.hold.set()
    await closed(store)


async def test_keys_behind_enter_do_not_spoil_what_was_typed(store: FakeStore) -> None:
    vault = FakeVault(store)
    app = fakes.app(store, vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        vault.hold.clear()
        for key in (*"wrong", "enter", *"nnn", "enter"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: "Opening" in painted(app))
        vault.hold.set()
        await until(pilot, lambda: "does not open" in words(app))
        assert vault.attempts == ["wrong"]
        assert app.screen.query_one("#passphrase", Input).value == "wrong"
