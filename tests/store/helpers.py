"""What the tests of the store share: a quick key derivation, records, a look below the store."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar, cast

from sqlalchemy import Engine

from csescreen.core.ports import FrameworkPin, Record, ScreeningStore
from csescreen.core.recovery_code import groups
from csescreen.core.screening import Screening, SignAnswer
from csescreen.core.vault import Unfinished, Vault
from csescreen.store.kdf import KdfParameters
from csescreen.store.repository import SqlScreeningStore

T = TypeVar("T")
Made = TypeVar("Made")

QUICK = KdfParameters(memory_kib=32, iterations=1, lanes=1)
PASSPHRASE = "correct horse battery staple"
NEEDLE = "Needle-in-the-narrative"
START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PIN = FrameworkPin("national", "2017", "ab" * 32)


def typed_back(unfinished: Unfinished[Made]) -> Made:
    """Finish what was begun, as somebody does who wrote the code down."""
    return unfinished.finish(groups(unfinished.code, unfinished.asked))


def new_store(vault: Vault, passphrase: str = PASSPHRASE) -> ScreeningStore:
    """Make a new store, and return it open."""
    return typed_back(vault.begin(passphrase))


def record(revision: int = 1, text: str = NEEDLE, key: str = "a1" * 16) -> Record:
    return Record(
        key=key,
        revision=revision,
        created_at=START,
        updated_at=START + timedelta(minutes=revision),
        pin=PIN,
        screening=Screening(
            reference="CASE-" + key[:4],
            signs={"unknown-vehicles": SignAnswer("yes", note=text)},
            narrative={"worried_about": text},
            details={"name": text},
        ),
        wording={"unknown-vehicles": text},
    )


def below(store: ScreeningStore, work: Callable[[Engine], T]) -> T:
    """Run the work on the thread that owns the store's connection."""
    return cast("SqlScreeningStore", store)._database.run(work, safe="")


def sql(store: ScreeningStore, statement: str) -> list[tuple[object, ...]]:
    """Run one statement outside of any transaction, and return its rows."""

    def work(engine: Engine) -> list[tuple[object, ...]]:
        connection = engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(statement)
            return list(cursor.fetchall())
        finally:
            connection.close()

    return below(store, work)


def put_back_to(store: ScreeningStore, version: str) -> None:
    """Make the open store's database an empty one of an earlier schema, by its own migrations."""
    from alembic import command
    from alembic.config import Config

    from csescreen.store import schema

    ((vault_id,),) = sql(store, "SELECT value FROM meta WHERE name = 'vault'")
    for (name,) in sql(store, "SELECT name FROM sqlite_master WHERE type = 'table'"):
        sql(store, f"DROP TABLE {name}")

    def migrate(used: Engine) -> None:
        config = Config()
        config.set_main_option("script_location", str(schema.MIGRATIONS))
        with used.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, version)

    below(store, migrate)
    forget_head(store)
    sql(store, f"INSERT INTO meta VALUES ('vault', '{vault_id}')")  # noqa: S608


def without_codes(store: ScreeningStore) -> None:
    """Make the open store's database one of the third schema, with all that is in it."""
    for table in ("screening", "reading"):
        sql(store, f"ALTER TABLE {table} DROP COLUMN code")
    sql(store, "UPDATE alembic_version SET version_num = '0003'")


def forget_head(store: ScreeningStore) -> None:
    """Remove the head beside the open store's database, as if it had never been written."""
    kept = cast("SqlScreeningStore", store)._trail.head_file
    kept._unsynced = None
    kept._path.unlink()
