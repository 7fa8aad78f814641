"""Kills: the real app in a pseudo-terminal, driven by key presses, is killed at any moment.

The app itself says what it acknowledges: an observer around its saver's callback writes each
revision to a pipe before the screen is told. After the kill the store is opened here, and must
hold what was acknowledged, or newer. One store lives through all rounds, as a user's does.
"""

import asyncio
import fcntl
import gc
import json
import os
import random
import re
import select
import signal
import struct
import sys
import termios
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from tests.stress.apart import folder_of_a_round, run_apart
from tests.stress.forking import settled
from tests.stress.harness import Result, Tell
from tests.stress.ledger import Ledger, Note

ROWS, COLUMNS = 24, 80
PATIENCE_SECONDS: Final = 60.0
EARLY: Final = 0.1
"""The part of the rounds in which the kill comes at any moment since the start."""
EARLY_SECONDS: Final = 1.0
MOST_SAVES: Final = 10
ASKED: Final = 0.25
"""The part of the rounds in which the app asks first whether to go on with what was open."""
LAST_SECONDS: Final = 0.06
"""The kill comes at any moment of so long a time, after some saves and one more key."""
NEW_STORE: Final = 50
"""After so many rounds a new store is begun."""
SECRET: Final = "k"
"""Short: each letter that is typed at the door costs a picture of the screen."""
ENTER, OUTCOME, STEP_BACK = "\r", "\x1b[17~", "\x1b[15~"
LETTERS: Final = "abcdefghijklmnoprstuvwz ,."
_ESCAPES: Final = re.compile(rb"\x1b(\[[0-9;?<>=]*[a-zA-Z]|\][^\x07]*\x07|[()][A-Z0-9]|.)")


def run(rounds: int, seed: int, tell: Tell, *, broken: bool = False) -> Result:
    """Do so many kills. Spoilt: the saver says "saved" before the commit."""
    return run_apart(__name__, rounds, seed, tell, broken=broken, shim=False)


def rounds(rounds: int, seed: int, tell: Tell, *, broken: bool) -> Result:
    """Start, type, kill and look."""
    from tests import styles
    from tests.stress.scenes import in_world, warm

    warm()
    styles.parse_once()
    with folder_of_a_round() as name:
        os.environ["CSESCREEN_HOME"] = str(Path(name) / "home")
        world = in_world(Path(name), lambda _: None, 0, saves=2)
        _fill(world)
        _run_the_app_once(world.secret)
    chance = random.Random(seed)  # noqa: S311
    failures: list[str] = []
    acknowledged = 0
    for start in range(0, rounds, NEW_STORE):
        with folder_of_a_round() as name:
            notes: list[Note] = []
            world = in_world(Path(name), notes.append, chance.randrange(10**6), saves=3)
            _fill(world)
            ledger = Ledger()
            for number in range(start, min(start + NEW_STORE, rounds)):
                for note in notes:
                    ledger.take(note)
                notes.clear()
                told, where = _one(world.home, world.secret, chance, broken=broken)
                acknowledged += sum(note["what"] == "saved" for note in told)
                for note in told:
                    ledger.take(note)
                wrong = ledger.check(world.services, world.home, world.exports, thorough=False)
                if "," in where:  # the harness would otherwise prove nothing
                    wrong.append("the app did not do what it should")
                failures += [f"seed {seed}, round {number}, killed {where}: {w}" for w in wrong]
                if not wrong and chance.random() >= ASKED:
                    _forget_what_was_open(world)
                if wrong:  # what the next rounds build upon
                    ledger.saved.clear()
                tell(1)
    return Result(rounds, tuple(failures), counts={"saves acknowledged": acknowledged})


def _fill(world: "World") -> None:  # type: ignore[name-defined] # noqa: F821
    from tests.stress.scenes import begin, save

    world.secret = SECRET
    begin(world)
    save(world)


def _forget_what_was_open(world: "World") -> None:  # type: ignore[name-defined] # noqa: F821
    """End it in the ordinary way, as far as the store knows: the question costs a screen."""
    from tests.stress.compiled import at_once

    with at_once():
        store = world.services.vault.unlock(world.secret)
        store.mark_open(None)
        store.close()


def _run_the_app_once(secret: str) -> None:
    """Run it without a terminal, so that each child finds its style sheets and screens ready."""
    from textual.pilot import Pilot

    from csescreen.app import CsescreenApp
    from csescreen.bootstrap import services, warm

    async def seen(pilot: Pilot[None], selector: str) -> None:
        while not pilot.app.screen.query(selector):
            await pilot.pause(0.01)

    async def drive() -> None:
        async with CsescreenApp(services, warm=warm).run_test(size=(COLUMNS, ROWS)) as pilot:
            await seen(pilot, "#passphrase:focus")
            await pilot.press(secret, "enter")
            await seen(pilot, "#list:focus")
            await pilot.press("enter")
            await seen(pilot, "#middle")
            await pilot.press("y", "f6", "f5")
            await seen(pilot, "#middle TextArea")
            await pilot.press("a", "f12")
            while pilot.app.return_code is None:
                await pilot.pause(0.01)

    asyncio.run(asyncio.wait_for(drive(), PATIENCE_SECONDS))
    gc.collect()
    gc.freeze()


class Terminal:
    """The app in a pseudo-terminal, from the keyboard's side."""

    def __init__(self, home: Path, *, broken: bool) -> None:
        self._acknowledged, writing = os.pipe()
        settled()
        self.process, self._screen = os.forkpty()
        if self.process == 0:
            _be_the_app(home, writing, broken=broken)
        os.close(writing)
        self._told = b""
        self._seen = b""
        self.gone = False

    def wait(self, until: float, seen: str = "") -> bool:
        """Read what comes until the moment, or until the screen said something."""
        while True:
            if seen and seen in self._text():
                self._seen = b""
                return True
            left = until - time.monotonic()
            if left <= 0 or self.gone:
                return False
            ready, _, _ = select.select([self._screen, self._acknowledged], [], [], left)
            for descriptor in ready:
                self._read(descriptor)

    def type(self, keys: str) -> None:
        """Press keys."""
        with suppress(OSError):
            os.write(self._screen, keys.encode())

    def saves(self) -> int:
        """Return how many saves it has acknowledged."""
        return self._told.count(b'"saved"')

    def kill(self) -> list[Note]:
        """Kill it, and return what it had told until then."""
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        while piece := os.read(self._acknowledged, 65536):
            self._told += piece
        os.close(self._acknowledged)
        os.close(self._screen)
        whole, _, _ = self._told.rpartition(b"\n")
        return [json.loads(line) for line in whole.splitlines()]

    def _read(self, descriptor: int) -> None:
        try:
            piece = os.read(descriptor, 65536)
        except OSError:  # its last process closed the terminal
            piece = b""
        if descriptor == self._acknowledged:
            self._told += piece
        else:
            self._seen += piece
        self.gone = self.gone or not piece

    def _text(self) -> str:
        return _ESCAPES.sub(b"", self._seen).decode(errors="replace")


def _one(home: Path, secret: str, chance: random.Random, *, broken: bool) -> tuple[list[Note], str]:
    """Start the app, type, and kill it; return what it told, and where it was."""
    start = time.monotonic()
    terminal = Terminal(home, broken=broken)
    end = time.monotonic() + PATIENCE_SECONDS
    if chance.random() < EARLY:
        end = time.monotonic() + chance.uniform(0, EARLY_SECONDS)
    where = "at the door"
    if terminal.wait(end, "Show what I type"):
        terminal.type(secret + ENTER)
        where = "at home"
        if terminal.wait(end, "Telford &"):
            terminal.type(ENTER)
            where = "on the way to the screening"
            if terminal.wait(end, "Narrative"):  # in the list of steps, whichever was gone on with
                where = _write(terminal, chance)
    gone = terminal.gone
    told = terminal.kill()
    if gone:
        where += ", ended by itself"
    elif time.monotonic() - start > PATIENCE_SECONDS:
        where += ", after it stood still"
    return told, where


def _write(terminal: Terminal, chance: random.Random) -> str:
    """Mark signs or write the narrative until the moment has come."""
    marking = chance.random() < 0.5
    letters = "ynu" if marking else LETTERS
    if not marking:
        terminal.type(OUTCOME + STEP_BACK)
        if not terminal.wait(time.monotonic() + PATIENCE_SECONDS, "of 5 written"):
            return "on the way to the narrative, which never came"
    enough = min(chance.randrange(MOST_SAVES), chance.randrange(MOST_SAVES))
    end = time.monotonic() + PATIENCE_SECONDS
    while not terminal.gone and terminal.saves() < enough and time.monotonic() < end:
        terminal.type("".join(chance.choice(letters) for _ in range(chance.choice((1, 1, 2, 5)))))
        terminal.wait(time.monotonic() + chance.uniform(0.002, 0.05))
    terminal.type(chance.choice(letters))
    terminal.wait(time.monotonic() + chance.uniform(0, LAST_SECONDS))
    return "marking" if marking else "writing"


def _be_the_app(home: Path, writing: int, *, broken: bool) -> None:
    """Become the program, started without a command; never returns."""
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.environ.update(CSESCREEN_HOME=str(home), TERM="xterm-256color", COLORTERM="truecolor")
        _observe(writing, broken=broken)
        sys.argv = ["csescreen"]
        for number, name in enumerate(("stdin", "stdout", "stderr")):
            stream = open(number, "w" if number else "r", closefd=False)  # noqa: SIM115
            vars(sys).update({name: stream, f"__{name}__": stream})
        from csescreen.__main__ import main

        main()
    finally:
        os._exit(1)


def _observe(writing: int, *, broken: bool) -> None:
    """Write what the app's saver was given and what it acknowledges into the pipe."""
    from csescreen import saver
    from csescreen.core.ports import Record, ScreeningStore
    from csescreen.saving import OnFailed, OnSaved
    from tests.stress.scenes import begun

    def say(note: Note) -> None:
        os.write(writing, json.dumps(note).encode() + b"\n")

    class Observed(saver.Saver):
        def __init__(self, store: ScreeningStore, on_saved: OnSaved, on_failed: OnFailed) -> None:
            def saved(record: Record) -> None:
                say({"what": "saved", "key": record.key, "revision": record.revision})
                on_saved(record)

            self._early = saved
            super().__init__(store, (lambda _: None) if broken else saved, on_failed)

        def submit(self, record: Record) -> None:
            say(begun(record))
            super().submit(record)

        def _save(self, record: Record) -> None:
            if broken:
                self._early(record)
                time.sleep(0.05)  # as one that gathers changes before it writes
            super()._save(record)

    saver.Saver = Observed  # type: ignore[misc]
