"""No test looks at the frameworks, the settings or the screenings of whoever runs it."""

import atexit
import gc
import os
import shutil
import tempfile

from tests import styles
from tests.left_folders import prefix, sweep

sweep()  # a run that was killed, or stopped for its time, could not
HOME = tempfile.mkdtemp(prefix=prefix("tests"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["CSESCREEN_HOME"] = HOME
os.environ.pop("CSESCREEN_FRAMEWORKS", None)
gc.set_threshold(50_000, 20, 20)  # as the program does
styles.parse_once()


def pytest_xdist_auto_num_workers() -> int:
    """Return one process more than there are cores: a test at a terminal waits half of its time."""
    return (os.cpu_count() or 1) + 1
