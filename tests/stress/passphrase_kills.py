"""Kills at random moments while the passphrase changes, or everything is encrypted anew.

A process that has loaded everything forks a child for each round; the child changes the
passphrase, and is killed at a random moment of it. Whatever was on the disk then, the former
passphrase or the new one opens the store, with every row as it was, and so does the recovery code.
Every twentieth round is a full rekey.
"""

import os
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Final

from csescreen import private_files
from csescreen.core.ports import Record
from csescreen.errors import UserError, WrongPassphraseError
from csescreen.store import envelope_files
from csescreen.store.envelope import Envelope
from csescreen.store.layout import Layout
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, QUICK, record, typed_back
from tests.stress.forking import settled, threads
from tests.stress.harness import Result, Tell
from tests.stress.native import scratch
from tests.stress.spoiling import each_found, instead

REKEY_EVERY: Final = 20
DRAFTS: Final = 3
LONGEST: Final = 30.0


def run(rounds: int, seed: int, tell: Tell, *, broken: bool = False) -> Result:
    """Kill so many changes; the spoilt program writes the envelope's copies in place, at once."""
    if not broken:
        return _rounds(rounds, seed, tell)
    faults = {"copies written in place": lambda: instead(envelope_files, "change", _in_place)}
    return each_found(faults, lambda: _rounds(rounds, seed, tell))


def _in_place(layout: Layout, envelope: Envelope) -> None:
    """Write both copies where they stand, piece by piece: a kill leaves both cut short."""
    content = envelope.encode()
    paths = layout.envelope, layout.envelope_copy
    with paths[0].open("wb", 0) as one, paths[1].open("wb", 0) as other:
        for at in range(0, len(content), 16):
            one.write(content[at : at + 16])
            other.write(content[at : at + 16])
            time.sleep(0.002)  # so that most kills fall into it
    private_files.sync_folder(layout.folder)


def _rounds(rounds: int, seed: int, tell: Tell) -> Result:
    random = Random(seed)  # noqa: S311 - not for secrets
    failures: list[str] = []
    counts: Counter[str] = Counter()
    usual = threads()
    with tempfile.TemporaryDirectory(dir=scratch()) as parent:
        first, folder = Path(parent) / "first", Path(parent) / "home"
        unfinished = FileVault(first, kdf=QUICK).begin(PASSPHRASE)
        code = unfinished.code
        store = typed_back(unfinished)
        rows = [record(1, f"row {number}", f"{number:032x}") for number in range(DRAFTS)]
        for row in rows:
            store.save(row)
        store.close()
        lasts: dict[bool, float] = {}
        for number in range(rounds):
            rekey = number % REKEY_EVERY == REKEY_EVERY - 1
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(first, folder)
            settled(usual)
            if rekey not in lasts:
                lasts[rekey] = _lasting(folder, rekey=rekey)
                shutil.rmtree(folder)
                shutil.copytree(first, folder)
            moment = random.uniform(0, lasts[rekey] * 1.1)
            _kill(folder, moment, rekey=rekey)
            came, wrong = _look(folder, code, rows)
            counts[came] += 1
            counts["of them while rekeying"] += rekey
            if wrong:
                what = "rekey" if rekey else "change"
                failures.append(f"seed {seed}, round {number}, {what}, {moment:.4f} s: {wrong}")
            tell(1)
    return Result(rounds, tuple(failures), counts=+counts)


def _change(folder: Path, *, rekey: bool) -> None:
    vault = FileVault(folder, kdf=QUICK)
    if rekey:
        vault.rekey(PASSPHRASE, lambda _: None)
    else:
        vault.change_passphrase(PASSPHRASE, "new " + PASSPHRASE)


def _forked(work: Callable[[], None]) -> int:
    """Let a child do the work; return its process id."""
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            work()
            os._exit(0)
        os._exit(1)
    return child


def _lasting(folder: Path, *, rekey: bool) -> float:
    """Return how long the change takes when nobody ends it."""
    start = time.perf_counter()
    status = os.waitpid(_forked(lambda: _change(folder, rekey=rekey)), 0)[1]
    if status:
        raise RuntimeError("the change itself fails")
    return time.perf_counter() - start


def _kill(folder: Path, moment: float, *, rekey: bool) -> None:
    child = _forked(lambda: _change(folder, rekey=rekey))
    time.sleep(moment)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _look(folder: Path, code: str, rows: list[Record]) -> tuple[str, str]:
    """Return which passphrase opens the store now, and what is wrong."""
    came = ""
    for name, secret in (("old", PASSPHRASE), ("new", "new " + PASSPHRASE)):
        try:
            store = FileVault(folder, kdf=QUICK).unlock(secret)
        except WrongPassphraseError:
            continue
        except UserError as error:
            return "neither opens", f"the {name} one: {error.what}"
        came = f"{came} and {name}" if came else name
        held = [store.read(row.key) for row in rows]
        store.close()
        if held != rows:
            return "wrong rows", "the rows are not what they were"
    if not came:
        return "neither opens", "neither the old nor the new passphrase opens it"
    try:
        FileVault(folder, kdf=QUICK).unlock(code).close()
    except UserError as error:
        return "no recovery", f"the recovery code: {error.what}"
    return f"{came} opens", ""
