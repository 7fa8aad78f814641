"""A folder of backups: which are there, which are whole, and putting one there or taking it away.

Each backup is a folder named by its time. One that is being made ends in ``.new`` and counts for
nothing. Links are never followed, and only files that csescreen makes itself are removed.
"""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from csescreen.core.backups import Backup
from csescreen.errors import UserError
from csescreen.private_files import make_private_folder, sync_folder
from csescreen.store import manifest
from csescreen.store.manifest import Manifest, ManifestError

UNFINISHED: Final = ".new"
_STAMP: Final = re.compile(r"\d{8}T\d{6}Z(-\d{1,3})?")
_OURS: Final = (
    *(manifest.DATABASE + suffix for suffix in ("", "-journal", "-wal", "-shm")),
    *(manifest.ENVELOPE, manifest.NAME),
)


@dataclass(frozen=True, slots=True)
class BackupFolder:
    """A folder that holds backups; it need not be there."""

    folder: Path

    def prepare(self) -> None:
        """Make the folder for the user alone, and clear what a broken-off backup left."""
        if self.folder.is_symlink():
            raise UserError(
                "The backups folder is a link to another place, so nothing was written to it.",
                safe="Your screenings are not affected.",
                do_next="Remove the link. `csescreen backup --to FOLDER` writes to another place.",
            )
        make_private_folder(self.folder)
        for path in self.folder.iterdir():
            if path.name.endswith(UNFINISHED) and _is_stamp(path.name.removesuffix(UNFINISHED)):
                remove(path)

    def unfinished(self, now: datetime) -> Path:
        """Make the folder for a new backup, not yet under its name; return it."""
        first = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        stamp, number = first, 1
        while any(os.path.lexists(self.folder / (stamp + end)) for end in ("", UNFINISHED)):
            number += 1
            stamp = f"{first}-{number}"
        fresh = self.folder / (stamp + UNFINISHED)
        fresh.mkdir(mode=0o700)
        with suppress(OSError):  # a strict umask; a memory stick that knows no modes
            fresh.chmod(0o700)
        return fresh

    def finish(self, fresh: Path) -> Path:
        """Give a backup that is whole on disk its name; return its place."""
        place = fresh.with_name(fresh.name.removesuffix(UNFINISHED))
        sync_folder(fresh)
        fresh.rename(place)
        sync_folder(self.folder)
        return place

    def places(self) -> list[Path]:
        """Return where there is a backup, whole or not, the oldest first."""
        try:
            found = [path for path in self.folder.iterdir() if _is_stamp(path.name)]
        except (FileNotFoundError, NotADirectoryError):
            return []
        return sorted(path for path in found if path.is_dir() and not path.is_symlink())


def look(place: Path, *, thoroughly: bool) -> Backup:
    """Return what is there; thoroughly: every byte is read, not the sizes alone."""
    try:
        note = read(place)
        trouble = _trouble(place, note, thoroughly)
    except ManifestError:
        return Backup(place.name, place, trouble="its note of itself is missing or damaged")
    except UserError:
        return Backup(place.name, place, trouble="it was made by a newer csescreen")
    except OSError:
        return Backup(place.name, place, trouble="it cannot be read")
    return Backup(
        place.name, place, note.made_at, note.why, note.screenings, note.vault_id, trouble
    )


def read(place: Path) -> Manifest:
    """Return a backup's note of itself; raises `ManifestError`, `UserError` or `OSError`."""
    path = place / manifest.NAME
    if path.is_symlink() or not path.is_file():
        raise ManifestError("no note")
    with path.open("rb") as file:
        return manifest.decode(file.read(manifest.MAX_BYTES))


def remove(place: Path) -> None:
    """Take a backup away: the files that csescreen makes, and the folder where it is then empty.

    The note goes first, so that half a backup is never taken for a whole one.
    """
    if place.is_symlink() or not place.is_dir():
        return
    for name in reversed(_OURS):
        (place / name).unlink(missing_ok=True)
    with suppress(OSError):  # something of somebody else's is in it
        place.rmdir()


def _trouble(place: Path, note: Manifest, thoroughly: bool) -> str:
    for name, size, digest in note.files:
        path = place / name
        if path.is_symlink() or not path.is_file():
            return f"{name} is missing"
        if path.stat().st_size != size or (
            thoroughly and manifest.describe(path) != (name, size, digest)
        ):
            return f"{name} is damaged"
    return ""


def _is_stamp(name: str) -> bool:
    return _STAMP.fullmatch(name) is not None
