"""What is typed while the program gets ready reaches the passphrase field."""

import threading

import pytest
from textual.events import Key, Paste
from textual.widgets import Input

from csescreen.app import CsescreenApp
from csescreen.screens.home import HomeScreen
from csescreen.services import Services
from tests.terminal.app import fakes
from tests.terminal.app.fakes import PASSPHRASE, FakeStore
from tests.terminal.app.helpers import painted, until


def held(store: FakeStore) -> tuple[CsescreenApp, threading.Event]:
    """Return an app that gets ready only when it is let."""
    go = threading.Event()

    def load() -> Services:
        go.wait(15)
        return fakes.services(store)

    return CsescreenApp(load), go


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_passphrase_typed_early_opens_the_store(
    store: FakeStore, size: tuple[int, int]
) -> None:
    app, go = held(store)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "Getting ready" in painted(app))
        for letter in f"x\x08{PASSPHRASE}":
            app.post_message(Key("backspace" if letter == "\x08" else letter, letter))
        app.post_message(Key("enter", None))
        app.post_message(Key("z", "z"))
        await pilot.pause()
        assert PASSPHRASE not in painted(app)
        go.set()
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_what_is_typed_half_early_is_whole_and_a_question_mark_is_typed(
    store: FakeStore,
) -> None:
    app, go = held(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Getting ready" in painted(app))
        app.post_message(Key("question_mark", "?"))
        app.post_message(Key("a", "a"))
        go.set()
        await until(pilot, lambda: app.screen.query("#passphrase"))
        await pilot.pause()
        app.post_message(Key("b", "b"))
        field = app.screen.query_one("#passphrase", Input)
        await until(pilot, lambda: field.value == "?ab")
        assert app.focused is field
        assert "?ab" not in painted(app)


async def test_what_is_pasted_early_is_kept_to_its_first_line(store: FakeStore) -> None:
    app, go = held(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Getting ready" in painted(app))
        app.post_message(Key(PASSPHRASE[0], PASSPHRASE[0]))
        app.post_message(Paste(f"{PASSPHRASE[1:]}\nanother line"))
        app.post_message(Paste(""))
        app.post_message(Key("enter", None))
        app.post_message(Paste("behind Enter"))
        await pilot.pause()
        assert PASSPHRASE not in painted(app)
        go.set()
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
