"""The version of the schema: checked cheaply at every start, brought up to date when behind.

Alembic is slow to import, so it is loaded only where there is something to migrate.
"""

from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from csescreen.store.engine import READING
from csescreen.store.fault_words import told
from csescreen.store.keys import Keys
from csescreen.store.tables import VAULT_ID, MetaRow

VERSIONS: Final = ("0001", "0002", "0003", "0004")
"""Every version of the schema, the oldest first; each has its file under `migrations`."""

MIGRATIONS = Path(__file__).with_name("migrations")


def create(engine: Engine, keys: Keys) -> None:
    """Create the schema in a new database, and mark it as this vault's."""
    migrate(engine, keys)
    with Session(engine) as session, session.begin():
        session.add(MetaRow(name=VAULT_ID, value=keys.vault_id))


def check(engine: Engine, vault_id: str) -> str:
    """Refuse a database that is not this vault's or too new.

    Returns the first version that it is to be brought to, or "" where it is up to date.
    """
    with engine.connect().execution_options(**READING) as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not {"alembic_version", MetaRow.__tablename__} <= set(names.scalars()):
            raise told("no store")
        versions = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
        version = versions.scalar_one_or_none()
    if version not in VERSIONS:
        raise told("newer")
    with Session(engine.execution_options(**READING)) as session:
        owner = session.exec(select(MetaRow.value).where(col(MetaRow.name) == VAULT_ID)).first()
    if owner != vault_id:
        raise told("other store")
    return "" if version == VERSIONS[-1] else VERSIONS[VERSIONS.index(version) + 1]


def migrate(engine: Engine, keys: Keys) -> None:
    """Bring the database up to date. The rows' codes are made with the key of the audit trail."""
    from alembic import command  # noqa: PLC0415 - only where there is something to migrate
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        config.attributes["audit_key"] = keys.audit
        command.upgrade(config, "head")
