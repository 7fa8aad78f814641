"""Locking, suspending and being ended, in a real pseudo-terminal: nothing lost, nothing kept.

Text is typed a moment before; afterwards it is read from the store.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from csescreen.bootstrap import services
from csescreen.core.ports import LeftOpen, Record
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, QUICK, new_store
from tests.terminal.person import Terminal, pexpect

TEXT = "Trusts her invented aunt Zofia."
F2, F7, F8, F12 = "\x1bOQ", "\x1b[18~", "\x1b[19~", "\x1b[24~"
ENTER, ESCAPE, CTRL_E, CTRL_L = "\r", "\x1b", "\x05", "\x0c"
F5, F6 = "\x1b[15~", "\x1b[17~"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home in which there is a store with one screening."""
    folder = tmp_path / "home"
    store = new_store(FileVault(folder, kdf=QUICK))
    made = services()
    new = made.new_record("telford", "Z-17")
    store.save(made.changed(new, new.screening))
    store.close()
    return folder


@pytest.fixture
def terminals(home: Path) -> Iterator[Callable[[], Terminal]]:
    opened: list[Terminal] = []

    def opens() -> Terminal:
        opened.append(Terminal([sys.executable, "-m", "csescreen"], home))
        return opened[-1]

    yield opens
    for terminal in opened:
        with suppress(OSError, pexpect.ExceptionPexpect):  # a test ended it already
            terminal.child.close(force=True)


def unlock(terminal: Terminal) -> None:
    terminal.sees("Unlock your screenings")
    terminal.sees("Passphrase")
    terminal.types(PASSPHRASE, ENTER)
    terminal.sees("· your screenings")


def at_the_narrative(terminal: Terminal) -> None:
    """Open the screening, and stand in its first text field."""
    unlock(terminal)
    terminal.sees("Z-17")
    terminal.types(ENTER)
    terminal.sees("Urgent questions")
    terminal.types(F6, F5)  # the narrative is the step before the outcome
    terminal.sees("of 5 written")


def stored(home: Path) -> tuple[Record, LeftOpen | None]:
    """Return the screening as it is in the store, and what was left open."""
    store = FileVault(home).unlock(PASSPHRASE)
    try:
        return store.read(store.lines()[0].key), store.left_open()
    finally:
        store.close()


def working_well(home: Path) -> str:
    return stored(home)[0].screening.narrative.get("working_well", "")


def saved(terminal: Terminal) -> None:
    """Wait until all is said to be saved, and stays so: text is painted before it is handed in."""
    since = time.monotonic()

    def for_a_while(shown: str) -> bool:
        nonlocal since
        if "draft, saved" not in shown.split("\n", maxsplit=1)[0]:
            since = time.monotonic()
        return time.monotonic() - since > 2

    terminal.until(for_a_while, "saved")


def stopped(pid: int) -> bool:
    """Wait until the process was stopped."""
    for _ in range(1500):
        _, status = os.waitpid(pid, os.WUNTRACED | os.WNOHANG)
        if status:
            return os.WIFSTOPPED(status)
        time.sleep(0.02)
    return False


def test_ctrl_l_saves_replaces_the_process_and_comes_back_to_the_step(
    terminals: Callable[[], Terminal], home: Path
) -> None:
    terminal = terminals()
    at_the_narrative(terminal)
    pid = terminal.child.pid
    terminal.child.send(f"{TEXT}{CTRL_L}nothing of this\rarrives")
    words = "Locked, as you asked. Everything is saved."
    echoed = []

    def locked(screen: str) -> bool:
        echoed.append(terminal.child.getecho())
        return words in screen

    shown = terminal.until(locked, words)
    assert not any(echoed)  # from the one process to the other, nothing typed is shown
    assert "Unlock your screenings" in terminal.sees("Unlock your screenings")
    assert "Zofia" not in shown
    assert terminal.child.pid == pid
    assert terminal.child.isalive()
    record, left = stored(home)  # it is closed, and another program may open it
    assert record.screening.narrative["working_well"] == TEXT
    assert left == LeftOpen(record.key, f"narrative/working_well/0,{len(TEXT)}")

    unlock(terminal)
    assert "It was open when csescreen locked." in terminal.sees("Go on with Z-17?")
    terminal.types(ENTER)
    assert "Zofia" in terminal.sees("of 5 written")
    terminal.types(F12)
    assert terminal.ends() == 0
    assert terminal.child.getecho()
    record, left = stored(home)
    assert record.screening.narrative["working_well"] == TEXT
    assert left is None


def test_nobody_there_for_a_while(terminals: Callable[[], Terminal], home: Path) -> None:
    (home / "settings.toml").write_text("lock_minutes = 0.25\n", encoding="utf-8")
    terminal = terminals()
    at_the_narrative(terminal)
    terminal.types(TEXT)
    terminal.sees("Locked after 0.25 minutes without a key. Everything is saved.")
    assert working_well(home) == TEXT
    unlock(terminal)
    terminal.sees("Go on with Z-17?")
    terminal.types(ESCAPE)
    terminal.until(lambda shown: "Go on with" not in shown, "the list")
    terminal.types(F12)
    assert terminal.ends() == 0
    assert stored(home)[1] is None


def test_locking_from_a_dialog_keeps_the_note(
    terminals: Callable[[], Terminal], home: Path
) -> None:
    terminal = terminals()
    unlock(terminal)
    terminal.sees("Z-17")
    terminal.types(ENTER)
    terminal.sees("Urgent questions")
    terminal.types(F7, F7)
    terminal.sees("0 of")
    terminal.types("y", F2)
    terminal.sees("What was seen or said")
    terminal.child.send(f"A red car.{CTRL_L}")
    terminal.sees("Locked, as you asked.")
    notes = [answer.note for answer in stored(home)[0].screening.signs.values()]
    assert notes == ["A red car."]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_saves_first(
    terminals: Callable[[], Terminal], home: Path, number: signal.Signals
) -> None:
    terminal = terminals()
    at_the_narrative(terminal)
    terminal.child.send(TEXT)
    terminal.sees("Zofia.")
    os.kill(terminal.child.pid, number)
    if number == signal.SIGTERM:
        os.kill(terminal.child.pid, number)  # a second one changes nothing
    assert terminal.ends() == 128 + number
    record, left = stored(home)
    assert record.screening.narrative["working_well"] == TEXT
    assert left == LeftOpen(record.key, f"narrative/working_well/0,{len(TEXT)}")


@pytest.mark.parametrize("over", ["the export", "a dialog"])
def test_a_signal_over_something_else_saves_first(
    terminals: Callable[[], Terminal], home: Path, over: str
) -> None:
    terminal = terminals()
    at_the_narrative(terminal)
    terminal.child.send(TEXT)
    terminal.sees("Zofia.")
    if over == "the export":
        terminal.types(CTRL_E)
        terminal.sees("Who will read it")
    else:
        terminal.types("\x14")
        terminal.sees("Read this screening under")
    os.kill(terminal.child.pid, signal.SIGHUP)
    assert terminal.ends() == 128 + signal.SIGHUP
    assert working_well(home) == TEXT


def test_a_closed_window_saves_first(terminals: Callable[[], Terminal], home: Path) -> None:
    terminal = terminals()
    at_the_narrative(terminal)
    terminal.child.send(TEXT)
    terminal.sees("Zofia.")
    os.close(terminal.child.child_fd)  # the kernel sends SIGHUP and SIGCONT
    for _ in range(1500):
        if os.waitpid(terminal.child.pid, os.WNOHANG)[0]:
            break
        time.sleep(0.02)
    else:
        os.kill(terminal.child.pid, signal.SIGKILL)
        pytest.fail("it goes on without a window")
    terminal.child.terminated = terminal.child.closed = True
    assert working_well(home) == TEXT


def test_a_signal_at_the_door(terminals: Callable[[], Terminal], home: Path) -> None:
    terminal = terminals()
    terminal.sees("Unlock your screenings")
    terminal.types("half a pass")
    os.kill(terminal.child.pid, signal.SIGTERM)
    assert terminal.ends() == 128 + signal.SIGTERM
    assert working_well(home) == ""


def test_a_kill_is_asked_about_and_leads_back_to_the_step(
    terminals: Callable[[], Terminal], home: Path
) -> None:
    first = terminals()
    at_the_narrative(first)
    first.child.send(TEXT)
    first.sees("Zofia.")
    saved(first)
    os.kill(first.child.pid, signal.SIGKILL)
    first.ends()
    second = terminals()
    unlock(second)
    shown = second.sees("Go on with Z-17?")
    assert "It was open when csescreen ended. Everything up to" in shown
    assert working_well_of_a_second_instance(home) == 3
    second.types(ENTER)
    second.sees("What is working well")
    second.types(ESCAPE, ESCAPE)
    second.sees("· your screenings")
    second.types(F12)
    assert second.ends() == 0
    assert working_well(home) == TEXT


def working_well_of_a_second_instance(home: Path) -> int:
    """Return what a second instance ends with, which is told who has the store open."""
    secret = home.parent / "secret"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "csescreen", "list", "--passphrase-file", str(secret)],
        env={**os.environ, "CSESCREEN_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Another csescreen has the store open (process " in told.stderr
    return told.returncode


def test_a_second_window_is_told_plainly(terminals: Callable[[], Terminal], home: Path) -> None:
    first, second = terminals(), terminals()
    unlock(first)
    second.sees("Unlock your screenings")
    second.types(PASSPHRASE, ENTER)
    shown = " ".join(second.sees("Nothing was changed").split())
    assert f"Another csescreen has the store open (process {first.child.pid}" in shown


def test_the_shell_sees_a_stopped_job_that_knows_nothing_and_fg_brings_the_door(
    home: Path,
) -> None:
    if not Path("/bin/bash").exists():
        pytest.skip("there is no bash")
    shell = Terminal(["/bin/bash", "--norc", "--noprofile", "-i"], home)
    try:
        python = f"PYTHONPATH={os.environ.get('PYTHONPATH') or Path.cwd()} {sys.executable}"
        shell.types("PS1='shell: '\r", f"{python} -m csescreen\r")
        at_the_narrative(shell)
        shell.child.send(TEXT)
        shell.sees("Zofia.")
        pid = int(
            subprocess.run(
                ["/bin/ps", "-o", "pid=", "--ppid", str(shell.child.pid)],
                capture_output=True,
                text=True,
                check=True,
            ).stdout
        )
        os.kill(pid, signal.SIGTSTP)
        shown = shell.sees("Stopped")
        assert "Zofia" not in shown
        if sys.platform == "linux":
            maps = Path(f"/proc/{pid}/maps").read_text()
            assert "sqlcipher" not in maps
            assert "cryptography" not in maps
        shell.types("echo $((6*7))\r")
        shell.sees("42")
        assert working_well(home) == TEXT
        shell.types("fg\r")
        shell.sees("Locked while it was suspended. Everything is saved.")
        unlock(shell)
        shell.sees("Go on with Z-17?")
        shell.types(ENTER)
        shell.sees("What is working well")
        shell.types(F12)
        shell.sees("shell: ")
        shell.types("echo $((7*7)) status $?\r")  # what is typed is shown again
        shown = shell.sees("49 status 0")
        assert "echo $((7*7))" in shown
    finally:
        shell.child.close(force=True)


def test_suspending_at_the_door_forgets_what_was_typed(
    terminals: Callable[[], Terminal], home: Path
) -> None:
    terminal = terminals()
    terminal.sees("Unlock your screenings")
    terminal.types("half a pass")
    os.kill(terminal.child.pid, signal.SIGTSTP)
    assert stopped(terminal.child.pid)
    os.kill(terminal.child.pid, signal.SIGCONT)
    terminal.sees("Locked while it was suspended.")
    unlock(terminal)
    terminal.types(F12)
    assert terminal.ends() == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the system tells it on Linux alone")
def test_no_core_may_be_written_before_a_lock_or_after_it(
    terminals: Callable[[], Terminal],
) -> None:
    terminal = terminals()
    terminal.sees("Unlock your screenings")
    for end in (CTRL_L, F12):
        unlock(terminal)
        limits = Path(f"/proc/{terminal.child.pid}/limits").read_text()
        assert next(at for at in limits.splitlines() if "core" in at).split()[4:6] == ["0", "0"]
        terminal.types(end)
    assert terminal.ends() == 0


LIFT = "import resource as r; r.setrlimit(r.RLIMIT_CORE, (r.RLIM_INFINITY, r.RLIM_INFINITY)); "
"""Code that lets a process write its core."""


@pytest.mark.skipif(sys.platform != "linux", reason="the system has it on Linux alone")
def test_no_core_appears_even_where_the_limit_does_not_bind(home: Path) -> None:
    plain = [sys.executable, "-c", f"{LIFT} import os; os.abort()"]
    assert subprocess.run(plain, cwd=home.parent, check=False, capture_output=True).returncode
    written = [*home.parent.glob("core*")]
    if not written:
        pytest.skip("this system writes no core for any program")
    for path in written:
        path.unlink()
    keep = "r.setrlimit = lambda *_: None; from csescreen.__main__ import main; main()"
    terminal = Terminal([sys.executable, "-c", LIFT + keep], home)
    try:
        unlock(terminal)
        terminal.types(CTRL_L)  # the process that follows has to ask for it again
        terminal.sees("Locked, as you asked.")
        unlock(terminal)
        os.kill(terminal.child.pid, signal.SIGABRT)
        assert terminal.ends() == -1
        assert terminal.child.signalstatus == signal.SIGABRT
        assert not [*home.parent.glob("core*")]
    finally:
        terminal.child.close(force=True)


def test_where_the_process_cannot_be_replaced_the_app_closes_and_says_so(
    home: Path, tmp_path: Path
) -> None:
    code = (
        "from csescreen import start, __main__ as main\nstart.CAN_BEGIN_ANEW = False\nmain.main()\n"
    )
    terminal = Terminal([sys.executable, "-c", code], home)
    try:
        at_the_narrative(terminal)
        terminal.child.send(f"{TEXT}{CTRL_L}")
        terminal.sees("csescreen locked itself and closed. Everything is saved.")
        assert terminal.ends() == 0
        assert working_well(home) == TEXT
    finally:
        terminal.child.close(force=True)
