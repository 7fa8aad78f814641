"""Evaluation: what one framework makes of one screening. Pure, total, and explaining itself.

The order of work: answers to grades, grades and rules to the indicated level, the higher of
indicated and judged level, section 47, actions, open questions, notices. A condition may look only
at what was worked out before it.
"""

from collections.abc import Iterable, Mapping

from csescreen.core import notices
from csescreen.core.ages import ADULT, counted_age
from csescreen.core.calling import called_actions
from csescreen.core.conditions import TRUTH_WORDS, UNKNOWN, YES, View
from csescreen.core.framework import Framework, Level, LevelRule
from csescreen.core.grading import BASIS_ORDER, ReadSigns, read_signs
from csescreen.core.open_questions import open_questions
from csescreen.core.outcome import (
    CriterionStatus,
    IndicatedLevel,
    JudgedLevel,
    Outcome,
    Section47,
)
from csescreen.core.reasons import reasons
from csescreen.core.screening import FactValue, Moment, Screening
from csescreen.core.timelimits import IsBankHoliday, london_day


def assess(
    framework: Framework, screening: Screening, as_of: Moment, is_bank_holiday: IsBankHoliday
) -> Outcome:
    """Return what the framework makes of the screening at that time."""
    age = counted_age(screening, london_day(as_of))
    read = read_signs(framework, screening)
    view = View(
        signs=read.truths,
        facts=_facts(framework, screening.facts),
        age=age.years,
        present=len(read.present),
        any_sign=read.any_sign(len(framework.indicators)),
        historic=any(sign.answer.when == "historic" for sign in read.present),
        graded_ranks=frozenset(sign.rank for sign in read.present),
        graded_unknown_ranks=frozenset(read.unknown.values()),
    )
    holding, perhaps = _level_rules(framework, view)
    indicated, judged = _indicated(framework, read, holding), _judged(framework, screening)
    indicated_rank = indicated.level.rank if indicated else 0
    view.level_rank = max(indicated_rank, judged.level.rank if judged else 0)
    could_be = {*read.unknown.values(), *(rule.level.rank for rule in perhaps)}
    view.reachable_ranks = frozenset(rank for rank in could_be if rank > view.level_rank)
    section_47 = _section_47(framework, view)
    view.section_47 = section_47.status
    called = called_actions(framework, screening, view, is_bank_holiday)
    possible_rank = max(could_be, default=0)
    return Outcome(
        framework=framework,
        age=age.years,
        indicated_level=indicated,
        possible_level=(
            _level(framework, possible_rank) if possible_rank > indicated_rank else None
        ),
        judged_level=judged,
        section_47=section_47,
        actions=called.actions,
        reasons=tuple(reasons(framework, read, holding, section_47)),
        open_questions=open_questions(framework, view, read, age, indicated_rank, called.unsettled),
        notices=notices.applying(
            framework,
            view,
            indicated_rank=indicated_rank,
            grade_bases={sign.basis for sign in read.present} | {rule.basis for rule in holding},
            recencies=[sign.answer.when for sign in read.present],
            regraded=read.regraded,
            actions=called.actions,
        ),
    )


def _facts(framework: Framework, given: Mapping[str, FactValue]) -> Mapping[str, FactValue]:
    """Return the facts with those that other facts imply, where they are not given."""
    implied = {
        question.id: "yes"
        for question in framework.implied_questions
        if question.id not in given
        and any(given.get(fact) in values for fact, values in question.implied_yes_by.items())
    }
    return {**given, **implied} if implied else given


def _level_rules(framework: Framework, view: View) -> tuple[list[LevelRule], list[LevelRule]]:
    """Return the rules that hold, and those that may hold."""
    truths = [(rule, rule.when.truth(view)) for rule in framework.level_rules]
    return (
        [rule for rule, truth in truths if truth == YES],
        [rule for rule, truth in truths if truth == UNKNOWN],
    )


def _level(framework: Framework, rank: int) -> Level:
    return framework.levels[rank - 1]


def _indicated(
    framework: Framework, read: ReadSigns, holding: Iterable[LevelRule]
) -> IndicatedLevel | None:
    candidates = [(sign.rank, sign.basis) for sign in read.present if sign.rank]
    candidates += [(rule.level.rank, rule.basis) for rule in holding]
    if not candidates:
        return None
    highest = max(rank for rank, _ in candidates)
    bases = (basis for rank, basis in candidates if rank == highest)
    return IndicatedLevel(_level(framework, highest), min(bases, key=BASIS_ORDER.__getitem__))


def _judged(framework: Framework, screening: Screening) -> JudgedLevel | None:
    chosen = screening.judged_level(framework.id)
    level = framework.level(chosen.level) if chosen else None
    return JudgedLevel(level, chosen.reason) if chosen and level else None


def _section_47(framework: Framework, view: View) -> Section47:
    rule = framework.section_47
    truths = [criterion.when.truth(view) for criterion in rule.criteria]
    criteria = tuple(
        CriterionStatus(criterion.id, criterion.text, TRUTH_WORDS[truth], criterion.sources)
        for criterion, truth in zip(rule.criteria, truths, strict=True)
    )
    if view.age is not None and view.age >= ADULT:
        return Section47("not_met", criteria)
    if not criteria:
        considered = rule.consider_when and rule.consider_when.truth(view) == YES
        return Section47("consider" if considered else "not_stated", ())
    if YES in truths:
        return Section47("met", criteria)
    unknown = [c for c, truth in zip(rule.criteria, truths, strict=True) if truth == UNKNOWN]
    if any(criterion.presumed_if_unknown for criterion in unknown):
        return Section47("presumed", criteria)
    return Section47("possible" if unknown else "not_met", criteria)
