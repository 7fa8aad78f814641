"""Looking at a database before SQLite touches it: what may be opened, and what is wrong otherwise.

SQLite says "file is not a database" of a wrong key, a damaged beginning, a foreign file and a
failed read alike; it takes a missing file for a new one, and drops without a word what lies
behind a damaged place of its log. Here each is told apart.
"""

from pathlib import Path
from typing import Final

from csescreen.core.audit import Action
from csescreen.errors import UserError
from csescreen.store.backup import Backups
from csescreen.store.chain import same
from csescreen.store.fault_words import NOTHING_CHANGED, told
from csescreen.store.faults import DAMAGE, older_copy
from csescreen.store.head import HeadDamagedError, HeadFile, KeptHead
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout, log_of
from csescreen.store.pages import PAGE, SALT, PageCipher, pages_by_header
from csescreen.store.reading_store import ReadingStore
from csescreen.store.repository import SqlScreeningStore
from csescreen.store.salvage import Salvaged, salvage, salvaged
from csescreen.store.schema import VERSIONS
from csescreen.store.shapes import row_of
from csescreen.store.snapshot import Snapshot, View, look
from csescreen.store.tables import VAULT_ID

_READ_ALL_THE_SAME: Final = {DAMAGE: "refused", "full": "no room"}
"""The faults with which a store is opened for reading, and what changes are refused with then."""

OpenStore = SqlScreeningStore | ReadingStore


def check(database: Path, keys: Keys) -> tuple[bytes, Snapshot | None]:
    """Return the salt to open the database with; raises a `UserError` where it is not whole.

    Looks at the first page alone where that is whole and there is no log; otherwise returns what
    was seen, too. Nothing is written. Raises `OSError` where the disk does not let it.
    """
    with database.open("rb") as file:
        first = file.read(PAGE)
        size = file.seek(0, 2)
    cipher = PageCipher(keys.data, first[:SALT]) if len(first) == PAGE else None
    log = log_of(database)
    whole = cipher is not None and cipher.is_authentic(1, first)
    if cipher and whole and not log.exists():
        if pages_by_header(cipher.decrypt(1, first)) * PAGE > size:
            raise told("cut")
        return cipher.salt, None
    found = look(database, log, keys.data, keys.vault_id)
    return _thorough(found), found


def _thorough(found: Snapshot) -> bytes:
    if found.cipher is None:
        raise told("foreign")
    if found.log.damaged:
        raise told("log")
    if found.header_lost:
        raise told("header")
    if found.cut_off:
        raise told("cut")
    return found.cipher.salt


def opened(
    layout: Layout,
    keys: Keys,
    going_on: tuple[Action, str] | None = None,
    refusal: str = "",
) -> OpenStore:
    """Open the store: to write where it can be, and to read alone where that is all that it lets.

    A store with a damaged page is opened for reading, and one that a full disk keeps from being
    brought up to date; a `UserError` is raised where it cannot be opened at all. ``refusal`` is the
    fault for which it may only be read.
    """
    salt, seen = check(layout.database, keys)
    if going_on is None and seen is not None and _is_behind(layout, keys, seen.views[0]):
        # SQLite would remove a log that holds nothing whole, on its way to the same refusal
        refuse_older(layout, keys, salvaged(seen, keys))
    if refusal or not layout.is_writable():
        return _for_reading(layout, keys, refusal or "readonly")
    try:
        return SqlScreeningStore.open(layout.database, keys, going_on, salt)
    except UserError as error:
        if error.fault not in _READ_ALL_THE_SAME or going_on is not None:
            raise
        refusal = _READ_ALL_THE_SAME[error.fault]
    return _for_reading(layout, keys, refusal)


def _for_reading(layout: Layout, keys: Keys, refusal: str) -> ReadingStore:
    found = salvage(layout.database, keys)
    if found.schema and found.schema not in VERSIONS:
        raise told("newer")
    owner = {str(row["name"]): row["value"] for row in found.meta}.get(VAULT_ID, keys.vault_id)
    if owner != keys.vault_id:
        raise told("other store")
    backups = Backups(layout, keys)
    if not found.is_whole:
        return ReadingStore(found, "refused", backups)
    if refusal == "refused":  # every page is whole: it was the reading that failed
        raise told("io", NOTHING_CHANGED)
    refuse_older(layout, keys, found)
    return ReadingStore(found, refusal, backups)


def _kept_head(layout: Layout, keys: Keys) -> KeptHead | None:
    try:
        return HeadFile.beside(layout.database, keys.audit, keys.vault_id).read()
    except HeadDamagedError:
        return None


def _is_behind(layout: Layout, keys: Keys, view: View) -> bool:
    """Return whether the trail is known not to hold the head that is kept beside it."""
    kept = _kept_head(layout, keys)
    root = view.root("audit")
    if kept is None or not root:
        return False
    for row in view.newest_rows(root):
        if row is None:  # a page is lost, which is told in its own way
            return False
        if row.row <= kept.head.number:
            named = row_of(row)
            mac = str(named[1]["mac"]) if named and row.row == kept.head.number else ""
            return not same(mac, kept.head.mac)
    return True


def refuse_older(layout: Layout, keys: Keys, found: Salvaged) -> None:
    """Raise `OlderCopyError` where the head beside the database is not in what was read of it."""
    kept = _kept_head(layout, keys)
    if kept is not None:
        macs = {row["number"]: str(row["mac"]) for row in found.trail}
        if not same(macs.get(kept.head.number, ""), kept.head.mac):
            newest = max((str(row["updated_at"]) for row in found.screenings.values()), default="")
            raise older_copy(kept.at, newest)
