"""The app over a slow disk, for tests that end it from outside: `slow_disk FOLDER`."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path

from csescreen.core.ports import DatedReading, Record
from csescreen.screens import workspace
from tests.terminal.app import fakes


class SlowDisk(fakes.FakeStore):
    """Takes its time for each save, and then writes the child's name to a file."""

    def __init__(self, folder: Path) -> None:
        super().__init__(fakes.record("A-17"))
        self._path = folder / "saved"

    def save(self, record: Record, readings: Sequence[DatedReading] = ()) -> bool:
        time.sleep(0.3)
        self._path.write_text(record.screening.details.get("child_name", ""))
        return super().save(record, readings)


if __name__ == "__main__":
    workspace.WorkspaceScreen = fakes.WorkspaceScreen  # type: ignore[assignment, misc]
    app = fakes.app(SlowDisk(Path(sys.argv[1])))
    app.run()
    sys.exit(app.return_code or 0)
