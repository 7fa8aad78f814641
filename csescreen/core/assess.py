"""Evaluation: what one framework makes of one screening. Pure, total, and explaining itself.

The order of work: answers to grades, grades and rules to the indicated level, the higher of
indicated and judged level, section 47, actions, open questions, notices. A condition may look only
at what was worked out before it.
"""

from collections.abc import Mapping

from csescreen.core import beside, notices
from csescreen.core.ages import ADULT, CountedAge, counted_age
from csescreen.core.calling import called_actions
from csescreen.core.conditions import TRUTH_WORDS, UNKNOWN, YES, View
from csescreen.core.framework import Framework
from csescreen.core.grading import TRUTHS, ReadSigns, read_signs
from csescreen.core.leveling import read_levels
from csescreen.core.open_questions import open_questions
from csescreen.core.outcome import CriterionStatus, Outcome, Section47
from csescreen.core.reasons import reasons
from csescreen.core.screening import FactValue, Moment, Screening
from csescreen.core.sections import SectionReading, read_sections
from csescreen.core.sums import read_sums
from csescreen.core.timelimits import IsBankHoliday, london_day
from csescreen.core.windows import recency, window_answers


def assess(
    framework: Framework, screening: Screening, as_of: Moment, is_bank_holiday: IsBankHoliday
) -> Outcome:
    """Return what the framework makes of the screening at that time."""
    view, read, age = first_look(framework, screening, as_of)
    levels = read_levels(framework, view, read, screening)
    view.level_rank, view.level_open = levels.counted_rank, levels.open
    view.reachable_ranks = frozenset(rank for rank in levels.could_be if rank > view.level_rank)
    sections = _look_at_sections(framework, view, read)
    section_47 = _section_47(framework, view)
    view.section_47 = section_47.status
    called = called_actions(framework, screening, view, is_bank_holiday)
    missing = beside.missing_evidence(framework, screening)
    return Outcome(
        framework=framework,
        age=age.years,
        indicated_level=levels.indicated,
        possible_level=levels.possible(framework),
        judged_level=levels.judged,
        section_47=section_47,
        actions=called.actions,
        reasons=tuple(reasons(framework, view, read, levels.holding, sections, section_47)),
        open_questions=open_questions(framework, view, read, age, levels.rank, called.unsettled),
        notices=notices.applying(
            framework,
            view,
            highest_rank=max(levels.rank, *(rank for rank, _ in view.section_ranks.values()), 0),
            grade_bases={sign.basis for sign in read.present}
            | {rule.basis for rule in levels.holding},
            regraded=read.regraded,
            missing_evidence=missing,
            actions=called.actions,
        ),
        sums=tuple(view.sums.values()),
        sections=sections,
        protective=beside.protective_factors(framework, view.facts),
        missing_evidence=missing,
        previous=beside.previous(framework, view.facts),
    )


def first_look(
    framework: Framework, screening: Screening, as_of: Moment
) -> tuple[View, ReadSigns, CountedAge]:
    """Return what conditions may look at before level and section 47 are known."""
    age = counted_age(screening, london_day(as_of))
    read = read_signs(framework, screening)
    implied = _implied(framework, screening.facts)
    view = View(
        signs=read.truths,
        facts={**screening.facts, **implied} if implied else screening.facts,
        age=age.years,
        implied=frozenset(implied),
        present=len(read.present),
        any_sign=read.any_sign(len(framework.indicators)),
        recencies=[recency(sign.answer, framework.windows) for sign in read.present],
        graded_ranks=frozenset(sign.rank for sign in read.present),
        graded_unknown_ranks=frozenset(read.unknown.values()),
    )
    _count(framework, screening, view, read)
    return view, read, age


def _count(framework: Framework, screening: Screening, view: View, read: ReadSigns) -> None:
    """Add to the view what only some frameworks count: grades, time windows, sums."""
    view.present_ranks = tuple(sign.rank for sign in read.present)
    view.unknown_ranks = tuple(read.unknown.values())
    if framework.windows:
        view.windows = {
            (sign, window): TRUTHS[answered]
            for sign, answer in screening.signs.items()
            for window, answered in window_answers(answer, framework.windows).items()
            if answered is not None
        }
    view.sums = {reading.sum.id: reading for reading in read_sums(framework, screening, view.facts)}


def _look_at_sections(
    framework: Framework, view: View, read: ReadSigns
) -> tuple[SectionReading, ...]:
    """Return every section of the tool, and let later conditions look at their levels."""
    sections = read_sections(framework, view, read, view.sums.values())
    view.section_ranks = {
        reading.section.id: (
            reading.rank,
            reading.perhaps,
        )
        for reading in sections
    }
    view.open_sections = frozenset(
        reading.section.id for reading in sections if reading.rank and reading.level is None
    )
    return sections


def _implied(framework: Framework, given: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """Return the facts that other facts imply, where they are not given.

    Where the fact that could imply a yes is not known, neither is what it implies.
    """
    implied: dict[str, FactValue] = {}
    for question in framework.implied_questions:
        if question.id in given:
            continue
        if any(given.get(fact) in values for fact, values in question.implied_yes_by.items()):
            implied[question.id] = "yes"
        elif any(given.get(fact) == "unknown" for fact in question.implied_yes_by):
            implied[question.id] = "unknown"
    return implied


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
