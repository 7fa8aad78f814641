"""What waits to take a store's place: looked at once more, for nobody may rely on its closing.

Closing brings a database's log into it, and says nothing where that fails. The log does not come
along, so a database that leaves anything in it has lost what was written last.
"""

from contextlib import closing

from csescreen.core.audit import Action, AuditHead
from csescreen.errors import UserError
from csescreen.store import copying
from csescreen.store.faults import fault
from csescreen.store.head import HeadDamagedError, HeadFile
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout

_SAFE = "The store is as it was."


def check(here: Layout, keys: Keys, last: Action) -> None:
    """Raise where the closed database here is not whole in its file.

    Whole is: nothing is left in its log; its newest row in the audit trail says what was done to it
    last; and the head beside it is that row's, or the store would be taken for an older copy.
    """
    problem: UserError | None = None
    try:
        if _is_whole(here, keys, last):
            return
    except Exception as error:
        problem = fault(error, _SAFE)
    raise problem or _not_restored()


def _is_whole(here: Layout, keys: Keys, last: Action) -> bool:
    if any(path.exists() and path.stat().st_size for path in here.database_files[1:]):
        return False
    try:
        kept = HeadFile.beside(here.database, keys.audit, keys.vault_id).read()
    except HeadDamagedError:
        return False
    with closing(copying.open_for_reading(here.database, keys.data)) as connection:
        newest = connection.execute(
            "SELECT action, number, mac FROM audit ORDER BY number DESC LIMIT 1"
        ).fetchone()
    if newest is None or kept is None:
        return False
    action, number, mac = newest
    return bool(action == last and kept.head == AuditHead(number, mac))


def _not_restored() -> UserError:
    return UserError(
        "Not restored: what was written did not all reach the disk.",
        safe=_SAFE,
        do_next="Free some space, check that the disk is sound, and try again.",
    )
