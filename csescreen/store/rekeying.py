"""The database encrypted anew under another key: made beside the present one, then in its place.

A kill at any moment leaves the database under the former key or under the new one, and the
envelope holds both keys from before the first step until after the last:

1. the envelope is written with both keys;
2. the database is copied under the new key, and the copy is opened, checked and counted;
3. the copy is put on disk whole, and then takes the database's name in one step;
4. the envelope is written with the new key alone.

`fitting` finds out which of two keys the database has, so whoever opens the store next ends what
was broken off, or drops it.
"""

from collections.abc import Callable
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from csescreen.private_files import create_private, sync_file, sync_folder
from csescreen.store.copying import open_for_reading
from csescreen.store.engine import has_damage, open_engine
from csescreen.store.fault_words import told
from csescreen.store.faults import DAMAGE
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout, damaged
from csescreen.store.pages import salt_of

if TYPE_CHECKING:
    from collections.abc import Iterator

Progress = Callable[[float], None]

_STEPS: Final = 200
"""So many of SQLite's own steps lie between two looks at how far it is."""
_COPYING: Final = 0.8
_CHECKED: Final = 0.95


def fitting(layout: Layout, keys: tuple[bytes, ...]) -> bytes:
    """Return the key that the database has: where there is one alone, that one.

    The file is looked at without a lock and without its log, and nothing is written. Never call
    it while this process has the store open.
    """
    if len(keys) == 1:
        return keys[0]
    for key in keys:
        if _opens(layout.database, key):
            return key
    raise damaged("The store's database opens with neither of the keys of an unfinished rekey.")


def encrypt_anew(layout: Layout, former: bytes, new: Keys, progress: Progress) -> None:
    """Put the database, which has the former key, under the new one. Nothing may have it open.

    What goes wrong before the last step leaves the database as it was.
    """
    drop_unfinished(layout)
    try:
        create_private(layout.rekeying)
        counted = _copy(layout, former, new, progress)
        _check(layout.rekeying, new.data, counted)
        sync_file(layout.rekeying)
        progress(_CHECKED)
        _fold_away_log(layout)
        layout.rekeying.replace(layout.database)
    except BaseException:
        drop_unfinished(layout)
        raise
    sync_folder(layout.folder)


def drop_unfinished(layout: Layout) -> None:
    """Remove what a rekey that was broken off left."""
    with suppress(OSError):
        for ending in ("", "-wal", "-shm", "-journal"):
            path = layout.rekeying.with_name(layout.rekeying.name + ending)
            path.unlink(missing_ok=True)


def _copy(layout: Layout, former: bytes, new: Keys, progress: Progress) -> dict[str, int]:
    size = max(layout.database.stat().st_size, 1)

    stopped: list[BaseException] = []

    def look() -> int:
        try:
            progress(_COPYING * min(1.0, layout.rekeying.stat().st_size / size))
        except BaseException as error:  # Ctrl+C too, of which SQLite would make an error of its own
            stopped.append(error)
        return len(stopped)

    with _connection(layout.database, former) as connection:
        key = new.data + salt_of(new.data, new.vault_id)
        # Bound, so that the key is in no statement.
        connection.execute(
            "ATTACH DATABASE ? AS anew KEY ?", (str(layout.rekeying), f"x'{key.hex()}'")
        )
        # What a power cut leaves of the copy is dropped, so it needs no log of its own.
        connection.execute("PRAGMA anew.journal_mode = OFF")
        connection.execute("PRAGMA anew.synchronous = OFF")
        connection.set_progress_handler(look, _STEPS)
        try:
            connection.execute("SELECT sqlcipher_export('anew')")
        except dbapi2.OperationalError:
            if not stopped:
                raise
        finally:
            connection.set_progress_handler(None, 0)
        if stopped:
            raise stopped[0]
        for name in ("user_version", "application_id"):
            (value,) = connection.execute(f"PRAGMA main.{name}").fetchone()
            connection.execute(f"PRAGMA anew.{name} = {int(value)}")
        counted = _count(connection)
        connection.execute("DETACH DATABASE anew")
    return counted


def _check(copy: Path, key: bytes, counted: dict[str, int]) -> None:
    with _connection(copy, key) as connection:
        sound = connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
        same = _count(connection) == counted
    if not (sound and same):
        raise damaged("The copy under the new key is not whole, so the former one stays.")


def _count(connection: Any) -> dict[str, int]:
    """Return how many rows each table has, and 1 for whatever else the schema names."""
    counted = {}
    for kind, name in connection.execute("SELECT type, name FROM main.sqlite_master").fetchall():
        counted[f"{kind} {name}"] = 1
        if kind == "table":
            quoted = '"' + name.replace('"', '""') + '"'
            rows = connection.execute(f"SELECT count(*) FROM main.{quoted}")  # noqa: S608
            counted[f"{kind} {name}"] = rows.fetchone()[0]
    return counted


def _fold_away_log(layout: Layout) -> None:
    """Remove the former database's empty log: beside the new database it would be foreign.

    Closing the former database brought its log into it; one that holds anything still is kept,
    and the rekey is given up.
    """
    for path in layout.database_files[1:]:
        if path.exists():
            if path.suffix != ".db-shm" and path.stat().st_size:
                raise damaged("The database's log could not be brought into it.")
            path.unlink()
    sync_folder(layout.folder)


def _opens(database: Path, key: bytes) -> bool:
    with closing(open_for_reading(database, key)) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except dbapi2.DatabaseError:
            return False
    return True


@contextmanager
def _connection(database: Path, key: bytes) -> "Iterator[Any]":
    """Give a connection as the store has it, and close it whole."""
    engine = open_engine(database, key)
    try:
        if has_damage(engine):
            raise told(DAMAGE)
        pooled = engine.raw_connection()
        try:
            yield pooled.driver_connection
        finally:
            pooled.close()
    finally:
        engine.dispose()
