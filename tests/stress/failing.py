"""Failing calls: each write, sync, open, rename, removal of a session is made to fail.

A session is played scene by scene. In each round, one call of one scene fails with one error of
the system; the person tries again, as they are told to, and goes on. Nothing that was acknowledged
may be lost, every error must be one for people, and what was tried again must be done in the end.
Or the disk is full from one call on, and stays so until the scene was given up: then nothing need
be done in the end, and all the rest holds.
"""

import errno
import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.stress.apart import count_apart, folder_of_a_round, forked, run_apart
from tests.stress.harness import Result, Tell
from tests.stress.ledger import Ledger, Note
from tests.stress.native import Shim

if TYPE_CHECKING:  # the scenes import the whole program
    from tests.stress.scenes import Scene

FAULTS: Final = (
    (errno.ENOSPC, False),
    (errno.EIO, False),
    (errno.EACCES, False),
    (errno.ENOSPC, True),
)
"""Each error, and whether it stays: a disk that is full."""
TRIES: Final = 3
SAVES: Final = 4
PATIENCE_SECONDS: Final = 60
STRIDE: Final = 7919
"""A prime, so that the strides reach every call."""
SEED: Final = 1
SPOILT: Final = "read_again"
"""The scene in which the spoilt program is tried."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A scene, the folder before it, what was told until then, and how many calls it makes."""

    scene: str
    folder: Path
    notes: list[Note]
    calls: int


def run(rounds: int, seed: int, tell: Tell, *, broken: bool = False) -> Result:
    """Do so many rounds of the list of all calls and errors; ``seed`` is the first one's number.

    Spoilt: the store takes a failed commit for done.
    """
    return run_apart(__name__, rounds, seed, tell, broken=broken, shim=True)


def count() -> int:
    """Return how many calls the session makes: so many rounds try each of them once."""
    return count_apart("tests.stress.failing")


def counted() -> int:
    """Count, in the process apart."""
    with folder_of_a_round() as name:
        return sum(prepared.calls for prepared in _prepare(Path(name)))


def rounds(rounds: int, seed: int, tell: Tell, *, broken: bool) -> Result:
    """Let the calls fail."""
    failures: list[str] = []
    met: Counter[str] = Counter()
    with folder_of_a_round() as name:
        calls = [
            (prepared, number)
            for prepared in _prepare(Path(name))
            for number in range(1, prepared.calls + 1)
            if not broken or prepared.scene == SPOILT
        ]
        for one in range(seed, seed + rounds):
            # In strides, so that a short run meets every scene; each time round the next fault.
            prepared, number = calls[one * STRIDE % len(calls)]
            error, stays = FAULTS[(one + one // len(calls)) % len(FAULTS)]
            look = partial(_play, thorough=one % 8 < 4, broken=broken, stays=stays)
            failed, wrong = _round(Path(name), prepared, partial(look, number=number, error=error))
            how = f"{errno.errorcode[error]}{' from here on' if stays else ''}"
            what = f"{prepared.scene}, call {number} ({failed}, {how})"
            failures += [f"{what}: {w}" for w in wrong]
            met[failed.split(" ")[0] or "none"] += 1
            tell(1)
    return Result(rounds, tuple(failures), counts=met)


def _prepare(folder: Path) -> list[Prepared]:
    from tests.stress.scenes import SCENES, warm

    warm()
    notes: list[Note] = []
    found: list[Prepared] = []
    world = folder / "world"
    (world / "exports").mkdir(parents=True)
    for name, scene in SCENES.items():
        before = folder / f"before-{name}"
        shutil.copytree(world, before)

        told, calls = forked(partial(_play_well, world, scene, notes), PATIENCE_SECONDS)
        found.append(Prepared(name, before, list(notes), calls))
        notes += told
    return found


def _play_well(folder: Path, scene: "Scene", notes: list[Note]) -> tuple[list[Note], int]:
    from tests.stress.scenes import in_world

    told: list[Note] = []
    shim, world = Shim(), in_world(folder, told.append, SEED, saves=SAVES)
    world.catch_up(notes)
    shim.watch(folder)
    shim.fail(0, 0)
    scene(world)
    return told, shim.counted()


def _round(
    folder: Path, prepared: Prepared, play: Callable[[Path, Prepared], tuple[str, list[str]]]
) -> tuple[str, list[str]]:
    world = folder / "world"  # the same place in each round: paths are noted
    shutil.rmtree(world)
    shutil.copytree(prepared.folder, world)
    answer = forked(partial(play, world, prepared), PATIENCE_SECONDS)
    return ("?", ["it hangs"]) if answer is None else (answer[0], answer[1])


def _play(
    folder: Path,
    prepared: Prepared,
    *,
    number: int,
    error: int,
    stays: bool,
    thorough: bool,
    broken: bool,
) -> tuple[str, list[str]]:
    from csescreen.errors import UserError
    from tests.stress.scenes import SCENES, in_world

    if broken:
        _take_failed_commits_for_done()
    notes, shim = list(prepared.notes), Shim()
    world = in_world(folder, notes.append, SEED, tries=TRIES, saves=SAVES)
    world.catch_up(notes)
    shim.watch(folder)
    shim.fail(number, error, stays_full=stays)
    try:
        SCENES[prepared.scene](world)
    except UserError as problem:
        world.gave_up.append(f"could not be done in the end: {problem.what}")
    except Exception as problem:
        world.told.append(f"no error for people: {type(problem).__name__}: {problem}")
    failed = shim.failed()
    if stays and world.services.store is not None:
        with suppress(UserError):  # it was told where it was tried
            world.services.store.close()
    shim.fail(0, 0)
    if world.services.store is not None:
        world.services.store.close()
    ledger = Ledger()
    for note in notes:
        ledger.take(note)
    ledger.whole |= set(ledger.files.values())
    again = in_world(folder, notes.append, SEED).services
    world.told += [] if stays else world.gave_up
    return failed, world.told + ledger.check(again, world.home, world.exports, thorough=thorough)


def _take_failed_commits_for_done() -> None:
    from csescreen.errors import UserError
    from csescreen.store.repository import SqlScreeningStore

    usual = SqlScreeningStore.save

    def save(*values: object, **named: object) -> bool:
        try:
            return usual(*values, **named)  # type: ignore[arg-type]
        except UserError:
            return True

    setattr(SqlScreeningStore, "save", save)  # noqa: B010 - mypy would not have it
