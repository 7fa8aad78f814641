"""Removing a screening for good: the row, its dated readings, and every page that held them."""

from contextlib import suppress

from sqlalchemy import Engine, delete, insert
from sqlmodel import col

from csescreen.core.audit import Action
from csescreen.errors import InputError
from csescreen.store.audit import Trail
from csescreen.store.engine import checkpoint
from csescreen.store.faults import NOTHING_CHANGED, not_there
from csescreen.store.tables import PURGING, MetaRow, ReadingRow, ScreeningRow


def purge(engine: Engine, trail: Trail, key: str, why: str) -> None:
    """Remove a screening and its dated readings, with a row in the trail, or nothing.

    Framework files stay: they hold nothing of a child. The database overwrites what it frees, and
    the log, which still holds earlier pages, is emptied.
    """
    with trail.change(engine) as change:
        # lets the triggers pass, for this screening and within this transaction alone
        change.connection.execute(insert(MetaRow).values(name=PURGING, value=key))
        readings = delete(ReadingRow).where(col(ReadingRow.key) == key)
        screening = delete(ScreeningRow).where(col(ScreeningRow.key) == key)
        change.connection.execute(readings)
        if change.connection.execute(screening).rowcount != 1:
            raise not_there()
        change.connection.execute(delete(MetaRow).where(col(MetaRow.name) == PURGING))
        change.note(Action.PURGED, key, detail=why)
    with suppress(Exception):  # it is done; the log is emptied when the store is closed, too
        checkpoint(engine)


def no_reason() -> InputError:
    """Return the error for a purge without a reason."""
    return InputError(
        "A purge needs a reason.",
        safe=NOTHING_CHANGED,
        do_next="Say why it may go, such as the period of your authority's policy. Name no child.",
    )
