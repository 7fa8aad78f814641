"""What is on file, put together without the store: frameworks, cases, settings, exporters.

The training app and the commands that open no store take what they need from here alone.
"""

from collections.abc import Sequence
from dataclasses import replace
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
    from csescreen.core.speech import Everyday
    from csescreen.scenarios.shelf import ScenarioShelf
    from csescreen.services.training import TrainingServices


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
    return CaseReader(known_names())


def known_names(on_file: FrameworkShelf | None = None) -> KnownNames:
    """Return what a case may name: the frameworks on file, and what all of them share."""
    frameworks = on_file or shelf()
    common = frameworks.common
    return KnownNames(
        frameworks.ids,
        frameworks.get,
        read_questions(common.tables),
        read_clocks(common.tables),
        common.signs,
    )


def scenario_shelf(named: Sequence[Path] = ()) -> "ScenarioShelf":
    """Return the training cases on file, and those in the files that were named for one class."""
    from csescreen.scenarios.shelf import ScenarioShelf  # noqa: PLC0415 - for training alone

    return ScenarioShelf(known_names(), paths.training_folder(), named)


def now() -> datetime:
    """Return the time, zoned."""
    return datetime.now(UTC)


def training(named: Sequence[Path] = (), *, served: bool = False) -> "TrainingServices":
    """Return what training may ask for. ``named`` are the files of cases for one class.

    ``served`` to a browser, it reads nothing of the user's, and writes nothing whatever is asked.
    """
    from csescreen.export.files import SafeFiles, file_name  # noqa: PLC0415 - after the first paint
    from csescreen.export.formats import EXPORTERS  # noqa: PLC0415
    from csescreen.export.protecting import PasswordProtection  # noqa: PLC0415
    from csescreen.export.template import read_form  # noqa: PLC0415
    from csescreen.scenarios.shelf import ScenarioShelf  # noqa: PLC0415
    from csescreen.services.training import TRAINING, TrainingServices  # noqa: PLC0415
    from csescreen.settings import Settings, read_settings  # noqa: PLC0415

    def everyday_words() -> "Everyday":
        from csescreen.lexicon.everyday import everyday  # noqa: PLC0415 - when signs are found

        return everyday()

    def named_training(reference: str, made_at: datetime, suffix: str, audience: str) -> str:
        return f"{TRAINING}-{file_name(reference, made_at, suffix, audience)}"

    settings = Settings() if served else read_settings(paths.settings_file())
    frameworks = FrameworkShelf() if served else shelf()
    known = known_names(frameworks)
    return TrainingServices(
        shelf=frameworks,
        cases=ScenarioShelf(known) if served else scenario_shelf(named),
        exporters={} if served else EXPORTERS,
        files=SafeFiles(),
        file_name=named_training,
        form=read_form,
        protection=PasswordProtection(),
        now=now,
        is_bank_holiday=is_bank_holiday,
        everyday_words=everyday_words,
        settings=replace(settings, referral_form=""),
    )
