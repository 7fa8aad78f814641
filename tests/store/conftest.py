from collections.abc import Iterator
from pathlib import Path

import pytest

from csescreen.core.backups import ASKED, Backup
from csescreen.core.ports import ScreeningStore
from csescreen.store.envelope import decode
from csescreen.store.keys import Keys
from csescreen.store.layout import Layout
from csescreen.store.repository import SqlScreeningStore
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, QUICK, new_store, record, typed_back
from tests.store.restoring import OLD, B, C, D, silent
from tests.store.ways_in import FIRST_FORMAT, FIRST_KEY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def vault(folder: Path) -> FileVault:
    return FileVault(folder, kdf=QUICK)


@pytest.fixture
def store(vault: FileVault) -> Iterator[ScreeningStore]:
    opened = new_store(vault)
    yield opened
    opened.close()


@pytest.fixture
def filled(vault: FileVault, folder: Path) -> Layout:
    """A store that is closed, with one screening in it."""
    store = new_store(vault)
    assert store.save(record())
    store.close()
    return Layout(folder)


@pytest.fixture
def backed_up(vault: FileVault) -> Backup:
    """A store that went on from its backup: B was changed, C purged, D begun."""
    store = new_store(vault)
    for key, revision in OLD.items():
        store.save(record(revision, key=key))
    made = store.back_up(ASKED, silent)
    store.save(record(7, key=B))
    store.save(record(1, key=D))
    store.purge(C, "The family asked for it.")
    store.close()
    return made


@pytest.fixture
def code(vault: FileVault) -> str:
    """Make a store with a record, and return its recovery code."""
    unfinished = vault.begin(PASSPHRASE)
    store = typed_back(unfinished)
    assert store.save(record())
    store.close()
    return unfinished.code


@pytest.fixture
def old(vault: FileVault, folder: Path) -> Layout:
    """A store as an earlier program left it."""
    folder.mkdir(mode=0o700)
    layout = Layout(folder)
    layout.envelope.write_bytes(FIRST_FORMAT)
    layout.envelope_copy.write_bytes(FIRST_FORMAT)
    layout.database.touch(mode=0o600)
    keys = Keys.of(decode(FIRST_FORMAT).vault_id, FIRST_KEY)
    store = SqlScreeningStore.create(layout.database, keys)
    assert store.save(record())
    store.close()
    return layout
