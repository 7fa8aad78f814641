"""Documents of a screening's summary: the first, the next ones, and a thousand in one process.

The first is timed in a process of its own, from the import of its libraries on. The thousand are
unlike one another; the memory of their process is looked at on the way, where the system tells it.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from benchmarks.cases import AS_OF, case, random_screenings
from benchmarks.measure import Figure, alone
from benchmarks.programs import ROOT, environment, python
from csescreen.bank_holidays import is_bank_holiday
from csescreen.bootstrap import shelf
from csescreen.core.assess import assess
from csescreen.core.framework import Framework
from csescreen.core.screening import Screening
from csescreen.core.summarise import summarise
from csescreen.core.summary import Summary
from csescreen.export.formats import EXPORTERS

AT_MOST: Final = 0.150
FORMATS: Final = ("pdf", "docx")
MANY: Final = 1000
LOOKED_AT: Final = (100, 500, MANY)
AT_MOST_GROWN: Final = 1.1
"""How many times the memory after a hundred documents it may be after a thousand."""


def figures(rounds: int | None) -> Iterator[Figure]:
    """Yield how long documents take, and whether a thousand take more memory than a hundred."""
    for name in FORMATS:
        usual = _measured(f"usual({name!r}, {rounds or 30})")
        yield alone(f"export, {name}", f"one summary as {name}", usual, at_most=AT_MOST)
        first = [time for _ in range(min(rounds or 5, 5)) for time in _measured(f"first({name!r})")]
        yield _without_aim(
            alone(f"export, {name}, first", "the same, with the imports", first, at_most=AT_MOST)
        )
    many = _measured(f"thousand({FORMATS[0]!r})")
    yield _thousand(many[: -len(LOOKED_AT)], many[-len(LOOKED_AT) :])


def _without_aim(figure: Figure) -> Figure:
    return figure._replace(aim="", reached=None)


def _thousand(times: list[float], memory: list[float]) -> Figure:
    told = ", ".join(f"{size:.0f} MB after {n}" for n, size in zip(LOOKED_AT, memory, strict=True))
    figure = _without_aim(
        alone(f"export, pdf, {MANY}", f"each of {MANY} unlike summaries", times, at_most=AT_MOST)
    )
    if not all(memory):  # this system does not tell
        return figure
    grown = memory[-1] / memory[0]
    return figure._replace(
        aim=f"memory grows at most {AT_MOST_GROWN:g} times",
        reached=grown <= AT_MOST_GROWN,
        against=told,
        ratio=grown,
    )


def _measured(call: str) -> list[float]:
    """Call a function of this module in a process of its own; return the numbers that it prints."""
    program = f"from benchmarks import export; export.told(export.{call})"
    with TemporaryDirectory() as home:
        done = subprocess.run(
            python("-c", program),
            cwd=ROOT,
            env=environment(home),
            stdout=subprocess.PIPE,
            check=True,
        )
    numbers: list[float] = json.loads(done.stdout)
    return numbers


def told(numbers: list[float]) -> None:
    json.dump(numbers, sys.stdout)


def usual(name: str, rounds: int) -> list[float]:
    """Return the times of one summary after another; each has a reference of its own."""
    framework = shelf().get("telford")
    summary = _summary(framework, case())
    return [
        _timed(name, replace(summary, reference=f"A-{number}")) for number in range(rounds + 1)
    ][1:]


def first(name: str) -> list[float]:
    """Return the time of the first document, its imports included."""
    return [_timed(name, _summary(shelf().get("telford"), case()))]


def thousand(name: str) -> list[float]:
    """Return the time of each of a thousand documents, then the memory on the way in MB."""
    framework = shelf().get("telford")
    times: list[float] = []
    memory: list[float] = []
    for screening in random_screenings(framework, MANY):
        times.append(_timed(name, _summary(framework, screening)))
        if len(times) in LOOKED_AT:
            memory.append(_memory())
    return times + memory


def _timed(name: str, summary: Summary) -> float:
    start = perf_counter()
    EXPORTERS[name].render(summary)
    return perf_counter() - start


def _summary(framework: Framework, screening: Screening) -> Summary:
    outcome = assess(framework, screening, AS_OF, is_bank_holiday)
    return summarise(framework, screening, outcome, wording={}, made_at=AS_OF, program="csescreen")


def _memory() -> float:
    """Return the memory that the process holds in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    held = [int(line.split()[1]) for line in lines if line.startswith("VmRSS:")]
    return held[0] / 1024 if held else 0.0
