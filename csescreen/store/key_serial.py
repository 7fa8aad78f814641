"""Which envelope of keys was the newest, as the audit trail has it.

Each change of keys is noted with the serial of the envelope that it made. An envelope can be put
back together with its copy, and a former passphrase opens it then; the trail, which is in the
database, tells that it is older. A trail that knows less than the envelope, as that of an older
backup which was restored, is told the serial when the store is opened.
"""

import re
from contextlib import suppress
from typing import Final

from csescreen.core.audit import Action
from csescreen.errors import UserError
from csescreen.store.fault_words import OLDER_KEYS
from csescreen.store.repository import SqlScreeningStore

NOTED_WITH: Final = (
    Action.PASSPHRASE_CHANGED,
    Action.RECOVERY_CODE_CHANGED,
    Action.KEYRING_ON,
    Action.KEYRING_OFF,
    Action.REKEYED,
    Action.OLDER_KEYS,
    Action.KEYS_NOTED,
)
_FIRST: Final = 1
_WORDS: Final = "keys number {}"
_SERIAL: Final = re.compile("keys number ([0-9]{1,18})")


def note(store: SqlScreeningStore, action: Action, serial: int) -> None:
    """Note a change of keys, and the serial of the envelope that holds from then on."""
    store.note(action, detail=_WORDS.format(serial))


def look(store: SqlScreeningStore, serial: int) -> None:
    """Tell, and note once, where the envelope that opened the store is older than the noted one.

    A store that cannot tell, or cannot be written now, keeps nobody from their work.
    """
    with suppress(UserError):
        if serial < _noted(store):
            store.tell(OLDER_KEYS)
            note(store, Action.OLDER_KEYS, serial)


def learn(store: SqlScreeningStore, serial: int) -> None:
    """Note the envelope of the open store where it is newer than the noted one."""
    with suppress(UserError):
        if serial > _noted(store):
            note(store, Action.KEYS_NOTED, serial)


def _noted(store: SqlScreeningStore) -> int:
    found = _SERIAL.fullmatch(store.newest_detail(NOTED_WITH))
    return int(found[1]) if found else _FIRST
