"""A fault of the program: what was entered is saved, what is said is true, and a start leads on."""

from pathlib import Path
from typing import NoReturn

import pytest

from csescreen.core.export_order import ExportOrder
from csescreen.core.ports import LeftOpen
from csescreen.screens.dialogs import Confirm, ErrorDialog
from csescreen.screens.home import HomeScreen
from csescreen.screens.workspace import WorkspaceScreen
from csescreen.services import assessing
from csescreen.widgets.narrative_form import NarrativeForm
from tests.terminal.app import fakes
from tests.terminal.app.fakes import PASSPHRASE, AnyPilot, FakeStore
from tests.terminal.app.helpers import form, give, home, painted, until, words

KEY = "key-A-17"
SAVED = "Everything that you entered is saved."
pytestmark = pytest.mark.usefixtures("real_workspace")


class BrokenError(ValueError):
    """What a test breaks the program with; it carries a child's text."""


def fail(*_arguments: object) -> NoReturn:
    raise BrokenError("Ann")


@pytest.fixture
def store() -> FakeStore:
    return FakeStore(fakes.record("A-17"))


async def opened(pilot: AnyPilot) -> WorkspaceScreen:
    await home(pilot)
    await until(pilot, lambda: "A-17" in painted(pilot.app))
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, WorkspaceScreen))
    screen = pilot.app.screen
    assert isinstance(screen, WorkspaceScreen)
    return screen


async def go_on(pilot: AnyPilot) -> None:
    """Unlock, and go on with what was open."""
    await form(pilot)
    await give(pilot, PASSPHRASE)
    await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
    await pilot.press("enter")


async def crash(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch, broken: tuple[object, str], typed: str = ""
) -> None:
    """Open the screening, type into it, and answer a question that the program fails at."""
    app = fakes.app(store)
    with pytest.raises(Exception):  # noqa: B017 - the app's own fault, whatever it is
        async with app.run_test(size=(80, 24)) as pilot:
            screen = await opened(pilot)
            if typed:  # it stands in its field, and its message has not come yet
                form = screen.query_one(NarrativeForm)
                monkeypatch.setattr(
                    type(form), "gather", lambda _, one: one.with_narrative("worried_about", typed)
                )
            monkeypatch.setattr(*broken, fail)
            await pilot.press("y")
            await until(pilot, lambda: app._exception)


@pytest.mark.parametrize(
    "broken", [(WorkspaceScreen, "paint"), (assessing, "assess")], ids=["paint", "assess"]
)
async def test_the_change_that_the_program_failed_at_is_saved(
    store: FakeStore,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    broken: tuple[object, str],
) -> None:
    await crash(store, monkeypatch, broken, typed="She is afraid")
    said = "".join(capfd.readouterr())
    assert SAVED in said
    assert "BrokenError at " in said
    assert "Ann" not in said
    kept = store.records[KEY].screening
    assert kept != fakes.record("A-17").screening
    assert "yes" in [answer.answer for answer in kept.signs.values()] + list(kept.facts.values())
    assert kept.narrative["worried_about"] == "She is afraid"


async def test_saved_is_not_said_of_what_is_not_on_the_disk(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    store.broken = True
    await crash(store, monkeypatch, (WorkspaceScreen, "paint"))
    said = "".join(capfd.readouterr())
    assert SAVED not in said
    assert "Everything up to 10:15 is saved. What was entered after that may not be." in said
    assert store.records[KEY] == fakes.record("A-17")


async def test_saved_is_not_said_where_the_fields_cannot_be_read(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(WorkspaceScreen, "as_typed", fail)
    await crash(store, monkeypatch, (WorkspaceScreen, "paint"))
    said = "".join(capfd.readouterr())
    assert SAVED not in said
    assert "Everything up to 10:15 is saved." in said
    assert store.records[KEY].revision == 2, "what the screen held was handed in all the same"


async def test_what_cannot_be_worked_out_is_told_and_can_be_exported(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(assessing, "assess", fail)
    store.open = LeftOpen(KEY)
    app = fakes.app(store)
    async with app.run_test(size=(100, 40)) as pilot:
        await go_on(pilot)
        await until(pilot, lambda: isinstance(app.screen, ErrorDialog))
        assert "cannot be worked out" in words(app)
        assert "Ann" not in words(app)
        assert store.open is None, "the next start does not ask for it"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and "A-17" in painted(app))
        record = store.records[KEY]
        assert app.services.summary(record).outcome == {}
        written = app.services.export(record, ExportOrder(("markdown",)), tmp_path).written
        assert written[0].exists()


async def test_a_screening_that_cannot_be_painted_is_asked_for_once(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WorkspaceScreen, "paint", fail)
    store.open = LeftOpen(KEY)
    app = fakes.app(store)
    with pytest.raises(BrokenError):
        async with app.run_test(size=(80, 24)) as pilot:
            await go_on(pilot)
            await until(pilot, lambda: app._exception)
    assert store.open is None
    again = fakes.app(store)
    async with again.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await until(pilot, lambda: "A-17" in painted(again))


async def test_what_is_open_is_noted_once_it_is_painted(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await until(pilot, lambda: store.open is not None and store.open.key == KEY)
