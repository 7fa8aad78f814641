"""How the programs are started that are timed as whole processes."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
CSESCREEN = ("-c", "from csescreen.__main__ import main; main()")
"""What the installed command `csescreen` does, by this interpreter and from these sources."""


def python(*arguments: str) -> list[str]:
    """Return the command line of this interpreter with the arguments."""
    return [sys.executable, *arguments]


def environment(home: str) -> dict[str, str]:
    """Return the environment of a user of an ordinary terminal, with an empty data folder."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "CSESCREEN_HOME": home,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHONPATH": str(ROOT),
    }
