"""Frameworks from the texts that a store kept: read as strictly as a file from elsewhere."""

from collections.abc import Sequence

from csescreen.core.framework import Framework, FrameworkFile
from csescreen.frameworks.check import check_framework, common_problems
from csescreen.frameworks.files import TomlFile, parse_toml
from csescreen.frameworks.read import read_common

_FILES = 3
"""The framework's own file, what frameworks share, and the catalogue of signs."""


def read_kept(files: Sequence[FrameworkFile]) -> Framework | None:
    """Return the framework of these files, or None where they are not whole or not right."""
    if len(files) != _FILES:
        return None
    own, common, catalogue = (_parsed(file) for file in files)
    if own is None or common is None or catalogue is None or common_problems(common, catalogue):
        return None
    return check_framework(own, read_common(common, catalogue)).framework


def _parsed(file: FrameworkFile) -> TomlFile | None:
    parsed = parse_toml(file.id, file.content)
    return parsed if parsed.tables is not None and parsed.sha256 == file.sha256 else None
