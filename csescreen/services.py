"""What screens and commands may ask for, typed by ports. `bootstrap` fills it in.

Nothing here knows of a terminal or a database: screens reach the store only through a `Saver`
and the methods below.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from csescreen import __version__
from csescreen.core.assess import assess
from csescreen.core.framework import Framework, Indicator
from csescreen.core.outcome import Outcome
from csescreen.core.ports import (
    Exporter,
    ExportFiles,
    FrameworkPin,
    Record,
    ScreeningStore,
    Vault,
)
from csescreen.core.screening import Screening
from csescreen.core.search import find_signs
from csescreen.core.summarise import summarise
from csescreen.core.summary import Summary
from csescreen.core.timelimits import IsBankHoliday
from csescreen.errors import UserError
from csescreen.settings import Settings


class Shelf(Protocol):
    """The frameworks on file."""

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all frameworks, in the order in which they are offered."""
        ...

    def get(self, framework_id: str) -> Framework:
        """Return one framework; raises `UserError` where there is none."""
        ...

    def told(self) -> tuple[str, ...]:
        """Return what is to be told of framework files that are not offered."""
        ...


@dataclass(slots=True)
class Services:
    """Everything that a shell may use."""

    shelf: Shelf
    vault: Vault
    exporters: Mapping[str, Exporter]
    files: ExportFiles
    file_name: Callable[[str, datetime, str], str]
    now: Callable[[], datetime]
    is_bank_holiday: IsBankHoliday
    settings: Settings
    write_settings: Callable[[Settings], None]
    store: ScreeningStore | None = field(default=None)
    """The open store; None until the vault is unlocked."""
    _with_contacts: dict[str, tuple[Mapping[str, str], Framework]] = field(default_factory=dict)

    @property
    def open_store(self) -> ScreeningStore:
        """The open store; raises where the vault was not unlocked."""
        if self.store is None:
            raise UserError("The store is locked.", do_next="Unlock it with your passphrase.")
        return self.store

    def framework(self, framework_id: str) -> Framework:
        """Return the framework with the authority's own contacts filled in."""
        contacts, known = self.settings.contacts, self._with_contacts.get(framework_id)
        if known is None or known[0] is not contacts:
            # the same object for the same contacts: what is worked out per framework is kept by it
            known = contacts, self.shelf.get(framework_id).with_contacts(contacts)
            self._with_contacts[framework_id] = known
        return known[1]

    def assess(self, screening: Screening) -> Outcome:
        """Return what the screening's one framework makes of it now, or at its own time."""
        framework = self.framework(screening.frameworks[0])
        return assess(framework, screening, screening.as_of or self.now(), self.is_bank_holiday)

    def find_signs(self, framework: Framework, words: str) -> list[Indicator]:
        """Return the signs that the words may mean, the likeliest first; all for no words."""
        return find_signs(framework.indicators, words)

    def new_record(self, framework_id: str, reference: str) -> Record:
        """Return a new record, not yet stored, with the worker's details filled in."""
        framework, now = self.framework(framework_id), self.now()
        worker = {key: text for key, text in self.settings.worker.items() if text}
        screening = Screening(frameworks=(framework_id,), reference=reference, details=worker)
        pin = FrameworkPin(framework.id, framework.version, framework.sha256)
        return Record(uuid4().hex, 0, now, now, pin, screening, {})

    def changed(self, record: Record, screening: Screening) -> Record:
        """Return the record's next revision, with the wording shown for each answered sign."""
        signs = self.framework(record.pin.id).indicators
        wording = {
            sign: record.wording.get(sign) or (signs[sign].name if sign in signs else sign)
            for sign in screening.signs
        }
        return replace(
            record,
            revision=record.revision + 1,
            updated_at=self.now(),
            screening=screening,
            wording=wording,
        )

    def summary(self, record: Record) -> Summary:
        """Return the summary of a record, as it would be exported now."""
        framework = self.framework(record.pin.id)
        return summarise(
            framework,
            record.screening,
            self.assess(record.screening),
            wording=record.wording,
            made_at=self.now(),
            program=f"csescreen {__version__}",
        )

    def export(self, record: Record, formats: tuple[str, ...], folder: Path) -> list[Path]:
        """Write the record in each format to the folder; return the paths written."""
        summary, made_at = self.summary(record), self.now()
        written = []
        for name in formats:
            exporter = self.exporters[name]
            file_name = self.file_name(record.screening.reference, made_at, exporter.suffix)
            written.append(self.files.write(folder, file_name, exporter.render(summary)))
        return written
