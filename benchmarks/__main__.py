"""`python -m benchmarks`: measure the figures and print them as a table or as JSON."""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from importlib import import_module

from benchmarks.measure import Figure, seconds

FIGURES = {
    "evaluation": "benchmarks.evaluation",
    "start": "benchmarks.start",
    "key": "benchmarks.key",
    "triage": "benchmarks.triage",
    "search": "benchmarks.search",
    "save": "benchmarks.save",
    "command": "benchmarks.command",
    "export": "benchmarks.export",
}
"""What can be measured, by name: a module with `figures(rounds)`."""

_HEADINGS = ("figure", "time", "against", "ratio", "aim", "reached")


def main() -> None:
    """Measure what was asked for, everything by default."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="FIGURE", help=f"of: {', '.join(FIGURES)}")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--rounds", type=int, help="how many runs or pairs of each figure")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in FIGURES]
    if unknown:
        parser.error(f"no figure {unknown[0]!r}; there are: {', '.join(FIGURES)}")
    if arguments.rounds is not None and arguments.rounds < 1:
        parser.error("--rounds is at least 1")
    figures: list[Figure] = []
    for name in arguments.names or FIGURES:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        figures += _figures(name)(arguments.rounds)
    if arguments.json:
        print(json.dumps(_as_json(figures), indent=1))
    else:
        print("\n".join(_table(figures)))


def _figures(name: str) -> Callable[[int | None], Iterable[Figure]]:
    try:
        module = import_module(FIGURES[name])
    except ModuleNotFoundError as error:
        sys.exit(f"{error.name} is missing. Install it with: pip install 'csescreen[benchmark]'")
    figures: Callable[[int | None], Iterable[Figure]] = module.figures
    return figures


def _as_json(figures: Iterable[Figure]) -> dict[str, object]:
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "figures": [figure._asdict() for figure in figures],
    }


def _table(figures: Iterable[Figure]) -> Iterable[str]:
    rows = [_HEADINGS, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _cells(figure: Figure) -> tuple[str, ...]:
    return (
        figure.name,
        seconds(figure.median),
        "" if figure.other_median is None else seconds(figure.other_median),
        "" if figure.ratio is None else f"{figure.ratio:.2f}",
        figure.aim or "none",
        {True: "yes", False: "no", None: ""}[figure.reached],
    )


if __name__ == "__main__":
    main()
