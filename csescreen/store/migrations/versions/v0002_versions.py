"""Framework files kept with the screenings, and dated readings beside each other."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_KEPT_AS_THEY_ARE = ("framework_file", "reading")


def upgrade() -> None:
    """Create the tables, and note the shared files with each screening; "" where not known."""
    op.create_table(
        "framework_file",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "reading",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("framework_id", sa.String(), nullable=False),
        sa.Column("framework_version", sa.String(), nullable=False),
        sa.Column("framework_sha256", sa.String(), nullable=False),
        sa.Column("framework_shared", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("screening", sa.String(), nullable=False),
        sa.Column("wording", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", "number"),
    )
    for table in _KEPT_AS_THEY_ARE:
        op.execute(
            f"CREATE TRIGGER {table}_is_never_changed BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END"
        )
    op.add_column(
        "screening",
        sa.Column("framework_shared", sa.String(), nullable=False, server_default=""),
    )
