"""The long run: `python -m tests.stress [NAME...]`, with a progress bar and a table at the end.

`--rounds N` does so many rounds of each instead; `--seed N` other ones; `--broken` shows that each
harness finds what was deliberately spoilt. Exit status 1 where anything was lost or leaked.
"""

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import Manager, get_context
from queue import Empty

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from tests.stress.harness import Harness, Result, divided, part_of
from tests.stress.harnesses import HARNESSES

PARTS_A_CORE = 8
WORTH_A_START = 100
SHOWN = 5


def main() -> int:
    """Run what was asked for, and print the table."""
    asked = _arguments()
    known = {harness.name: harness for harness in HARNESSES}
    unknown = [name for name in asked.names if name not in known]
    if unknown:
        sys.stderr.write(f"No harness {', '.join(unknown)}. There are: {', '.join(known)}.\n")
        return 2
    console = Console()
    table = Table("harness", "rounds", "failures", "seconds", "note", title="The long run")
    bad = False
    for harness in [known[name] for name in asked.names] or HARNESSES:
        if reason := harness.why_not():
            table.add_row(harness.name, "0", "-", "0", f"not run: {reason}")
            bad = True
            continue
        rounds = asked.rounds or (harness.to_fail if asked.broken else harness.long_rounds())
        start = time.perf_counter()
        result = _run(console, harness, rounds, asked.seed, asked.jobs, broken=asked.broken)
        seconds = f"{time.perf_counter() - start:.0f}"
        bad |= bool(result.failures) != asked.broken
        table.add_row(
            harness.name, f"{result.rounds:,}", f"{len(result.failures):,}", seconds, result.told
        )
        for failure in result.failures[:SHOWN]:
            console.print(f"{harness.name}: {failure}", markup=False, highlight=False)
    console.print(table)
    return int(bad)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.stress", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--rounds", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--broken", action="store_true")
    return parser.parse_args()


def _run(
    console: Console, harness: Harness, rounds: int, seed: int, jobs: int, *, broken: bool
) -> Result:
    """Divide the rounds among processes, and show how far they are."""
    total = Result(0, ())
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with (
        Manager() as manager,
        ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool,
        Progress(*columns, console=console) as progress,
    ):
        told = manager.Queue()
        bar = progress.add_task(harness.name, total=rounds)
        parts = divided(rounds, max(jobs, min(jobs * PARTS_A_CORE, rounds // WORTH_A_START)))
        running = {
            pool.submit(part_of, harness, part, start, told, broken)
            for part, start in zip(parts, harness.starts(seed, parts), strict=True)
        }
        while running:
            try:
                progress.advance(bar, told.get(timeout=0.2))
            except Empty:
                done = {future for future in running if future.done()}
                running -= done
                for future in done:
                    total += future.result()
        while not told.empty():
            progress.advance(bar, told.get())
    return total


if __name__ == "__main__":
    sys.exit(main())
