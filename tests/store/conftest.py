from collections.abc import Iterator
from pathlib import Path

import pytest

from csescreen.core.ports import ScreeningStore
from csescreen.store.layout import Layout
from csescreen.store.vault import FileVault
from tests.store.helpers import QUICK, new_store, record


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
