"""How Alembic runs the migrations: on the connection that the store hands over, never on its own.

A URL would have to carry the key, so there is none, and no offline mode.
"""

from alembic import context
from sqlmodel import SQLModel

from csescreen.store import tables

assert tables.ScreeningRow.metadata is SQLModel.metadata  # noqa: S101 - loads the tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transaction_per_migration=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
