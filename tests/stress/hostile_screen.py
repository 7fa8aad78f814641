"""Hostile strings on the screen of the real app: shown as text, never acted on, nothing steered.

One round is one string. Strings come in by the store, by the settings, by case files, by a paste
that lets everything through, and by typing; the app is walked through every screen and dialog that
shows them. What it sent to the terminal is taken apart: nothing but text may be in it and the very
kinds of sequences that the same walk sends with plain strings. Afterwards the store holds what it
held, and what was pasted, as text.
"""

import json
import re
import shutil
import tempfile
import unicodedata
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Final

import tomli_w

from csescreen.bootstrap import shelf
from csescreen.core.ports import FrameworkPin, Record
from csescreen.core.screening import Child, ChosenLevel, Screening, SignAnswer
from csescreen.core.text import clean, clean_line
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, QUICK, START, new_store
from tests.stress import spoilt_app
from tests.stress.harness import Result, Tell
from tests.stress.needles import NARRATIVE, SPOILT_PROGRAM
from tests.stress.seat import (
    ENTER,
    ESCAPE,
    F1,
    F2,
    F4,
    F6,
    F7,
    F8,
    F12,
    TAB,
    GoneError,
    Seat,
)
from tests.stress.strings import hostile

SESSION: Final = 12
"""As many strings go into one session: so many are stored, the rest are pasted and typed."""
STORED: Final = 5
IN_SCREENING: Final = " Narrative     "
HOME: Final = " on file"
PLAIN: Final = "Plain words"
TOKEN: Final = re.compile(
    r"\x1b\[(?P<private>[<-?]?)(?P<parameters>[0-9:;]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\x1b(?P<single>[=>78])"
)
STEERING: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
MOVING: Final = "ABCDEFGHJKXdfmr"
"""Colours and movements: their numbers are places and colours. Of all others the numbers count."""
CTRL_A, CTRL_K, CTRL_U, F5 = "\x01", "\x0b", "\x15", "\x1b[15~"


def run(rounds: int, seed: int, tell: Tell, *, broken: bool = False) -> Result:
    """Show so many strings; the spoilt program leaves out the cleaning and the last gate."""
    if not broken:
        return _rounds(rounds, seed, tell, "")
    return _rounds(rounds, seed, tell, spoilt_app.NO_GATE)


def _rounds(rounds: int, seed: int, tell: Tell, spoilt: str) -> Result:
    random = Random(seed)  # noqa: S311 - not for secrets
    failures: list[str] = []
    counts: Counter[str] = Counter()
    allowed = kinds(_stream([PLAIN] * SESSION, ""))
    for first in range(0, rounds, SESSION):
        many = min(SESSION, rounds - first)
        texts = [_fitting(hostile(random)) for _ in range(many)]
        texts += [PLAIN] * (SESSION - many)
        try:
            sent = _stream(texts, spoilt)
            found = [f"it sent {what}" for what in sorted(kinds(sent) - allowed)]
            counts["bytes sent"] += len(sent)
        except (GoneError, AssertionError) as error:
            found = [f"the session came to an end: {str(error)[:200]}"]
        failures += [f"seed {seed}, strings {first} to {first + many}: {what}" for what in found]
        tell(many)
    return Result(rounds, tuple(failures), counts=counts)


def _fitting(text: str) -> str:
    """Return the string, cut to a length that a screen can show, with something to see in it."""
    return f"<{text[:400]}>"


def kinds(sent: bytes) -> frozenset[str]:
    """Return every kind of control in a stream: sequences by their meaning, characters by name."""
    found = set()
    text = sent.decode("utf-8", "surrogateescape")
    for token in TOKEN.finditer(text):
        numbers = "" if token["final"] and token["final"] in MOVING else token["parameters"]
        found.add(f"CSI {token['private']}{numbers}{token['between']}{token['final']}")
    for character in set(STEERING.findall(TOKEN.sub("", text))):
        found.add(f"the character U+{ord(character):04X}")
    return frozenset(found)


def _stream(texts: list[str], spoilt: str) -> bytes:
    """Walk through the app with these strings, and return all that it sent to the terminal."""
    folder = Path(tempfile.mkdtemp(prefix="csescreen-hostile-"))
    try:
        return _walk(folder, texts[:STORED], texts[STORED:], spoilt)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _walk(folder: Path, stored: list[str], given: list[str], spoilt: str) -> bytes:
    before = _prepare(folder, stored)
    environment = {"STRESS": spoilt}
    with Seat(folder, program=SPOILT_PROGRAM, environment=environment) as seat:
        seat.sees("Passphrase")
        seat.pastes(given[0])
        seat.types(CTRL_A, CTRL_K)  # to its beginning, and everything away
        seat.read(0.2)
        seat.types(CTRL_U)
        seat.read(0.2)
        seat.types(PASSPHRASE, ENTER)
        seat.sees(HOME)
        seat.types(F4, "/")
        seat.pastes(given[1])
        seat.types(typeable(given[2]))
        seat.read(0.2)
        _press(seat, ESCAPE, HOME)
        _press(seat, "n", "Use your case number")
        seat.pastes(given[3])
        seat.types(typeable(given[4]))
        seat.read(0.2)
        _press(seat, ESCAPE, HOME)
        _press(seat, F8, "Your details, for new")
        for _ in range(4):
            seat.pastes(given[5])
            seat.types(TAB)
        _press(seat, ESCAPE, HOME)
        for _ in stored:
            _open_and_look(seat)
            seat.types("\x1b[B")
        _press(seat, ENTER, IN_SCREENING)
        seat.types(F6, F5)
        seat.sees("What is working well")
        seat.pastes(given[6])
        seat.read(0.3)
        seat.types(F12)
        seat.ends()
        sent = bytes(seat.raw)
    changed = _held(folder)
    touched = [key for key, record in before.items() if changed.get(key) != record]
    assert changed.keys() == before.keys(), "screenings came or went"
    assert len(touched) <= 1, "screenings were changed that nobody wrote to"
    for key in touched:
        _same_but_for_the_paste(before[key], changed[key], given[6])
    return sent + _shell(folder, stored, environment)


def _same_but_for_the_paste(before: Record, after: Record, pasted: str) -> None:
    old, new = dict(before.screening.narrative), dict(after.screening.narrative)
    first = NARRATIVE[0]
    expected = clean(pasted.encode("utf-8", "replace").decode().replace("\x00", ""))
    written = new.pop(first, "")
    assert expected.split("\x1b")[0][:20] in written, "the paste is not there as it was"
    old.pop(first, None)
    assert new == old, "the paste reached another field"
    assert after.screening.signs == before.screening.signs, "the paste marked a sign"
    assert after.screening.details == before.screening.details, "the paste changed the details"


def _press(seat: Seat, key: str, text: str) -> None:
    """Press a key until the screen shows what it leads to: a burst of keys may overtake it."""
    for _ in range(3):
        seat.types(key)
        with suppress(GoneError):
            seat.sees(text, 15)
            return
    seat.sees(text, 1)


def _open_and_look(seat: Seat) -> None:
    """Open the chosen screening and look at everything in it, dialogs and export included."""
    _press(seat, ENTER, IN_SCREENING)
    seat.types(F5)
    seat.read(0.1)
    for step in range(11):
        seat.types(F7)
        if step == 2:
            for key in (F1, F2, "g"):
                seat.types(key)
                seat.read(0.5)
                seat.types(ESCAPE)
                seat.read(0.7)
                if HOME in seat.shown:  # no dialog opened there, so that it left the screening
                    _press(seat, ENTER, IN_SCREENING)
    seat.types(F6)
    seat.read(0.2)
    _press(seat, ESCAPE, HOME)
    _press(seat, "e", "Write the referral as")
    _press(seat, ESCAPE, HOME)


def typeable(text: str) -> str:
    """Return what of a string a keyboard can type as text: no control character, which is a key."""
    return "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cs"))[:60]


def _prepare(folder: Path, texts: list[str]) -> dict[str, Record]:
    """Store each string in every slot of a screening, and put them into the settings."""
    store = new_store(FileVault(folder / "home", kdf=QUICK), PASSPHRASE)
    for number, text in enumerate(texts):
        store.save(_record(number, text))
    store.close()
    line = clean_line(texts[0]).encode("utf-8", "replace").decode()
    settings = {
        "worker": dict.fromkeys(("worker_name", "worker_role", "worker_agency"), line),
        "contacts": {"police": line},
        "export_folder": f"/nowhere/{line}",
    }
    (folder / "home" / "settings.toml").write_text(tomli_w.dumps(settings), encoding="utf-8")
    return _held(folder)


def _record(number: int, text: str) -> Record:
    framework = shelf().get("telford")
    signs = [*framework.indicators][:8]
    screening = Screening(
        frameworks=("telford",),
        reference=text[:80],
        child=Child(age=15),
        signs={
            sign: SignAnswer("yes", "current", text, text, (ChosenLevel("acute", text),))
            for sign in signs
        },
        narrative=dict.fromkeys(NARRATIVE, text),
        judged_levels=(ChosenLevel(framework.levels[-1].id, text),),
        details=dict.fromkeys(("child_name", "child_address", "carer_name", "worker_name"), text),
    )
    wording = dict.fromkeys(signs, text)
    pin = FrameworkPin.of(framework)
    return Record(f"{number:032x}", 1, START, START, pin, screening, wording, framework.files)


def _held(folder: Path) -> dict[str, Record]:
    store = FileVault(folder / "home", kdf=QUICK).unlock(PASSPHRASE)
    held = {line.key: store.read(line.key) for line in store.lines()}
    store.close()
    return held


def _shell(folder: Path, texts: list[str], environment: dict[str, str]) -> bytes:
    """Give the strings to the commands that print what a file or the store says."""
    secret = folder / "secret"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    sent = b""
    calls: list[tuple[str, ...]] = [("list", "--passphrase-file", str(secret))]
    for number, text in enumerate(texts[:2]):
        whole = folder / f"case-{number}.json"
        case = {
            "frameworks": ["telford"],
            "reference": text,
            "signs": {"unknown-vehicles": {"answer": "yes", "note": text}},
            "narrative": {"judgement": text},
        }
        whole.write_text(json.dumps(case), encoding="utf-8")
        wrong = folder / f"wrong-{number}.json"
        wrong.write_text(json.dumps({**case, text: text, "age": text}), encoding="utf-8")
        calls += [("assess", str(whole)), ("assess", str(wrong))]
    for call in calls:
        with Seat(folder, *call, program=SPOILT_PROGRAM, environment=environment) as seat:
            seat.ends()
            sent += bytes(seat.raw)
            assert b"Traceback" not in seat.raw, f"{call[0]} crashed"
    return sent
