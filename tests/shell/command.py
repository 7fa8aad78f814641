"""Running the command line as a user does: a new process, its answer apart from its messages."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

CASE: dict[str, Any] = {
    "format": 1,
    "framework": "telford",
    "child": {"age": 15},
    "as_of": "2026-03-02T10:15:00+00:00",
    "clocks": {"referral_received": "2026-03-02T10:15:00+00:00"},
    "indicators": {"unknown-vehicles": "yes"},
}


def run(
    *arguments: str, stdin: bytes = b"", new_session: bool = False, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "csescreen", *arguments],
        input=stdin,
        capture_output=True,
        timeout=20,
        check=False,
        start_new_session=new_session,
        env={**os.environ, "NO_COLOR": "1", **environment},
    )


def case_file(folder: Path, **changes: Any) -> Path:
    file = folder / "case.json"
    file.write_text(json.dumps({**CASE, **changes}), encoding="utf-8")
    return file


def refused(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return the message of a run that was refused as it should be."""
    said = done.stderr.decode()
    assert "Traceback" not in said
    assert "Something went wrong inside" not in said
    assert done.returncode == 2, said
    assert done.stdout == b""
    return said
