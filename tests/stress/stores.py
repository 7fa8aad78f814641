"""Stores to be spoilt: made quickly, with rows whose every version is known."""

from csescreen.core.ports import ScreeningStore
from csescreen.store.vault import FileVault


def new_store(vault: FileVault, passphrase: str) -> ScreeningStore:
    """Make a store, whichever way the vault has to make one."""
    return vault.create(passphrase)
