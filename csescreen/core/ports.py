"""What the shells need from the outside world, as protocols that adapters fulfil."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from csescreen.core.audit import AuditCheck, AuditEntry, AuditHead
from csescreen.core.backups import Backup, Backups, Progress
from csescreen.core.framework import Framework, FrameworkFile
from csescreen.core.screening import Screening
from csescreen.core.summary import Summary


@dataclass(frozen=True, slots=True)
class FrameworkPin:
    """The framework version that a screening was made with.

    ``shared`` are the hashes of the files that all frameworks share, which shape its meaning as
    well; empty where they were not noted.
    """

    id: str
    version: str
    sha256: str
    shared: tuple[str, ...] = ()

    @classmethod
    def of(cls, framework: Framework) -> "FrameworkPin":
        """Return the pin of a framework as it was read."""
        return cls(framework.id, framework.version, framework.sha256, framework.shared)

    def fits(self, framework: Framework) -> bool:
        """Return whether this is the very version: its own text and, where noted, the shared."""
        if (framework.id, framework.sha256) != (self.id, self.sha256):
            return False
        return not self.shared or framework.shared == self.shared


@dataclass(frozen=True, slots=True)
class Record:
    """A stored screening.

    ``key`` is a random id that never leaves the store; ``revision`` grows by one with every save
    and decides which of two versions is newer. ``wording`` is the text shown for each answered
    sign when it was answered. Times are zoned, in UTC. ``files`` are those that the frameworks were
    read from, for the store to keep; a record that is read back has none.
    """

    key: str
    revision: int
    created_at: datetime
    updated_at: datetime
    pin: FrameworkPin
    screening: Screening
    wording: Mapping[str, str]
    files: tuple[FrameworkFile, ...] = field(default=(), compare=False, repr=False)
    further_pins: tuple[FrameworkPin, ...] = ()
    """The other frameworks of a screening that is read under several."""

    @property
    def pins(self) -> tuple[FrameworkPin, ...]:
        """The version of each framework under which the screening is read."""
        return (self.pin, *self.further_pins)


@dataclass(frozen=True, slots=True)
class DatedReading:
    """What one version of a framework made of a screening at one time. Never changed.

    ``outcome`` is the public JSON; None where the version could not be had. ``screening`` and
    ``wording`` are the answers as they were then. ``why`` is who asked for it and why, as typed;
    ``number`` is given by the store, from 1.
    """

    key: str
    made_at: datetime
    pin: FrameworkPin
    outcome: Mapping[str, Any] | None
    screening: Screening
    wording: Mapping[str, str]
    why: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A stored screening as a list shows it, without reading its text."""

    key: str
    reference: str
    framework: str
    revision: int
    created_at: datetime
    updated_at: datetime
    further_frameworks: tuple[str, ...] = ()

    @property
    def frameworks(self) -> tuple[str, ...]:
        """The ids of all frameworks under which it is read."""
        return (self.framework, *self.further_frameworks)


class LeftOpen(NamedTuple):
    """The screening that was open when the program last ended, and the step it was at."""

    key: str
    step: str = ""


class ScreeningStore(Protocol):
    """An open store of screenings. Every error it raises is a `csescreen.errors.UserError`."""

    def lines(self) -> list[RecordLine]:
        """Return what is stored, the last changed first."""
        ...

    def read(self, key: str) -> Record:
        """Return one record; raises where there is none."""
        ...

    def find(self, reference: str) -> list[RecordLine]:
        """Return the records whose reference is exactly this, the last changed first."""
        ...

    def save(self, record: Record, readings: Sequence[DatedReading] = ()) -> bool:
        """Write the record if it is newer than what is stored; return whether it was written.

        The readings, and the framework's files where the store has not kept them yet, are written
        with it or not at all. Returns only after the commit is on disk.
        """
        ...

    def readings(self, key: str) -> list[DatedReading]:
        """Return the dated readings of a record, the oldest first."""
        ...

    def framework_file(self, sha256: str) -> FrameworkFile | None:
        """Return a file of a framework that was kept with a screening, or None."""
        ...

    def note(self, action: str, key: str = "", detail: str = "") -> None:
        """Add a row to the audit trail by itself: what was done, to which screening if to one.

        ``action`` is one of `csescreen.core.audit.Action`. ``detail`` holds nothing of a child.
        """
        ...

    def audit(self, key: str = "") -> list[AuditEntry]:
        """Return the rows of the audit trail, the oldest first: all, or those of one screening."""
        ...

    def audit_head(self) -> AuditHead:
        """Return the newest row's number and code."""
        ...

    def notices(self) -> tuple[str, ...]:
        """Return what is to be told once of how the store was found: a copy that was made anew, a
        store that can only be read.
        """
        ...

    @property
    def backups(self) -> Backups:
        """The backups of this store."""
        ...

    def back_up(self, why: str, progress: Progress) -> Backup:
        """Make a backup and thin the older ones; saving goes on meanwhile.

        It counts only once it was opened and compared with the store. Raises where it could not
        be made; nothing is thinned then.
        """
        ...

    def verify_audit(self, given: AuditHead | None = None) -> AuditCheck:
        """Check the whole trail, what is stored against it, and a head that left the machine."""
        ...

    def purge(self, key: str, reason: str) -> None:
        """Remove a screening with its dated readings for good; only the audit row stays.

        Raises where there is no such screening, and where no reason is given.
        """
        ...

    def mark_open(self, key: str | None, step: str = "") -> None:
        """Note which screening is open now, and at which step; None where it was closed.

        It changes no record. Returns at once: where it cannot be noted, nothing is lost but a
        question at the next start.
        """
        ...

    def left_open(self) -> LeftOpen | None:
        """Return what was open when the program last ended other than in the ordinary way."""
        ...

    def close(self) -> None:
        """Close the store and release it for other instances."""
        ...


class Exporter(Protocol):
    """Renders a summary in one format."""

    format: str
    """The format's name, as the command line takes it: "markdown"."""
    suffix: str
    """The file's ending: ".md"."""
    says: str
    """What it is good for, in a few words: "Markdown: text for a case system"."""
    audiences: frozenset[str]
    """The ids of the audiences for whom it can be written."""

    def render(self, summary: Summary) -> bytes:
        """Return the whole document."""
        ...


class Protection(Protocol):
    """Puts documents under a password."""

    formats: frozenset[str]
    """The formats whose readers ask for a password by themselves."""

    def refuse_weak(self, password: str) -> None:
        """Raise `UserError`, in plain words, where a password will not do."""
        ...

    def protect(self, document_format: str, content: bytes, password: str) -> bytes:
        """Return the document encrypted; raises `UserError`."""
        ...


class ExportFiles(Protocol):
    """Writes documents safely: atomically, readable by the user alone."""

    def write(self, folder: Path, name: str, content: bytes) -> Path:
        """Write a new file and return its path; never overwrites one that is there."""
        ...
