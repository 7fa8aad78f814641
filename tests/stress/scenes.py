"""What a user does in a session, scene by scene, through the public interfaces of the program.

Each scene is played in a `World`; what is begun and what was acknowledged is told, so that a
`Ledger` can be made of it. A scene can be played again and again: it finds what it needs in the
world that the ones before it left.
"""

import gc
import random
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from csescreen.core.backups import ASKED
from csescreen.core.export_order import ExportOrder
from csescreen.core.ports import DatedReading, Record, ScreeningStore
from csescreen.core.screening import SignAnswer
from csescreen.errors import UserError, WrongPassphraseError
from csescreen.saver import Saver
from csescreen.services import Services
from csescreen.store.reading_store import ReadingStore
from csescreen.store.restore import Restorer
from csescreen.store.vault import FileVault
from tests.store.helpers import QUICK, typed_back
from tests.stress.compiled import share
from tests.stress.ledger import Note, digest, text_of

T = TypeVar("T")

FIRST: Final = "first invented passphrase"
SECOND: Final = "second invented passphrase"
SECRET_TEXT: Final = "Zofia-was-seen-in-a-red-car"
"""Stands in every text that is saved, and in no error."""
HANG_SECONDS: Final = 5.0


@dataclass(slots=True)
class World:
    """The folders, the program's services, and what the one at the keyboard lived through."""

    home: Path
    exports: Path
    services: Services
    tell: Callable[[Note], None]
    chance: random.Random
    code: str = ""
    """The recovery code."""
    tries: int = 1
    """How often a person does a thing again after an error before giving up."""
    saves: int = 30
    secret: str = FIRST
    told: list[str] = field(default_factory=list)
    """What is wrong with the errors that the user was told, or with the time that it took."""
    gave_up: list[str] = field(default_factory=list)
    """What could not be done, however often it was tried."""

    def attempt(self, what: str, work: Callable[[], T]) -> T:
        """Do the work as a person does: read the error, and try again."""
        for left in reversed(range(self.tries)):
            start = time.monotonic()
            problem: UserError | None = None
            try:
                return work()
            except UserError as error:
                problem = error
            finally:
                if time.monotonic() - start > HANG_SECONDS:
                    self.told.append(f"{what}: took {time.monotonic() - start:.1f} s")
            self.look_at(what, problem)
            if not left:
                raise problem
        raise AssertionError(what)

    def look_at(self, what: str, error: UserError) -> None:
        """Hold an error against what an error must be."""
        if not (error.what and error.safe and error.do_next):
            self.told.append(f"{what}: does not say what happened, what is safe, what to do next")
        seen: BaseException | None = error
        while seen is not None:
            words = f"{seen!r} {seen} {' '.join(getattr(seen, 'lines', list)())}"
            if any(text in words for text in (SECRET_TEXT, FIRST, SECOND, "Traceback", "Errno")):
                self.told.append(
                    f"{what}: the error shows what it must not ({type(seen).__name__})"
                )
            seen = seen.__cause__ or seen.__context__

    def catch_up(self, notes: list[Note]) -> None:
        """Know what the scenes before left: the secret that opens the store now."""
        for note in notes:
            if note["what"] == "secrets":
                self.secret, self.code = note["opening"][-1], note["code"]

    def now_open(self) -> ScreeningStore:
        """Open the store and give it to the services.

        Where it is opened to read alone, as on a full disk, it is closed and opened again.
        """
        refused: UserError | None = None
        for _ in range(self.tries):
            store = self.attempt("unlock", lambda: self.services.vault.unlock(self.secret))
            if not isinstance(store, ReadingStore):
                self.services.store = store
                return store
            refused = store.refused()
            self.look_at("unlock", refused)
            store.close()
        if refused is None:
            raise AssertionError("nothing was tried")
        raise refused


def in_world(
    folder: Path,
    tell: Callable[[Note], None],
    seed: int,
    *,
    tries: int = 1,
    saves: int = 30,
) -> World:
    """Return a world in this folder: the program as it is put together, with a quick vault."""
    from csescreen.bootstrap import services
    from csescreen.export.files import SafeFiles, file_name
    from csescreen.settings import read_settings, write_settings

    home, exports = folder / "home", folder / "exports"
    exports.mkdir(exist_ok=True)
    made = services()
    made.vault = FileVault(home, QUICK)
    made.files, made.file_name = SafeFiles(), file_name
    made.settings = read_settings(home / "settings.toml")
    made.write_settings = lambda settings: write_settings(home / "settings.toml", settings)
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    return World(home, exports, made, tell, chance, tries=tries, saves=saves)


def warm() -> None:
    """Play every scene once, so that all is imported, read and compiled before the first fork."""
    share()
    with tempfile.TemporaryDirectory() as name:
        world = in_world(Path(name), lambda _: None, 0, saves=2)
        for scene in SCENES.values():
            scene(world)
    if threading.active_count() > 1:
        raise RuntimeError("a thread is left: a fork would not take it along")
    gc.collect()
    gc.freeze()  # a child then copies fewer pages


def begin(world: World) -> None:
    """Begin a store, its recovery code typed back."""
    _secrets(world, world.secret)

    def make() -> ScreeningStore:
        if world.services.vault.exists():  # made, and only its first opening failed
            return world.services.vault.unlock(world.secret)
        begun = world.services.vault.begin(world.secret)
        world.code = begun.code
        return typed_back(begun)

    store = world.attempt("begin", make)
    _secrets(world, world.secret, always=[world.code])
    world.tell({"what": "handed_out"})
    world.attempt("close", store.close)


def _secrets(
    world: World, *opening: str, always: Sequence[str] = (), refused: Sequence[str] = ()
) -> None:
    """Tell which secrets open the store: one of the first at least, and each of the others."""
    note = {"opening": [*opening], "always": [*always], "refused": [*refused], "code": world.code}
    world.tell({"what": "secrets", **note})


def save(world: World) -> None:
    """Unlock, write through the saver as the app does, texts of all sizes, and close."""
    store = world.now_open()
    told: list[UserError] = []
    saver = Saver(
        store,
        lambda record: world.tell(
            {"what": "saved", "key": record.key, "revision": record.revision}
        ),
        lambda _, error: told.append(error),
    )
    records = [world.services.new_record("telford", f"A-{number}") for number in range(3)]
    records += [store.read(line.key) for line in store.lines()][:3]
    for number in range(world.saves):
        place = world.chance.randrange(len(records))
        records[place] = record = _changed(world, records[place], number)
        world.tell(begun(record))
        saver.submit(record)
        if world.chance.random() < 0.7:
            _flush(world, saver)
    _flush(world, saver)
    for error in told:
        world.look_at("save", error)
    saver.close()
    world.attempt("close", store.close)


def _flush(world: World, saver: Saver) -> None:
    start = time.monotonic()
    if not any(saver.flush(10) for _ in range(world.tries)):
        world.gave_up.append("save: it did not save, however often it was tried")
    if time.monotonic() - start > HANG_SECONDS:
        world.told.append("save: took too long")


def _saved(record: Record) -> Note:
    return {"what": "saved", "key": record.key, "revision": record.revision}


def begun(record: Record) -> Note:
    return {
        "what": "begun",
        "key": record.key,
        "revision": record.revision,
        "digest": digest(record),
    }


def _changed(world: World, record: Record, number: int) -> Record:
    length = world.chance.choice((1, 5, 40, 200, 1500))
    text = " ".join(f"{SECRET_TEXT} {number}" for _ in range(length))
    screening = record.screening.with_narrative("worried_about", text)
    if world.chance.random() < 0.5:
        screening = screening.with_sign("unknown-vehicles", SignAnswer("yes", note=text[:200]))
    return world.services.changed(record, screening)


def read_again(world: World) -> None:
    """Keep two dated readings beside a screening, in one step with it."""
    store = world.now_open()
    record = _changed(world, store.read(store.lines()[0].key), 0)
    before = len(store.readings(record.key))
    readings = [
        DatedReading(record.key, record.updated_at, record.pin, None, record.screening, {}, why)
        for why in ("by hand", SECRET_TEXT)
    ]
    world.tell(begun(record))
    if not world.attempt("read again", lambda: store.save(record, readings)):
        again = store.read(record.key)  # an attempt before reported an error after its commit
        if digest(again) != digest(record):
            world.told.append("read again: it says that a newer text is there")
    world.tell(_saved(record))
    world.tell({"what": "read", "key": record.key, "readings": before + 2})
    world.attempt("close", store.close)


def export(world: World) -> None:
    """Write a screening as documents."""
    store = world.now_open()
    record = store.read(store.lines()[0].key)
    for name in ("markdown", "json"):
        write = partial(world.services.export, record, ExportOrder((name,)), world.exports)
        for path in world.attempt("export", write).written:
            world.tell({"what": "exported", "path": str(path), "digest": _read(path)})
    world.attempt("close", store.close)


def _read(path: Path) -> str:
    """Return what a document says; the call that failed may have been ours."""
    with suppress(OSError):
        return text_of(path)
    return text_of(path)


def settings(world: World) -> None:
    """Change the settings."""
    before = world.services.settings
    name = f"Worker {world.chance.randrange(1000)}"
    after = replace(before, worker={"worker_name": name})
    names = [before.worker.get("worker_name", ""), name]
    world.tell({"what": "settings", "names": names})

    def write() -> None:
        try:
            world.services.write_settings(after)
        except OSError as error:  # the settings' screen says it in its own words
            failed = error.strerror or "it failed"
        else:
            return
        raise UserError(
            f"The settings could not be written: {failed}.",
            safe="Nothing was changed.",
            do_next="Try again.",
        )

    world.attempt("settings", write)
    world.services.settings = after
    world.tell({"what": "settings", "names": [name]})


def passphrase(world: World) -> None:
    """Change the passphrase; whoever is told of an error tries the former one, then the new."""
    former, new = world.secret, SECOND if world.secret == FIRST else FIRST
    _secrets(world, former, new, always=[world.code])

    def change() -> None:
        try:
            world.services.vault.change_passphrase(former, new)
        except WrongPassphraseError:  # it was changed, and then something else failed
            world.services.vault.unlock(new).close()

    world.attempt("passphrase", change)
    world.secret = new
    _secrets(world, new, always=[world.code], refused=[former])


def recovery_code(world: World) -> None:
    """Have a new recovery code."""
    former = world.code
    _secrets(world, world.secret)

    def change() -> None:
        begun = world.services.vault.begin_recovery_code(world.secret)
        typed_back(begun)
        world.code = begun.code

    world.attempt("recovery code", change)
    _secrets(world, world.secret, always=[world.code], refused=[former])


def rekey(world: World) -> None:
    """Encrypt everything anew."""
    world.attempt("rekey", lambda: world.services.vault.rekey(world.secret, lambda _: None))


def back_up(world: World) -> None:
    """Make a backup."""
    store = world.now_open()
    made = world.attempt("back up", lambda: store.back_up(ASKED, lambda _: None))
    world.tell({"what": "backed_up", "stamp": made.stamp})
    world.attempt("close", store.close)


def restore(world: World) -> None:
    """Put the newest backup in the store's place, which says the same, so that nothing is new."""
    back_up(world)

    def put_back() -> None:
        restorer = Restorer(world.home)
        newest = restorer.listed()[-1]
        with restorer.opened(newest, lambda _: world.secret) as restoration:
            restoration.go(lambda _: None)

    world.attempt("restore", put_back)


def purge(world: World) -> None:
    """Purge the screening that was changed longest ago."""
    store = world.now_open()
    key = store.lines()[-1].key
    world.tell({"what": "purging", "key": key})

    def remove() -> None:
        if key in {line.key for line in store.lines()}:  # else it is done, in spite of an error
            store.purge(key, "The period is over")

    world.attempt("purge", remove)
    world.tell({"what": "purged", "key": key})
    world.attempt("close", store.close)


Scene = Callable[[World], None]
SCENES: Final[dict[str, Scene]] = {
    scene.__name__: scene
    for scene in (
        begin,
        save,
        settings,
        read_again,
        export,
        passphrase,
        recovery_code,
        rekey,
        back_up,
        restore,
        purge,
    )
}
