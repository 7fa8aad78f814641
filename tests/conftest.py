"""No test looks at the frameworks, the settings or the screenings of whoever runs it."""

import atexit
import gc
import os
import shutil
import tempfile

import pytest

from tests import styles
from tests.left_folders import prefix, sweep

sweep()  # a run that was killed, or stopped for its time, could not
HOME = tempfile.mkdtemp(prefix=prefix("tests"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["CSESCREEN_HOME"] = HOME
os.environ.pop("CSESCREEN_FRAMEWORKS", None)
gc.set_threshold(50_000, 20, 20)  # as the program does
styles.parse_once()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest: at the end no process waits for another's."""
    items.sort(key=lambda item: "stress" not in item.path.parts)


def pytest_collection_finish() -> None:
    """Keep what was collected, some 100,000 objects, out of every further collection of garbage."""
    gc.collect()
    gc.freeze()


def pytest_xdist_auto_num_workers() -> int:
    """Return two processes a core: what is shown on a screen is waited for."""
    return (os.cpu_count() or 1) * 2
