"""Power cuts: a session is recorded call by call, and the power goes after any of them.

For each round a disk is made as the cut may have left it, with writes torn into sectors; the store
is opened on it, and must hold everything that was acknowledged until then.
"""

import json
import os
import random
from itertools import pairwise
from pathlib import Path
from typing import Final

from tests.stress.apart import folder_of_a_round, forked, run_apart
from tests.stress.disk import Call, Disk, calls
from tests.stress.harness import Result, Tell
from tests.stress.ledger import Ledger, Note

SCRIPT: Final = (
    "begin",
    "save",
    "settings",
    "read_again",
    "export",
    "passphrase",
    "back_up",
    "recovery_code",
    "rekey",
    "save",
    "restore",
    "purge",
    "save",
)
SESSION_SECONDS: Final = 120
EXPORTS: Final = "exports"


def run(rounds: int, seed: int, tell: Tell, *, broken: bool = False) -> Result:
    """Do so many cuts of one recorded session. Spoilt: the database does not sync each commit."""
    return run_apart(__name__, rounds, seed, tell, broken=broken, shim=True)


def rounds(rounds: int, seed: int, tell: Tell, *, broken: bool) -> Result:
    """Record, and cut."""
    chance = random.Random(seed)  # noqa: S311
    failures: list[str] = []
    with folder_of_a_round() as name:
        folder, place = Path(name) / "session", Path(name) / "left"
        folder.mkdir()
        session = _record(Path(name), folder, seed, broken=broken)
        disk, ledger = Disk(folder, [folder / EXPORTS]), Ledger()
        notes = [json.loads(call.first) for call in session if call.what == "K"]
        ledger.whole = {note["digest"] for note in notes if note["what"] == "exported"}
        cuts = sorted(chance.randint(0, len(session)) for _ in range(rounds))
        for start, end in pairwise([0, *cuts]):
            for call in session[start:end]:
                if call.what == "K":
                    ledger.take(_there(json.loads(call.first), folder, place))
                else:
                    disk.follow(call)
            left = random.Random(chance.random())  # noqa: S311
            disk.left(place, left)
            wrong = _look(ledger, place, thorough=left.random() < 0.25)
            failures += [f"seed {seed}, after call {end} of {len(session)}: {w}" for w in wrong]
            tell(1)
    return Result(rounds, tuple(failures), "torn 512-byte writes")


def _record(folder: Path, session: Path, seed: int, *, broken: bool) -> list[Call]:
    """Play the script in a forked child, recorded; return the calls."""
    from tests.stress.scenes import warm

    warm()
    log = folder / "log"

    def play() -> list[str]:
        from tests.stress.native import Shim
        from tests.stress.scenes import SCENES, in_world

        if broken:
            _sync_not_each_commit()
        shim = Shim()
        world = in_world(session, lambda note: shim.mark(json.dumps(note)), seed)
        shim.watch(session, os.open(log, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))
        for scene in SCRIPT:
            SCENES[scene](world)
        return world.told

    told = forked(play, SESSION_SECONDS)
    if told is None or told:
        raise RuntimeError(f"the session itself did not go well: {told}")
    found = calls(log.read_bytes())
    disk = Disk(session, [session / EXPORTS])
    for call in found:
        disk.follow(call)
    if escaped := disk.differs():
        raise RuntimeError(f"the record is not whole: {escaped}")
    return found


def _there(note: Note, folder: Path, place: Path) -> Note:
    """Return the note with its path moved to where the cut disk is."""
    if "path" in note:
        note["path"] = str(place / Path(note["path"]).relative_to(folder))
    return note


def _look(ledger: Ledger, place: Path, *, thorough: bool) -> list[str]:
    from tests.stress.scenes import in_world

    place.joinpath("exports").mkdir(parents=True, exist_ok=True)
    services = in_world(place, lambda note: None, 0).services
    return ledger.check(services, place / "home", place / "exports", thorough=thorough)


def _sync_not_each_commit() -> None:
    from csescreen.store import engine

    spoilt = tuple(
        (name, "NORMAL" if name == "synchronous" else value) for name, value in engine.PRAGMAS
    )
    setattr(engine, "PRAGMAS", spoilt)  # noqa: B010 - mypy would not have it
