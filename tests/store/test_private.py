"""Every file that the program writes is the user's alone: any umask, and planted links."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from csescreen.errors import UserError
from csescreen.export.files import SafeFiles
from csescreen.settings import Settings, write_settings
from csescreen.store import salvaging
from csescreen.store.layout import Layout
from csescreen.store.salvage import salvage
from csescreen.store.secret import keys_by
from csescreen.store.vault import FileVault
from tests.store.helpers import PASSPHRASE, QUICK, new_store, record

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes are of Unix")


@pytest.fixture(params=[0o000, 0o022, 0o777], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


SALVAGED = "salvaged-planted"
FOLDERS = ("backups", "restoring", "set-aside", SALVAGED)


def session(home: Path, exports: Path) -> None:
    """Write every kind of file there is."""
    vault = FileVault(home, kdf=QUICK)
    store = new_store(vault) if not vault.exists() else vault.unlock(PASSPHRASE)
    store.save(record())
    written(home, exports)
    store.close()
    vault.unlock(PASSPHRASE).close()
    salvaged(Layout(home))
    written(home, exports)
    write_settings(home / "settings.toml", Settings(worker={"worker_name": "A"}))
    SafeFiles().write(exports, "referral.md", b"text")
    written(home, exports)


def salvaged(layout: Layout) -> None:
    """Make a new store of what can be read; a folder of a known name stands for a planted one."""
    keys, sealed = keys_by(layout, PASSPHRASE)
    folder = layout.folder / SALVAGED
    folder = folder if folder.is_symlink() else salvaging.folder_for(layout)
    made = salvaging.make(folder, keys, sealed, salvage(layout.database, keys), lambda _: None)
    assert made.database.exists()
    assert made.head.exists()
    assert made.envelope.exists()


def written(*folders: Path) -> None:
    for folder in folders:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        for path in folder.rglob("*"):
            if path.is_symlink():
                continue  # a planted one
            mode = stat.S_IMODE(path.lstat().st_mode)
            assert mode == (0o700 if path.is_dir() else 0o600), f"{path.name} is {mode:o}"


@pytest.mark.usefixtures("umask")
def test_every_file_and_folder_is_the_users_alone(tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    exports.chmod(0o700)
    session(tmp_path / "home" / "deeper", exports)
    written(tmp_path / "home")


def test_no_planted_link_is_written_through(tmp_path: Path) -> None:
    home, exports, victim = tmp_path / "home", tmp_path / "exports", tmp_path / "victim"
    aside, others = tmp_path / "aside", tmp_path / "others"
    exports.mkdir(0o700)
    session(home, exports)
    names = [path for path in (*home.iterdir(), *exports.iterdir()) if path.is_file()]
    names += [home / f"{name}.new" for name in ("vault.json", "vault.copy.json", "store.head")]
    made = ("store.lock", "store.holder", "store.creating", "unlock.json", "store.db-wal")
    names += [home / name for name in (*made, *FOLDERS)]
    for name in dict.fromkeys(names):
        kept = name.rename(aside) if name.exists() else None
        victim.write_bytes(b"somebody else's")
        others.mkdir(exist_ok=True)
        name.symlink_to(others if name.name in FOLDERS else victim)
        with suppress(UserError, OSError):  # where it is refused, nothing is written through it
            session(home, exports)
        assert victim.read_bytes() == b"somebody else's", name.name
        assert not [*others.iterdir()], name.name
        if name.is_symlink():
            name.unlink()
        if kept is not None and not name.exists():
            kept.rename(name)
