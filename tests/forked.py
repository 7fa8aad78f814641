"""The command line in a process that is forked from one that has it imported already.

What is loaded when, and how a process begins, is held by tests that start one from nothing
(tests/test_imports.py, tests/terminal/test_whole_job.py); all others are spared it.
"""

import os
import sys
import time
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import csescreen.__main__
from csescreen import cli, shell, store
from csescreen.store import kdf
from tests.store.helpers import QUICK

for package in (cli, shell, store):
    for module in iter_modules(package.__path__, f"{package.__name__}."):
        import_module(module.name)

NAMES = ("stdin", "stdout", "stderr")


def command(
    arguments: list[str], folder: Path, environment: dict[str, str], here: Path, alone: bool
) -> None:
    """Be the command; its three streams are files in the folder, and so is the time it took."""
    if alone:
        os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(here)
    for number, name in enumerate(NAMES):
        flags = os.O_RDWR if number else os.O_RDONLY
        os.dup2(os.open(folder / name, flags), number)
        stream = open(number, "w" if number else "r", closefd=False)  # noqa: SIM115
        vars(sys).update({name: stream, f"__{name}__": stream})
    # each would spend a second on a new key, whose cost tests/store/test_envelope.py holds
    kdf.tuned = lambda: QUICK
    sys.argv = ["csescreen", *arguments]
    status = 1
    try:
        csescreen.__main__.main()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        for name in NAMES[1:]:
            getattr(sys, name).flush()
        (folder / "seconds").write_text(str(time.process_time()), encoding="utf-8")
        os._exit(status)
