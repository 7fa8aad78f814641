"""Which answers carry over to another version of a framework: an answer stays where its id does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final, NamedTuple

from csescreen.core.framework import Framework
from csescreen.core.screening import (
    ANSWERS,
    POSSIBLE,
    ChosenLevel,
    ChosenWeight,
    FactValue,
    Screening,
    SignAnswer,
)
from csescreen.core.words import ANSWERS as ANSWER_WORDS
from csescreen.core.words import answer_words, humanised, moment_words

AGE_CLOCK: Final = "concern_identified"
"""The clock that bears on the age under every framework."""
_NO_WORDING: Final[Mapping[str, str]] = MappingProxyType({})


class LeftAnswer(NamedTuple):
    """An answer that does not carry over: ``kind`` is "sign", "question", "time",
    "level" or "weight"."""

    kind: str
    id: str
    what: str
    answer: str
    why: str


class CarriedOver(NamedTuple):
    """The screening with the answers that carry over, and every one that does not."""

    screening: Screening
    left: tuple[LeftAnswer, ...]


class _Known(NamedTuple):
    """What the frameworks of the screening know from now on, and what names what they do not."""

    new: Framework
    old: Framework | None
    frameworks: Sequence[Framework]
    named_by: Sequence[Framework]
    wording: Mapping[str, str]


def carry_over(
    screening: Screening,
    new: Framework,
    *,
    old: Framework | None = None,
    wording: Mapping[str, str] = _NO_WORDING,
    others: Sequence[Framework] = (),
) -> CarriedOver:
    """Return the screening as the new version can read it: an answer stays where its id does.

    ``old`` and ``wording`` name what is retired. ``others`` are further frameworks of the
    same screening: what they know stays as well. The child, the narrative and the details belong
    to no version and always stay.
    """
    frameworks = (new, *others)
    known = _Known(new, old, frameworks, (*frameworks, old) if old else frameworks, wording)
    left: list[LeftAnswer] = []
    carried = replace(
        screening,
        signs={
            sign: _as_known(sign, answer, known, left)
            for sign, answer in screening.signs.items()
            if _keeps_sign(sign, answer.answer, known, left)
        },
        facts={
            fact: value
            for fact, value in screening.facts.items()
            if _keeps_fact(fact, value, known, left)
        },
        clocks={
            clock: moment
            for clock, moment in screening.clocks.items()
            if _keeps_clock(clock, moment_words(moment), known, left)
        },
        judged_levels=_levels(screening.judged_levels, known, "", left),
    )
    return CarriedOver(carried, tuple(left))


def _keeps_sign(sign: str, answer: str, known: _Known, left: list[LeftAnswer]) -> bool:
    stays = any(sign in one.indicators for one in known.frameworks)
    if stays and (answer != POSSIBLE or any(one.possible_answer for one in known.frameworks)):
        return True
    said = ANSWER_WORDS.get(answer, answer)
    why = "This answer is retired." if stays else "The sign is retired."
    left.append(LeftAnswer("sign", sign, _sign_name(sign, known), said, why))
    return False


def _as_known(sign: str, answer: SignAnswer, known: _Known, left: list[LeftAnswer]) -> SignAnswer:
    """Return a sign's answer with its own levels, windows and weights, as far as they stay.

    Where one time window is retired, none is kept, and the answer as a whole stands: a yes of a
    retired window must not be lost.
    """
    windows, weights = answer.windows, answer.weights
    asked = {window for one in known.frameworks for window in one.windows}
    if any(window not in asked for window, _ in windows):
        windows = ()
        left += [
            LeftAnswer(
                "sign",
                sign,
                f"{_sign_name(sign, known)}, {_window_name(window, known)}",
                ANSWER_WORDS.get(said, said),
                "A time window is retired; the sign's answer as a whole stays.",
            )
            for window, said in answer.windows
        ]
    kept = tuple(one for one in weights if not _lost(one, sign, known))
    left += [
        LeftAnswer(
            "weight",
            sign,
            f"Your own weight for: {_sign_name(sign, known)}",
            str(one.weight),
            "The sign has no weight that may be amended.",
        )
        for one in weights
        if one not in kept
    ]
    grades = _levels(answer.grades, known, sign, left)
    return replace(answer, grades=grades, windows=windows, weights=kept)


def _window_name(window: str, known: _Known) -> str:
    names = (one.windows[window].name for one in known.named_by if window in one.windows)
    return next(names, humanised(window)).lower()


def _lost(chosen: ChosenWeight, sign: str, known: _Known) -> bool:
    if chosen.framework not in (None, known.new.id):
        return False
    weights = (weight for one in known.new.sums for weight in one.weights)
    return not any(weight.item == sign and weight.amendable for weight in weights)


def _sign_name(sign: str, known: _Known) -> str:
    names = (one.indicators[sign].name for one in known.named_by if sign in one.indicators)
    return known.wording.get(sign) or next(names, humanised(sign))


def _keeps_fact(fact: str, value: FactValue, known: _Known, left: list[LeftAnswer]) -> bool:
    asking = [one for one in known.frameworks if fact in one.questions]
    if any(_may_be(one, fact, value) for one in asking):
        return True
    naming = next((one for one in reversed(known.named_by) if fact in one.questions), None)
    what = naming.questions[fact].ask if naming else humanised(fact)
    said = answer_words(naming or known.new, fact, value)
    why = "The answer is retired." if asking else "The question is retired."
    left.append(LeftAnswer("question", fact, what, said, why))
    return False


def _may_be(framework: Framework, fact: str, value: FactValue) -> bool:
    question = framework.questions[fact]
    if question.kind == "choice":
        return value in question.choices
    if question.kind == "number":
        return isinstance(value, int) or value == "unknown"
    if question.kind == "names":
        return isinstance(value, tuple)
    if value == POSSIBLE:
        return framework.possible_answer and fact in framework.own_questions
    return value in ANSWERS


def _keeps_clock(clock: str, said: str, known: _Known, left: list[LeftAnswer]) -> bool:
    if clock in _clocks(known.frameworks):
        return True
    if known.old is not None and clock not in _clocks([known.old]):
        return True  # neither version asks for it, so nothing is retired
    asked = (one.clocks[clock].ask for one in known.named_by if clock in one.clocks)
    what = next(asked, humanised(clock))
    left.append(LeftAnswer("time", clock, what, said, "The time is not asked any more."))
    return False


def _clocks(frameworks: Iterable[Framework]) -> set[str]:
    known = {AGE_CLOCK}
    for framework in frameworks:
        known.update((*framework.clocks, *framework.own_clocks))
        known.update(action.time_limit.clock for action in framework.actions if action.time_limit)
    return known


def _levels(
    chosen: tuple[ChosenLevel, ...], known: _Known, sign: str, left: list[LeftAnswer]
) -> tuple[ChosenLevel, ...]:
    """Return the practitioner's levels that stay; those of other frameworks always do."""
    kept = []
    for choice in chosen:
        if choice.framework not in (None, known.new.id) or known.new.level(choice.level):
            kept.append(choice)
            continue
        if not sign:
            what = "The level that you judged"
        elif any(sign in one.indicators for one in known.frameworks):
            what = f"Your own level for: {_sign_name(sign, known)}"
        else:
            continue  # it stays behind with its sign
        naming = next((one for one in known.named_by if one.level(choice.level)), None)
        level = naming.level(choice.level) if naming else None
        said = level.name if level else humanised(choice.level)
        left.append(LeftAnswer("level", sign, what, said, "The level is retired."))
    return tuple(kept)
