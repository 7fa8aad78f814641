"""What is asked of the database: the list, one record, its dated readings, a kept file.

What is found is held against the audit trail and against the list's own indexes before it counts.
"""

from sqlalchemy import ColumnElement, Engine, case, func, literal_column, select
from sqlmodel import Session, col

from csescreen.core.framework import FrameworkFile
from csescreen.core.ports import DatedReading, Record, RecordLine
from csescreen.store import agreeing
from csescreen.store.document import PINS, DocumentError
from csescreen.store.engine import READING
from csescreen.store.fault_words import told
from csescreen.store.faults import not_there
from csescreen.store.rows import line_from, reading_from, record_from, searchable
from csescreen.store.tables import FrameworkFileRow, ReadingRow, ScreeningRow


def lines(engine: Engine) -> list[RecordLine]:
    """Return what is stored, the last changed first."""
    return _lines(engine)


def find(engine: Engine, reference: str) -> list[RecordLine]:
    """Return the records whose reference is exactly this, the last changed first."""
    # the plus keeps it from the index, which may be an older page's
    return _lines(engine, literal_column("+screening.reference") == searchable(reference))


def record(engine: Engine, key: str, audit_key: bytes) -> Record:
    """Return one record; raises where there is none."""
    with _session(engine) as session:
        row = session.get(ScreeningRow, key)
        if row is None:
            raise not_there()
        agreeing.refuse_unfit(session.connection(), audit_key, row)
        try:
            return record_from(row)
        except DocumentError:
            pass
    raise told("screening")


def readings(engine: Engine, key: str, audit_key: bytes) -> list[DatedReading]:
    """Return the dated readings of a record, the oldest first."""
    query = select(ReadingRow).where(col(ReadingRow.key) == key).order_by(col(ReadingRow.number))
    with _session(engine) as session:
        rows = session.scalars(query).all()
        agreeing.refuse_unfit_readings(session.connection(), audit_key, key, rows)
        try:
            return [reading_from(row) for row in rows]
        except DocumentError:
            pass
    raise told("reading")


def framework_file(engine: Engine, sha256: str) -> FrameworkFile | None:
    """Return a file of a framework that was kept with a screening, or None."""
    with _session(engine) as session:
        row = session.get(FrameworkFileRow, sha256)
        if row is None:
            return None
        return FrameworkFile(row.sha256, row.id, row.version, row.content)


def _lines(engine: Engine, where: ColumnElement[bool] | None = None) -> list[RecordLine]:
    query = select(
        col(ScreeningRow.key),
        col(ScreeningRow.reference),
        col(ScreeningRow.framework_id),
        col(ScreeningRow.revision),
        col(ScreeningRow.created_at),
        col(ScreeningRow.updated_at),
        _further_pins(),
        # from the table itself: what its indexes say is compared with it
    ).order_by(literal_column("+screening.updated_at").desc(), col(ScreeningRow.key))
    if where is not None:
        query = query.where(where)
    with engine.connect().execution_options(**READING) as connection:
        rows = connection.execute(query).all()
        if where is None:
            agreeing.refuse_disagreeing(connection, rows)
        return [line_from(*row) for row in rows]


def _further_pins() -> ColumnElement[str | None]:
    """Return the one part of the text that a list shows; a damaged text must not spoil the list."""
    text = col(ScreeningRow.screening)
    return case((func.json_valid(text) == 1, func.json_extract(text, f"$.{PINS}")))


def _session(engine: Engine) -> Session:
    return Session(engine.execution_options(**READING))
