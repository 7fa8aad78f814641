"""Steps that several tests take, and how to read what was painted."""

import asyncio
import re
from collections.abc import Callable

from textual.app import App
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

from csescreen.app import CsescreenApp
from csescreen.screens.home import HomeScreen
from csescreen.screens.unlock import UnlockScreen
from tests.terminal.app.fakes import PASSPHRASE, FakeStore

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


async def until(pilot: Pilot[None], condition: Callable[[], object], seconds: float = 15) -> None:
    """Wait until something holds; fail where it never does."""
    for _ in range(int(seconds / 0.02)):
        if condition():
            await pilot.pause()
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never came")


async def form(pilot: Pilot[None]) -> None:
    """Wait for the door's form; at the first start the welcome stands before it."""
    await until(pilot, lambda: pilot.app.screen.query("#passphrase, #screening"))
    if pilot.app.screen.query("#screening"):
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen.query("#passphrase"))
    screen = pilot.app.screen
    if isinstance(screen, UnlockScreen) and not screen.query("#again"):
        await until(pilot, lambda: screen.ways is not None)


async def give(pilot: Pilot[None], passphrase: str) -> None:
    """Give the passphrase at the door, without the time that typing takes."""
    pilot.app.screen.query_one("#passphrase", Input).value = passphrase
    await pilot.press("enter")


async def fill(pilot: Pilot[None], *texts: str) -> None:
    """Type each text with Enter behind it, all in one burst and without the pilot's waits."""
    for text in texts:
        for letter in text:
            pilot.app.post_message(Key(letter, letter))
        pilot.app.post_message(Key("enter", None))
    await pilot.pause()


async def leave(pilot: Pilot[None], store: FakeStore, key: str = "f12") -> None:
    """Press the key that leaves, and wait until the store is closed; the pilot may not wait."""
    pilot.app.simulate_key(key)
    await closed(store)


async def closed(store: FakeStore, seconds: float = 15) -> None:
    """Wait until the store is closed, with an app that may be gone by then."""
    for _ in range(int(seconds / 0.02)):
        if store.closed:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it was never closed")


async def home(pilot: Pilot[None], passphrase: str = PASSPHRASE) -> HomeScreen:
    """Unlock, and wait for home."""
    await form(pilot)
    await give(pilot, passphrase)
    await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    screen = pilot.app.screen
    assert isinstance(screen, HomeScreen)
    await until(pilot, lambda: screen.focused is not None)
    await pilot.pause()
    return screen


def painted(app: App[None]) -> str:
    """Return what is on the screen, as text, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text for strip in strips)


def words(app: App[None]) -> str:
    """Return what is on the screen with its spaces and borders made one space."""
    return " ".join(re.sub(r"[─━│┃┌┐└┘┏┓┗┛|]", " ", painted(app)).split())


def assert_harmless(app: CsescreenApp) -> None:
    """Fail where anything painted could steer a terminal."""
    found = CONTROL.findall(painted(app).replace("\n", ""))
    assert not found, found
