"""Salvage: one damaged page anywhere, and nearly every draft comes back as it was last saved.

One store of a thousand drafts is made for a run, in two states: closed, with everything in the
database's file; and ended by a kill, with its last saves in the log. One round spoils one page of
it: the header or the first page in every tenth, else any page of the database or any frame of the
log. What then comes back must be what was last saved, or be named as older; what does not come
back must be named as lost.
"""

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Final

from sqlalchemy import Engine, insert

from csescreen.core.audit import Action
from csescreen.core.ports import Record
from csescreen.core.screening import SignAnswer
from csescreen.store import rows_found
from csescreen.store import salvage as salvaging
from csescreen.store.audit import Trail
from csescreen.store.head import HeadFile
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout, log_of
from csescreen.store.pages import PAGE, PageCipher
from csescreen.store.rows import row_from
from csescreen.store.secret import keys_by
from csescreen.store.tables import ScreeningRow
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, QUICK, START, below, new_store, record
from tests.stress.harness import Result, Tell
from tests.stress.spoiling import each_found, instead

DRAFTS: Final = 1000
IN_THE_LOG: Final = 24
LOST_AT_MOST: Final = DRAFTS // 100
A_FEW: Final = 100
"""Drafts in the store of a spoilt run."""
KINDS: Final = ("zeroed", "garbage", "stale", "flipped", "cut off")
_FRAME: Final = 24 + PAGE
_LOG_HEADER: Final = 32
_WORDS: Final = ("she", "was", "seen", "at", "the", "station", "with", "an", "older", "man", "who")


@dataclass(frozen=True)
class Sample:
    """A store as files, an older copy of its database, and what was last saved in it."""

    name: str
    folder: Path
    older: bytes
    newest: Mapping[str, Record]


def run(rounds: int, seed: int, tell: Tell, *, broken: bool = False) -> Result:
    """Damage so many pages, each in a copy of its own."""
    if not broken:
        return _rounds(rounds, seed, tell)
    faults = {
        "pages not checked": lambda: instead(PageCipher, "number_of", _any_number),
        "trail not looked at": lambda: instead(salvaging._Known, "_learn", lambda *_: None),
        "a fifth of the rows refused": lambda: instead(rows_found, "_parses", _seldom()),
    }
    return each_found(faults, lambda: _rounds(rounds, seed, tell, drafts=A_FEW))


def _any_number(_cipher: PageCipher, _page: bytes, numbers: Iterable[int]) -> int:
    return next(iter(numbers), 0)


def _seldom() -> Callable[..., bool]:
    random = Random(1)  # noqa: S311 - not for secrets
    return lambda *_: random.random() > 0.2


def _rounds(rounds: int, seed: int, tell: Tell, drafts: int = DRAFTS) -> Result:
    random = Random(seed)  # noqa: S311 - not for secrets
    failures: list[str] = []
    counts: Counter[str] = Counter()
    fewest = drafts
    with tempfile.TemporaryDirectory() as folder:
        samples = _samples(Path(folder), random, drafts)
        for number in range(rounds):
            sample = samples[number % len(samples)]
            database = Path(folder) / "spoilt" / "store.db"
            shutil.copytree(sample.folder, database.parent)
            hurt = _hurt(random, sample, database, number)
            keys = keys_by(Layout(database.parent), PASSPHRASE)[0]
            try:
                whole, wrong = _salvaged(sample, database, keys)
            except Exception as error:
                whole, wrong = 0, f"it crashed: {type(error).__name__}"
            fewest = min(fewest, whole)
            counts["drafts"] += drafts
            counts["came back"] += whole
            if wrong:
                failures.append(f"seed {seed}, round {number}, {sample.name}, {hurt}: {wrong}")
            shutil.rmtree(database.parent)
            tell(1)
    return Result(rounds, tuple(failures), f"at least {fewest:,} of {drafts:,}", counts)


def _samples(folder: Path, random: Random, drafts: int) -> tuple[Sample, Sample]:
    """Make a store, and keep its files when it was closed and as a kill would leave them."""
    home = folder / "home"
    vault = FileVault(home, kdf=QUICK)
    store = new_store(vault)
    newest = {one.key: one for one in (_draft(random, number) for number in range(drafts))}
    keys = keys_by(Layout(home), PASSPHRASE)[0]
    below(store, lambda engine: _fill(engine, home, keys, newest.values()))
    store.close()
    older = Layout(home).database.read_bytes()
    store = vault.unlock(PASSPHRASE)
    changed = random.sample(sorted(newest), drafts // 2)
    for key in changed[IN_THE_LOG:]:
        newest[key] = _edited(random, newest[key])
    below(
        store,
        lambda engine: _fill(engine, home, keys, [newest[key] for key in changed[IN_THE_LOG:]]),
    )
    store.close()
    closed = Sample("closed", folder / "closed", older, dict(newest))
    shutil.copytree(home, closed.folder, ignore=shutil.ignore_patterns("*.lock", "*.holder"))
    store = vault.unlock(PASSPHRASE)
    for key in changed[:IN_THE_LOG]:
        newest[key] = _edited(random, newest[key])
        store.save(newest[key])
    killed = Sample("killed", folder / "killed", older, dict(newest))
    shutil.copytree(home, killed.folder, ignore=shutil.ignore_patterns("*.lock", "*.holder"))
    store.close()
    return closed, killed


def _draft(random: Random, number: int) -> Record:
    """Return a draft of the size that a screening has: two to ten kilobytes."""
    key = f"{random.getrandbits(128):032x}"
    signs = {
        f"sign-{at}": SignAnswer(
            random.choice(("yes", "no", "not known")), note=_text(random, random.choice((0, 3, 20)))
        )
        for at in range(random.choice((5, 15, 25)))
    }
    one = record(1, _text(random, random.choice((10, 60, 300, 600))), key)
    screening = replace(one.screening, signs=signs, reference=f"CASE-{number}")
    return replace(one, screening=screening, wording={name: _text(random, 8) for name in signs})


def _edited(random: Random, one: Record) -> Record:
    revision = one.revision + 1
    narrative = {"worried_about": _text(random, random.choice((20, 200, 500)))}
    return replace(
        one,
        revision=revision,
        updated_at=START + timedelta(minutes=revision),
        screening=replace(one.screening, narrative=narrative),
    )


def _text(random: Random, words: int) -> str:
    return " ".join(random.choices(_WORDS, k=words))


def _fill(engine: Engine, home: Path, keys: Keys, records: Iterable[Record]) -> None:
    """Save all in one transaction, each with its row in the trail, as the store does one by one."""
    head = HeadFile.beside(Layout(home).database, keys.audit, keys.vault_id)
    trail = Trail(keys.audit, head)
    table = ScreeningRow.__table__  # type: ignore[attr-defined]
    with trail.change(engine) as change:
        for one in records:
            row = trail.coded(ScreeningRow, row_from(one).model_dump())
            known = table.update().where(table.c.key == one.key).values(row)
            if not change.connection.execute(known).rowcount:
                change.connection.execute(insert(table), row)
            content = str(row["code"])
            change.note(Action.SAVED, one.key, revision=one.revision, content=content)


def _hurt(random: Random, sample: Sample, database: Path, number: int) -> str:
    """Spoil one page, and return where. Every tenth time it is the first."""
    log, content = log_of(database), database.read_bytes()
    frames = (log.stat().st_size - _LOG_HEADER) // _FRAME if log.exists() else 0
    pages, kind = len(content) // PAGE, KINDS[number % len(KINDS)]
    at = random.randrange(pages + frames) if number % 10 else 0
    if kind == "stale":
        at = random.choice([page for page in range(pages) if _at(page, content, sample.older)])
    if at < pages:
        path, page = database, slice(at * PAGE, (at + 1) * PAGE)
    else:
        path, content, at = log, log.read_bytes(), at - pages
        start = _LOG_HEADER + at * _FRAME + _FRAME - PAGE
        page = slice(start, start + PAGE)
    spoilt = bytearray(content)
    if kind == "stale":
        spoilt[page] = sample.older[page]
    elif kind == "flipped":
        spoilt[page.start + random.randrange(PAGE)] ^= 1 << random.randrange(8)
    elif kind == "cut off" and page.stop >= len(content):
        del spoilt[page]
    else:
        spoilt[page] = bytes(PAGE) if kind == "zeroed" else random.randbytes(PAGE)
    path.write_bytes(spoilt)
    return f"{kind}, {path.name}, page {at + 1}"


def _at(page: int, content: bytes, older: bytes) -> bool:
    """Return whether the older copy has another page there."""
    place = slice(page * PAGE, (page + 1) * PAGE)
    return len(older) >= place.stop and older[place] != content[place]


def _salvaged(sample: Sample, database: Path, keys: Keys) -> tuple[int, str]:
    """Return how many drafts came back as they were last saved, and what was wrong."""
    before = database.read_bytes()
    found = salvaging.salvage(database, keys)
    back = {one.key: one for one in found.records}
    whole = {key for key, one in sample.newest.items() if back.get(key) == one}
    told = {*found.older, *(one.key for one in found.lost)}
    others = back.keys() - whole - set(found.older)
    missing = sample.newest.keys() - back.keys() - told
    if database.read_bytes() != before:
        return len(whole), "the damaged file was written to"
    # where the trail's end is lost, too, it says that the last change is missing
    if len(others | missing) > (1 if found.behind else 0):
        return len(whole), f"{len(others)} wrong or older, {len(missing)} missing without a word"
    if len(whole) < len(sample.newest) - LOST_AT_MOST:
        return len(whole), f"{len(whole)} of {len(sample.newest)} came back"
    return len(whole), ""
