"""Removing a screening for good: the row, its dated readings, and what pages keep of them."""

from collections.abc import Callable
from typing import Final

from sqlalchemy import Engine, delete, insert
from sqlmodel import col

from csescreen.core.audit import Action
from csescreen.errors import InputError
from csescreen.store.audit import Trail
from csescreen.store.engine import checkpoint, has_damage, rebuild
from csescreen.store.faults import NOTHING_CHANGED, UnfitError, not_there
from csescreen.store.tables import PURGING, MetaRow, ReadingRow, ScreeningRow

REMAINS: Final = (
    "The purged screening cannot be opened any more, but its encrypted remains could not all be "
    "cleared from the unused parts of the file: the disk may be full. Make room; the next purge "
    "clears them."
)


def purge(engine: Engine, trail: Trail, key: str, why: str) -> bool:
    """Remove a screening and its dated readings, with a row in the trail, or nothing.

    Framework files stay: they hold nothing of a child. Return whether no page and no log holds
    remains: the database overwrites what it frees, but not what it left behind when it moved rows
    between pages, so it is written anew. That needs as much room on the disk again.
    """
    if has_damage(engine):  # it could not be written anew, and nothing more is written to it
        raise UnfitError("a page of the store is damaged")
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
    rebuilt, emptied = _managed(rebuild, engine), _managed(checkpoint, engine)
    return rebuilt and emptied


def _managed(step: Callable[[Engine], None], engine: Engine) -> bool:
    try:
        step(engine)
    except Exception:  # the screening is gone, whatever comes of this
        return False
    return True


def no_reason() -> InputError:
    """Return the error for a purge without a reason."""
    return InputError(
        "A purge needs a reason.",
        safe=NOTHING_CHANGED,
        do_next="Say why it may go, such as the period of your authority's policy. Name no child.",
    )
