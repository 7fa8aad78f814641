"""No test looks at the frameworks, the settings or the screenings of whoever runs it."""

import os
import tempfile

os.environ["CSESCREEN_HOME"] = tempfile.mkdtemp(prefix="csescreen-tests-")
os.environ.pop("CSESCREEN_FRAMEWORKS", None)
