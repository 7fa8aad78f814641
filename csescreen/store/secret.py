"""From the passphrase or recovery code to the keys, without opening the store."""

from csescreen.errors import WrongPassphraseError
from csescreen.store import envelope_files, opening, rekeying
from csescreen.store.attempts import Attempts
from csescreen.store.envelope import Envelope
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout
from csescreen.store.opening import Opened


def tried(attempts: Attempts, envelope: Envelope, secret: str) -> Opened:
    """Open the envelope with the secret; a wrong one is counted, and may have to wait."""
    attempts.check()
    try:
        return opening.by_secret(envelope, secret)
    except WrongPassphraseError:
        attempts.wrong()
        raise


def keys_by(layout: Layout, secret: str) -> tuple[Keys, Envelope]:
    """Return the keys and their envelope; nothing is changed but the count of wrong attempts."""
    attempts = Attempts(layout.attempts)
    found = envelope_files.read(layout)
    opened, _ = found.opened(lambda envelope: tried(attempts, envelope, secret))
    data = rekeying.fitting(layout, opened.contents.data)
    return opened.contents.keys(opened.envelope.vault_id, data), opened.envelope
