"""Hostile strings on the screen of the real app: shown as text, never acted on, nothing steered.

One round is one string, and a session shows many. Most are stored, in every slot of a screening,
in the settings and in case files; the others are pasted as by a terminal that lets everything
through but the mark that ends a paste, and typed. The app is walked through every screen and dialog
that shows them. What it sent to the terminal is taken apart: nothing but text may be in it and the
very kinds of sequences that the same walk sends with plain words. Afterwards the store holds what
it held, and what was pasted, as text.
"""

import json
import re
import shutil
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Final

import tomli_w

from csescreen.bootstrap import shelf
from csescreen.core.ports import FrameworkPin, Record
from csescreen.core.screening import Child, ChosenLevel, Screening, SignAnswer
from csescreen.core.text import clean, clean_line
from csescreen.keyboard import SHOWN
from csescreen.store.vault import FileVault
from tests.left_folders import prefix
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

SESSION: Final = 30
STORED: Final = 23
"""Of a session's strings so many are stored; the rest are pasted and typed."""
SCREENINGS: Final = 3
PATIENCE: Final = 90.0
IN_SCREENING: Final = " Narrative     "
HOME: Final = "n New screening"
"""In the footer while the list has the keyboard, and at no other time."""
PLAIN: Final = "Plain words"
WRITTEN: Final = "child_words"
"""The one field of the narrative that is empty, so that the keyboard begins there."""
DIALOGS: Final = {
    F1: "Up or Down: read",
    F2: "Kept as you type",
    "g": "Enter: choose, then write why",
}
TOKEN: Final = re.compile(
    r"\x1b\[(?P<private>[<-?]?)(?P<parameters>[0-9:;]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\x1b(?P<single>[=>78])"
)
COLOURS: Final = re.compile(r"\b([34]8);(?:5;\d+|2;\d+;\d+;\d+)")
STEERING: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
MOVING: Final = "ABCDEFGHXdfr"
"""The numbers of these are places."""
CTRL_A, CTRL_K, CTRL_R, CTRL_U, F5 = "\x01", "\x0b", "\x12", "\x15", "\x1b[15~"
DOWN: Final = "\x1b[B"
END: Final = "\x1b[201~"


def run(rounds: int, seed: int, tell: Tell, *, broken: bool = False) -> Result:
    """Show so many strings; the spoilt program leaves out the cleaning and the last gate."""
    if not broken:
        return _rounds(rounds, seed, tell, "")
    found = _rounds(rounds, seed, tell, spoilt_app.NO_GATE)
    steered = tuple(line for line in found.failures if "it sent" in line)
    return Result(found.rounds, steered, "" if steered else "NOT FOUND: no gate", found.counts)


def _rounds(rounds: int, seed: int, tell: Tell, spoilt: str) -> Result:
    random = Random(seed)  # noqa: S311 - not for secrets
    failures: list[str] = []
    counts: Counter[str] = Counter()
    plain = _shown([PLAIN] * SESSION, "")
    allowed = kinds(bytes(plain.sent))
    failures += [f"with plain words: {problem}" for problem in plain.problems]
    for first in range(0, rounds, SESSION):
        many = min(SESSION, rounds - first)
        texts = [_fitting(hostile(random)) for _ in range(many)]
        walk = _shown(texts + [PLAIN] * (SESSION - many), spoilt)
        found = [f"it sent {what}" for what in sorted(kinds(bytes(walk.sent)) - allowed)]
        found += walk.problems
        counts["bytes sent"] += len(walk.sent)
        counts["sessions"] += 1
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
        if token["single"]:
            found.add(f"ESC {token['single']}")
            continue
        numbers = token["parameters"]
        if token["final"] == "m":
            codes = COLOURS.sub(r"\1", numbers).split(";")
            found |= {f"colour or style {code}" for code in codes}
            continue
        if token["final"] in MOVING and not token["private"]:
            numbers = f"{len(numbers.split(';')) if numbers else 0} numbers "
        found.add(f"CSI {token['private']}{numbers}{token['between']}{token['final']}")
    for character in set(STEERING.findall(TOKEN.sub("", text))):
        found.add(f"the character U+{ord(character):04X}")
    return frozenset(found)


@dataclass
class Walk:
    """What one session sent to its terminals, and what went wrong in it."""

    sent: bytearray = field(default_factory=bytearray)
    problems: list[str] = field(default_factory=list)


def _shown(texts: list[str], spoilt: str) -> Walk:
    """Walk through the app with these strings."""
    walk = Walk()
    folder = Path(tempfile.mkdtemp(prefix=prefix("hostile")))
    try:
        stored, given = texts[:STORED], [_pasteable(text) for text in texts[STORED:]]
        before = _prepare(folder, stored)
        environment = {"STRESS": spoilt}
        with Seat(folder, program=SPOILT_PROGRAM, environment=environment) as seat:
            try:
                _walk(seat, given)
            except GoneError as error:
                walk.problems.append(f"the walk lost its way: {error}")
            walk.sent += seat.raw
        walk.problems += _changed(before, _held(folder), given[-1])
        _shell(walk, folder, stored, environment)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return walk


def _pasteable(text: str) -> str:
    """Return the string without the mark that ends a paste: what follows it are keys."""
    while END in text:
        text = text.replace(END, "")
    return text


def _walk(seat: Seat, given: list[str]) -> None:
    _sees(seat, "Show what I type")
    seat.pastes(given[0])
    seat.types(CTRL_A, CTRL_K, CTRL_U, PASSPHRASE, ENTER)
    _sees(seat, HOME)
    seat.types(F4)
    _left(seat, "/", HOME)
    seat.pastes(given[1])
    seat.types(typeable(given[2]))
    seat.types(CTRL_U)  # the search may have emptied the list
    _press(seat, ESCAPE, HOME)
    _press(seat, "n", "Use your case number")
    seat.pastes(given[3])
    seat.types(typeable(given[4]))
    _press(seat, ESCAPE, HOME)
    _press(seat, F8, "Your details, for new")
    for _ in range(4):
        seat.pastes(given[5])
        seat.types(TAB)
    _press(seat, ESCAPE, HOME)
    seat.types(DOWN)
    _open_and_look(seat)
    _press(seat, ENTER, IN_SCREENING)
    seat.types(F6)
    _press(seat, F5, "of 5 written")
    seat.pastes(given[6])
    seat.types(F12)
    if seat.ends(PATIENCE) != 0:
        raise GoneError("it did not end as by F12")


def _open_and_look(seat: Seat) -> None:
    """Open the chosen screening and look at everything in it, dialogs and export included."""
    _press(seat, ENTER, IN_SCREENING)
    _press(seat, "/", "Find a sign: any word")
    seat.types(ENTER)
    _left(seat, ENTER, "Find a sign: any word")  # shows the first sign in its step
    for key, text in DIALOGS.items():
        _press(seat, key, text)
        _left(seat, ESCAPE, text)
    for _ in range(11):
        seat.types(F7)
    seat.types(F6)
    _press(seat, ESCAPE, HOME)
    _press(seat, "e", "Who will read it")
    _press(seat, ESCAPE, HOME)


def _sees(seat: Seat, text: str) -> None:
    seat.sees(text, PATIENCE)


def _press(seat: Seat, key: str, text: str) -> None:
    seat.types(key)
    _sees(seat, text)


def _left(seat: Seat, key: str, text: str) -> None:
    seat.types(key)
    seat.until(lambda shown: text not in shown, f"that {text!r} has gone", PATIENCE)


def _changed(before: dict[str, Record], after: dict[str, Record], pasted: str) -> list[str]:
    """Return what is not as it was in the store, but for what was pasted into one field."""
    touched = [key for key, record in before.items() if after.get(key) != record]
    if after.keys() != before.keys():
        return ["screenings came or went"]
    if len(touched) > 1:
        return ["screenings were changed that nobody wrote to"]
    found = []
    for key in touched:
        old, new = before[key].screening, after[key].screening
        details = dict(new.details)
        shown = pasted.encode("utf-8", "replace").decode().replace("\x1b", SHOWN)
        if clean(shown) not in details.pop(WRITTEN, ""):
            found.append(f"what was pasted is not there as text: {shown[:60]!r}")
        if (new.narrative, new.signs) != (old.narrative, old.signs):
            found.append("the paste reached another field, or marked a sign")
        if _clean(details) != _clean(old.details):
            found.append("the paste changed the details")
    return found if touched else ["what was pasted is not there"]


def typeable(text: str) -> str:
    """Return what of a string a keyboard can type as text: no control character, which is a key."""
    return "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cs"))[:60]


def _clean(details: Mapping[str, str]) -> dict[str, str]:
    """Return the details as a form shows them, and keeps them once something else is written."""
    return {name: clean(text) for name, text in details.items()}


def _prepare(folder: Path, texts: list[str]) -> dict[str, Record]:
    """Store each string in every slot of a screening, and put them into the settings."""
    store = new_store(FileVault(folder / "home", kdf=QUICK), PASSPHRASE)
    for number in range(SCREENINGS):
        store.save(_record(number, texts))
    store.close()
    line = clean_line(texts[0]).encode("utf-8", "replace").decode()
    settings = {
        "worker": dict.fromkeys(("worker_name", "worker_role", "worker_agency"), line),
        "contacts": {"police": line},
        "export_folder": f"/nowhere/{line}",
    }
    (folder / "home" / "settings.toml").write_text(tomli_w.dumps(settings), encoding="utf-8")
    return _held(folder)


def _record(number: int, texts: list[str]) -> Record:
    """Return a screening with the strings in turn in all its slots, begun at another one each."""
    framework = shelf().get("telford")
    signs = [*framework.indicators]
    turn = cycle(texts)
    for _ in range(number * len(texts) // SCREENINGS):
        next(turn)

    def text() -> str:
        return next(turn)

    def grade() -> tuple[ChosenLevel, ...]:
        return (ChosenLevel("acute", text()),)

    screening = Screening(
        frameworks=("telford",),
        reference=text()[:80],
        child=Child(age=15),
        signs={sign: SignAnswer("yes", "current", text(), text(), grade()) for sign in signs},
        narrative={name: text() for name in NARRATIVE},
        judged_levels=(ChosenLevel(framework.levels[-1].id, text()),),
        details={
            name: text() for name in ("child_name", "child_address", "carer_name", "worker_name")
        },
    )
    wording = {sign: text() for sign in signs}
    pin = FrameworkPin.of(framework)
    return Record(f"{number:032x}", 1, START, START, pin, screening, wording, framework.files)


def _held(folder: Path) -> dict[str, Record]:
    store = FileVault(folder / "home", kdf=QUICK).unlock(PASSPHRASE)
    held = {line.key: store.read(line.key) for line in store.lines()}
    store.close()
    return held


def _shell(walk: Walk, folder: Path, texts: list[str], environment: dict[str, str]) -> None:
    """Give the strings to the commands that print what a file or the store says."""
    secret = folder / "secret"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    case = {
        "frameworks": ["telford"],
        "reference": texts[0],
        "signs": {"unknown-vehicles": {"answer": "yes", "note": "\n".join(texts)}},
        "narrative": {"judgement": "\n".join(texts)},
    }
    wrong = {**case, **{text: text for text in texts}, "age": texts[0]}
    framework = {"id": texts[0], "name": texts[1], "levels": texts, **dict.fromkeys(texts, 1)}
    paths = {}
    for name, content in {"case": case, "wrong": wrong}.items():
        paths[name] = folder / f"{name}.json"
        paths[name].write_text(json.dumps(content), encoding="utf-8")
    paths["framework"] = folder / "framework.toml"
    toml = tomli_w.dumps(framework).encode("utf-8", "replace")
    paths["framework"].write_bytes(toml)
    for call in (
        ("list", "--passphrase-file", str(secret)),
        ("assess", str(paths["case"])),
        ("assess", str(paths["wrong"])),
        ("framework", "check", str(paths["framework"])),
    ):
        with Seat(folder, *call, program=SPOILT_PROGRAM, environment=environment) as seat:
            try:
                seat.ends(PATIENCE)
            except GoneError as error:
                walk.problems.append(f"{call[0]}: {error}")
            walk.sent += seat.raw
            if b"Traceback" in seat.raw:
                walk.problems.append(f"{call[0]} crashed")
