"""Looking at a database before SQLite touches it: what may be opened, and what is wrong otherwise.

SQLite says "file is not a database" of a wrong key, a damaged beginning, a foreign file and a
failed read alike; it takes a missing file for a new one, and drops without a word what lies
behind a damaged place of its log. Here each is told apart.
"""

from pathlib import Path

from csescreen.store.fault_words import told
from csescreen.store.keys import Keys
from csescreen.store.layout import log_of
from csescreen.store.pages import PAGE, SALT, PageCipher, pages_by_header
from csescreen.store.snapshot import Snapshot, look


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
