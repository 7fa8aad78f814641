"""Nothing entered is lost: quitting, failing disks, faults, signals."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from csescreen import locking
from csescreen.screens.dialogs import Confirm
from tests.terminal.app import fakes
from tests.terminal.app.fakes import PASSPHRASE, FakeStore
from tests.terminal.app.helpers import closed, home, leave, painted, until, words

pexpect = pytest.importorskip("pexpect")
ROOT = Path(__file__).parents[3]


async def opened(pilot: fakes.AnyPilot, store: FakeStore) -> fakes.WorkspaceScreen:
    """Open the only screening on file."""
    await home(pilot)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, fakes.WorkspaceScreen))
    screen = pilot.app.screen
    assert isinstance(screen, fakes.WorkspaceScreen)
    screen.query_one(Input).focus()
    return screen


def name_in(store: FakeStore) -> str:
    return store.records["key-A-17"].screening.details.get("child_name", "")


async def test_every_change_is_saved_and_said(store: FakeStore) -> None:
    store.save(fakes.record("A-17"))
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, store)
        await pilot.press(*"Ann")
        await until(pilot, lambda: "saved" in screen.told and name_in(store) == "Ann")
        store.broken = True
        await pilot.press("x")
        await until(pilot, lambda: "The disk is full." in screen.told)


async def test_quitting_flushes_and_closes(store: FakeStore) -> None:
    store.save(fakes.record("A-17"))
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, store)
        store.hold.clear()
        await pilot.press(*"Ann")
        app.simulate_key("f12")
        await pilot.pause()
        store.hold.set()
        await closed(store)
    assert name_in(store) == "Ann"
    assert app.return_code == 0


async def test_a_disk_that_fails_is_asked_about(store: FakeStore) -> None:
    store.save(fakes.record("A-17"))
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, store)
        store.broken = True
        await pilot.press(*"Ann", "ctrl+q")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        assert "could not be saved" in words(app)
        await pilot.press("enter")  # the focus is on the answer that loses nothing
        await until(pilot, lambda: app.screen is screen)
        assert screen.query_one(Input).value == "Ann"
        store.broken = False
        await leave(pilot, store)
    assert name_in(store) == "Ann"


async def test_where_trying_again_cannot_help_the_way_on_is_an_export(
    store: FakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "TRY_EVERY", 0.1)
    store.save(fakes.record("A-17"))
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, store)
        store.broken = store.lasting = True
        await pilot.press(*"Ann")
        await until(pilot, lambda: "The disk is full." in screen.told)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        said = words(app)
        assert "The disk is full." in said
        assert "export it with Ctrl+E" in said
        assert "tried again" not in said
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: "go back to your text, and export" in words(app))
        assert "tried again" not in words(app)
        store.broken = False
        await leave(pilot, store)


async def test_leaving_without_the_last_change(
    store: FakeStore, capfd: pytest.CaptureFixture[str]
) -> None:
    store.save(fakes.record("A-17"))
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, store)
        store.broken = True
        await pilot.press(*"Ann", "ctrl+q")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("tab")
        await leave(pilot, store, "enter")
    assert app.return_code == 1
    assert "The last change was not saved." in capfd.readouterr().err


@pytest.mark.parametrize("broken", [False, True])
async def test_a_fault_saves_and_says_little(
    store: FakeStore, capfd: pytest.CaptureFixture[str], broken: bool
) -> None:
    store.save(fakes.record("A-17"))
    app = fakes.app(store)

    def fail() -> None:
        story = "she told me"
        raise ValueError(story)

    with pytest.raises(ValueError, match="she told me"):
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(pilot, store)
            await pilot.press(*"Ann")
            store.broken = broken
            await pilot.press("x")
            app.call_later(fail)
            await until(pilot, lambda: app._exception)
    printed = capfd.readouterr()
    told = printed.err + printed.out
    assert "You did nothing wrong." in told
    assert ("Everything that you entered is saved." in told) is not broken
    assert "ValueError" in told
    for leak in ("she told me", "Traceback", "story", "Ann"):
        assert leak not in told
    assert app.return_code == 1
    if not broken:
        assert name_in(store) == "Annx"


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals on Windows")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signals_flush_first(tmp_path: Path, number: signal.Signals) -> None:
    child = started(tmp_path)
    child.send("Ann")
    child.expect("Ann")
    os.kill(child.pid, number)
    child.expect(pexpect.EOF)
    child.close()
    assert (tmp_path / "saved").read_text() == "Ann"
    assert child.exitstatus == 128 + number


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals on Windows")
def test_a_closed_window_flushes_and_ends_the_process(tmp_path: Path) -> None:
    child = started(tmp_path)
    child.send("Ann")
    child.expect("Ann")
    os.close(child.child_fd)  # the kernel sends SIGHUP and SIGCONT
    deadline = time.monotonic() + 10
    ended, status = 0, 0
    while not ended and time.monotonic() < deadline:
        time.sleep(0.05)
        ended, status = os.waitpid(child.pid, os.WNOHANG)
    if not ended:
        os.kill(child.pid, signal.SIGKILL)
    assert ended, "it goes on without a window"
    assert os.waitstatus_to_exitcode(status) in (1, 128 + signal.SIGHUP)  # which comes first
    assert (tmp_path / "saved").read_text() == "Ann"


def started(folder: Path) -> Any:
    """Start the app in a terminal of its own, with a screening open."""
    environ = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "tests.terminal.app.slow_disk", str(folder)],
        cwd=str(ROOT),
        env=environ,
        dimensions=(24, 80),
        timeout=20,
        encoding="utf-8",
    )
    child.expect("Unlock")
    child.send(f"{PASSPHRASE}\r")
    child.expect("A-17")
    child.send("\r")
    child.expect("Opened")
    return child


async def test_what_is_painted_says_how_to_leave(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await home(pilot)
        assert "F12 save and quit" in painted(app)
        await pilot.press("ctrl+c")
        await until(pilot, lambda: "Press F12 to" in words(app))


async def test_a_screening_that_is_closed_but_not_saved_is_told(store: FakeStore) -> None:
    store.save(fakes.record("A-17"))
    app = fakes.app(store)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await opened(pilot, store)
        store.hold.clear()
        store.broken = True
        await pilot.press("x", "escape")
        await until(pilot, lambda: "your screenings" in painted(app))
        store.hold.set()
        await until(pilot, lambda: "Not saved yet" in painted(app))


async def test_settings_are_kept_when_quitting_from_them(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.press("f8")
        await until(pilot, lambda: "settings" in painted(app))
        await pilot.press(*"Sam")
        await leave(pilot, store)
    assert app.services.settings.worker == {"worker_name": "Sam"}


async def test_quitting_and_help_work_over_a_dialog(store: FakeStore) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.press("n")
        await until(pilot, lambda: "New screening" in painted(app))
        await pilot.press("question_mark")
        assert app.screen.query_one("#reference", Input).value.endswith("?")
        await pilot.press("f3")
        await until(pilot, lambda: "by which you will find" in words(app))
        await pilot.press("escape")
        await leave(pilot, store)
    assert app.return_code == 0
