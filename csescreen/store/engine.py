"""The connection to the encrypted database. Where encryption is not certain, it refuses.

The raw key goes to the driver through a function, never through the URL, so that no
representation, log or error can show it.
"""

from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]
from sqlmodel import create_engine

from csescreen.store.layout import damaged

BUSY_SECONDS = 5.0
"""How long to wait for another program that has the database open, a backup perhaps."""
PRAGMAS: Final = (
    # Before the log is first used, so that it needs no shared memory on disk: a store on a full
    # disk can then still be read. The lock file keeps other instances out in any case.
    ("locking_mode", "EXCLUSIVE"),
    # FULL lost nothing in simulated power cuts; NORMAL lost saves that were acknowledged.
    ("journal_mode", "WAL"),
    ("synchronous", "FULL"),
    ("fullfsync", "ON"),  # macOS: through the drive's cache
    ("checkpoint_fullfsync", "ON"),
    ("secure_delete", "ON"),
    ("temp_store", "MEMORY"),  # a temporary file would hold clear text
    ("trusted_schema", "OFF"),
    ("cell_size_check", "ON"),
    ("mmap_size", "0"),
    ("foreign_keys", "ON"),
)
KEY_BYTES: Final = 32
READING: Final = {"csescreen_begin": "DEFERRED"}
"""Execution options of a reading transaction: it works where nothing can be written."""


def open_engine(database: Path, key: bytes, salt: bytes = b"") -> Engine:
    """Return an engine with one encrypted connection, for the thread that first uses it.

    The file must be there: it is never created here. The salt is the one that the file begins
    with; SQLCipher reads it there, or makes one up for a new database, where none is given.
    """
    if len(key) < KEY_BYTES:
        # the library would take it for a passphrase, and an empty one for one that is known
        raise damaged("The database would not be encrypted, so it was not opened.")
    address = database.absolute().as_uri() + "?mode=rw"

    def connect() -> Any:
        # isolation_level None: the driver's own transactions lost updates without an error.
        # The driver's check that one thread alone uses the connection stays on.
        connection = dbapi2.connect(address, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
        try:
            _secure(connection, key + salt)
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=connect,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
        echo=False,
    )
    event.listen(engine, "begin", _begin)
    return engine


def checkpoint(engine: Engine) -> None:
    """Bring everything from the write-ahead log into the database file."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def rebuild(engine: Engine) -> None:
    """Write the database anew, without what lies in the unused parts of its pages."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM")
    finally:
        connection.close()


def has_damage(engine: Engine) -> bool:
    """Return whether a page of the database, which is read whole, is not as it was written.

    SQLite itself meets a damaged page only where it needs that page, and then may say something
    else, such as that the database is read-only.
    """
    connection = engine.raw_connection()
    try:
        found = connection.cursor().execute("PRAGMA cipher_integrity_check").fetchall()
    finally:
        connection.close()
    return bool(found)


def abandon(engine: Engine) -> None:
    """Close a damaged database and leave its files as they are.

    An ordinary close brings the log into the database. That work looks whether it was interrupted
    before its first write, and the driver offers no other way to keep it from writing.
    """
    try:
        connection = engine.raw_connection()
    except Exception:  # it never opened, so there is nothing to close
        return
    if connection.driver_connection is not None:
        connection.driver_connection.interrupt()
    connection.invalidate()  # closes it at once, without a statement that would end the interrupt
    engine.dispose()


def encrypt(connection: Any, key: bytes) -> None:
    """Give a new connection its key; raises where it would not encrypt."""
    # Before the key, or SQLCipher's own log draws over the screen.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute("PRAGMA cipher_memory_security = ON")
    connection.set_key(f"x'{key.hex()}'")
    status = connection.execute("PRAGMA cipher_status").fetchone()
    if status is None or str(status[0]) != "1":
        raise damaged("The database would not be encrypted, so it was not opened.")


def _secure(connection: Any, key: bytes) -> None:
    encrypt(connection, key)
    for name, value in PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}")


def _begin(connection: Connection) -> None:
    # IMMEDIATE: a writer that began by reading could otherwise fail halfway.
    kind = connection.get_execution_options().get("csescreen_begin", "IMMEDIATE")
    connection.exec_driver_sql(f"BEGIN {kind}")
