"""A new store made of what was salvaged, and put in the damaged one's place when somebody says so.

The damaged files are read and never written. The new store has the same keys: the same passphrase
opens it. It counts only once it was opened and holds what was salvaged.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert

from csescreen.core.audit import Action
from csescreen.errors import InputError
from csescreen.private_files import create_private, make_private_folder, sync_file
from csescreen.store import audit, envelope_files, schema, swap, waiting
from csescreen.store.audit import Change, Trail
from csescreen.store.chain import coded
from csescreen.store.engine import READING, checkpoint, open_engine
from csescreen.store.envelope import Envelope
from csescreen.store.head import HeadFile
from csescreen.store.keys import Keys
from csescreen.store.layout import SALVAGED, Layout, damaged
from csescreen.store.left_open import OPEN
from csescreen.store.pages import salt_of
from csescreen.store.repository import SqlScreeningStore
from csescreen.store.salvage import Salvaged
from csescreen.store.tables import (
    PURGING,
    VAULT_ID,
    AuditRow,
    FrameworkFileRow,
    MetaRow,
    ReadingRow,
    ScreeningRow,
)
from csescreen.store.verifying import Held

Progress = Callable[[float], None]


def folder_for(layout: Layout) -> Path:
    """Return a folder for a salvaged store, under the data folder, that is not there yet."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    return layout.folder / f"{SALVAGED}{stamp}"


def make(folder: Path, keys: Keys, sealed: Envelope, found: Salvaged, progress: Progress) -> Layout:
    """Make a store of what was salvaged, and open it; raises a `UserError` where it is not whole.

    The keys come last: what a kill leaves before is no store.
    """
    if folder.is_symlink():
        raise InputError(
            "The folder for the salvaged store is a link to another place.",
            do_next="Name the folder itself: `csescreen doctor --salvage --to FOLDER`.",
        )
    if folder.exists() and any(folder.iterdir()):
        raise InputError(
            "The folder for the salvaged store is not empty.",
            do_next="Name one that is not there yet: `csescreen doctor --salvage --to FOLDER`.",
        )
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    with _cleared_on_failure(Layout(folder), missing):
        return _made(folder, keys, sealed, found, progress)


def _made(
    folder: Path, keys: Keys, sealed: Envelope, found: Salvaged, progress: Progress
) -> Layout:
    make_private_folder(folder)
    made = Layout(folder)
    create_private(made.database)
    engine = open_engine(made.database, keys.data, salt_of(keys.data, keys.vault_id))
    try:
        schema.create(engine, keys)
        progress(0.2)
        _fill(engine, keys, found)
        progress(0.6)
        _settle(engine, made, keys, found)
        checkpoint(engine)
    finally:
        engine.dispose()
    sync_file(made.database)
    _check(made, keys, found)
    envelope_files.write(made, sealed)
    progress(1.0)
    return made


def put_in_place(layout: Layout, made: Layout, keys: Keys) -> Path | None:
    """Have the salvaged store take the damaged one's place; return where that was set aside.

    Call it with the lock held. A kill at any moment leaves the old store or the new one.
    """
    waiting.check(made, keys, Action.SALVAGED)
    here = swap.begin(layout)
    with _cleared_on_failure(here, [here.folder]):
        for source, target in ((made.database, here.database), (made.head, here.head)):
            create_private(target, source.read_bytes())
        waiting.check(here, keys, Action.SALVAGED)
    return swap.put_in_place(layout, keep_old=True)


@contextmanager
def _cleared_on_failure(made: Layout, folders: list[Path]) -> Iterator[None]:
    """Take away the files of a store that is not to be, and the folders that were made for it."""
    try:
        yield
    except BaseException:
        files = (*made.database_files, made.head, made.envelope, made.envelope_copy)
        with suppress(OSError):
            for path in files:
                path.unlink(missing_ok=True)
                path.with_name(f"{path.name}.new").unlink(missing_ok=True)
            for folder in folders:
                folder.rmdir()
        raise


def _fill(engine: Engine, keys: Keys, found: Salvaged) -> None:
    meta = [row for row in found.meta if row["name"] not in (VAULT_ID, PURGING, OPEN)]
    rows: tuple[tuple[Any, list[dict[str, Any]]], ...] = (
        (FrameworkFileRow, [dict(row) for row in found.files]),
        # those of an earlier schema carry no code yet
        (
            ScreeningRow,
            [coded(keys.audit, "screening", row) for row in found.screenings.values()],
        ),
        (ReadingRow, [coded(keys.audit, "reading", row) for row in found.readings]),
        (MetaRow, [dict(row) for row in meta]),
        (AuditRow, [dict(row) for row in found.trail]),
    )
    with engine.connect() as connection:
        for table, values in rows:
            if values:
                # the bare table: the mapped class would compile a statement for each row
                connection.execute(insert(table.__table__), values)
        connection.commit()


def _settle(engine: Engine, made: Layout, keys: Keys, found: Salvaged) -> None:
    """Bind to the audit trail what it does not hold yet, and say in it what was done."""
    trail = Trail(keys.audit, HeadFile.beside(made.database, keys.audit, keys.vault_id))
    begun = audit.head(engine) is not None
    with trail.change(engine) as change:
        if begun:
            _bind(change, trail, found)
        else:
            trail.begin(change)
        for lost in found.lost:
            change.note(Action.SALVAGED, lost.key, detail="lost")
        change.note(Action.SALVAGED, detail=_said(found))
    trail.head_file.sync()


def _bind(change: Change, trail: Trail, found: Salvaged) -> None:
    holds = (Action.FOUND, Action.SAVED, Action.REREAD)
    newest = {row["key"]: row["content"] for row in found.trail if row["action"] in holds}
    known = {(row["key"], row["content"]) for row in found.trail}
    for key, row in found.screenings.items():
        code = trail.code(ScreeningRow, row)
        if newest.get(key) != code:
            change.note(Action.FOUND, key, revision=int(str(row["revision"])), content=code)
    for row in found.readings:
        key, code = str(row["key"]), trail.code(ReadingRow, row)
        if (key, code) not in known:
            change.note(Action.READING, key, content=code, detail=str(row["number"]))


def _said(found: Salvaged) -> str:
    """Return what came back and what did not, in a few words without a child's text."""
    counts = {
        "screenings": len(found.screenings),
        "lost": len(found.lost),
        "older than they were": len(found.older),
        "dated readings lost": len(found.lost_readings),
    }
    return "; ".join(f"{count} {what}" for what, count in counts.items() if count)


def _check(made: Layout, keys: Keys, found: Salvaged) -> None:
    store = SqlScreeningStore.open(made.database, keys)
    try:
        listed = len(store.lines())
    finally:
        store.close()
    trail = Trail(keys.audit, HeadFile.beside(made.database, keys.audit, keys.vault_id))
    engine = open_engine(made.database, keys.data)
    try:
        with engine.connect().execution_options(**READING) as connection:
            whole = all(
                {*trail.held(connection, table, count)}
                == {Held(row["key"], row[count], trail.code(table, row)) for row in rows}
                for table, count, rows in (
                    (ScreeningRow, "revision", found.screenings.values()),
                    (ReadingRow, "number", found.readings),
                )
            )
    finally:
        engine.dispose()
    if not (whole and listed == len(found.screenings)):
        raise damaged("The salvaged store does not hold what was salvaged, so it is not used.")
