"""500 needles, planted through the real app: in no file that it leaves, in no memory once locked.

One round is one scripted session in a pseudo-terminal: a screening with a needle in every slot is
opened with the recovery code, walked through, written to, exported and locked; then come a crash
within a screen, within a thread and within an exporter, a kill, a full disk, an export that is
killed, and once more a lock. Every place that a program may
write to lies in one folder. The files that were exported on request are left out by their path.
"""

import shutil
import string
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Final

import tomli_w

from csescreen.bootstrap import shelf
from csescreen.core.ports import FrameworkPin, Record
from csescreen.core.screening import Child, ChosenLevel, Screening, SignAnswer
from csescreen.store import envelope_files, opening, repository
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout
from csescreen.store.vault import FileVault
from tests.export import reading_word as word
from tests.left_folders import prefix
from tests.store.helpers import QUICK, START, typed_back
from tests.stress import spoilt_app
from tests.stress.harness import Result, Tell
from tests.stress.haystack import Found, Needles
from tests.stress.seat import (
    CTRL_E,
    CTRL_L,
    CTRL_S,
    ENTER,
    ESCAPE,
    F4,
    F6,
    F7,
    F12,
    PROGRAM,
    TAB,
    GoneError,
    Seat,
)
from tests.stress.spoiling import instead

PLANTED: Final = 500
PASTED: Final = 8
SPOILT_PROGRAM: Final = (PROGRAM[0], "-m", "tests.stress.spoilt_app")
HELPFUL_PROGRAM: Final = (PROGRAM[0], "-X", "dev", *SPOILT_PROGRAM[1:])
"""With Python's help for developers, which says more of a fault."""
NARRATIVE: Final = ("working_well", "worried_about", "judgement", "next_steps", "child_words")
OUT: Final = b"\x1b[?1049l"
"""What gives the terminal's usual screen back: from here on it stays in the scrollback."""


@dataclass
class Session:
    """One session: its folder, what was planted, and the ways in."""

    folder: Path
    mark: str
    passphrase: str
    code: str
    keys: list[Keys]
    masters: list[bytes] = field(default_factory=list)
    planted: int = 0

    def needle(self) -> str:
        self.planted += 1
        return f"{self.mark}{self.planted:04d}"

    @property
    def needles(self) -> Needles:
        texts = {
            "a planted text": self.mark,
            "the passphrase": self.passphrase,
            "the recovery code": self.code,
            "the recovery code without dashes": self.code.replace("-", ""),
        }
        raw = {
            f"the {name} key": getattr(keys, name)
            for keys in self.keys
            for name in ("data", "audit", "backup")
        }
        masters = {f"master key {number}": key for number, key in enumerate(self.masters)}
        return Needles(texts, raw | masters)


def run(rounds: int, seed: int, tell: Tell, *, broken: bool = False) -> Result:
    """Do so many sessions; the spoilt program leaks in a crash, keeps orphans, locks for show."""
    if not broken:
        return _rounds(rounds, seed, tell, "")
    faults = (spoilt_app.LEAKY_CRASH, spoilt_app.NO_SWEEP, spoilt_app.COVER_ONLY)
    found = _rounds(1, seed, tell, " ".join(faults))
    signs = ("crash.log", ".csescreen-export-", "memory")
    missed = [sign for sign in signs if not any(sign in line for line in found.failures)]
    if missed:
        return Result(found.rounds, (), f"NOT FOUND: {', '.join(missed)}")
    return replace(found, note=f"found: {', '.join(faults)}")


def _rounds(rounds: int, seed: int, tell: Tell, spoilt: str) -> Result:
    failures: list[str] = []
    counts: dict[str, int] = {}
    for number in range(rounds):
        random = Random(seed * 1000 + number)  # noqa: S311 - not for secrets
        folder = Path(tempfile.mkdtemp(prefix=prefix("needles")))
        try:
            found, counted = _session(folder, random, spoilt)
            counts = {name: counts.get(name, 0) + many for name, many in counted.items()}
        except GoneError as error:
            found = [f"the session came to an end: {error}"]
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        failures += [f"seed {seed}, session {number}: {line}" for line in found]
        tell(1)
    return Result(rounds, tuple(failures), counts=counts)


def _session(folder: Path, random: Random, spoilt: str) -> tuple[list[str], dict[str, int]]:
    session = _prepare(folder, random)
    sit = partial(_sit, session, spoilt)
    lines: list[str] = []
    counts = {"planted": 0, "spellings": len(session.needles)}
    with sit() as seat:
        _enter_by_code(session, seat)
        _walk(session, seat)
        _export(session, seat)
        before, looked_at = session.needles.in_memory(seat.pid)
        counts["found in memory before the lock"] = len(before)
        if not before:
            lines.append("nothing is found in the memory of an open app: the search is broken")
        after, looked_at = _locked(session, seat)
        lines += _told(session.needles.within(_scrollback(seat), "scrollback"))
    exported = [path for path in (folder / "exports").iterdir() if path.is_file()]
    if not any(session.mark in _words(path) for path in exported if path.suffix == ".docx"):
        lines.append("nothing was exported")
    for fault in (spoilt_app.CRASH, spoilt_app.THREAD, spoilt_app.EXPORTER):
        with sit(fault, program=HELPFUL_PROGRAM) as seat:
            _enter(session, seat)
            if fault == spoilt_app.EXPORTER:  # no document can be made, and the app goes on
                _write_referral(seat)
                seat.sees("a fault in the program")
                seat.types(F12)
            else:
                seat.types(F6)
            if seat.ends() != (0 if fault == spoilt_app.EXPORTER else 1):
                lines.append(f"{fault}: it did not end as after a fault")
            lines += _told(session.needles.within(_scrollback(seat), f"scrollback after {fault}"))
    with sit() as seat:
        _enter(session, seat)
        _type_on(session, seat)
        time.sleep(random.uniform(0, 0.3))
        seat.child.kill(9)
    with sit(spoilt_app.FULL) as seat:
        _enter(session, seat)
        _type_on(session, seat)
        seat.until(lambda shown: "not saved" in shown.lower(), "that it could not be saved")
        seat.child.kill(9)
    with sit(spoilt_app.KILLED_EXPORT) as seat:
        _enter(session, seat)
        _write_referral(seat)
        seat.ends()
    if not [*(folder / "exports").glob(".csescreen-export-*")]:
        lines.append("the killed export left nothing that could be found: the kill came too late")
    with sit() as seat:
        _enter(session, seat)
        after |= _locked(session, seat)[0]
    lines += _told(after)
    counts |= {"found in memory after the lock": len(after), "MB of memory": looked_at >> 20}
    files = [*session.needles.in_files(folder, exported)]
    counts |= {
        "planted": session.planted,
        "files": sum(1 for path in folder.rglob("*") if path.is_file()) - len(exported),
        "found in files": len(files),
    }
    return lines + _told(files), counts


def _prepare(folder: Path, random: Random) -> Session:
    """Make a store whose keys are known, with screenings that hold needles in every slot."""

    def word(length: int) -> str:
        return "".join(random.choice(string.ascii_letters) for _ in range(length))

    opened: list[Keys] = []
    usual = repository.SqlScreeningStore.open.__func__  # type: ignore[attr-defined]

    def note(cls: type, database: Path, keys: Keys, *given: Any, **named: Any) -> Any:
        opened.append(keys)
        return usual(cls, database, keys, *given, **named)

    session = Session(folder, f"Nee{word(9)}", f"{word(12)} {word(12)}", "", opened)
    vault = FileVault(folder / "home", kdf=QUICK)
    with instead(repository.SqlScreeningStore, "open", classmethod(note)):
        unfinished = vault.begin(session.passphrase)
        session.code = unfinished.code
        store = typed_back(unfinished)
    while session.planted < PLANTED - PASTED * 2:
        store.save(_record(session))
    store.close()
    sealed = envelope_files.read(Layout(folder / "home")).envelope
    session.masters.append(opening.by_secret(sealed, session.passphrase).master)
    (folder / "exports").mkdir()
    settings = {"export_folder": str(folder / "exports")}
    (folder / "home" / "settings.toml").write_text(tomli_w.dumps(settings), encoding="utf-8")
    return session


def _record(session: Session) -> Record:
    """Return a screening with a needle in every slot that holds text."""
    framework = shelf().get("telford")
    needle = session.needle

    def sentence() -> str:
        return f"Her aunt {needle()} \N{FACE WITH TEARS OF JOY} said so."

    signs = [*framework.indicators][:20]
    screening = Screening(
        frameworks=("telford",),
        reference=needle(),
        child=Child(age=15),
        signs={sign: SignAnswer("yes", "current", sentence(), needle(), ()) for sign in signs},
        narrative={name: sentence() for name in NARRATIVE},
        judged_levels=(ChosenLevel(framework.levels[-1].id, sentence()),),
        details={
            name: needle()
            for name in ("child_name", "child_address", "carer_name", "worker_name", "child_words")
        },
    )
    pin = FrameworkPin.of(framework)
    key = f"{session.planted:032x}"
    wording = {sign: sentence() for sign in signs}
    return Record(key, 1, START, START, pin, screening, wording, files=framework.files)


def _sit(
    session: Session, spoilt: str, fault: str = "", program: tuple[str, ...] = SPOILT_PROGRAM
) -> Seat:
    environment = {"STRESS": f"{spoilt} {fault}", "PYTHONFAULTHANDLER": "1"}
    return Seat(session.folder, program=program, environment=environment)


def _enter(session: Session, seat: Seat) -> None:
    """Unlock, and go into the screening on top, or into the one that was left open."""
    seat.sees("Passphrase")
    seat.types(session.passphrase, ENTER)
    _go_in(session, seat)


def _go_in(session: Session, seat: Seat) -> None:
    shown = seat.until(lambda text: session.mark in text, "the screenings")
    seat.read(0.5)
    seat.types(ENTER)
    seat.until(lambda text: "Narrative " in text, f"the screening, after {shown[:80]!r}")


def _enter_by_code(session: Session, seat: Seat) -> None:
    """Unlock with the recovery code, let the new passphrase wait, and go into the screening."""
    seat.sees("Passphrase")
    seat.types(session.code, ENTER)
    seat.sees("new passphrase")
    seat.types(ESCAPE)
    _go_in(session, seat)


def _locked(session: Session, seat: Seat) -> tuple[set[Found], int]:
    """Lock, and search the memory of the process that is there then."""
    seat.types(CTRL_L)
    seat.sees("Passphrase")
    time.sleep(0.5)
    return session.needles.in_memory(seat.pid)


def _walk(session: Session, seat: Seat) -> None:
    seat.types(F4)
    for _ in range(10):
        seat.types(F7)
        seat.read(0.1)
    seat.types(F6)
    seat.read(0.2)
    _type_on(session, seat)
    seat.until(lambda shown: "saved" in shown.split("\n")[0], "saved")


def _type_on(session: Session, seat: Seat) -> None:
    """Go to the narrative, and paste needles into it."""
    seat.types(F6, "\x1b[15~")
    seat.sees("of 5 written")
    for _ in range(PASTED // 2):
        seat.pastes(f" Pasted {session.needle()} caf\u00e9")
        seat.types(TAB)
    seat.read(0.3)


def _export(session: Session, seat: Seat) -> None:
    """Leave an export before anything is written, and write the next one."""
    folder = session.folder / "exports"
    seat.types(CTRL_E)
    seat.sees("Who will read it")
    seat.types(ESCAPE)
    seat.until(lambda shown: "Who will read it" not in shown, "that the export was left")
    _write_referral(seat)
    seat.until(lambda _: any(folder.glob("cse-*")), "the exported files")
    seat.read(0.3)


def _words(document: Path) -> str:
    return word.words(word.read_word(document.read_bytes()))


def _write_referral(seat: Seat) -> None:
    seat.types(CTRL_E)
    seat.sees("Who will read it")
    seat.types(CTRL_S)


def _scrollback(seat: Seat) -> bytes:
    """Return what the terminal was sent for its usual screen, which keeps it."""
    parts = bytes(seat.raw).split(OUT)[1:]
    return b"".join(part.split(b"\x1b[?1049h")[0] for part in parts)


def _told(found: "Iterator[Found] | set[Found] | list[Found]") -> list[str]:
    lines = (f"{one.needle} ({one.spelling}) in {one.where}" for one in found)
    return sorted(dict.fromkeys(lines))
