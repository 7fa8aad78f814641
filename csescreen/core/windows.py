"""Time windows: a sign asked for in each stretch of time by itself, and what that makes together.

A yes in one window says nothing of another: "in the last six months" and "before that" are two
questions.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from csescreen.core.screening import POSSIBLE, SignAnswer
from csescreen.core.weights import Window

PARTLY_ASKED: Final = "not_asked"
"""The answer of a sign of which some windows were answered no and others not asked for."""
_STRONGEST_FIRST: Final = ("yes", POSSIBLE, "unknown")


def strongest(answers: Mapping[str, str], windows: Iterable[str]) -> str:
    """Return what the answers by window make together: no only where every window is no."""
    for answer in _STRONGEST_FIRST:
        if answer in answers.values():
            return answer
    return "no" if all(answers.get(window) == "no" for window in windows) else PARTLY_ASKED


def as_a_whole(said: str, answers: Mapping[str, str], windows: Iterable[str]) -> str:
    """Return the answer of a sign of which this was ``said`` before anybody asked by window.

    A yes without a time stays a yes until every window was answered no.
    """
    if said == "yes" and any(answers.get(window) != "no" for window in windows):
        return said
    return strongest(answers, windows)


def in_no_known_window(answer: SignAnswer | None) -> bool:
    """Return whether the sign is present, and in no window is it known to be."""
    if answer is None or answer.answer != "yes":
        return False
    return "yes" not in dict(answer.windows).values() if answer.windows else answer.when is None


def recency(answer: SignAnswer, windows: Mapping[str, Window]) -> str | None:
    """Return whether a present sign is "current", "recent" or "historic"; None where nobody said.

    Of a sign that was asked by window: the one word that all windows with a yes stand for, if any.
    """
    if not answer.windows:
        return answer.when
    present = [
        windows[name] for name, given in answer.windows if given == "yes" and name in windows
    ]
    words = {word for window in present for word in window.recencies}
    return words.pop() if len(words) == 1 else answer.when


def window_answers(
    answer: SignAnswer | None, windows: Mapping[str, Window]
) -> dict[str, str | None]:
    """Return a sign's answer in each window; None where it was not asked or cannot be told.

    An answer that names no windows counts for all where it is no or not known; a yes counts in the
    window into which its "current", "recent" or "historic" falls, and leaves the others open. Of a
    yes without a time it is not known into which window it falls: into any of them, perhaps, of
    which nothing else was said. One that names another authority's windows alone counts as the
    answer that these make together.
    """
    if answer is None:
        return dict.fromkeys(windows)
    given = dict(answer.windows)
    if not windows.keys().isdisjoint(given):
        perhaps = "unknown" if in_no_known_window(answer) else None
        return {window: given.get(window, perhaps) for window in windows}
    if answer.answer == PARTLY_ASKED:
        return dict.fromkeys(windows)
    if answer.answer in ("no", "unknown"):
        return dict.fromkeys(windows, answer.answer)
    if answer.when is None:
        return dict.fromkeys(windows, "unknown")
    return {
        name: answer.answer if answer.when in window.recencies else None
        for name, window in windows.items()
    }
