"""Timing, alone or in interleaved pairs, and what a figure is."""

import gc
from collections.abc import Callable, Sequence
from statistics import median, quantiles
from time import process_time
from typing import NamedTuple

Timed = Callable[[], float]
"""Does something once and returns the seconds that it took."""


class Figure(NamedTuple):
    """One line of the table. Times are in seconds; a range is the lower and the upper quartile."""

    name: str
    measures: str
    median: float
    quartiles: tuple[float, float]
    runs: int
    aim: str = ""
    reached: bool | None = None
    """None where there is no aim."""
    against: str = ""
    other_median: float | None = None
    ratio: float | None = None
    """The median of the ratios within the pairs."""
    ratio_quartiles: tuple[float, float] | None = None


class Pairs(NamedTuple):
    """The times of two things done in turn."""

    ours: list[float]
    theirs: list[float]


def mean_of(number: int, work: Callable[[], object]) -> Timed:
    """Return what times so many calls in a row and tells their mean, in processor time.

    For work that never waits: what it costs is then its own, whatever else the machine does.
    """
    steps = range(number)

    def timed() -> float:
        start = process_time()
        for _ in steps:
            work()
        return (process_time() - start) / number

    return timed


def in_turn(rounds: int, ours: Timed, theirs: Timed) -> Pairs:
    """Time two things in turn, A B A B, after one of each that does not count."""
    ours()
    theirs()
    gc.collect()
    pairs = Pairs([], [])
    for _ in range(rounds):
        pairs.ours.append(ours())
        pairs.theirs.append(theirs())
    return pairs


def alone(name: str, measures: str, times: Sequence[float], *, at_most: float) -> Figure:
    """Return the figure of a time that should be at most so many seconds."""
    middle = median(times)
    return Figure(
        name,
        measures,
        middle,
        _quartiles(times),
        len(times),
        aim=f"at most {seconds(at_most)}",
        reached=middle <= at_most,
    )


def beside(
    name: str,
    measures: str,
    against: str,
    pairs: Pairs,
    *,
    at_most: float | None = None,
    times_as_fast: float | None = None,
) -> Figure:
    """Return the figure of two things held against each other.

    The ratio is our time by theirs; with ``times_as_fast`` it is theirs by ours.
    """
    ratios = [ours / theirs for ours, theirs in zip(*pairs, strict=True)]
    if times_as_fast is not None:
        ratios = [1 / ratio for ratio in ratios]
    ratio = median(ratios)
    aim, reached = "", None
    if at_most is not None:
        aim, reached = f"at most {at_most:g} times as long", ratio <= at_most
    elif times_as_fast is not None:
        aim, reached = f"at least {times_as_fast:g} times as fast", ratio >= times_as_fast
    return Figure(
        name,
        measures,
        median(pairs.ours),
        _quartiles(pairs.ours),
        len(ratios),
        aim,
        reached,
        against,
        median(pairs.theirs),
        ratio,
        _quartiles(ratios),
    )


def _quartiles(values: Sequence[float]) -> tuple[float, float]:
    if len(values) == 1:
        return values[0], values[0]
    low, _, high = quantiles(values, n=4, method="inclusive")
    return low, high


def seconds(time: float) -> str:
    """Return a time in the unit that suits it."""
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if time >= size:
            return f"{time / size:.3g} {unit}"
    return f"{time / 1e-6:.3g} µs"
