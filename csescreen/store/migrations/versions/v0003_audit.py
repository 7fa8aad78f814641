"""The audit trail, to which rows are only ever added; and nothing is removed but by a purge."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_PURGED_TOGETHER = ("screening", "reading")
# The row of meta is there within the transaction of a purge, and at no other time.
_PURGING = "EXISTS (SELECT 1 FROM meta WHERE name = 'purging' AND value = OLD.key)"


def upgrade() -> None:
    """Create the table and its guards, and let a dated reading go with its screening alone."""
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("mac", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    # Each screening that is read is compared with what its newest row says of it.
    op.create_index("ix_audit_key", "audit", ["key", "action"])
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_bars_{change.lower()} BEFORE {change} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit trail is never changed'); END"
        )
    op.execute(
        "CREATE TRIGGER audit_is_added_to BEFORE INSERT ON audit "
        "WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM audit) "
        "BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to at its end'); END"
    )
    for table in _PURGED_TOGETHER:
        op.execute(
            f"CREATE TRIGGER {table}_goes_by_purge_alone BEFORE DELETE ON {table} "
            f"WHEN NOT {_PURGING} "
            f"BEGIN SELECT RAISE(ABORT, 'a {table} goes by a purge alone'); END"
        )
