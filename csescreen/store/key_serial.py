"""Which envelope of keys was the newest, as the audit trail has it.

Each change of keys is noted with the serial of the envelope that it made. An envelope can be put
back together with its copy, and a former passphrase opens it then; the trail, which is in the
database, tells that it is older.
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
)
_WORDS: Final = "keys number {}"
_SERIAL: Final = re.compile("keys number ([0-9]{1,18})")


def note(store: SqlScreeningStore, action: Action, serial: int) -> None:
    """Note a change of keys, and the serial of the envelope that holds from then on."""
    store.note(action, detail=_WORDS.format(serial))


def look(store: SqlScreeningStore, serial: int) -> None:
    """Tell, and note once, where the envelope that opened the store is not the newest.

    A store that cannot tell, or cannot be written now, keeps nobody from their work.
    """
    with suppress(UserError):
        newest = _SERIAL.fullmatch(store.newest_detail(NOTED_WITH))
        if newest and serial < int(newest[1]):
            store.tell(OLDER_KEYS)
            note(store, Action.OLDER_KEYS, serial)
