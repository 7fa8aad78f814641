"""A Word document as a package of parts: written so that the same parts give the same bytes."""

import io
import zipfile
from collections.abc import Mapping

_THE_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a package can carry: it says nothing of when or where it was made."""


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return the parts as one file, in their order, without a clock or a machine's name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _THE_FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # on every machine the same
            package.writestr(info, content)
    return file.getvalue()


def repacked(content: bytes) -> bytes:
    """Return a package as `packed` writes it."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return packed({name: package.read(name) for name in package.namelist()})
