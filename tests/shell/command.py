"""Running the command line as a user does: a new process, its answer apart from its messages."""

import json
from pathlib import Path
from typing import Any

from tests import commands
from tests.commands import Done

CASE: dict[str, Any] = {
    "format": 1,
    "framework": "telford",
    "child": {"age": 15},
    "as_of": "2026-03-02T10:15:00+00:00",
    "clocks": {"referral_received": "2026-03-02T10:15:00+00:00"},
    "indicators": {"unknown-vehicles": "yes"},
}


def run(*arguments: str, stdin: bytes = b"", new_session: bool = False, **environment: str) -> Done:
    changes = {"NO_COLOR": "1", **environment}
    return commands.run([*arguments], changes, stdin=stdin, alone=new_session)


def case_file(folder: Path, **changes: Any) -> Path:
    file = folder / "case.json"
    file.write_text(json.dumps({**CASE, **changes}), encoding="utf-8")
    return file


def refused(done: Done) -> str:
    """Return the message of a run that was refused as it should be."""
    said = done.stderr.decode()
    assert "Traceback" not in said
    assert "Something went wrong inside" not in said
    assert done.returncode == 2, said
    assert done.stdout == b""
    return said
