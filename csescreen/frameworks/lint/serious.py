"""Serious signs that say next to nothing when they stand alone."""

from datetime import date
from typing import Final

from csescreen.core.assess import assess
from csescreen.core.framework import Framework
from csescreen.core.leveling import WORKED_OUT
from csescreen.core.screening import Child, FactValue, Screening, SignAnswer
from csescreen.frameworks.lint.found import Found, Warned

ANY_DAY: Final = date(2026, 1, 1)
"""A time to assess at, where it does not matter which."""
_OLDEST_CHILD: Final = 17
"""The age at which a floor by age helps least."""


def serious_sign_warnings(framework: Framework) -> Found:
    """Yield a warning for each serious sign that alone leaves the child in the lowest level."""
    if framework.overall_level != WORKED_OUT or len(framework.levels) < 2:
        return
    counted = {*framework.grades}
    counted.update(weight.item for one in framework.sums for weight in one.weights)
    nothing_else: dict[str, SignAnswer] = {sign: SignAnswer("no") for sign in framework.indicators}
    facts = _nothing_said(framework)
    for sign in framework.indicators.values():
        if not sign.serious or sign.id not in counted:
            continue
        alone = Screening(
            frameworks=(framework.id,),
            child=Child(age=_OLDEST_CHILD),
            facts=facts,
            signs={**nothing_else, sign.id: _present(framework, sign.id)},
        )
        level = assess(framework, alone, ANY_DAY, lambda _: False).indicated_level
        if level is None or level.level.rank == 1:
            yield Warned(
                f"signs.{sign.id}",
                "serious-sign-low",
                f'This serious sign alone comes to "{level.level.name if level else "no level"}": '
                f"{sign.name}.",
                "Grade it higher, or add a rule under [[level_rules]] that sets at least a level.",
            )


def _nothing_said(framework: Framework) -> dict[str, FactValue]:
    """Return the answers that weigh least, so that nothing but the sign speaks."""
    facts: dict[str, FactValue] = {}
    for question in framework.questions.values():
        if question.kind == "yes_no":
            facts[question.id] = "no"
    for one in framework.sums:
        for weight in one.weights:
            if weight.item not in framework.indicators:
                facts[weight.item] = min(weight.answers, key=lambda a: weight.answers[a])
    return facts


def _present(framework: Framework, sign: str) -> SignAnswer:
    """Return the sign as present in the window in which it weighs most, and in no other."""
    windows = [w.windows for one in framework.sums for w in one.weights if w.item == sign]
    if not framework.windows or not windows or not windows[0]:
        return SignAnswer("yes")
    heaviest = max(windows[0], key=lambda window: windows[0][window])
    given = tuple((name, "yes" if name == heaviest else "no") for name in framework.windows)
    return SignAnswer("yes", windows=given)
