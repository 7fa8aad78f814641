"""The one write: a record, with its dated readings and its framework's files, or nothing."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import col

from csescreen.core.audit import Action
from csescreen.core.framework import FrameworkFile
from csescreen.store.audit import Change, Trail
from csescreen.store.tables import FrameworkFileRow, ReadingRow, ScreeningRow


def write(
    engine: Engine,
    trail: Trail,
    values: Mapping[str, object],
    readings: Iterable[Mapping[str, object]],
    files: Iterable[FrameworkFile],
) -> bool:
    """Write the row unless a newer one is there; return whether it was written.

    What was written has its rows in the audit trail, in the same transaction.
    """
    values = trail.coded(ScreeningRow, values)
    statement = insert(ScreeningRow).values(**values)
    statement = statement.on_conflict_do_update(
        index_elements=["key"],
        set_={name: statement.excluded[name] for name in values if name != "key"},
        # The guard: an older text never takes the place of a newer one.
        where=col(ScreeningRow.revision) < statement.excluded.revision,
    )
    readings = tuple(readings)
    with trail.change(engine) as change:
        written = change.connection.execute(statement).rowcount == 1
        if written:
            action = Action.REREAD if readings else Action.SAVED
            key, revision = str(values["key"]), int(str(values["revision"]))
            change.note(action, key, revision=revision, content=str(values["code"]))
            _keep(change.connection, files)
            for reading in readings:
                _add(change, trail, reading)
    return written


def _keep(connection: Connection, files: Iterable[FrameworkFile]) -> None:
    for file in files:
        kept = insert(FrameworkFileRow).values(**file._asdict()).on_conflict_do_nothing()
        connection.execute(kept)


def _add(change: Change, trail: Trail, reading: Mapping[str, object]) -> None:
    highest = select(func.max(col(ReadingRow.number))).where(col(ReadingRow.key) == reading["key"])
    number = (change.connection.execute(highest).scalar() or 0) + 1
    row = trail.coded(ReadingRow, {**reading, "number": number})
    change.connection.execute(insert(ReadingRow).values(**row))
    content, detail = str(row["code"]), str(number)
    change.note(Action.READING, str(reading["key"]), content=content, detail=detail)
