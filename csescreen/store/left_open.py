"""Which screening is open: a mark that a lock, a kill or a crash leaves behind."""

from typing import Final

from sqlalchemy import Engine, delete
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col

from csescreen.core.ports import LeftOpen
from csescreen.store.engine import READING
from csescreen.store.tables import MetaRow

OPEN: Final = "open"
"""The name of the meta row."""


def mark(engine: Engine, key: str | None, step: str) -> None:
    """Note which screening is open, and at which step; None where none is. No record changes."""
    with engine.begin() as connection:
        if key is None:
            connection.execute(delete(MetaRow).where(col(MetaRow.name) == OPEN))
            return
        row = insert(MetaRow).values(name=OPEN, value=f"{key} {step}")
        same = row.on_conflict_do_update(
            index_elements=["name"], set_={"value": row.excluded["value"]}
        )
        connection.execute(same)


def left(engine: Engine) -> LeftOpen | None:
    """Return what was open when the store was last closed, or the process ended."""
    with Session(engine.execution_options(**READING)) as session:
        row = session.get(MetaRow, OPEN)
        if row is None:
            return None
        key, _, step = row.value.partition(" ")
        return LeftOpen(key, step)
