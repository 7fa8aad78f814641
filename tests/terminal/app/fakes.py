"""Stand-ins for the store, the vault and the exporters, and the app around them."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, Static

from csescreen.app import CsescreenApp
from csescreen.commands import WORKSPACE, bindings
from csescreen.core.audience import EVERYBODY
from csescreen.core.audit import AuditCheck, AuditEntry, AuditHead
from csescreen.core.backups import Backup, Holding, Progress
from csescreen.core.framework import FrameworkFile
from csescreen.core.ports import DatedReading, FrameworkPin, LeftOpen, Record, RecordLine
from csescreen.core.screening import Screening
from csescreen.core.summary import Summary
from csescreen.errors import UserError
from csescreen.frameworks.kept import read_kept
from csescreen.frameworks.shelf import FrameworkShelf
from csescreen.lexicon.everyday import everyday
from csescreen.lexicon.reconsider import shipped_alone
from csescreen.screens.messages import RecordChanged, RecordNotSaved, RecordSaved
from csescreen.services import Services, Shelf
from csescreen.settings import Settings
from csescreen.widgets.plain import plain
from tests.terminal.app import fake_vault

AnyPilot = Pilot[None]
PASSPHRASE = fake_vault.PASSPHRASE
NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)
HOSTILE = (
    "[/]",
    "[@click=app.quit]x",
    '["yes", 1]',
    "a\x1b[31mred",
    "\x1b]52;c;aGk=\x07",
    "\u202egnp.exe",
    "\x9b2J",
    "tab\there",
)
SHELF = FrameworkShelf()


class FakeBackups:
    """Backups that were made already; ``error`` is what making another comes to.

    ``held`` are those that hold every screening that is asked for.
    """

    def __init__(self) -> None:
        self.made: list[Backup] = []
        self.held: list[Backup] = []
        self.is_due = False
        self.error: UserError | None = None

    def listed(self, *, thoroughly: bool = False) -> list[Backup]:
        return [*self.held, *self.made]

    def due(self) -> bool:
        return self.is_due

    def copy_to(self, backup: Backup, folder: Path) -> Backup:
        return backup

    def holding(self, key: str) -> Holding:
        return Holding(tuple(self.held))


class FakeStore:
    """A store in memory. ``broken`` makes every save fail, with ``lasting`` so that trying again
    cannot help; ``older`` makes every record too old to be written; ``hold`` makes saves wait.
    """

    def __init__(self, *records: Record) -> None:
        self.records = {record.key: record for record in records}
        self.dated: dict[str, list[DatedReading]] = {}
        self.files: dict[str, FrameworkFile] = {}
        self.open: LeftOpen | None = None
        self.broken = False
        self.lasting = False
        self.older = False
        self.closed = False
        self.told: tuple[str, ...] = ()
        self.backups = FakeBackups()
        self.noted: list[tuple[str, str, str]] = []
        self.hold = threading.Event()
        self.hold.set()

    def back_up(self, why: str, progress: Progress) -> Backup:
        if self.backups.error is not None:
            raise self.backups.error
        made = Backup("20260302T101500Z", Path("backups"), NOW, why, len(self.records))
        self.backups.made.append(made)
        return made

    def lines(self) -> list[RecordLine]:
        found = [
            RecordLine(
                key,
                at.screening.reference,
                at.pin.id,
                at.revision,
                at.created_at,
                at.updated_at,
                tuple(pin.id for pin in at.further_pins),
            )
            for key, at in self.records.items()
        ]
        return sorted(found, key=lambda line: line.updated_at, reverse=True)

    def read(self, key: str) -> Record:
        if key not in self.records:
            raise UserError("There is no such screening.")
        return self.records[key]

    def find(self, reference: str) -> list[RecordLine]:
        return [line for line in self.lines() if line.reference == reference]

    def save(self, record: Record, readings: Sequence[DatedReading] = ()) -> bool:
        self.hold.wait(5)
        if self.broken:
            error = UserError("The disk is full.", safe="Your text is kept.", do_next="Make room.")
            error.lasting = self.lasting
            raise error
        if self.older:
            return False
        self.records[record.key] = record
        self.files |= {file.sha256: file for file in record.files}
        dated = self.dated.setdefault(record.key, [])
        dated += [replace(at, number=len(dated) + n) for n, at in enumerate(readings, 1)]
        return True

    def readings(self, key: str) -> list[DatedReading]:
        return self.dated.get(key, [])

    def framework_file(self, sha256: str) -> FrameworkFile | None:
        return self.files.get(sha256)

    def note(self, action: str, key: str = "", detail: str = "") -> None:
        self.noted.append((action, key, detail))

    def audit(self, key: str = "") -> list[AuditEntry]:
        return []

    def audit_head(self) -> AuditHead:
        return AuditHead(len(self.noted) + 1, "0f" * 32)

    def notices(self) -> tuple[str, ...]:
        return self.told

    def verify_audit(self, given: AuditHead | None = None) -> AuditCheck:
        return AuditCheck(0, "", None, ())

    def purge(self, key: str, reason: str) -> None:
        self.records.pop(key)
        self.noted.append(("purged", key, reason))

    def mark_open(self, key: str | None, step: str = "") -> None:
        self.open = None if key is None else LeftOpen(key, step)

    def left_open(self) -> LeftOpen | None:
        return self.open

    def close(self) -> None:
        self.closed = True


class FakeVault(fake_vault.FakeVault[FakeStore]):
    """A vault with a store in memory."""


class FakeExporter:
    def __init__(self, name: str, suffix: str) -> None:
        self.format = name
        self.suffix = suffix
        self.says = name
        self.audiences = EVERYBODY

    def render(self, summary: Summary) -> bytes:
        return b"referral"


class FakeProtection:
    formats = frozenset({"markdown"})

    def refuse_weak(self, password: str) -> None:
        if len(password) < 12:
            raise UserError("This password will not do.")

    def protect(self, document_format: str, content: bytes, password: str) -> bytes:
        return password.encode() + content


class FakeFiles:
    def __init__(self) -> None:
        self.error: UserError | None = None

    def write(self, folder: Path, name: str, content: bytes) -> Path:
        if self.error:
            raise self.error
        path = folder / name
        path.write_bytes(content)
        return path


def record(
    reference: str = "A-17",
    *,
    key: str = "",
    framework: str = "telford",
    updated_at: datetime = NOW,
    screening: Screening | None = None,
) -> Record:
    made = screening or Screening(frameworks=(framework,), reference=reference)
    return Record(
        key or f"key-{reference}",
        1,
        NOW,
        updated_at,
        FrameworkPin.of(SHELF.get(framework)),
        replace(made, reference=reference, frameworks=(framework,)),
        {},
    )


def services(store: FakeStore, vault: FakeVault | None = None, *, shelf: Shelf = SHELF) -> Services:
    written: list[Settings] = []
    return Services(
        shelf=shelf,
        vault=vault or FakeVault(store),
        exporters={
            "markdown": FakeExporter("markdown", ".md"),
            "html": FakeExporter("html", ".html"),
            "json": FakeExporter("json", ".json"),
        },
        files=FakeFiles(),
        file_name=lambda reference, _made_at, suffix, _audience: f"{reference}{suffix}",
        form=lambda path: FakeExporter(path.name, ".docx"),
        protection=FakeProtection(),
        now=lambda: NOW,
        is_bank_holiday=lambda _day: False,
        settings=Settings(),
        write_settings=written.append,
        rebuild=read_kept,
        everyday_words=everyday,
        words_to_reconsider=shipped_alone,
    )


class WorkspaceScreen(Screen[None]):
    """A stand-in: one field that becomes the child's name, and a line that says what is saved."""

    HELP = "Answer the questions."
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(WORKSPACE)]

    def __init__(self, services: Services, record: Record) -> None:
        super().__init__()
        self.services = services
        self.record = record
        self.told: list[str] = []
        self.begun_at = ""

    def begin_at(self, step: str) -> None:
        self.begun_at = step

    def compose(self) -> ComposeResult:
        yield Static(plain(self.record.screening.reference), id="reference")
        yield Static("Opened")
        yield Input(self.record.screening.details.get("child_name", ""), id="name")

    def on_input_changed(self, event: Input.Changed) -> None:
        screening = self.record.screening.with_detail("child_name", event.value)
        self.record = self.services.changed(self.record, screening)
        self.post_message(RecordChanged(self.record))

    def on_record_saved(self, event: RecordSaved) -> None:
        self.told.append("saved")

    def on_record_not_saved(self, event: RecordNotSaved) -> None:
        self.told.append(event.error.what)

    def action_close(self) -> None:
        self.dismiss(None)


def app(store: FakeStore, vault: FakeVault | None = None, *, shelf: Shelf = SHELF) -> CsescreenApp:
    load: Callable[[], Services] = lambda: services(store, vault, shelf=shelf)  # noqa: E731
    return CsescreenApp(load)
