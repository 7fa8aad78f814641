"""Bands that leave a number out, share one, or can never be reached; weights that hide a doubt."""

from itertools import pairwise

from csescreen.core.framework import Framework
from csescreen.core.screening import POSSIBLE
from csescreen.core.weights import Sum
from csescreen.frameworks.lint.found import Found, Warned
from csescreen.frameworks.lint.reach import least, most


def band_warnings(framework: Framework) -> Found:
    """Yield the warnings about sums and weights."""
    for one in framework.sums:
        yield from _bands(one)
        for weight in one.weights:
            if weight.answers.get(POSSIBLE, 1) == 0 and weight.answers.get("yes", 0) > 0:
                yield Warned(
                    f"weights.{weight.item}",
                    "unknown-as-no",
                    '"Possible" weighs nothing, as if it were no.',
                    "Leave its weight out: then it leaves the sum open, as what is not known does.",
                )
            missing = [name for name in framework.windows if name not in weight.windows]
            if weight.windows and missing:
                yield Warned(
                    f"weights.{weight.item}",
                    "one-window",
                    f"It adds nothing in the window {' and '.join(missing)}.",
                    "Give it a weight there as well, if the document does.",
                )


def _bands(one: Sum) -> Found:
    bands, lowest, highest = one.bands, least(one), most(one)
    place = f"sums.{one.id}.bands"
    if not bands:
        return
    if bands[0].lowest > lowest:
        yield _gap(place, lowest, bands[0].lowest - 1)
    for lower, higher in pairwise(bands):
        if lower.highest is None:
            continue
        if lower.highest + 1 < higher.lowest:
            yield _gap(place, lower.highest + 1, higher.lowest - 1)
        elif lower.highest >= higher.lowest:
            yield Warned(
                place,
                "band-overlap",
                f"{_numbers(higher.lowest, lower.highest)} in two bands; the higher one counts.",
                f"Let one band end at {higher.lowest - 1}.",
            )
    top = bands[-1].highest
    if top is not None and top < highest:
        yield _gap(place, top + 1, highest)
    amendable = any(weight.amendable for weight in one.weights)
    for number, band in enumerate(bands, 1):
        if band.lowest > highest and not amendable:
            yield Warned(
                f"sums.{one.id}.bands[{number}]",
                "unreachable-band",
                f"The weights add up to {highest} at the most, so this band is never reached.",
                "Check the weights, or let the band begin lower.",
            )


def _gap(place: str, first: int, last: int) -> Warned:
    return Warned(
        place,
        "band-gap",
        f"{_numbers(first, last)} in no band; the band above counts, where there is one.",
        "Let the bands follow one another without a gap.",
    )


def _numbers(first: int, last: int) -> str:
    return f"A sum of {first} is" if first == last else f"Sums from {first} to {last} are"
