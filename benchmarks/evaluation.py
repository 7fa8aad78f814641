"""One evaluation with its full explanation, alone and against zen-engine with the same rules.

Alone: `assess` of the case file's screening under Telford & Wrekin, as the app does it at every
key. Against zen: the same screening, prepared for each engine. Both are also timed on unlike
screenings in turn, each with a clock of its own, where nothing that `assess` remembers of one
screening (a date worked out before) helps with the next.

Before anything is timed, both engines must agree on hundreds of random screenings: on the
level, on section 47 and on the status of every action of the framework's own. `zen_rules` says
what zen is spared.
"""

from collections.abc import Iterator
from functools import partial
from itertools import cycle

import zen

from benchmarks.cases import AS_OF, case, random_screenings
from benchmarks.measure import Figure, Pairs, alone, beside, in_turn, mean_of
from benchmarks.zen_rules import zen_engine, zen_input
from csescreen.bank_holidays import is_bank_holiday
from csescreen.bootstrap import shelf
from csescreen.core.assess import assess
from csescreen.core.framework import Framework
from csescreen.core.outcome import Outcome
from csescreen.core.screening import Screening

AGREE_ON = 500
UNLIKE = 2000
"""More screenings than the dates that `assess` remembers."""
LIMIT = 100e-6
TIMES_AS_FAST = 5
IN_A_ROW = 20


class DisagreementError(Exception):
    """The two engines do not decide the same, so that their times cannot be compared."""


def figures(rounds: int | None) -> Iterator[Figure]:
    """Yield the time of an evaluation, and how it stands against zen."""
    rounds = rounds or 300
    framework = shelf().get("telford")
    engine = zen_engine(framework.id)
    for screening in (case(), *random_screenings(framework, AGREE_ON)):
        _agree(framework, engine, screening)

    one = case()
    pairs = in_turn(
        rounds,
        mean_of(IN_A_ROW, partial(assess, framework, one, AS_OF, is_bank_holiday)),
        mean_of(IN_A_ROW, partial(engine.evaluate, framework.id, zen_input(framework, one))),
    )
    yield alone("evaluation", "a screening evaluated, with reasons", pairs.ours, at_most=LIMIT)
    yield _against_zen("evaluation, zen", "the same screening evaluated", pairs)

    many = list(random_screenings(framework, UNLIKE))
    ours_next = cycle(many).__next__
    theirs_next = cycle([zen_input(framework, screening) for screening in many]).__next__
    pairs = in_turn(
        rounds,
        mean_of(IN_A_ROW, lambda: assess(framework, ours_next(), AS_OF, is_bank_holiday)),
        mean_of(IN_A_ROW, lambda: engine.evaluate(framework.id, theirs_next())),
    )
    yield _against_zen("evaluation, zen, unlike", "unlike screenings evaluated in turn", pairs)


def _against_zen(name: str, measures: str, pairs: Pairs) -> Figure:
    against = "zen-engine, the same rules without explanation"
    return beside(name, measures, against, pairs, times_as_fast=TIMES_AS_FAST)


def _agree(framework: Framework, engine: zen.ZenEngine, screening: Screening) -> None:
    outcome = assess(framework, screening, AS_OF, is_bank_holiday)
    result = engine.evaluate(framework.id, zen_input(framework, screening))["result"]
    ours = _decided(outcome)
    theirs = {key: value for key, value in result.items() if value is not None}
    if ours != theirs:
        differing = {key for key in {*ours, *theirs} if ours.get(key) != theirs.get(key)}
        raise DisagreementError(
            "\n".join(
                f"{key}: csescreen says {ours.get(key)}, zen says {theirs.get(key)}"
                for key in sorted(differing)
            )
            + f"\n{screening}"
        )


def _decided(outcome: Outcome) -> dict[str, object]:
    indicated = outcome.indicated_level
    return {
        "indicated": indicated.level.rank if indicated else 0,
        "section_47": outcome.section_47.status,
        **{
            called.action.id: called.status
            for called in outcome.actions
            if not called.action.id.startswith("so-")
        },
    }
