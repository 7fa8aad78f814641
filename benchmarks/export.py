"""Documents made of one screening's summary: the first, the next ones, and a thousand in a row.

The first is made in a process of its own, from the import of its libraries on. A thousand are unlike
one another and made in one process, whose memory is looked at as they are made.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.measure import Figure, alone
from benchmarks.programs import ROOT, environment, python

AT_MOST = 0.150
FORMATS = ("pdf", "docx")
MANY = 1000
LOOKED_AT = (100, 500, MANY)
GROWTH = 1.1
"""How many times the memory after a hundred documents it may be after all of them."""


def figures(rounds: int | None) -> Iterator[Figure]:
    """Yield how long a document takes, and whether many take more memory than few."""
    from csescreen.export.formats import EXPORTERS

    for name in FORMATS:
        if name not in EXPORTERS:
            continue
        measured = _measured(name, rounds or 30, many=name == "pdf")
        times = measured["times"]
        yield alone(f"export, {name}", f"a summary as {name}", times, at_most=AT_MOST)
        first = [_measured(name, 0)["first"] for _ in range(min(rounds or 5, 5))]
        figure = alone(f"export, {name}, first", "the same with the import", first, at_most=1)
        yield figure._replace(aim="", reached=None)
        if many := measured["many"]:
            memory = measured["memory"]
            told = ", ".join(f"{size} MB after {number}" for number, size in memory.items())
            figure = alone(f"export, {name}, {MANY}", f"unlike ones in turn; {told}", many, at_most=1)
            sizes = list(memory.values())
            yield figure._replace(
                aim=f"memory: {told}", reached=not sizes or sizes[-1] <= sizes[0] * GROWTH
            )


def _measured(name: str, rounds: int, *, many: bool = False) -> dict[str, list[float]]:
    """Run this module in a fresh process, and return what it measured."""
    call = f"from benchmarks.export import measure; measure({name!r}, {rounds}, {many})"
    with TemporaryDirectory() as home:
        done = subprocess.run(
            python("-c", call), cwd=ROOT, env=environment(home), capture_output=True, check=True
        )
    found: dict[str, list[float]] = json.loads(done.stdout)
    return found
