"""No test looks at the frameworks, the settings or the screenings of whoever runs it."""

import atexit
import os
import shutil
import tempfile

HOME = tempfile.mkdtemp(prefix="csescreen-tests-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ["CSESCREEN_HOME"] = HOME
os.environ.pop("CSESCREEN_FRAMEWORKS", None)
