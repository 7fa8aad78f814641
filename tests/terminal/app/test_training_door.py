"""From the app to training and back: saved first, with the store closed in between."""

import subprocess
import sys
from pathlib import Path

import pytest

from csescreen import process
from csescreen.screens.dialogs import Confirm
from tests.terminal.app import fakes
from tests.terminal.app.fakes import FakeStore
from tests.terminal.app.helpers import closed, home, until
from tests.terminal.app.test_leaving import name_in, opened


async def test_everything_is_saved_and_closed_before_training(store: FakeStore) -> None:
    store.save(fakes.record("A-17"))
    app = fakes.app(store)
    async with app.run_test() as pilot:
        await opened(pilot, store)
        await pilot.press("J", "o")
        app.go_to_training()
        await closed(store)
    assert app.goes_to_training
    assert name_in(store) == "Jo"
    assert store.open is None  # nothing is to be gone on with


async def test_whoever_stays_does_not_come_to_training_later(store: FakeStore) -> None:
    store.save(fakes.record("A-17"))
    app = fakes.app(store)
    async with app.run_test() as pilot:
        await opened(pilot, store)
        store.broken = True
        await pilot.press("J")
        app.go_to_training()
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        assert not store.closed
        await pilot.press("escape")
        store.broken = False
        await until(pilot, lambda: not app.leaving)
        pilot.app.simulate_key("f12")
        await closed(store)
    assert not app.goes_to_training


async def test_home_leads_to_training(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test() as pilot:
        await home(pilot)
        await pilot.press("r", "tab")
        app.simulate_key("enter")
        await closed(store)
    assert app.goes_to_training


@pytest.mark.skipif(not process.CAN_BEGIN_ANEW, reason="processes are not replaced on Windows")
def test_training_takes_the_place_of_the_process_and_the_app_that_of_training() -> None:
    code = (
        "import os, sys\n"
        "from csescreen import process\n"
        "print(os.getpid(), sys.argv[1:], flush=True)\n"
        "if os.environ.pop('FIRST', ''): process.begin_training()\n"
        "if 'train' in sys.argv: process.begin_app_again()\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, "one"],
        env={"FIRST": "1", "PYTHONPATH": str(Path(process.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )
    app, training, again = done.stdout.splitlines()
    assert training == app.replace("['one']", "['train', '--from-app']")
    assert again == app.replace("['one']", "[]")  # the door, whatever was asked for at first


def test_training_that_a_person_began_leads_back_to_the_shell() -> None:
    with pytest.raises(OSError, match="not begun by the app"):
        process.begin_app_again()
