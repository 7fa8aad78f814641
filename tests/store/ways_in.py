"""What the tests of the ways in share: what a secret opens, which keys, what the trail says."""

from csescreen.errors import (
    WrongPassphraseError,
)
from csescreen.store.envelope import decode
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout
from csescreen.store.opening import by_secret
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, record

NEW = "another three words"
FIRST_KEY = bytes(range(32))
FIRST_FORMAT = (
    b'{"check":"49f35cfba06eaf1cda318d1a8ed23d20776d49ac86aebb63fe0ed946693c4a4e","content":'
    b'{"format":1,"serial":1,"slots":[{"kind":"passphrase","nonce":"36603cd64ce87ef1258a1a55",'
    b'"parameters":{"iterations":1,"kdf":"argon2id","lanes":1,"memory_kib":32,'
    b'"salt":"d0d529fd88a62507476839cd3b123a37"},"wrapped":"507140c1c6ed17a0c4524985989e18c9'
    b'b48fbdc32c7a404c1ec7188d424d03ba787046ebde844d6862fc330033b8d1b6"}],'
    b'"vault":"d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4"}}\n'
)
"""What an earlier program wrote for this key and passphrase."""


def opens(vault: FileVault, secret: str) -> bool:
    """Whether the secret opens the store, with its record whole."""
    try:
        store = vault.unlock(secret)
    except WrongPassphraseError:
        return False
    try:
        assert store.read(record().key) == record()
        return True
    finally:
        store.close()


def store_keys(layout: Layout, secret: str) -> Keys:
    envelope = decode(layout.envelope.read_bytes())
    contents = by_secret(envelope, secret).contents
    return contents.keys(envelope.vault_id, *contents.data)


def actions(vault: FileVault, secret: str = PASSPHRASE) -> list[str]:
    store = vault.unlock(secret)
    try:
        return [str(entry.action) for entry in store.audit()]
    finally:
        store.close()
