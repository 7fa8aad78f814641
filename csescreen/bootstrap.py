"""The one place that puts the parts together."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from csescreen import paths
from csescreen.bank_holidays import is_bank_holiday
from csescreen.casefile.allowed import KnownNames
from csescreen.casefile.read import CaseReader
from csescreen.errors import UserError
from csescreen.frameworks.folders import Folder
from csescreen.frameworks.read import read_clocks, read_questions
from csescreen.frameworks.shelf import FrameworkShelf

if TYPE_CHECKING:  # the command line assesses a case without any of this
    from csescreen.core.framework import Framework, FrameworkFile
    from csescreen.core.ports import Exporter
    from csescreen.services import Services
    from csescreen.settings import Settings
    from csescreen.store.restore import Restorer


@cache
def shelf() -> FrameworkShelf:
    """Return the frameworks on file."""
    return FrameworkShelf(framework_folders)


def framework_folders() -> tuple[list[Folder], list[str]]:
    """Return where frameworks lie beside those that ship, and what is to be told of that.

    The shared folder is the one that `CSESCREEN_FRAMEWORKS` names, else the one in the settings.
    """
    folders = [Folder("yours", paths.frameworks_folder())]
    if deployed := paths.deployed_frameworks():
        named_by = "CSESCREEN_FRAMEWORKS"
        return [*folders, Folder("shared", paths.named(deployed), named_by)], []
    from csescreen.settings import read_settings  # noqa: PLC0415 - where they are asked alone

    try:
        chosen = read_settings(paths.settings_file()).frameworks_folder
    except UserError as error:
        return folders, [f"{error.what} No shared frameworks folder was looked into."]
    if chosen:
        folders.append(Folder("shared", paths.home() / paths.named(chosen), "the settings"))
    return folders, []


@cache
def case_reader() -> CaseReader:
    """Return the reader of case files."""
    common = shelf().common
    return CaseReader(
        KnownNames(
            shelf().ids,
            shelf().get,
            read_questions(common.tables),
            read_clocks(common.tables),
            common.signs,
        )
    )


def now() -> datetime:
    """Return the time, zoned."""
    return datetime.now(UTC)


def export_folder(settings: "Settings") -> Path:
    """Return the folder that exports go to, unless another is named for one."""
    return paths.named(settings.export_folder) if settings.export_folder else paths.exports_folder()


def services() -> "Services":
    """Return everything that a shell may use; the vault is still locked."""
    from csescreen.process import hide_memory  # noqa: PLC0415

    hide_memory()  # before anything is known, and after the first paint
    from csescreen.export.files import SafeFiles, file_name, sweep  # noqa: PLC0415 - for shells
    from csescreen.export.formats import EXPORTERS  # noqa: PLC0415
    from csescreen.export.protecting import PasswordProtection  # noqa: PLC0415
    from csescreen.services import Services  # noqa: PLC0415
    from csescreen.settings import read_settings, write_settings  # noqa: PLC0415
    from csescreen.store.vault import FileVault  # noqa: PLC0415

    def keep(settings: "Settings") -> None:
        write_settings(paths.settings_file(), settings)

    def rebuild(files: "Sequence[FrameworkFile]") -> "Framework | None":
        from csescreen.frameworks.kept import read_kept  # noqa: PLC0415 - checks, which is slow

        return read_kept(files)

    def form(path: Path) -> "Exporter":
        from csescreen.export.template import read_form  # noqa: PLC0415 - where one is given

        return read_form(path)

    home, settings = paths.home(), read_settings(paths.settings_file())
    sweep(export_folder(settings))
    return Services(
        shelf=shelf(),
        vault=FileVault(home),
        exporters=EXPORTERS,
        files=SafeFiles(),
        file_name=file_name,
        form=form,
        protection=PasswordProtection(),
        now=now,
        is_bank_holiday=is_bank_holiday,
        settings=settings,
        write_settings=keep,
        rebuild=rebuild,
    )


def restorer() -> "Restorer":
    """Return what lists and restores backups; it asks for the passphrase by itself."""
    from csescreen.store.restore import Restorer  # noqa: PLC0415 - the database

    return Restorer(paths.home())


def warm() -> None:
    """Import what opening the store needs, while the passphrase is typed."""
    import csescreen.store.repository  # noqa: F401, PLC0415
