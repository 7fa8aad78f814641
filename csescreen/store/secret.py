"""From the passphrase or recovery code to the keys, without opening the store."""

from csescreen.errors import WrongPassphraseError
from csescreen.store import envelope_files, opening, rekeying
from csescreen.store.attempts import Attempts
from csescreen.store.envelope import Envelope
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout


def keys_by(layout: Layout, secret: str) -> tuple[Keys, Envelope]:
    """Return the keys and their envelope; nothing is changed but the count of wrong attempts."""
    attempts = Attempts(layout.attempts)
    attempts.check()
    sealed = envelope_files.read(layout).envelope
    try:
        opened = opening.by_secret(sealed, secret)
    except WrongPassphraseError:
        attempts.wrong()
        raise
    data = rekeying.fitting(layout, opened.contents.data)
    return opened.contents.keys(sealed.vault_id, data), sealed
