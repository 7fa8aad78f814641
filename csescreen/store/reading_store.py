"""A store that is read and never written: one that is damaged, or that is closed for writing.

It is read page by page and held in memory, so that what is lost takes nothing else with it.
"""

from collections.abc import Callable, Sequence

from csescreen.core.audit import AuditCheck, AuditEntry, AuditHead
from csescreen.core.backups import Backup, Progress
from csescreen.core.framework import FrameworkFile
from csescreen.core.ports import DatedReading, LeftOpen, Record, RecordLine
from csescreen.errors import UserError
from csescreen.store.backup import Backups
from csescreen.store.chain import FIRST
from csescreen.store.fault_words import NOTHING_CHANGED, NOTICES, OLDER, TEXT_ON_SCREEN, told
from csescreen.store.faults import moment_told, not_there
from csescreen.store.salvage import Lost, Salvaged

_UNKNOWN = "?"
_DAMAGE = "refused"


class ReadingStore:
    """What was read of a store, by the calls of one that is open.

    ``refusal`` names the fault that every change is refused with.
    """

    def __init__(self, found: Salvaged, refusal: str, backups: Backups) -> None:
        self.backups = backups
        """The backups of this store."""
        self._refusal = refusal
        self._records = {record.key: record for record in found.records}
        self._lost = {lost.key: lost for lost in found.lost}
        for key in found.older:  # its earlier text comes back by a salvage, which says so
            one = self._records.pop(key)
            self._lost[key] = Lost(key, one.screening.reference, one.updated_at)
        self._whole = found.is_whole
        self._readings = found.dated
        self._lost_readings = {key for key, _ in found.lost_readings}
        self._files = {str(row["sha256"]): FrameworkFile(**row) for row in found.files}
        self._trail = [AuditEntry(**row) for row in found.trail]
        self._told = [OLDER.format(when=moment_told(found.behind))] if found.behind else []
        self.on_close: Callable[[], None] = _nothing

    @property
    def is_damaged(self) -> bool:
        """Whether it is damage that keeps it from being written, and not a closed folder."""
        return self._refusal == _DAMAGE

    def notices(self) -> tuple[str, ...]:
        """Return what is to be told once of how the store was found."""
        return (NOTICES[self._refusal], *self._told)

    def tell(self, notice: str) -> None:
        """Have something told once."""
        self._told.append(notice)

    def lines(self) -> list[RecordLine]:
        """Return what was stored, the last changed first; what cannot be read comes last.

        Raises where nothing is left of a list: an empty one would say that nothing was there.
        """
        whole = [
            RecordLine(
                one.key,
                one.screening.reference,
                one.pin.id,
                one.revision,
                one.created_at,
                one.updated_at,
                tuple(pin.id for pin in one.further_pins),
            )
            for one in self._records.values()
        ]
        found = [*whole, *map(_line, self._lost.values())]
        if not found and not self._whole:
            raise told("page")
        return found

    def find(self, reference: str) -> list[RecordLine]:
        """Return the records whose reference is exactly this, the last changed first."""
        return [line for line in self.lines() if line.reference == reference]

    def read(self, key: str) -> Record:
        """Return one record; raises where it is lost, or where there is none."""
        if key in self._lost:
            raise told("screening")
        if key not in self._records:
            raise not_there()
        return self._records[key]

    def readings(self, key: str) -> list[DatedReading]:
        """Return the dated readings of a record, the oldest first; raises where one is lost."""
        if key in self._lost_readings:
            raise told("reading")
        found = [reading for reading in self._readings if reading.key == key]
        return sorted(found, key=lambda reading: reading.number)

    def framework_file(self, sha256: str) -> FrameworkFile | None:
        """Return a file of a framework that was kept with a screening, or None."""
        return self._files.get(sha256)

    def audit(self, key: str = "") -> list[AuditEntry]:
        """Return the rows of the audit trail, the oldest first, up to the first that is lost."""
        return [entry for entry in self._trail if key in ("", entry.key)]

    def audit_head(self) -> AuditHead:
        """Return the newest row's number and code."""
        return self._trail[-1].head if self._trail else AuditHead(0, FIRST)

    def mark_open(self, key: str | None, step: str = "") -> None:
        """Note nothing: nothing is written here."""

    def left_open(self) -> LeftOpen | None:
        """Return None: nobody goes on in a store that is only read."""
        return None

    def save(self, record: Record, readings: Sequence[DatedReading] = ()) -> bool:
        """Refuse: nothing is written."""
        raise self.refused(TEXT_ON_SCREEN)

    def note(self, action: str, key: str = "", detail: str = "") -> None:
        """Refuse: nothing is written."""
        raise self.refused()

    def purge(self, key: str, reason: str) -> None:
        """Refuse: nothing is written."""
        raise self.refused()

    def back_up(self, why: str, progress: Progress) -> Backup:
        """Refuse: a store that is not whole must not take an earlier backup's place."""
        raise self.refused()

    def verify_audit(self, given: AuditHead | None = None) -> AuditCheck:
        """Refuse: what was read is not all of it."""
        raise self.refused()

    def close(self) -> None:
        """Release the store for other instances."""
        done, self.on_close = self.on_close, _nothing
        done()

    def refused(self, safe: str = NOTHING_CHANGED) -> UserError:
        """Return the error that every change is refused with."""
        error = told(self._refusal, safe)
        error.lasting = True
        return error


def _line(lost: Lost) -> RecordLine:
    when = lost.updated_at
    return RecordLine(lost.key, lost.reference, _UNKNOWN, 0, when, when)


def _nothing() -> None:
    """Stand in where nothing is to be done."""
