"""Records to rows and back."""

from contextlib import suppress
from datetime import UTC, datetime

from csescreen.core.ports import DatedReading, FrameworkPin, Record, RecordLine
from csescreen.store.document import (
    DocumentError,
    outcome_from,
    outcome_text,
    pins_from,
    pins_part,
    screening_from,
    screening_text,
    wording_from,
    wording_text,
)
from csescreen.store.tables import ReadingRow, ScreeningRow


def row_from(record: Record) -> ScreeningRow:
    """Return the record as a row."""
    return ScreeningRow(
        key=record.key,
        revision=record.revision,
        reference=searchable(record.screening.reference),
        framework_id=record.pin.id,
        framework_version=record.pin.version,
        framework_sha256=record.pin.sha256,
        framework_shared=" ".join(record.pin.shared),
        created_at=_time_text(record.created_at),
        updated_at=_time_text(record.updated_at),
        screening=screening_text(record.screening, record.further_pins),
        wording=wording_text(record.wording),
    )


def record_from(row: ScreeningRow) -> Record:
    """Return the row as a record."""
    return Record(
        key=row.key,
        revision=row.revision,
        created_at=_time(row.created_at),
        updated_at=_time(row.updated_at),
        pin=_pin(row),
        screening=screening_from(row.screening),
        wording=wording_from(row.wording),
        further_pins=pins_from(pins_part(row.screening)),
    )


def reading_row(reading: DatedReading, number: int) -> ReadingRow:
    """Return the reading as a row, under its number."""
    return ReadingRow(
        key=reading.key,
        number=number,
        made_at=_time_text(reading.made_at),
        framework_id=reading.pin.id,
        framework_version=reading.pin.version,
        framework_sha256=reading.pin.sha256,
        framework_shared=" ".join(reading.pin.shared),
        outcome=outcome_text(reading.outcome),
        screening=screening_text(reading.screening),
        wording=wording_text(reading.wording),
        why=searchable(reading.why),
    )


def reading_from(row: ReadingRow) -> DatedReading:
    """Return the row as a reading."""
    return DatedReading(
        key=row.key,
        made_at=_time(row.made_at),
        pin=_pin(row),
        outcome=outcome_from(row.outcome),
        screening=screening_from(row.screening),
        wording=wording_from(row.wording),
        why=row.why,
        number=row.number,
    )


def _pin(row: ScreeningRow | ReadingRow) -> FrameworkPin:
    return FrameworkPin(
        row.framework_id,
        row.framework_version,
        row.framework_sha256,
        tuple(row.framework_shared.split()),
    )


def line_from(
    key: str,
    reference: str,
    framework: str,
    revision: int,
    created_at: str,
    updated_at: str,
    further_pins: str | None,
) -> RecordLine:
    """Return the columns of a list's query as a line."""
    times = _time(created_at), _time(updated_at)
    further: tuple[str, ...] = ()
    with suppress(DocumentError):  # opening it says that it is damaged; the list stays whole
        further = tuple(pin.id for pin in pins_from(further_pins))
    return RecordLine(key, reference, framework, revision, *times, further)


def searchable(reference: str) -> str:
    """Return the reference as the database can hold it: UTF-8 has no lone surrogates."""
    return reference.encode("utf-8", "replace").decode("utf-8")


def _time_text(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a stored time needs a zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
