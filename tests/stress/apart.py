"""Rounds in a process of their own: one thread, everything imported, and the C part loaded.

A harness that forks must not do so in a process with threads, as those of pytest and of the long
run are. Its module has `rounds(rounds, seed, tell, broken=...)`, which runs here, and a `run` that
asks for it. With the C part, the program's calls can be recorded, and made to fail.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from traceback import format_exc
from typing import Any

from tests.left_folders import prefix, sweep
from tests.stress.forking import settled
from tests.stress.harness import Result, Tell
from tests.stress.native import compiled, scratch

ROOT = Path(__file__).parents[2]


def run_apart(
    module: str, rounds: int, seed: int, tell: Tell, *, broken: bool, shim: bool
) -> Result:
    """Have the module's rounds done in a process apart, and return what came of them."""
    with _started(module, shim=shim) as answers:
        request = {"rounds": rounds, "seed": seed, "broken": broken}
        for answer in answers("rounds", request):
            if isinstance(answer, int):
                tell(answer)
            else:
                return Result(**{**answer, "failures": tuple(answer["failures"])})
    raise RuntimeError(f"{module} ended without a result")


def count_apart(module: str) -> int:
    """Return how many rounds there are to do, for a module that has `counted`."""
    with _started(module, shim=True) as answers:
        return int(next(answers("count", {})))


@contextmanager
def _started(
    module: str, *, shim: bool
) -> Iterator[Callable[[str, Mapping[str, object]], Iterator[Any]]]:
    sweep(scratch() or tempfile.gettempdir())
    with _folder("stress", None) as folder:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "CSESCREEN_HOME": folder}
        if shim:
            environment["LD_PRELOAD"] = str(compiled(Path(folder)))

        def answers(what: str, request: Mapping[str, object]) -> Iterator[Any]:
            command = [sys.executable, "-m", "tests.stress.apart", module, what]
            with subprocess.Popen(
                [*command, json.dumps(request)],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.PIPE,
                text=True,
            ) as child:
                assert child.stdout is not None
                try:
                    yield from map(json.loads, child.stdout)
                finally:
                    child.kill()

        yield answers


def forked(work: Callable[[], object], seconds: float) -> Any:
    """Do the work in a forked child and return what it returned, as JSON brings it over.

    Returns None where the child was still at it after so many seconds; it is then killed.
    """
    reading, writing = os.pipe()
    settled()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.close(reading)
            signal.alarm(int(seconds) + 1)
            answer = json.dumps(work())
            with os.fdopen(writing, "w") as pipe:
                pipe.write(answer)
            status = 0
        except BaseException:
            sys.stderr.write(format_exc())
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGALRM:
        return None
    if status:
        raise RuntimeError("the child of a round ended badly")
    return json.loads(answer)


def folder_of_a_round() -> "tempfile.TemporaryDirectory[str]":
    """Return a new folder for one round's files, in memory where that can be had."""
    return _folder("round", scratch())


def _folder(what: str, place: str | None) -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix=prefix(what), dir=place)


def main() -> None:
    """Do what `run_apart` asked for; each line of the answer is JSON."""
    module, what, request = sys.argv[1:]
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # what the program prints is no answer

    def tell(done: int) -> None:
        answers.write(f"{done}\n")

    found = import_module(module)
    if what == "count":
        tell(found.counted())
        return
    result: Result = found.rounds(tell=tell, **json.loads(request))
    whole = {
        "rounds": result.rounds,
        "failures": result.failures,
        "note": result.note,
        "counts": {**result.counts},
    }
    answers.write(json.dumps(whole) + "\n")


if __name__ == "__main__":
    main()
