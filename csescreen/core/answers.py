"""Answering a sign or a question, dating it, regrading it. Each returns a new screening."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from csescreen.core.framework import Framework, Level
from csescreen.core.items import Item, item_of
from csescreen.core.screening import (
    RECENCIES,
    Chosen,
    ChosenLevel,
    ChosenWeight,
    FactValue,
    Screening,
    SignAnswer,
    chosen_for,
)
from csescreen.core.weights import Window
from csescreen.core.windows import as_a_whole, in_no_known_window, window_answers

_NEXT_RECENCY: Final = dict(zip((None, *RECENCIES), (*RECENCIES, None), strict=True))


def answer_sign(screening: Screening, sign: str, answer: str) -> Screening:
    """Return the screening with the sign answered; what was noted of it stays. "" clears it."""
    if not answer:
        return screening.with_sign(sign, None)
    before = screening.signs.get(sign)
    after = replace(before, answer=answer) if before else SignAnswer(answer)
    return screening.with_sign(sign, after)


def answer_window(
    screening: Screening, item: Item, answer: str, windows: Mapping[str, Window]
) -> Screening:
    """Return the screening with a sign answered in one time window; the others stay. "" clears it.

    A sign of which no window is left has not been asked, but for a yes without a time: that stays
    until a window says when, or every window says no.
    """
    before = screening.signs.get(item.name)
    undated = in_no_known_window(before)
    known = dict(before.windows) if before and undated else window_answers(before, windows)
    by_window = {window: said for window, said in (known | {item.window: answer}).items() if said}
    if not by_window and not undated:
        return screening.with_sign(item.name, None)
    after = replace(
        before or SignAnswer(answer),
        answer=as_a_whole("yes" if undated else "", by_window, windows),
        when=None,  # the windows say it
        windows=tuple(by_window.items()),
    )
    return screening.with_sign(item.name, after)


def answer_fact(screening: Screening, fact: str, value: FactValue) -> Screening:
    """Return the screening with the question answered; "" makes it not asked again."""
    return screening.with_fact(fact, None if value == "" else value)


def answer_row(screening: Screening, framework: Framework, key: str, answer: str) -> Screening:
    """Return the screening with a row answered: a sign, one in a time window, or a question."""
    item = item_of(key)
    if item.window:
        return answer_window(screening, item, answer, framework.windows)
    if item.name in framework.indicators:
        return answer_sign(screening, item.name, answer)
    return answer_fact(screening, item.name, answer)


def date_sign(screening: Screening, sign: str) -> Screening:
    """Return the screening with the sign current, then recent, historic, and undated again."""
    answer = screening.signs[sign]
    return screening.with_sign(sign, replace(answer, when=_NEXT_RECENCY[answer.when]))


def note_sign(screening: Screening, sign: str, note: str, heard_from: str) -> Screening:
    """Return the screening with a note on the sign, and who said it."""
    answer = screening.signs.get(sign)
    if answer is None:
        return screening
    return screening.with_sign(sign, replace(answer, note=note, heard_from=heard_from))


def regrade_sign(
    screening: Screening, framework: str, sign: str, level: str, reason: str
) -> Screening:
    """Return the screening with the practitioner's own level for the sign; "" takes it back."""
    answer = screening.signs.get(sign)
    if answer is None:
        return screening
    chosen = _own_level(screening, framework, level, reason)
    grades = _with_level(answer.grades, framework, chosen)
    return screening.with_sign(sign, replace(answer, grades=grades))


def amend_weight(
    screening: Screening, framework: str, sign: str, weight: int | None, reason: str
) -> Screening:
    """Return the screening with the practitioner's own weight for the sign; None takes it back."""
    answer = screening.signs.get(sign)
    if answer is None:
        return screening
    others = tuple(one for one in answer.weights if one.framework not in (None, framework))
    alone = screening.frameworks in ((framework,), ())
    named = None if alone else framework
    own = () if weight is None else (ChosenWeight(weight, reason, named),)
    return screening.with_sign(sign, replace(answer, weights=(*others, *own)))


def judge(screening: Screening, framework: str, level: str, reason: str) -> Screening:
    """Return the screening with the level that the practitioner judged; "" takes it back."""
    chosen = _own_level(screening, framework, level, reason)
    levels = _with_level(screening.judged_levels, framework, chosen)
    return replace(screening, judged_levels=levels)


def read_under(screening: Screening, frameworks: tuple[str, ...]) -> Screening:
    """Return the screening read under these frameworks instead; every answer stays.

    A level or weight that names no framework is given the name of the one under which it was
    chosen, so that it is never taken for another authority's.
    """
    if frameworks == screening.frameworks:
        return screening
    signs, judged = screening.signs, screening.judged_levels
    if len(screening.frameworks) == 1:
        (named,) = screening.frameworks
        judged = _named(judged, named)
        signs = {
            key: replace(one, grades=_named(one.grades, named), weights=_named(one.weights, named))
            for key, one in signs.items()
        }
    return replace(screening, frameworks=frameworks, signs=signs, judged_levels=judged)


def _named(chosen: tuple[Chosen, ...], framework: str) -> tuple[Chosen, ...]:
    return tuple(replace(one, framework=one.framework or framework) for one in chosen)


def _own_level(screening: Screening, framework: str, level: str, reason: str) -> ChosenLevel | None:
    """Return the choice of a level; it names its framework where there are several."""
    if not level:
        return None
    alone = screening.frameworks == (framework,)
    return ChosenLevel(level, reason, None if alone else framework)


def _with_level(
    chosen: tuple[ChosenLevel, ...], framework: str, own: ChosenLevel | None
) -> tuple[ChosenLevel, ...]:
    others = tuple(one for one in chosen if one.framework not in (None, framework))
    return (*others, own) if own else others


def counted_level(framework: Framework, sign: str, answer: SignAnswer) -> Level | None:
    """Return the level by which a present sign counts: a published grade never sinks."""
    grades = framework.grades.get(sign, ())
    best = max((grade.level for grade in grades), key=lambda one: one.rank, default=None)
    chosen = chosen_for(answer.grades, framework.id)
    own = framework.level(chosen.level) if chosen else None
    if best is None or own is None:
        return best
    published = [grade.level for grade in grades if grade.basis == "published"]
    return max((own, *published), key=lambda one: one.rank)


def changed_item(before: Screening, after: Screening) -> str:
    """Return the key of the row in which two screenings differ; "" where they do in none."""
    pairs: tuple[tuple[Mapping[str, object], Mapping[str, object]], ...] = (
        (before.signs, after.signs),
        (before.facts, after.facts),
    )
    for old, new in pairs:
        for key in (*old, *new):
            if old.get(key) != new.get(key):
                return Item(key, _changed_window(old.get(key), new.get(key))).key
    return ""


def _changed_window(before: object, after: object) -> str:
    old = dict(before.windows) if isinstance(before, SignAnswer) else {}
    new = dict(after.windows) if isinstance(after, SignAnswer) else {}
    changed = (window for window in (*old, *new) if old.get(window) != new.get(window))
    return next(changed, "")
