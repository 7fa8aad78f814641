"""Restoring a backup: which keys open it, what it would change, and putting it in place."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from csescreen.core.audit import Action
from csescreen.core.backups import BEFORE_RESTORE, Backup, Progress
from csescreen.core.ports import RecordLine
from csescreen.core.restoring import Change, changes
from csescreen.core.words import moment_words
from csescreen.errors import InputError, StoreDamagedError, UserError
from csescreen.private_files import create_private, sync_file
from csescreen.store import backup_folder, copying, envelope_files, manifest, swap, waiting
from csescreen.store.attempts import Attempts
from csescreen.store.backup_folder import BackupFolder
from csescreen.store.engine import checkpoint, open_engine
from csescreen.store.envelope import Envelope
from csescreen.store.faults import NOTHING_CHANGED, fault
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout, damaged
from csescreen.store.manifest import Manifest
from csescreen.store.pages import salt_of
from csescreen.store.present import DAMAGED, Ask, Present, keys_in, open_present
from csescreen.store.repository import SqlScreeningStore
from csescreen.store.rows import line_from
from csescreen.store.secret import tried

T = TypeVar("T")


@dataclass(slots=True)
class Restoration:
    """A backup that was opened, beside the present store. Nothing is changed until `go`."""

    backup: Backup
    changes: list[Change]
    present: str
    """Whether the present store is open, damaged, or there is none."""
    trouble: str
    """Why it could not be opened whole; "" where it could."""
    _go: Callable[[Progress], Path | None]

    def go(self, progress: Progress) -> Path | None:
        """Restore; return where the store as it was can be found again, if there was one."""
        return self._go(progress)


class Restorer:
    """Restores backups into the store of a folder."""

    def __init__(self, folder: Path) -> None:
        self._layout = Layout(folder)

    def listed(self, folder: Path | None = None, *, thoroughly: bool = False) -> list[Backup]:
        """Return the backups in the store's folder, or in another; needs no passphrase."""
        try:
            places = [
                place for one in self._folders(folder) for place in BackupFolder(one).places()
            ]
            if folder is not None and (folder / manifest.NAME).is_file():
                places.append(folder)
            return [backup_folder.look(place, thoroughly=thoroughly) for place in places]
        except OSError as error:
            problem = fault(error, NOTHING_CHANGED)
        raise problem

    def _folders(self, folder: Path | None) -> list[Path]:
        if folder is None:
            return [self._layout.backups]
        return [folder, folder / self._layout.backups.name]

    @contextmanager
    def opened(self, backup: Backup, ask: Ask) -> Iterator[Restoration]:
        """Open a backup and, where that can be done, the present store; both close at the end."""
        with ExitStack() as stack:
            yield _calmly(lambda: self._opened(backup, _once(ask), stack))

    def _opened(self, backup: Backup, secret: Ask, stack: ExitStack) -> Restoration:
        note = _read(backup)
        present = open_present(self._layout, secret)
        stack.callback(present.close)
        if present.vault_id not in ("", note.vault_id):
            raise _another_store()
        keys, sealed = self._keys(backup, note, present, secret)
        database = backup.place / manifest.DATABASE
        root = note.opened_by(keys.backup_roots)
        if root is None:
            raise damaged("The backup's note of itself does not belong to its keys.")
        source = copying.open_for_reading(database, note.key(root))
        stack.callback(source.close)
        copying.examine(source)

        def go(progress: Progress) -> Path | None:
            return _calmly(lambda: self._go(source, backup, present, keys, sealed, progress))

        changed = self._changes(source, present)
        return Restoration(backup, changed, present.state, present.trouble, go)

    def _keys(
        self, backup: Backup, note: Manifest, present: Present, secret: Ask
    ) -> tuple[Keys, Envelope | None]:
        """Return the keys to restore under, and the envelope that is to come with them, if one."""
        if present.keys is not None and note.opened_by(present.keys.backup_roots):
            return present.keys, None
        sealed = envelope_files.read_copy(backup.place / manifest.ENVELOPE)
        if sealed is None:
            raise damaged("The backup's keys are damaged.")
        then, attempts = None, Attempts(self._layout.attempts)
        if present.state == DAMAGED:
            with suppress(UserError):
                then = keys_in(tried(attempts, sealed, secret("now")))
        if then is None:
            then = keys_in(tried(attempts, sealed, secret("then")))
        return then, sealed

    def _changes(self, source: Any, present: Present) -> list[Change]:
        lines = present.store.lines() if present.store is not None else present.lines
        purged = {}
        if present.store is not None:
            for entry in present.store.audit():
                if entry.action == Action.PURGED:
                    when = moment_words(entry.moment) if entry.moment else "a day that is not known"
                    purged[entry.key] = f"{when}: {entry.detail}"
        return changes(lines, _lines(source), purged)

    def _go(
        self,
        source: Any,
        backup: Backup,
        present: Present,
        keys: Keys,
        sealed: Envelope | None,
        progress: Progress,
    ) -> Path | None:
        layout, before = self._layout, None
        if present.store is not None:
            before = present.store.back_up(BEFORE_RESTORE, lambda done: progress(done * 0.4)).place
        here = swap.begin(layout)
        self._write(source, keys, lambda done: progress(0.4 + done * 0.5))
        self._bring_up_to_date(backup, keys)
        if sealed is not None:
            for path in (here.envelope, here.envelope_copy):
                create_private(path, sealed.encode())
        if present.store is not None:
            with present.closed_but_locked():
                aside = swap.put_in_place(layout, keep_old=False)
        else:
            aside = swap.put_in_place(layout, keep_old=True)
        progress(1.0)
        return before or aside

    def _write(self, source: Any, keys: Keys, progress: Progress) -> None:
        """Copy the backup's database to where the restored one waits, and compare the two."""
        here = self._layout.waiting.database
        create_private(here)
        engine = open_engine(here, keys.data, salt_of(keys.data, keys.vault_id))
        try:
            copied = copying.copy(source, copying.driver_of(engine), progress)
            checkpoint(engine)
        finally:
            engine.dispose()
        sync_file(here)
        with closing(copying.open_for_reading(here, keys.data)) as connection:
            if copying.examine(connection) != copied:
                raise _not_restored()

    def _bring_up_to_date(self, backup: Backup, keys: Keys) -> None:
        """Give the restored database the present schema, and note in it what was done.

        The present head of the audit trail lies beside it, so that the note names it.
        """
        here = self._layout.waiting
        with suppress(FileNotFoundError):
            create_private(here.head, self._layout.head.read_bytes())
        going_on = Action.RESTORED, f"{backup.stamp} {backup.why}"
        store = SqlScreeningStore.open(here.database, keys, going_on)
        store.mark_open(None)  # what was open when the backup was made is not open now
        store.close()
        sync_file(here.database)
        waiting.check(here, keys, Action.RESTORED)


def _read(backup: Backup) -> Manifest:
    looked = backup_folder.look(backup.place, thoroughly=True)
    if not looked.whole:
        raise StoreDamagedError(
            f"The backup {backup.stamp} cannot be used: {looked.trouble}.",
            safe=NOTHING_CHANGED,
            do_next="Choose another: `csescreen restore` lists all of them.",
        )
    return backup_folder.read(backup.place)


def _lines(source: Any) -> list[RecordLine]:
    """Return what the backup holds; the columns have been there since the first schema."""
    rows = source.execute(
        "SELECT key, reference, framework_id, revision, created_at, updated_at FROM screening"
    )
    return [
        line_from(key, reference, framework, revision, created, updated, None)
        for key, reference, framework, revision, created, updated in rows
    ]


def _once(ask: Ask) -> Ask:
    """Return a way to ask that asks each question once."""
    told: dict[str, str] = {}

    def secret(of: str) -> str:
        if of not in told:
            told[of] = ask(of)
        return told[of]

    return secret


def _calmly(work: Callable[[], T]) -> T:
    try:
        return work()
    except Exception as error:
        problem = fault(error, NOTHING_CHANGED)
    # Outside of the block and without its trace: the frames hold the passphrase and the key.
    problem.__traceback__ = None
    raise problem


def _another_store() -> InputError:
    return InputError(
        "The backup belongs to another store than the one that is here.",
        safe=NOTHING_CHANGED,
        do_next="Set CSESCREEN_HOME to an empty folder, and restore it there.",
    )


def _not_restored() -> UserError:
    return UserError(
        "What was written is not what the backup holds.",
        safe="The store is as it was.",
        do_next="Check that the disk is sound, and try again.",
    )
