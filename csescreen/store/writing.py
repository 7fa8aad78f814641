"""The one write: a record, with its dated readings and its framework's files, or nothing."""

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import col

from csescreen.core.framework import FrameworkFile
from csescreen.store.tables import FrameworkFileRow, ReadingRow, ScreeningRow


def write(
    engine: Engine,
    values: dict[str, object],
    readings: Iterable[dict[str, object]],
    files: Iterable[FrameworkFile],
) -> bool:
    """Write the row unless a newer one is there; return whether it was written."""
    statement = insert(ScreeningRow).values(**values)
    statement = statement.on_conflict_do_update(
        index_elements=["key"],
        set_={name: statement.excluded[name] for name in values if name != "key"},
        # The guard: an older text never takes the place of a newer one.
        where=col(ScreeningRow.revision) < statement.excluded.revision,
    )
    with engine.connect() as connection:
        written = connection.execute(statement).rowcount == 1
        if written:
            _add(connection, readings, files)
        connection.commit()
    return written


def _add(
    connection: Connection,
    readings: Iterable[dict[str, object]],
    files: Iterable[FrameworkFile],
) -> None:
    for file in files:
        kept = insert(FrameworkFileRow).values(**file._asdict()).on_conflict_do_nothing()
        connection.execute(kept)
    for reading in readings:
        highest = select(func.max(col(ReadingRow.number))).where(
            col(ReadingRow.key) == reading["key"]
        )
        number = (connection.execute(highest).scalar() or 0) + 1
        connection.execute(insert(ReadingRow).values(**{**reading, "number": number}))
