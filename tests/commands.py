"""Running the command line: a process of its own, its answer apart from its messages."""

import multiprocessing
import os
import subprocess
import sys
import tempfile
from contextlib import redirect_stderr
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 20.0


@dataclass(frozen=True)
class Done:
    """What came of a command; ``seconds`` is the processor's time that it took, if it is known."""

    returncode: int
    stdout: bytes
    stderr: bytes
    seconds: float = 0.0


def run(
    arguments: list[str],
    environment: dict[str, str],
    *,
    stdin: bytes = b"",
    alone: bool = False,
) -> Done:
    """Run csescreen with further variables in its environment; ``alone`` keeps it from a terminal.

    A variable that Python reads when it begins has it begin from nothing.
    """
    ours = all(name.startswith("CSESCREEN") or name == "NO_COLOR" for name in environment)
    if ours and "forkserver" in multiprocessing.get_all_start_methods():
        return _forked(arguments, environment, stdin, alone)
    done = subprocess.run(
        [sys.executable, "-m", "csescreen", *arguments],
        input=stdin,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        start_new_session=alone,
        env={**os.environ, **environment},
    )
    return Done(done.returncode, done.stdout, done.stderr)


def _forked(arguments: list[str], environment: dict[str, str], stdin: bytes, alone: bool) -> Done:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.forked"])
    from tests import forked

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for stream in forked.NAMES:
            (folder / stream).write_bytes(stdin if stream == "stdin" else b"")
        given = (arguments, folder, {**os.environ, **environment}, Path.cwd(), alone)
        process = context.Process(target=forked.command, args=given)
        # the first one starts a server, which wants a file for its errors: inside of an app that is
        # tested without a terminal there is none
        with redirect_stderr(sys.__stderr__):
            process.start()
        process.join(PATIENCE)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(arguments, PATIENCE)
        took = folder / "seconds"
        return Done(
            process.exitcode,
            (folder / "stdout").read_bytes(),
            (folder / "stderr").read_bytes(),
            float(took.read_text(encoding="utf-8")) if took.exists() else 0.0,
        )
