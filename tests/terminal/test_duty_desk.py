"""A call at a real pseudo-terminal: few keys to the first right action, and no way to lose it."""

import os
import signal
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from csescreen import __main__, process, start
from csescreen.bootstrap import shelf
from csescreen.core.call import call_of
from csescreen.core.ports import Record
from csescreen.errors import InputError
from csescreen.process import Reason
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, QUICK, new_store
from tests.terminal.person import Terminal, pexpect

ENTER = "\r"
MOST_KEYS = 25
CALL = (*"n14", "/", *"gets in taxis", ENTER)
"""Not in danger, 14 years old, and what the caller says."""


def read_back(home: Path) -> Record:
    store = FileVault(home, kdf=QUICK).unlock(PASSPHRASE)
    try:
        (line,) = store.lines()
        return store.read(line.key)
    finally:
        store.close()


def opens(home: Path, *arguments: str) -> Terminal:
    terminal = Terminal([sys.executable, "-m", "csescreen", *arguments], home)
    terminal.sees("Passphrase")
    terminal.types(PASSPHRASE, ENTER)
    return terminal


def test_a_call_reaches_the_first_right_action_and_outlives_a_kill(
    tmp_path: Path,
) -> None:
    home = tmp_path / "home"
    new_store(FileVault(home, kdf=QUICK)).close()
    terminal = opens(home, "triage")
    try:
        terminal.sees("Is the child in danger now?")
        terminal.types("".join(CALL))
        shown = terminal.sees("Act at once")  # every framework on file is read: none is chosen
        assert len(CALL) < MOST_KEYS
        assert "You were right to call." in shown

        terminal.types("and he")
        terminal.until(lambda shown: "Heard: and he" in shown and ", saved" in shown, "it is saved")
        os.kill(terminal.child.pid, signal.SIGKILL)
    finally:
        with suppress(OSError, pexpect.ExceptionPexpect):
            terminal.child.close(force=True)

    record = read_back(home)
    found = call_of(record.screening)
    assert found is not None
    assert (found.typing, found.ended, len(found.said)) == ("and he", None, 1)
    assert "gets in taxis" in found.said[0]
    assert record.screening.child.age == 14
    assert record.screening.frameworks == tuple(shelf().ids())
    (said,) = record.screening.signs.values()
    assert (said.answer, said.note.partition(" ")[2]) == ("yes", "caller: “gets in taxis”")


@pytest.mark.parametrize("locked", [None, "asked"])
def test_the_command_begins_with_a_call_and_says_whether_it_follows_a_lock(
    monkeypatch: pytest.MonkeyPatch, locked: Reason | None
) -> None:
    opened: list[tuple[Reason | None, bool]] = []

    def open_app(locked: Reason | None = None, *, call_first: bool = False) -> int:
        opened.append((locked, call_first))
        return 0

    monkeypatch.setattr(start, "open_app", open_app)
    monkeypatch.setattr(sys, "argv", ["csescreen", "triage"])
    if locked:
        monkeypatch.setenv(process.REASON, f"{locked} {os.getpid()}")
    assert __main__._run() == 0
    assert opened == [(locked, True)]


def test_a_call_is_received_as_the_command_begins_or_when_the_one_came_that_a_lock_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = datetime.now(UTC)
    received = start._received(None)
    assert received is not None
    assert before <= received <= datetime.now(UTC)
    assert start._received("asked") is None  # it had begun: the store knows of it
    monkeypatch.setenv(process.CALL, f"{received.isoformat()} {os.getpid()}")
    assert start._received("idle") == received
    assert start._received("idle") is None


def test_without_a_terminal_it_says_so() -> None:
    with pytest.raises(InputError, match="needs a terminal") as raised:
        start.open_app(call_first=True)
    assert raised.value.exit_status == 2
