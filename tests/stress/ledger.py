"""What the program promised so far, and whether a disk keeps it.

A scripted session notes what it begins and what was acknowledged to it, in order. From any
prefix of these notes follows what must be on disk and what may be; `Ledger.check` opens the
store and holds it against both.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from csescreen.core.ports import Record, ScreeningStore
from csescreen.errors import UserError, WrongPassphraseError
from csescreen.services import Services
from csescreen.settings import read_settings
from tests.stress.compiled import at_once

Note = dict[str, Any]
Tell = Callable[[Note], None]


def digest(record: Record) -> str:
    """Return a short name of everything that a record says."""
    said = asdict(record)
    del said["files"]
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:16]


def text_of(path: Path) -> str:
    """Return a short name of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Read:
    """What the program made of a stored row."""

    revision: int
    digest: str
    files: frozenset[str]

    @classmethod
    def of(cls, record: Record) -> "_Read":
        files = frozenset(pin.sha256 for pin in record.pins)
        return cls(record.revision, digest(record), files)


_READ: dict[tuple[Any, ...], _Read] = {}
_READINGS: set[tuple[Any, ...]] = set()
"""The rows that the program read already: the same columns say the same once more."""


@dataclass(slots=True)
class Ledger:
    """What was begun and what was acknowledged, up to some moment."""

    there: bool = False
    """Whether the store was handed out once."""
    opening: tuple[str, ...] = ()
    """The secrets of which one at least opens the store."""
    always: tuple[str, ...] = ()
    """The secrets of which each opens it."""
    refused: tuple[str, ...] = ()
    begun: dict[str, dict[int, str]] = field(default_factory=dict)
    saved: dict[str, int] = field(default_factory=dict)
    readings: dict[str, int] = field(default_factory=dict)
    purging: set[str] = field(default_factory=set)
    purged: set[str] = field(default_factory=set)
    files: dict[str, str] = field(default_factory=dict)
    """Files that must be there, with the short name of their content."""
    whole: set[str] = field(default_factory=set)
    """The contents that an export may have, also those that are acknowledged later."""
    settings: tuple[str, ...] = ()
    """The worker names of which one is in the settings."""
    backup: str = ""
    """The newest backup: older ones may be thinned."""

    def take(self, note: Note) -> None:
        """Take one more note."""
        getattr(self, "_" + note["what"])(**{k: v for k, v in note.items() if k != "what"})

    def _handed_out(self) -> None:
        self.there = True

    def _secrets(
        self, opening: list[str], always: list[str], refused: list[str], code: str
    ) -> None:
        self.opening, self.always, self.refused = tuple(opening), tuple(always), tuple(refused)

    def _begun(self, key: str, revision: int, digest: str) -> None:
        self.begun.setdefault(key, {})[revision] = digest

    def _saved(self, key: str, revision: int) -> None:
        self.saved[key] = max(revision, self.saved.get(key, 0))

    def _read(self, key: str, readings: int) -> None:
        self.readings[key] = readings

    def _purging(self, key: str) -> None:
        self.purging.add(key)

    def _purged(self, key: str) -> None:
        self.purged.add(key)

    def _exported(self, path: str, digest: str) -> None:
        self.files[path] = digest

    def _settings(self, names: list[str]) -> None:
        self.settings = tuple(names)

    def _backed_up(self, stamp: str) -> None:
        self.backup = stamp

    def check(self, services: Services, home: Path, exports: Path, *, thorough: bool) -> list[str]:
        """Open the store, and return what is lost or corrupt: nothing, where all is well.

        Every row is looked at in any case. Thoroughly, so are the audit trail and the backups; and
        one save more and each of the secrets are tried.
        """
        with at_once():
            return self._check(services, home, exports, thorough=thorough)

    def _check(self, services: Services, home: Path, exports: Path, *, thorough: bool) -> list[str]:
        wrong: list[str] = []
        try:
            wrong += self._check_exports(exports)
            wrong += self._check_settings(home)
            store, opened = self._open(services, wrong)
            if store is not None:
                try:
                    wrong += self._check_rows(store)
                    if thorough:
                        wrong += self._check_lines(store)
                        wrong += self._check_trail(store)
                        wrong += self._check_backups(store)
                        wrong += self._goes_on(store, services)
                finally:
                    store.close()
                wrong += self._check_secrets(services, opened) if thorough else []
        except UserError as error:
            wrong.append(" ".join(error.lines()))
        except Exception as error:
            wrong.append(f"{type(error).__name__}: {error}")
        return wrong

    def _open(self, services: Services, wrong: list[str]) -> tuple[ScreeningStore | None, str]:
        if not services.vault.exists():
            if self.there:
                wrong.append("the store is gone")
            return None, ""
        problem = "no secret was set"
        for secret in self.opening:
            try:
                return services.vault.unlock(secret), secret
            except WrongPassphraseError:
                problem = "the passphrase does not open it any more"
        wrong.append(problem)
        return None, ""

    def _check_secrets(self, services: Services, opened: str) -> list[str]:
        wrong = []
        for secret in self.always:
            if secret != opened:
                services.vault.unlock(secret).close()
        for secret in self.refused:
            try:
                services.vault.unlock(secret).close()
            except WrongPassphraseError:
                continue
            wrong.append("a former passphrase still opens it")
        return wrong

    def _check_rows(self, store: ScreeningStore) -> Iterable[str]:
        from tests.store.helpers import sql

        if sql(store, "PRAGMA integrity_check") != [("ok",)]:  # reads every page of every row
            yield "the database is not whole"
        rows: list[Any] = sql(store, "SELECT * FROM screening")
        stored = {row[0]: row[1] for row in rows}
        for key, revision in self.saved.items():
            if key in self.purging | self.purged:
                continue
            if stored.get(key, 0) < revision:
                yield f"revision {revision} was saved, {stored.get(key, 0)} is there"
        files = {sha256 for (sha256,) in sql(store, "SELECT sha256 FROM framework_file")}
        for row in rows:
            known = _READ.get(row) or _READ.setdefault(row, _Read.of(store.read(row[0])))
            if row[0] in self.purged:
                yield "a purged screening is back"
            if known.revision != row[1] or known.digest != self.begun.get(row[0], {}).get(row[1]):
                yield f"revision {row[1]} is not what was given"
            if not known.files <= files:
                yield "the framework's file is gone"
        readings: list[Any] = sql(store, "SELECT * FROM reading")
        if new := set(readings) - _READINGS:
            for key in {row[0] for row in new}:
                store.readings(key)
            _READINGS.update(new)
        kept = Counter(row[0] for row in readings)
        for key in stored:
            if kept[key] < self.readings.get(key, 0):
                yield f"{self.readings[key]} readings were saved, {kept[key]} are there"

    def _check_lines(self, store: ScreeningStore) -> Iterable[str]:
        for line in store.lines():
            if store.read(line.key).revision != line.revision:
                yield "the list does not fit what is stored"

    def _check_trail(self, store: ScreeningStore) -> Iterable[str]:
        for finding in store.verify_audit().findings:
            yield f"the audit trail: {finding.text}"

    def _check_backups(self, store: ScreeningStore) -> Iterable[str]:
        listed = store.backups.listed(thoroughly=True)
        if self.backup and self.backup not in {backup.stamp for backup in listed}:
            yield "a backup is gone"
        for backup in listed:
            if not backup.whole:
                yield f"a backup is not whole: {backup.trouble}"

    def _goes_on(self, store: ScreeningStore, services: Services) -> Iterable[str]:
        """Save once more: what was repaired must also work."""
        line = next(iter(store.lines()), None)
        if line is not None:
            record = store.read(line.key)
            again = services.changed(record, record.screening)
            if not store.save(again) or digest(store.read(line.key)) != digest(again):
                yield "a further save did not work"

    def _check_exports(self, exports: Path) -> Iterable[str]:
        found = {str(p): text_of(p) for p in exports.glob("[!.]*")} if exports.is_dir() else {}
        for path, content in self.files.items():
            if found.get(path) != content:
                yield f"the export {Path(path).name} is gone or not whole"
        for path, content in found.items():
            if self.whole and content not in self.whole:
                yield f"the export {Path(path).name} is there, and is not whole"

    def _check_settings(self, home: Path) -> Iterable[str]:
        if self.settings:
            name = read_settings(home / "settings.toml").worker.get("worker_name", "")
            if name not in self.settings:
                yield f"the settings are neither the old nor the new ones: {name!r}"
