"""Six ways in which encryption could be off without a sign: each is refused, nothing is in clear.

Three are of the program's parts: a driver that takes a key and does nothing with it, the right
library whose key never reaches it, and a library that says that it encrypts and does not. One is
an empty key, which the library takes for a known one. Two are of the file: somebody's plain
database in the store's place, and one that was made to pass for the store, with our tables and
the vault's own name. Each is tried where a store is made and where one is opened.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from csescreen.errors import UserError
from csescreen.store import engine, layout, owned_database
from csescreen.store.layout import Layout
from csescreen.store.vault import FileVault
from tests.store.helpers import NEEDLE, PASSPHRASE, QUICK, new_store, record, sql
from tests.stress.harness import Result, Tell
from tests.stress.spoiling import each_found, instead

PLAIN: Final = b"SQLite format 3\x00"


def run(rounds: int, seed: int, tell: Tell, *, broken: bool = False) -> Result:
    """Try every way in turn, as often as there are rounds."""
    if not broken:
        return _rounds(rounds, seed, tell, WAYS)

    def without(*guards: str) -> Callable[[], Any]:
        return lambda: _unguarded(guards)

    faults = {
        name: without(*guards)
        for name, guards in {
            # the looks at cipher and file stand in for each other, but for a library that lies
            "no look at the file": ("file",),
            "no look at cipher and file": ("status", "file"),
            "no look at the key": ("key",),
        }.items()
    }
    return each_found(faults, lambda: _rounds(rounds, seed, tell, WAYS))


class Deaf(sqlite3.Connection):
    """The standard library's connection, which takes a key and keeps quiet about it."""

    def set_key(self, key: str) -> None:
        """Take the key, and do nothing."""


class Keyless(dbapi2.Connection):  # type: ignore[misc]
    """The right library's connection, whose key never reaches it."""

    def set_key(self, key: str) -> None:
        """Take the key, and do nothing."""


class Lying(Keyless):
    """A connection that says that it encrypts, and does not."""

    def execute(self, statement: str, *given: Any) -> Any:
        """Answer for the cipher as if there was one."""
        return _lie(dbapi2)(self, statement, *given)


@contextmanager
def _all_lie() -> Iterator[None]:
    """Have every driver say that it encrypts, so that the look at the status sees nothing."""
    with instead(Deaf, "execute", _lie(sqlite3)), instead(Keyless, "execute", _lie(dbapi2)):
        yield


def _lie(module: Any) -> Callable[..., Any]:
    def execute(connection: Any, statement: str, *given: Any) -> Any:
        if "cipher_status" in statement:
            return SimpleNamespace(fetchone=lambda: ("1",))
        return module.Connection.execute(connection, statement, *given)

    return execute


@contextmanager
def _driver(module: Any, connection: type) -> Iterator[None]:
    """Have every connection be made by this driver, as this kind of connection."""

    def connect(*given: Any, **named: Any) -> Any:
        return module.connect(*given, factory=connection, **named)

    # everything else that the program takes from its driver is there as before
    driver = SimpleNamespace(**{**vars(dbapi2), **vars(module), "connect": connect})
    with instead(engine, "dbapi2", driver):
        yield


def _no_key(database: Path, _key: bytes, _salt: bytes = b"") -> Any:
    return engine.open_engine(database, b"")


@contextmanager
def _plain_file(folder: Path) -> Iterator[None]:
    """Put somebody's plain database in the store's place."""
    path = Layout(folder).database
    _remove(folder)
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE notes (text)")
    plain.execute("INSERT INTO notes VALUES ('not the store''s')")
    plain.commit()
    plain.close()
    yield


@contextmanager
def _plain_store(folder: Path) -> Iterator[None]:
    """Put a plain database in the store's place that has all of the store's tables and marks."""
    store = FileVault(folder, kdf=QUICK).unlock(PASSPHRASE)
    names = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    tables = [str(row[0]) for row in sql(store, names)]
    held = {name: sql(store, f"SELECT * FROM {name}") for name in ("meta", "alembic_version")}  # noqa: S608
    store.close()
    path = Layout(folder).database
    _remove(folder)
    plain = sqlite3.connect(path)
    for statement in sorted(tables, key=lambda text: "CREATE TABLE" not in text):
        plain.execute(statement)
    for name, rows in held.items():
        for row in rows:
            marks = ", ".join("?" for _ in row)
            plain.execute(f"INSERT INTO {name} VALUES ({marks})", row)  # noqa: S608
    plain.commit()
    plain.close()
    yield


def _remove(folder: Path) -> None:
    for path in Layout(folder).database_files:
        path.unlink(missing_ok=True)


Way = Callable[[Path], Any]
WAYS: Final[dict[str, tuple[Way, bool]]] = {
    "a driver without a cipher": (lambda _: _driver(sqlite3, Deaf), True),
    "a key that never arrives": (lambda _: _driver(dbapi2, Keyless), True),
    "a library that lies": (lambda _: _driver(dbapi2, Lying), True),
    "an empty key": (lambda _: instead(owned_database, "open_engine", _no_key), True),
    "a plain file in its place": (_plain_file, False),
    "a plain store in its place": (_plain_store, False),
}
"""Each way, and whether it can be met while a store is made, too."""


def _rounds(rounds: int, seed: int, tell: Tell, ways: dict[str, tuple[Way, bool]]) -> Result:
    tries = [(name, True) for name, (_, making) in ways.items() if making]
    tries += [(name, False) for name in ways]
    failures = []
    for number in range(rounds):
        name, making = tries[(seed + number) % len(tries)]
        with tempfile.TemporaryDirectory() as parent:
            folder = Path(parent) / "home"
            if not making:
                new_store(FileVault(folder, kdf=QUICK), PASSPHRASE).close()
            try:
                wrong = _tried(folder, ways[name][0], making=making)
            except Exception as error:
                wrong = f"it crashed: {type(error).__name__}"
            if wrong:
                failures.append(f"{name}, {'making' if making else 'opening'} a store: {wrong}")
        tell(1)
    return Result(rounds, tuple(failures), f"{len(ways)} ways, {len(tries)} tries")


def _tried(folder: Path, way: Way, *, making: bool) -> str:
    vault = FileVault(folder, kdf=QUICK)
    with ExitStack() as stack:
        stack.enter_context(way(folder))
        before = {path: path.read_bytes() for path in _files(folder) if "store.db" in path.name}
        store = None
        try:
            store = new_store(vault, PASSPHRASE) if making else vault.unlock(PASSPHRASE)
            store.save(record())
            refused = ""
        except UserError:
            refused = "plainly"
        except Exception as error:
            refused = type(error).__name__
        finally:
            if store is not None:
                store.close()
    after = {path: path.read_bytes() for path in _files(folder)}
    if any(NEEDLE.encode() in content for content in after.values()):
        return "text is in clear on the disk"
    if any(content.startswith(PLAIN) and path not in before for path, content in after.items()):
        return "a plain database is left"
    if not refused:
        return "nobody refused"
    if refused != "plainly":
        return f"it was refused by a technical fault: {refused}"
    if any(after.get(path) != content for path, content in before.items()):
        return "what was there was written to"
    return ""


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.parent.rglob("*") if path.is_file()]


@contextmanager
def _unguarded(guards: tuple[str, ...]) -> Iterator[None]:
    """Leave out what refuses: the look at the cipher's status, at the file, at the key."""
    with ExitStack() as stack:
        if "status" in guards:
            stack.enter_context(_all_lie())
        if "file" in guards:
            stack.enter_context(instead(layout, "PLAIN_HEADER", b"\xff" * 16))
        if "key" in guards:
            stack.enter_context(instead(engine, "KEY_BYTES", 0))
        yield
