"""Invented tools that say what the shipped frameworks do not, on a shelf beside those."""

from pathlib import Path

from csescreen.frameworks.folders import Folder
from csescreen.frameworks.shelf import FrameworkShelf

FOLDER = Path(__file__).parent


def tool_shelf() -> FrameworkShelf:
    """Return a shelf with the invented tools beside what ships."""
    return FrameworkShelf(lambda: ((Folder("yours", FOLDER),), ()))
