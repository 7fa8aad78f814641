"""Damaged stores: opened and read, they give the right rows or a plain message, never wrong rows.

One round is one damaged copy of a store, in one of two states: closed, with everything in the
database's file; or ended by a kill, with its last saves in the log. Single pages come back from an
older copy, too. "Right" is what was last acknowledged. Something older is wrong, but where pages of
the audit trail came back from an older copy, too, and the store said that screenings may be older:
then it must still be what the screening once was, and is counted apart.
"""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from csescreen.core.ports import Record
from csescreen.errors import UserError
from csescreen.store import agreeing, checking
from csescreen.store.audit import Trail
from csescreen.store.fault_words import DAMAGED, OLDER
from csescreen.store.layout import Layout
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, QUICK, new_store, record
from tests.stress.damage import DAMAGES
from tests.stress.harness import Result, Tell
from tests.stress.spoiling import each_found, instead

DRAFTS: Final = 24
IN_THE_LOG: Final = 12
STALE: Final = "stale pages"
ANNOUNCED: Final = "older rows, said to be possible"
MAY_BE_OLDER: Final = OLDER.partition("{")[0]
State = dict[str, Record]


@dataclass(frozen=True)
class Sample:
    """A store as files, an older copy of its files, and what was last saved in it."""

    name: str
    folder: Path
    older: Path
    newest: State
    once: Mapping[str, tuple[Record, ...]]
    """What each screening was before."""


def run(rounds: int, seed: int, tell: Tell, *, broken: bool = False) -> Result:
    """Damage so many copies, each in its own way."""
    if not broken:
        return _rounds(rounds, seed, tell)
    log = {"log not looked at": _log_taken_on_trust, "log lost on a refusal": _refused_too_late}
    rows = {"rows not compared with the trail": _not_compared}
    found = each_found(log, lambda: _rounds(rounds, seed, tell, "cut"))
    other = each_found(rows, lambda: _rounds(rounds, seed, tell, STALE))
    # nothing counts as found until everything is
    return found + other if found.failures and other.failures else Result(found.rounds, ())


@contextmanager
def _log_taken_on_trust() -> Iterator[None]:
    """Open whatever SQLite opens, and whatever it drops of the log."""
    with ExitStack() as stack:
        stack.enter_context(instead(checking, "_is_behind", _no))
        stack.enter_context(instead(Trail, "refuse_older", _no))
        yield


def _refused_too_late() -> AbstractContextManager[None]:
    """Find out that the store is behind its head only once SQLite has its log."""
    return instead(checking, "_is_behind", _no)


@contextmanager
def _not_compared() -> Iterator[None]:
    with ExitStack() as stack:
        for name in ("refuse_unfit", "refuse_unfit_readings", "refuse_disagreeing"):
            stack.enter_context(instead(agreeing, name, _no))
        yield


def _no(*_: object) -> bool:
    return False


def _rounds(rounds: int, seed: int, tell: Tell, only: str = "") -> Result:
    random = Random(seed)  # noqa: S311 - not for secrets
    failures: list[str] = []
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        samples = _samples(Path(folder), random)
        for number in range(rounds):
            sample, copy = random.choice(samples), Path(folder) / f"copy-{number}"
            shutil.copytree(sample.folder, copy)
            name = only or random.choice([*DAMAGES])
            hurt = _hurt(random, sample, copy, name)
            try:
                came, wrong, older = _read(sample, copy)
            except Exception as error:
                came, wrong, older = "crash", f"it crashed: {type(error).__name__}", 0
            outcomes[came] += 1
            outcomes[ANNOUNCED] += older
            if wrong:
                failures.append(
                    f"seed {seed}, round {number}, {sample.name}, {name} in {hurt}: {wrong}"
                )
            shutil.rmtree(copy)
            tell(1)
    return Result(rounds, tuple(failures), counts=outcomes)


def _samples(folder: Path, random: Random) -> tuple[Sample, Sample]:
    """Make a store, and keep its files when it was closed and as a kill would leave them."""
    home, older = folder / "home", folder / "older"
    vault = FileVault(home, kdf=QUICK)
    keys = [f"{number:032x}" for number in range(DRAFTS)]
    store = new_store(vault, PASSPHRASE)
    state = {key: _draft(random, key, 1) for key in keys}
    for one in state.values():
        store.save(one)
    store.close()
    shutil.copytree(home, older)
    store = vault.unlock(PASSPHRASE)
    first, state = state, {key: _draft(random, key, 2) for key in keys}
    for one in state.values():
        store.save(one)
    store.close()
    closed = Sample("closed", folder / "closed", older, state, {k: (first[k],) for k in keys})
    shutil.copytree(home, closed.folder)
    store = vault.unlock(PASSPHRASE)
    for key in random.sample(keys, IN_THE_LOG):
        state = {**state, key: _draft(random, key, 3)}
        store.save(state[key])
    once = {key: (first[key], closed.newest[key]) for key in keys}
    killed = Sample("killed", folder / "killed", closed.folder, state, once)
    shutil.copytree(home, killed.folder, ignore=shutil.ignore_patterns("*.lock", "*.holder"))
    store.close()
    return closed, killed


def _draft(random: Random, key: str, revision: int) -> Record:
    words = random.randbytes(random.choice((20, 200, 700, 2500))).hex()
    return record(revision, f"{key} {revision} {words}", key)


def _hurt(random: Random, sample: Sample, copy: Path, name: str) -> str:
    """Damage one of the files, or two, and return their names."""
    layout = Layout(copy)
    wal = layout.database_files[1]
    there = [path for path in (layout.database, wal) if path.exists() and path.stat().st_size]
    chosen = there if random.random() < 0.1 else [random.choice(there)]
    for path in chosen:
        content = bytearray(path.read_bytes())
        older = sample.older / path.name
        DAMAGES[name](random, content, older.read_bytes() if older.exists() else b"")
        path.write_bytes(content)
    if random.random() < 0.05:
        envelope = random.choice((layout.envelope, layout.envelope_copy))
        content = bytearray(envelope.read_bytes())
        DAMAGES["flipped bits"](random, content, b"")
        envelope.write_bytes(content)
        chosen.append(envelope)
    return " and ".join(path.name for path in chosen)


def _files(copy: Path) -> dict[str, bytes]:
    """Return the database's files, without those of the lock and the envelope's copies."""
    return {path.name: path.read_bytes() for path in Layout(copy).database_files if path.exists()}


def _read(sample: Sample, copy: Path) -> tuple[str, str, int]:
    """Return what came of opening and reading everything, what was wrong with it, and how many
    rows are older with a word that this may be so.
    """
    before = _files(copy)
    found: State = {}
    told = 0
    try:
        store = FileVault(copy, kdf=QUICK).unlock(PASSPHRASE)
    except UserError:
        changed = _files(copy) != before
        return "refused", "it was refused, and written to" if changed else "", 0
    newest = sample.newest
    try:
        try:
            keys = [line.key for line in store.lines()]
        except UserError:
            keys, told = [*newest], 1
        for key in keys:
            try:
                found[key] = store.read(key)
                store.readings(key)
            except UserError:
                told += 1
        notices = store.notices()
    finally:
        store.close()
    told += DAMAGED in notices
    if not told:
        return ("all rows", "", 0) if found == newest else ("wrong", _difference(found, newest), 0)
    wrong = {key for key, one in found.items() if newest.get(key) != one}
    older = set()
    if any(notice.startswith(MAY_BE_OLDER) for notice in notices):
        older = {key for key in wrong if found[key] in sample.once.get(key, ())}
    said = f"wrong rows: {len(wrong - older)}" if wrong - older else ""
    return "some rows told to be damaged", said, len(older)


def _difference(found: State, newest: State) -> str:
    missing = len(newest.keys() - found.keys())
    other = sum(1 for key, one in found.items() if newest.get(key) != one)
    return f"no word of {missing} rows missing and {other} other than they were"
