"""The code of what a row holds, in the row itself; until now the audit trail alone had it."""

import sqlalchemy as sa
from alembic import context, op

from csescreen.store.chain import content_code

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# What the trail knows of a row counts: one that was spoilt must not get a code that fits it.
_KNOWN = {
    "screening": "SELECT content FROM audit WHERE key = :key AND revision = :count "
    "AND action IN ('found', 'saved', 'reread') ORDER BY number DESC LIMIT 1",
    "reading": "SELECT content FROM audit WHERE key = :key AND detail = CAST(:count AS TEXT) "
    "AND action = 'reading' ORDER BY number DESC LIMIT 1",
}
_COUNTS = {"screening": "revision", "reading": "number"}
_BARS_CHANGES = "reading_is_never_changed"


def upgrade() -> None:
    """Add the columns, and give each row its code; dated readings are barred again at once."""
    for table in _KNOWN:
        op.add_column(table, sa.Column("code", sa.String(), nullable=False, server_default=""))
    op.execute(f"DROP TRIGGER {_BARS_CHANGES}")
    for table in _KNOWN:
        _give_codes(op.get_bind(), table, _COUNTS[table])
    op.execute(
        f"CREATE TRIGGER {_BARS_CHANGES} BEFORE UPDATE ON reading "
        "BEGIN SELECT RAISE(ABORT, 'reading is never changed'); END"
    )


def _give_codes(connection: sa.Connection, name: str, count: str) -> None:
    number: sa.ColumnClause[int] = sa.column("rowid")
    code: sa.ColumnClause[str] = sa.column("code")
    table = sa.table(name, number, code)
    for at in connection.execute(sa.select(number).select_from(table)).scalars().all():
        read = sa.select(sa.text("*")).select_from(table).where(number == at)
        row = {**connection.execute(read).mappings().one()}
        named = {"key": row["key"], "count": row[count]}
        known = connection.execute(sa.text(_KNOWN[name]), named).scalar()
        given = known or content_code(context.config.attributes["audit_key"], name, row)
        connection.execute(sa.update(table).where(number == at).values(code=given))
