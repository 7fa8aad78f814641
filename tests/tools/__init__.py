"""Invented tools that say what the shipped frameworks do not, on a shelf beside those."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from csescreen.core.assess import assess
from csescreen.core.outcome import Outcome
from csescreen.core.public import case_json, outcome_json
from csescreen.core.screening import Screening
from csescreen.frameworks.folders import Folder
from csescreen.frameworks.shelf import FrameworkShelf
from tests.shell.command import run

FOLDER = Path(__file__).parent
NOW = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)


def tool_shelf() -> FrameworkShelf:
    """Return a shelf with the invented tools beside what ships."""
    return FrameworkShelf(lambda: ((Folder("yours", FOLDER),), ()))


def assessed(screening: Screening) -> Outcome:
    framework = tool_shelf().get(screening.frameworks[0])
    return assess(framework, screening, NOW, lambda _: False)


def same_on_the_command_line(screening: Screening, folder: Path) -> dict[str, Any]:
    """Return the outcome of the screening, which `csescreen assess` also gives for its case."""
    case = folder / "case.json"
    case.write_text(json.dumps({**case_json(screening), "as_of": NOW.isoformat()}))
    done = run("assess", str(case), "--format", "json", CSESCREEN_FRAMEWORKS=str(FOLDER))
    assert done.returncode == 0, done.stderr.decode()
    outcome: dict[str, Any] = json.loads(done.stdout)
    assert outcome == json.loads(json.dumps(outcome_json(assessed(screening))))
    return outcome
