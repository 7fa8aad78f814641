"""What screens and commands may ask for, typed by ports. `bootstrap` fills it in.

Nothing here knows of a terminal or a database: screens reach the store only through a `Saver`
and the methods below.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from csescreen import __version__
from csescreen.clashing import refuse_clashes
from csescreen.core.assess import assess
from csescreen.core.audit import Action, AuditHead
from csescreen.core.backups import DAILY, Backup, Holding
from csescreen.core.framework import Framework, FrameworkFile, Indicator
from csescreen.core.outcome import Outcome
from csescreen.core.ports import (
    DatedReading,
    Exporter,
    ExportFiles,
    FrameworkPin,
    Record,
    RecordLine,
    ScreeningStore,
)
from csescreen.core.purging import retention_note
from csescreen.core.reading import Reading, asked_by, read_together
from csescreen.core.screening import Screening
from csescreen.core.search import find_signs
from csescreen.core.summarise_audit import with_head
from csescreen.core.summarise_readings import summarise_unread, with_readings
from csescreen.core.summarise_several import summarise_reading
from csescreen.core.summary import Summary
from csescreen.core.text import clean, clean_line
from csescreen.core.timelimits import IsBankHoliday
from csescreen.core.vault import Vault
from csescreen.errors import NotWorkedOutError, UserError, place
from csescreen.pinned import Review, VersionMissingError, Versions, look, reread
from csescreen.settings import Settings

Rebuild = Callable[[Sequence[FrameworkFile]], Framework | None]


def _cannot_rebuild(files: Sequence[FrameworkFile]) -> Framework | None:
    """Stand in where no store keeps files."""
    return None


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

    def version(self, framework_id: str, sha256: str) -> Framework | None:
        """Return the version with this hash, or None where it is not on file."""
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
    rebuild: Rebuild = _cannot_rebuild
    """How to make a framework of the files that the store kept."""
    store: ScreeningStore | None = field(default=None)
    """The open store; None until the vault is unlocked."""
    _with_contacts: dict[FrameworkPin, tuple[Mapping[str, str], Framework]] = field(
        default_factory=dict
    )
    _versions: Versions = field(init=False)

    def __post_init__(self) -> None:
        """Find versions on the shelf and in the store."""
        self._versions = Versions(self.shelf, self.rebuild)

    @property
    def open_store(self) -> ScreeningStore:
        """The open store; raises where the vault was not unlocked."""
        if self.store is None:
            raise UserError("The store is locked.", do_next="Unlock it with your passphrase.")
        return self.store

    def framework(self, framework_id: str) -> Framework:
        """Return the framework on file now, with the authority's own contacts filled in."""
        return self._filled(self.shelf.get(framework_id))

    def _filled(self, framework: Framework) -> Framework:
        pin, contacts = FrameworkPin.of(framework), self.settings.contacts
        known = self._with_contacts.get(pin)
        if known is None or known[0] is not contacts:
            # the same object for the same contacts: what is worked out per framework is kept by it
            known = contacts, framework.with_contacts(contacts)
            self._with_contacts[pin] = known
        return known[1]

    def frameworks_of(self, record: Record) -> tuple[Framework, ...]:
        """Return the very version of each framework that the record was made with, no other.

        Raises `VersionMissingError` where one is neither on file nor in the store.
        """
        return tuple(self._filled(self._versions.find(pin, self.store)) for pin in record.pins)

    def assess(self, record: Record) -> Reading:
        """Return what the record's own versions make of it now, or at its own time.

        Raises `VersionMissingError`, and `NotWorkedOutError` where the program itself fails.
        """
        return self._read_under(self.frameworks_of(record), record.screening)

    def _read_under(self, frameworks: Iterable[Framework], screening: Screening) -> Reading:
        try:
            return read_together([self._work_out(one, screening) for one in frameworks])
        except UserError:
            raise
        except Exception as error:
            at = place(error)
        # outside of the block: what failed may hold the screening's text
        raise NotWorkedOutError(at)

    def _work_out(self, framework: Framework, screening: Screening) -> Outcome:
        return assess(framework, screening, screening.as_of or self.now(), self.is_bank_holiday)

    def newer(self, record: Record) -> tuple[FrameworkPin, Framework] | None:
        """Return one of the record's versions beside which another is on file, and that other.

        Of several the first, but before all one that cannot be had any more. A version on file
        that says the same as the record's own is no other.
        """
        missing_first = sorted(record.pins, key=lambda pin: self._found(pin) is not None)
        found = ((pin, self._versions.newer(pin, self.store)) for pin in missing_first)
        return next(((pin, newer) for pin, newer in found if newer is not None), None)

    def on_file(self, record: Record) -> frozenset[str]:
        """Return the ids of the record's frameworks of which a version is on file now."""
        return frozenset(pin.id for pin in record.pins if self._versions.is_on_file(pin.id))

    def review(self, record: Record) -> Review | None:
        """Return the record under its own version of a framework and under the one on file.

        None where there is no other version. Raises `VersionMissingError` where a further
        framework of the record cannot be had: which answers are its own could not be told.
        """
        found = self.newer(record)
        if found is None:
            return None
        pin, new = found
        others = [self._versions.find(one, self.store) for one in record.pins if one != pin]
        return look(record, pin, self._found(pin), self._filled(new), self._work_out, others)

    def _found(self, pin: FrameworkPin) -> Framework | None:
        try:
            return self._filled(self._versions.find(pin, self.store))
        except VersionMissingError:
            return None

    def read_under_newer(self, review: Review, why: str = "") -> Record:
        """Read the record under the other version; return it as it is stored from then on.

        The outcome so far and the new one are kept as dated readings beside each other, in one
        step with the record: after a fault nothing of it is there.
        """
        record = review.record
        others = (self._versions.find(p, self.store) for p in record.pins if p != review.pin)
        refuse_clashes([review.new, *others])
        moved, readings = reread(review.record, review, clean(why).strip(), self.now())
        if not self.open_store.save(moved, readings):
            raise UserError(
                "The screening was changed meanwhile, so it was not read under the other version.",
                safe="Nothing was changed.",
                do_next="Open it again, and look at what changed.",
            )
        return moved

    def readings(self, record: Record) -> list[DatedReading]:
        """Return the dated readings of a record, the oldest first."""
        return self.store.readings(record.key) if self.store is not None else []

    def find_signs(self, framework: Framework, words: str) -> list[Indicator]:
        """Return the signs that the words may mean, the likeliest first; all for no words."""
        return find_signs(framework.indicators, words)

    def together(
        self,
        ids: Iterable[str],
        record: Record | None = None,
        earlier: Iterable[FrameworkPin] = (),
    ) -> tuple[Framework, ...]:
        """Return the frameworks under which a screening is to be read, new or on record.

        Those on record, and ``earlier`` ones that come back, keep their version. Raises
        `ClashError` where they cannot be read together. What is on record already stays readable,
        whatever it was read under.
        """
        known = {pin.id: pin for pin in (*earlier, *(record.pins if record else ()))}
        wanted = tuple(ids)
        frameworks = tuple(
            self._filled(self._versions.find(known[one], self.store))
            if one in known
            else self.framework(one)
            for one in wanted
        )
        if not {pin.id for pin in (record.pins if record else ())} >= {*wanted}:
            refuse_clashes(frameworks)
        return frameworks

    def new_record(self, framework_ids: str | tuple[str, ...], reference: str) -> Record:
        """Return a new record, not yet stored, with the worker's details filled in."""
        ids, now = (framework_ids,) if isinstance(framework_ids, str) else framework_ids, self.now()
        frameworks = self.together(ids)
        worker = {key: text for key, text in self.settings.worker.items() if text}
        screening = Screening(frameworks=ids, reference=reference, details=worker)
        pin, *further = map(FrameworkPin.of, frameworks)
        return Record(
            uuid4().hex,
            0,
            now,
            now,
            pin,
            screening,
            {},
            files=_files(frameworks),
            further_pins=tuple(further),
        )

    def changed(
        self, record: Record, screening: Screening, earlier: Iterable[FrameworkPin] = ()
    ) -> Record:
        """Return the record's next revision, with the wording shown for each answered sign.

        A framework that it is read under keeps its version, and so does one that was taken away
        and comes back, if it is among the ``earlier``; one that is new to it is read as it is on
        file now.
        """
        ids = screening.frameworks or [pin.id for pin in record.pins]
        frameworks = self.together(ids, record, earlier)
        # pinned anew, to note the shared files where an old store did not
        pin, *further = map(FrameworkPin.of, frameworks)
        signs = asked_by(frameworks).indicators
        wording = {
            sign: record.wording.get(sign) or (signs[sign].name if sign in signs else sign)
            for sign in screening.signs
        }
        return replace(
            record,
            pin=pin,
            further_pins=tuple(further),
            files=_files(frameworks),
            revision=record.revision + 1,
            updated_at=self.now(),
            screening=screening,
            wording=wording,
        )

    def back_up_daily(self) -> None:
        """Back the store up, but once a day; raises where that could not be done."""
        store = self.open_store
        if store.backups.due():
            store.back_up(DAILY, lambda _done: None)

    def last_backup(self) -> Backup | None:
        """Return the newest backup that is whole, or None where there is none."""
        backups = self.store.backups.listed() if self.store is not None else []
        return next((backup for backup in reversed(backups) if backup.whole), None)

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

    def purge(self, key: str, reason: str) -> None:
        """Remove a screening with its dated readings for good; the reason stays in the trail."""
        self.open_store.purge(key, clean_line(reason).strip())

    def backups_holding(self, key: str) -> Holding | None:
        """Return where a screening still is; None where the backups cannot be looked into."""
        with suppress(UserError):
            return self.open_store.backups.holding(key)
        return None

    def retention(self, line: RecordLine) -> str:
        """Return that a screening has been at rest for longer than the policy's years, if so."""
        return retention_note(line.updated_at, self.now(), self.settings.retention_years)

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


def _files(frameworks: Iterable[Framework]) -> tuple[FrameworkFile, ...]:
    """Return the files of the frameworks, each once."""
    return tuple(dict.fromkeys(file for one in frameworks for file in one.files))
