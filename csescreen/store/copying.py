"""One encrypted database copied into another under another key, and looked at without a change.

SQLite copies page by page: each is decrypted by the one connection and encrypted by the other, in
memory. What is written to the source meanwhile, through the same connection, is carried along.
"""

import errno
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from csescreen.store.engine import encrypt
from csescreen.store.layout import damaged

PAGES_AT_A_TIME: Final = 100
"""A step takes a few milliseconds: what a save has to wait."""
_CHECK_EVERY: Final = 10_000
"""Steps of the database's own machine between two looks at whether to stop."""
_WORDS: Final = {
    "disk is full": errno.ENOSPC,
    "I/O error": errno.EIO,
    "readonly": errno.EROFS,
    "unable to open": errno.EIO,
    "locked": errno.EBUSY,
}
_CIPHER: Final = ("cipher_page_size", "cipher_hmac_algorithm", "cipher_kdf_algorithm")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds, so far as two copies of it must agree.

    ``rows`` counts them by table, ``revisions`` has those of all screenings, ``facts`` how the file
    is laid out.
    """

    rows: tuple[tuple[str, int], ...]
    schema: str
    revisions: str
    facts: tuple[str, ...]

    def count(self, table: str) -> int:
        """Return how many rows a table has; none where there is no such table."""
        return dict(self.rows).get(table, 0)


def contents(connection: Any) -> Contents:
    """Return what the database holds."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    ).fetchall()
    rows = [
        (name, connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608
        for (name,) in tables
    ]
    facts = (_pragma(connection, name) for name in ("user_version", "page_count", *_CIPHER))
    return Contents(
        tuple(rows),
        _all(connection, "alembic_version", "version_num"),
        _all(connection, "screening", "revision"),
        tuple(facts),
    )


def driver_of(engine: Engine) -> Any:
    """Return the driver's own connection, for the thread that owns it.

    It stays in the pool: what is let through between two steps of a copy asks for it there.
    """
    borrowed = engine.raw_connection()
    try:
        return borrowed.driver_connection
    finally:
        borrowed.close()


def copy(source: Any, target: Any, between: Callable[[float], None]) -> Contents:
    """Copy the whole source over the target; return what was copied.

    ``between`` is told the part done, from 0.0 to 1.0, between two steps. It may write through the
    source's connection; what it raises breaks the copy off.
    """

    def step(_status: int, remaining: int, total: int) -> None:
        if remaining:  # after the last step, source and copy are the same, and stay so
            between(1 - remaining / max(total, 1))

    try:
        source.backup(target, pages=PAGES_AT_A_TIME, progress=step)
    except dbapi2.Error as error:
        problem = _fault(error)
    else:
        return contents(source)
    raise problem


def copy_to_file(source: Any, path: Path, key: bytes, between: Callable[[float], None]) -> Contents:
    """Copy the source into the empty file, encrypted under the key; return what was copied.

    The caller brings the file on disk. At the end no other file is beside it.
    """
    target = dbapi2.connect(path.absolute().as_uri() + "?mode=rw", uri=True, isolation_level=None)
    with closing(target):
        encrypt(target, key)
        for name, value in (("journal_mode", "MEMORY"), ("synchronous", "OFF")):
            target.execute(f"PRAGMA {name} = {value}")
        target.execute("PRAGMA temp_store = MEMORY")
        copied = copy(source, target, between)
        # the copy says that it has a write-ahead log, as the source does; it is to be one file
        target.execute("PRAGMA journal_mode = DELETE")
    return copied


def open_for_reading(path: Path, key: bytes) -> Any:
    """Return a connection that changes nothing, and makes no file beside the database."""
    address = path.absolute().as_uri() + "?mode=ro&immutable=1"
    connection = dbapi2.connect(address, uri=True, isolation_level=None)
    try:
        encrypt(connection, key)
        for name, value in (("temp_store", "MEMORY"), ("trusted_schema", "OFF")):
            connection.execute(f"PRAGMA {name} = {value}")
    except BaseException:
        connection.close()
        raise
    return connection


def examine(connection: Any, stopped: Callable[[], bool] = lambda: False) -> Contents:
    """Read and check every page in use and every table; return what the database holds.

    Each page carries its own code, which is checked as it is read. Raises where anything is
    damaged, and where it was stopped.
    """
    connection.set_progress_handler(lambda: int(stopped()), _CHECK_EVERY)
    wrong = [row for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    if wrong:
        raise damaged("The copy of the database is damaged.")
    return contents(connection)


def _fault(error: Exception) -> Exception:
    """Return the error with its kind: here alone the driver tells it by words, which are fixed."""
    said = str(error)
    if "malformed" in said or "not a database" in said:
        return damaged("The database that was to be copied is damaged.")
    number = next((number for word, number in _WORDS.items() if word in said), None)
    return error if number is None else OSError(number, "copying")


def _pragma(connection: Any, name: str) -> str:
    row = connection.execute(f"PRAGMA {name}").fetchone()
    return "" if row is None else str(row[0])


def _all(connection: Any, table: str, column: str) -> str:
    found = connection.execute(f"SELECT {column} FROM {table} ORDER BY 1")  # noqa: S608
    return " ".join(str(value) for (value,) in found)
