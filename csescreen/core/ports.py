"""What the shells need from the outside world, as protocols that adapters fulfil."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from csescreen.core.screening import Screening
from csescreen.core.summary import Summary


@dataclass(frozen=True, slots=True)
class FrameworkPin:
    """The framework version that a screening was made with."""

    id: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Record:
    """A stored screening.

    ``key`` is a random id that never leaves the store; ``revision`` grows by one with every save
    and decides which of two versions is newer. ``wording`` is the text shown for each answered
    sign when it was answered. Times are zoned, in UTC.
    """

    key: str
    revision: int
    created_at: datetime
    updated_at: datetime
    pin: FrameworkPin
    screening: Screening
    wording: Mapping[str, str]
    further_pins: tuple[FrameworkPin, ...] = ()
    """The other frameworks of a screening that is read under several."""

    @property
    def pins(self) -> tuple[FrameworkPin, ...]:
        """The version of each framework under which the screening is read."""
        return (self.pin, *self.further_pins)


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

    def save(self, record: Record) -> bool:
        """Write the record if it is newer than what is stored; return whether it was written.

        Returns only after the commit is on disk.
        """
        ...

    def close(self) -> None:
        """Close the store and release it for other instances."""
        ...


class Vault(Protocol):
    """The door to the store: creates it, or opens it with the passphrase."""

    def exists(self) -> bool:
        """Return whether there is a store, or anything left of one."""
        ...

    def create(self, passphrase: str) -> ScreeningStore:
        """Create the keys and an empty store. Refuses where anything of a store is there."""
        ...

    def unlock(self, passphrase: str) -> ScreeningStore:
        """Open the store; raises `WrongPassphraseError`, `StoreLockedError` and others."""
        ...


class Exporter(Protocol):
    """Renders a summary in one format."""

    format: str
    """The format's name, as the command line takes it: "markdown"."""
    suffix: str
    """The file's ending: ".md"."""

    def render(self, summary: Summary) -> bytes:
        """Return the whole document."""
        ...


class ExportFiles(Protocol):
    """Writes documents safely: atomically, readable by the user alone."""

    def write(self, folder: Path, name: str, content: bytes) -> Path:
        """Write a new file and return its path; never overwrites one that is there."""
        ...
