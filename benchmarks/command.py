"""`csescreen assess FILE` as a whole process, against an interpreter that only imports typer.

Both are timed from spawning to the end of the process, in turn; what they print is thrown away.
"""

import subprocess
from collections.abc import Iterator
from functools import partial
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.cases import CASE_FILE
from benchmarks.measure import Figure, beside, in_turn
from benchmarks.programs import CSESCREEN, ROOT, environment, python

AT_MOST = 2


def figures(rounds: int | None) -> Iterator[Figure]:
    """Yield how long the command takes."""
    with TemporaryDirectory() as home:
        pairs = in_turn(
            rounds or 30,
            partial(_process, python(*CSESCREEN, "assess", str(CASE_FILE)), home),
            partial(_process, python("-c", "import typer"), home),
        )
    yield beside(
        "command", "csescreen assess FILE", "python -c 'import typer'", pairs, at_most=AT_MOST
    )


def _process(command: list[str], home: str) -> float:
    start = perf_counter()
    subprocess.run(command, cwd=ROOT, env=environment(home), stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - start
