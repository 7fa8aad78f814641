"""What `csescreen doctor` looks at: one finding a line, and nothing is changed by looking.

Files are opened for reading alone, and the database not through SQLite, which would write.
"""

import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from csescreen.core.words import counted
from csescreen.store.backup_folder import BackupFolder
from csescreen.store.backup_folder import look as look_at_backup
from csescreen.store.envelope import Envelope
from csescreen.store.envelope_files import read_copy
from csescreen.store.fault_words import FAULTS
from csescreen.store.layout import PLAIN_HEADER, Layout
from csescreen.store.lock import StoreLock
from csescreen.store.pages import PAGE

OK: Final = "ok"
NOTE: Final = "note"
WRONG: Final = "wrong"
_LITTLE_SPACE: Final = 100 * 1024 * 1024
_NO_SPACE: Final = 1024 * 1024
"""With less than this free, nobody can count on a save; a backup and a salvage need far more."""
_OLD_BACKUP_DAYS: Final = 7
_FOLDER_MODE: Final = 0o700
_FILE_MODE: Final = 0o600


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it is, and what to do where that is needed.

    ``fault`` names it in docs/faults.md where it is there; ``damage`` says that something is
    damaged, and ``unseen`` that it could not be looked at or cannot be written.
    """

    state: str
    about: str
    what: str
    do_next: str = ""
    fault: str = ""
    damage: bool = False
    unseen: bool = False


def of_fault(name: str, about: str, what: str = "") -> Finding:
    """Return the finding of a fault, in the fault's own words."""
    fault = FAULTS[name]
    said = what or fault.what.replace("{holder}", "").replace("{known}", "")
    damage = fault.family.exit_status == FAULTS["page"].family.exit_status
    return Finding(WRONG, about, said, fault.do_next, name, damage, unseen=not damage)


def without_keys(layout: Layout) -> Iterator[Finding]:
    """Yield what can be seen without the passphrase."""
    for look in (_folder, _files, _space, _keys, _database, _left_over, _open, _backups):
        yield from _patient(look, layout)


def _patient(look: Callable[[Layout], Iterable[Finding]], layout: Layout) -> Iterator[Finding]:
    try:
        yield from look(layout)
    except PermissionError as error:
        name = Path(error.filename or layout.folder).name
        yield of_fault("closed", "files", f"{name} is closed to you, so it was not looked at.")
    except OSError as error:
        yield of_fault("io", "disk", f"The disk did not read as it should ({error.strerror}).")


def _folder(layout: Layout) -> Iterator[Finding]:
    folder = layout.folder
    if folder.is_symlink():
        yield Finding(
            NOTE,
            "folder",
            "The data folder is a link to another place.",
            "Check that the link is yours.",
        )
    mode = stat.S_IMODE(folder.stat().st_mode)
    if os.name != "nt" and mode != _FOLDER_MODE:
        yield Finding(
            NOTE,
            "folder",
            f"Others may look into the data folder (mode {mode:04o}).",
            "It is closed when csescreen is next unlocked; on a shared disk, ask who set it.",
        )
    elif os.access(folder, os.W_OK | os.X_OK):
        yield Finding(OK, "folder", "The data folder is yours alone, and can be written.")
    if not os.access(folder, os.W_OK | os.X_OK):
        yield of_fault("readonly", "folder", "The data folder cannot be written to.")


def _files(layout: Layout) -> Iterator[Finding]:
    wrong = False
    for path in sorted(layout.folder.iterdir()):
        if path.is_symlink():
            wrong = True
            yield Finding(
                NOTE, "files", f"{path.name} is a link.", "csescreen makes no links: remove it."
            )
        elif path.is_file():
            mode = stat.S_IMODE(path.stat().st_mode)
            if os.name != "nt" and mode & ~_FILE_MODE:
                wrong = True
                yield Finding(
                    NOTE,
                    "files",
                    f"{path.name} is open to others (mode {mode:04o}).",
                    f"Close it: chmod 600 {path.name}",
                )
            elif path in layout.database_files and not os.access(path, os.W_OK):
                wrong = True
                yield of_fault("readonly", "files", f"{path.name} cannot be written to.")
    if not wrong:
        yield Finding(OK, "files", "Every file is yours alone.")


def _space(layout: Layout) -> Iterator[Finding]:
    free = shutil.disk_usage(layout.folder).free
    said = f"{free // 2**20:,} MB are free on the disk."
    if free < _NO_SPACE:
        yield of_fault("full", "disk", f"{said} That is too little to save a screening.")
    elif free < _LITTLE_SPACE:
        yield Finding(NOTE, "disk", said, "Free some space, so that saving goes on.", "full")
    else:
        yield Finding(OK, "disk", said)


def _keys(layout: Layout) -> Iterator[Finding]:
    copies = {path: read_copy(path) for path in (layout.envelope, layout.envelope_copy)}
    whole = [copy for copy in copies.values() if copy is not None]
    if not whole:
        yield of_fault("copies damaged" if layout.has_envelope() else "copies missing", "keys")
        return
    if len({copy.vault_id for copy in whole}) > 1:
        yield of_fault("two stores", "keys")
        return
    for path, copy in copies.items():
        if copy is None:
            gone = "damaged" if path.exists() else "missing"
            yield Finding(
                NOTE,
                "keys",
                f"{path.name} is {gone}; the other copy of the keys is whole.",
                "It is made anew from the other when csescreen is next unlocked.",
            )
    if len(whole) == len(copies):
        yield Finding(OK, "keys", "Both copies of the keys are whole.")
    newest: Envelope = max(whole, key=lambda copy: copy.serial)
    kinds = ", ".join(sorted({slot.kind for slot in newest.slots}))
    yield Finding(OK, "keys", f"Ways to open the store: {kinds}.")


def _database(layout: Layout) -> Iterator[Finding]:
    try:
        size = layout.database.stat().st_size
        with layout.database.open("rb") as file:
            head = file.read(PAGE)
    except FileNotFoundError:
        yield of_fault("missing", "database")
        return
    log = layout.database_files[1]
    logged = log.stat().st_size if log.exists() else 0
    if not head.strip(b"\0"):
        yield of_fault("empty", "database")
    elif head.startswith(PLAIN_HEADER):
        yield of_fault("plain", "database")
    elif len(head) < PAGE or (size % PAGE and not logged):
        yield of_fault("cut", "database")
    else:
        yield Finding(OK, "database", f"The database is there, encrypted, {size // PAGE:,} pages.")
    if logged:
        yield Finding(
            NOTE,
            "database",
            f"Its log holds changes that are not in it yet ({logged // 1024:,} KB). They are safe.",
            "They are brought in when csescreen is next closed in the ordinary way.",
        )


def _left_over(layout: Layout) -> Iterator[Finding]:
    broken_off = layout.restoring.exists()
    if broken_off:
        yield Finding(
            NOTE,
            "left over",
            f"A restore was broken off before its end: {layout.restoring.name} marks it.",
            "Unlock the store or run `csescreen restore` first: either ends it. Until then, leave "
            f"{layout.restoring.name} and the folder {layout.waiting.folder.name} where they are.",
        )
    found = {*layout.kept_aside(), *layout.folder.glob("*.new")}
    found |= {*layout.folder.glob(layout.rekeying.name + "*")}
    single = [layout.creating, layout.set_aside, *([] if broken_off else [layout.waiting.folder])]
    found |= {path for path in single if path.exists()}
    for name in sorted(path.name for path in found):
        yield Finding(
            NOTE,
            "left over",
            f"{name} is left over from work that was broken off, or was set aside.",
            "Keep it until you know that your screenings are all there. It is encrypted.",
        )


def _open(layout: Layout) -> Iterator[Finding]:
    lock = StoreLock(layout)
    if lock.is_taken():
        yield Finding(
            NOTE,
            "lock",
            f"Another csescreen has the store open{lock.holder()}.",
            FAULTS["locked"].do_next,
            "locked",
        )
    else:
        yield Finding(OK, "lock", "No other csescreen has the store open.")


def _backups(layout: Layout) -> Iterator[Finding]:
    found = [
        look_at_backup(place, thoroughly=False) for place in BackupFolder(layout.backups).places()
    ]
    for backup in found:
        if not backup.whole:
            yield Finding(
                NOTE,
                "backups",
                f"The backup {backup.stamp} does not count: {backup.trouble}.",
                "`csescreen backup` makes another.",
            )
    made = max((one.made_at for one in found if one.whole and one.made_at), default=None)
    if made is None:
        yield Finding(NOTE, "backups", "There is no backup.", "`csescreen backup` makes one.")
        return
    days = (datetime.now(UTC) - made).days
    said = f"{counted(len(found), 'backup')}; the newest is {counted(days, 'day')} old."
    if days > _OLD_BACKUP_DAYS:
        yield Finding(NOTE, "backups", said, "`csescreen backup` makes another.")
    else:
        yield Finding(OK, "backups", said)
