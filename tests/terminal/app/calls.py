"""Taking a call in the app: the ways to it that its tests share."""

from dataclasses import replace

from textual.events import Key

from csescreen.app import CsescreenApp
from csescreen.core.screening import Screening
from csescreen.screens.triage import TriageScreen
from csescreen.services import Services
from tests.terminal.app import fakes
from tests.terminal.app.fakes import AnyPilot, FakeStore
from tests.terminal.app.helpers import home, painted, until

TELFORD = "telford"


def app_of(store: FakeStore, framework: str = TELFORD) -> CsescreenApp:
    def load() -> Services:
        found = fakes.services(store)
        found.settings = replace(found.settings, default_framework=framework)
        return found

    return CsescreenApp(load)


def only(store: FakeStore) -> Screening:
    (record,) = store.records.values()
    return record.screening


async def taken(pilot: AnyPilot) -> TriageScreen:
    """Take a call from home."""
    await home(pilot)
    await pilot.press("t")
    await until(pilot, lambda: isinstance(pilot.app.screen, TriageScreen))
    screen = pilot.app.screen
    assert isinstance(screen, TriageScreen)
    return screen


async def types(pilot: AnyPilot, text: str) -> None:
    """Type a text in one burst, without the pilot's waits."""
    for letter in text:
        pilot.app.post_message(Key({" ": "space", "/": "slash"}.get(letter, letter), letter))
    await pilot.pause()


def pointed_at(app: CsescreenApp) -> list[str]:
    """Return the rows with the mark of a cursor, without it."""
    lines = (line.partition(">[") for line in painted(app).split("\n"))
    return [f"[{rest}".strip() for before, mark, rest in lines if mark and not before]


async def saved(pilot: AnyPilot, store: FakeStore, screen: TriageScreen) -> Screening:
    """Wait until the store has what is on the screen."""
    await until(
        pilot,
        lambda: (
            (kept := store.records.get(screen.record.key)) is not None
            and kept.revision == screen.record.revision
        ),
    )
    return only(store)
