"""Where csescreen keeps its data. `CSESCREEN_HOME` puts all of it under one folder."""

import os
from pathlib import Path

APP_NAME = "csescreen"


def home() -> Path:
    """Return the data folder; it need not exist."""
    chosen = os.environ.get("CSESCREEN_HOME")
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs  # noqa: PLC0415 - only where it is needed

    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False, roaming=False))


def private_folder(folder: Path) -> Path:
    """Create the folder, readable by the user alone, and return it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def settings_file() -> Path:
    """Return the path of the settings; it need not exist."""
    return home() / "settings.toml"


def frameworks_folder() -> Path:
    """Return the folder of the user's own frameworks; it need not exist."""
    return home() / "frameworks"


def exports_folder() -> Path:
    """Return the folder that is suggested for exports."""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


def replace_file(path: Path, content: bytes) -> None:
    """Write the file whole or not at all, readable by the user alone, and onto the disk."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the folder's entries durable, where the system can."""
    if os.name == "nt":  # Windows has no way to open a folder for this
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
