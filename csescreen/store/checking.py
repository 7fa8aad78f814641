"""Looking at a database before SQLite touches it: what may be opened, and what is wrong otherwise.

SQLite says "file is not a database" of a wrong key, a damaged beginning, a foreign file and a
failed read alike; it takes a missing file for a new one, and drops without a word what lies
behind a damaged place of its log. Here each is told apart.
"""

from pathlib import Path

from csescreen.core.audit import Action
from csescreen.errors import StoreDamagedError
from csescreen.store.backup import Backups
from csescreen.store.chain import same
from csescreen.store.fault_words import NOTHING_CHANGED, told
from csescreen.store.faults import DAMAGE, older_copy
from csescreen.store.head import HeadDamagedError, HeadFile
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout, log_of
from csescreen.store.pages import PAGE, SALT, PageCipher, pages_by_header
from csescreen.store.reading_store import ReadingStore
from csescreen.store.repository import SqlScreeningStore
from csescreen.store.salvage import Salvaged, salvage
from csescreen.store.schema import VERSIONS
from csescreen.store.snapshot import Snapshot, look
from csescreen.store.tables import VAULT_ID

OpenStore = SqlScreeningStore | ReadingStore


def check(database: Path, keys: Keys) -> bytes:
    """Return the salt to open the database with; raises a `UserError` where it is not whole.

    Reads the first page and the log alone where they are whole, and nothing is written. Raises
    `OSError` where the disk does not let it.
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
        return cipher.salt
    return _thorough(look(database, log, keys.data, keys.vault_id))


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
    *,
    to_write: bool = True,
) -> OpenStore:
    """Open the store: to write where it can be, and to read alone where that is all that it lets.

    A store with a damaged page is opened for reading; a `UserError` is raised where it cannot
    be opened at all.
    """
    salt = check(layout.database, keys)
    if not (to_write and layout.is_writable()):
        return _for_reading(layout, keys, "readonly")
    try:
        return SqlScreeningStore.open(layout.database, keys, going_on, salt)
    except StoreDamagedError as error:
        if error.fault != DAMAGE:
            raise
    return _for_reading(layout, keys, "refused")


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
    _refuse_older(layout, keys, found)
    return ReadingStore(found, refusal, backups)


def _refuse_older(layout: Layout, keys: Keys, found: Salvaged) -> None:
    try:
        kept = HeadFile.beside(layout.database, keys.audit, keys.vault_id).read()
    except HeadDamagedError:
        return
    if kept is not None:
        macs = {row["number"]: str(row["mac"]) for row in found.trail}
        if not same(macs.get(kept.head.number, ""), kept.head.mac):
            newest = max((str(row["updated_at"]) for row in found.screenings.values()), default="")
            raise older_copy(kept.at, newest)
