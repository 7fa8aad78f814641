from collections.abc import Iterator
from pathlib import Path

import pytest

from csescreen.core.backups import ASKED, Backup
from csescreen.core.ports import ScreeningStore
from csescreen.store.layout import Layout
from csescreen.store.vault import FileVault
from tests.store.helpers import QUICK, new_store, record
from tests.store.restoring import OLD, B, C, D, silent


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
