"""Where csescreen keeps its data. `CSESCREEN_HOME` puts all of it under one folder."""

import os
from pathlib import Path

APP_NAME = "csescreen"


def home() -> Path:
    """Return the data folder; it need not exist."""
    chosen = os.environ.get("CSESCREEN_HOME")
    if chosen:
        return named(chosen)
    import platformdirs  # noqa: PLC0415 - only where it is needed

    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False, roaming=False))


def named(text: str) -> Path:
    """Return the path that a person wrote, with ``~`` for their home where there is one."""
    try:
        return Path(text).expanduser()
    except RuntimeError:  # "~somebody", whom the system does not know
        return Path(text)


def settings_file() -> Path:
    """Return the path of the settings; it need not exist."""
    return home() / "settings.toml"


def language_file() -> Path:
    """Return the path of the user's own words to reconsider; it need not exist."""
    return home() / "language.toml"


def frameworks_folder() -> Path:
    """Return the folder for the user's own frameworks; it need not exist."""
    return home() / "frameworks"


def training_folder() -> Path:
    """Return the folder for the user's own training cases; it need not exist."""
    return home() / "training"


def deployed_frameworks() -> str:
    """Return the shared frameworks folder that `CSESCREEN_FRAMEWORKS` names, or an empty string."""
    return os.environ.get("CSESCREEN_FRAMEWORKS", "")


def exports_folder() -> Path:
    """Return the folder that is suggested for exports."""
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()
