"""A screening as far as its frameworks can read it: what a case file of it may say.

What only a framework knows that was taken away again stays in the store, and is no part of a case.
"""

from collections.abc import Sequence
from dataclasses import replace

from csescreen.core.framework import Framework
from csescreen.core.screening import POSSIBLE, Screening, SignAnswer
from csescreen.core.windows import PARTLY_ASKED, as_a_whole


def within(screening: Screening, frameworks: Sequence[Framework]) -> Screening:
    """Return the screening with only what one of the frameworks knows."""
    own = {fact for one in frameworks if one.possible_answer for fact in one.own_questions}
    return replace(
        screening,
        facts={
            fact: "unknown" if value == POSSIBLE and fact not in own else value
            for fact, value in screening.facts.items()
            if any(fact in one.questions for one in frameworks)
        },
        clocks={
            clock: moment
            for clock, moment in screening.clocks.items()
            if any(clock in one.known_clocks for one in frameworks)
        },
        signs={
            sign: answer
            for sign, said in screening.signs.items()
            if any(sign in one.indicators for one in frameworks)
            and (answer := _within(sign, said, frameworks)) is not None
        },
    )


def _within(sign: str, said: SignAnswer, frameworks: Sequence[Framework]) -> SignAnswer | None:
    """Return the answer without windows, weights and a "possible" that no framework has.

    None where nothing of it is left: some windows alone were answered no, and none is known here.
    """
    known = {window for one in frameworks for window in one.windows}
    windows = tuple((window, answer) for window, answer in said.windows if window in known)
    amendable = {
        one.id
        for one in frameworks
        for each in one.sums
        for weight in each.weights
        if weight.amendable and weight.item == sign
    }
    if said.answer == "yes" and known and as_a_whole("yes", dict(windows), known) != "yes":
        windows = ()  # present in a window that is not known here: those that are cannot say it
    weights = tuple(
        choice
        for choice in said.weights
        if (amendable if choice.framework is None else choice.framework in amendable)
    )
    possible = any(one.possible_answer for one in frameworks)
    answer = said.answer if possible or said.answer != POSSIBLE else "unknown"
    if answer == PARTLY_ASKED and not windows:
        return None
    return replace(said, answer=answer, windows=windows, weights=weights)
