"""The summary of a record, and its export, which the audit trail notes."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from csescreen import __version__
from csescreen.core.audit import Action, AuditHead
from csescreen.core.missing import missing
from csescreen.core.ports import Exporter, ExportFiles, FrameworkPin, Record
from csescreen.core.reading import asked_by
from csescreen.core.summarise_audit import with_head
from csescreen.core.summarise_readings import summarise_unread, with_readings
from csescreen.core.summarise_several import summarise_reading
from csescreen.core.summary import Summary
from csescreen.errors import NotWorkedOutError, UserError
from csescreen.pinned import VersionMissingError
from csescreen.services.assessing import AssessingServices


@dataclass(kw_only=True)
class ExportServices(AssessingServices):
    """Writes a record out, in every format that is asked for."""

    exporters: Mapping[str, Exporter]
    files: ExportFiles
    file_name: Callable[[str, datetime, str], str]

    def summary(self, record: Record) -> Summary:
        """Return the summary of a record, as it would be exported now.

        Where its version cannot be had, the summary says which one is missing, and holds what was
        answered and written; nothing is worked out under another.
        """
        made_at, program = self.now(), f"csescreen {__version__}"
        readings = tuple(self.readings(record))
        try:
            frameworks = self.frameworks_of(record)
            reading = self._read_under(frameworks, record.screening)
        except (VersionMissingError, NotWorkedOutError) as error:
            return summarise_unread(
                record, error.what, readings=readings, made_at=made_at, program=program
            )
        summary = summarise_reading(
            reading,
            record.screening,
            wording=record.wording,
            made_at=made_at,
            program=program,
        )
        return with_readings(summary, FrameworkPin.of(frameworks[0]), readings)

    def missing(self, record: Record) -> tuple[str, ...]:
        """Return what is blank in the referral of a record."""
        return missing(record.screening, asked_by(self.frameworks_of(record)))

    def export(self, record: Record, formats: tuple[str, ...], folder: Path) -> list[Path]:
        """Write the record in each format to the folder; return the paths written.

        It is noted in the audit trail before a file is there, and the files carry the trail's
        head. Where it cannot be noted it is written all the same, and says so: a referral may be
        urgent while the disk is full.
        """
        summary, made_at = with_head(self.summary(record), self._noted(record, formats)), self.now()
        written: list[Path] = []
        try:
            for name in formats:
                exporter = self.exporters[name]
                file_name = self.file_name(record.screening.reference, made_at, exporter.suffix)
                written.append(self.files.write(folder, file_name, exporter.render(summary)))
        finally:
            if len(written) < len(formats):
                self._note(Action.NOT_EXPORTED, record.key, ", ".join(formats[: len(written)]))
        return written

    def _noted(self, record: Record, formats: tuple[str, ...]) -> AuditHead | None:
        if self._note(Action.EXPORTED, record.key, ", ".join(formats)):
            return self.open_store.audit_head()
        return None

    def _note(self, action: Action, key: str, detail: str) -> bool:
        """Add a row to the audit trail; return whether that could be done."""
        with suppress(UserError):
            self.open_store.note(action, key, detail)
            return True
        return False
