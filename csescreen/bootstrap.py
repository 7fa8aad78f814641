"""The parts put together with the store; `wiring` puts together what needs none."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from csescreen import paths
from csescreen.bank_holidays import is_bank_holiday
from csescreen.wiring import (
    case_reader,
    framework_folders,
    known_names,
    now,
    scenario_shelf,
    shelf,
)

if TYPE_CHECKING:  # the command line assesses a case without any of this
    from csescreen.core.framework import Framework, FrameworkFile
    from csescreen.core.language import Reconsidered
    from csescreen.core.ports import Exporter
    from csescreen.core.speech import Everyday
    from csescreen.services import Services
    from csescreen.settings import Settings
    from csescreen.store.restore import Restorer


__all__ = [
    "case_reader",
    "export_folder",
    "framework_folders",
    "known_names",
    "now",
    "restorer",
    "scenario_shelf",
    "services",
    "shelf",
    "warm",
]


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

    def words_to_reconsider() -> "Reconsidered":
        from csescreen.lexicon.reconsider import with_own  # noqa: PLC0415 - when text is written

        return with_own(paths.language_file())

    def everyday_words() -> "Everyday":
        from csescreen.lexicon.everyday import everyday  # noqa: PLC0415 - when signs are found

        return everyday()

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
        everyday_words=everyday_words,
        words_to_reconsider=words_to_reconsider,
    )


def restorer() -> "Restorer":
    """Return what lists and restores backups; it asks for the passphrase by itself."""
    from csescreen.store.restore import Restorer  # noqa: PLC0415 - the database

    return Restorer(paths.home())


def warm() -> None:
    """Import what opening the store needs, while the passphrase is typed."""
    import csescreen.store.repository  # noqa: F401, PLC0415
