"""Making a new store, safe to break off at any moment.

1. the mark ``store.creating`` is put on disk;
2. the database is made and closed whole, under a key that is nowhere on disk yet;
3. ``vault.json`` is put in place: from here on there is a store;
4. the second copy follows, the mark goes, and only then is the store handed out.

A mark without an envelope therefore says: nobody has stored anything here, and nobody ever had
the key. `Layout.remains` then says no, and the next creation starts afresh; what was left is
renamed, not deleted, in case a synchronising program brought an old mark back. A mark next to an
envelope says that only step 4 is missing: the store is whole, and unlocking ends the step.
"""

from contextlib import suppress

from csescreen.private_files import create_private, sync_folder
from csescreen.store import envelope_files
from csescreen.store.envelope import Envelope
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout
from csescreen.store.repository import SqlScreeningStore


def create(layout: Layout, keys: Keys, sealed: Envelope) -> None:
    """Make the database under the keys, and put the envelope beside it; what fails is undone."""
    layout.set_unfinished_aside()
    try:
        layout.creating.unlink(missing_ok=True)
        create_private(layout.creating)
        sync_folder(layout.folder)
        create_private(layout.database)
        sync_folder(layout.folder)
        SqlScreeningStore.create(layout.database, keys).close()
        layout.check_database()
        envelope_files.write(layout, sealed)
    except BaseException:
        undo(layout)
        raise
    remove_mark(layout)


def remove_mark(layout: Layout) -> None:
    """Remove the mark of a creation. Next to an envelope it is harmless, should it stay."""
    with suppress(OSError):
        if layout.creating.exists():
            layout.creating.unlink()
            sync_folder(layout.folder)


def undo(layout: Layout) -> None:
    """Remove what a failed creation made; nothing was stored, and nobody has the store.

    The envelope goes first and the mark last: what a crash leaves in between is still an
    unfinished creation.
    """
    with suppress(OSError):
        for path in (layout.envelope_copy, layout.envelope):
            path.unlink(missing_ok=True)
        sync_folder(layout.folder)
        for path in (*layout.database_files, layout.head):
            path.unlink(missing_ok=True)
        sync_folder(layout.folder)
        layout.creating.unlink(missing_ok=True)
