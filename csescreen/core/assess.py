"""Evaluation: what one framework makes of one screening. Pure, total, and explaining itself.

The order of work: answers to truths, signs to grades, grades and rules to the indicated level, the
higher of indicated and judged level, section 47, actions, open questions, notices. A condition may
look only at what was worked out before it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from csescreen.core import notices
from csescreen.core.ages import ADULT, CountedAge, counted_age
from csescreen.core.conditions import (
    NO,
    NOT_ASKED,
    TRUTH_WORDS,
    UNKNOWN,
    YES,
    Condition,
    Truth,
    View,
)
from csescreen.core.framework import BASES, Action, Framework, Grade, Level, LevelRule
from csescreen.core.outcome import (
    CalledAction,
    CriterionStatus,
    IndicatedLevel,
    JudgedLevel,
    OpenQuestion,
    Outcome,
    Reason,
    Section47,
)
from csescreen.core.screening import FactValue, Moment, Screening, SignAnswer, chosen_for
from csescreen.core.statements import ANY_SIGN
from csescreen.core.timelimits import IsBankHoliday, due, due_order, london_day

_TRUTHS: Mapping[str, Truth] = {"yes": YES, "no": NO, "unknown": UNKNOWN}
_BASIS_ORDER = {basis: place for place, basis in enumerate(BASES)}


class _Graded(NamedTuple):
    """A sign under one framework: its place in the list, its grades, its ready-made reason."""

    place: int
    name: str
    best: Grade | None
    published: Grade | None
    reason: Reason


class _Prepared(NamedTuple):
    """What is worked out once per framework."""

    signs: Mapping[str, _Graded]
    level_names: Mapping[int, str]
    levels_by_rank: Mapping[int, Level]
    highest_first: tuple[str, ...]
    """Every sign, the highest grade first."""
    raising: tuple[Mapping[str, OpenQuestion], ...]
    """By the rank indicated so far: the signs that could raise it, as questions not asked."""
    fact_order: Mapping[str, int]


@lru_cache(maxsize=64)
def _prepare(framework: Framework) -> _Prepared:
    signs = {}
    for place, (sign_id, sign) in enumerate(framework.indicators.items()):
        grades = framework.grades.get(sign_id, ())
        best = max(grades, key=_grade_strength, default=None)
        published = [grade for grade in grades if grade.basis == "published"]
        signs[sign_id] = _Graded(
            place,
            sign.name,
            best,
            max(published, key=_grade_strength, default=None),
            Reason(
                "present" if best is None else f"grade-{best.basis}",
                sign.name if best is None else f"{sign.name}: {best.level.name}; {best.because}",
                (sign_id,),
                (),
                sign.sources if best is None else (best.source,),
            ),
        )
    ranks = [(sign_id, g.best.level.rank if g.best else 0) for sign_id, g in signs.items()]
    ranks.sort(key=itemgetter(1), reverse=True)
    ordered = [*framework.urgent, *framework.circumstances, *framework.questions]
    return _Prepared(
        signs=signs,
        level_names={level.rank: level.name for level in framework.levels},
        levels_by_rank={level.rank: level for level in framework.levels},
        highest_first=tuple(sign for sign, _ in ranks),
        raising=tuple(
            {
                sign: OpenQuestion(sign, "indicator", "not_asked", ("indicated_level",))
                for sign, rank in ranks
                if rank > indicated
            }
            for indicated in range(len(framework.levels) + 1)
        ),
        fact_order={fact: place for place, fact in enumerate(dict.fromkeys(ordered))},
    )


def _grade_strength(grade: Grade) -> tuple[int, int]:
    return grade.level.rank, -_BASIS_ORDER[grade.basis]


@dataclass(slots=True)
class _Read:
    """The signs of a screening, read under one framework."""

    truths: dict[str, Truth]
    present: list[tuple[int, str, SignAnswer, int, str]]
    """Place, id, answer, rank and basis of each present sign."""
    graded_ranks: set[int]
    unknown_ranks: set[int]
    regraded: bool


def assess(
    framework: Framework, screening: Screening, as_of: Moment, is_bank_holiday: IsBankHoliday
) -> Outcome:
    """Return what the framework makes of the screening at that time."""
    prepared = _prepare(framework)
    age = counted_age(screening, london_day(as_of))
    read = _read_signs(framework, prepared, screening)
    view = View(
        signs=read.truths,
        facts=_facts(framework, screening.facts),
        age=age.years,
        present=len(read.present),
        any_sign=_any_sign(framework, read.truths),
        historic=any(answer.when == "historic" for _, _, answer, _, _ in read.present),
        graded_ranks=frozenset(read.graded_ranks),
        graded_unknown_ranks=frozenset(read.unknown_ranks),
    )
    holding, perhaps = _level_rules(framework, view)
    indicated = _indicated(prepared, read, holding)
    judged = _judged(framework, screening)
    indicated_rank = indicated.level.rank if indicated else 0
    view.level_rank = max(indicated_rank, judged.level.rank if judged else 0)
    could_be = read.unknown_ranks | {rule.level.rank for rule in perhaps}
    view.reachable_ranks = frozenset(rank for rank in could_be if rank > view.level_rank)
    section_47 = _section_47(framework, view)
    view.section_47 = section_47.status
    possible_rank = max(could_be, default=0)
    actions, unsettled = _actions(framework, screening, view, is_bank_holiday)
    return Outcome(
        framework=framework,
        age=age.years,
        indicated_level=indicated,
        possible_level=(
            prepared.levels_by_rank.get(possible_rank) if possible_rank > indicated_rank else None
        ),
        judged_level=judged,
        section_47=section_47,
        actions=actions,
        reasons=tuple(_reasons(framework, prepared, read, holding, section_47)),
        open_questions=_open_questions(framework, prepared, view, age, indicated_rank, unsettled),
        notices=notices.applying(
            framework,
            view,
            indicated_rank=indicated_rank,
            grade_bases={basis for _, _, _, _, basis in read.present}
            | {rule.basis for rule in holding},
            recencies=[answer.when for _, _, answer, _, _ in read.present],
            regraded=read.regraded,
            actions=actions,
        ),
    )


def _read_signs(framework: Framework, prepared: _Prepared, screening: Screening) -> _Read:
    read = _Read({}, [], set(), set(), regraded=False)
    for sign_id, answer in screening.signs.items():
        truth = _TRUTHS[answer.answer]
        read.truths[sign_id] = truth
        graded = prepared.signs.get(sign_id)
        if truth == NO or graded is None:
            continue
        rank, basis = 0, ""
        if graded.best is not None:
            rank, basis = graded.best.level.rank, graded.best.basis
            if answer.grades:
                rank, basis = _regrade(framework, graded, answer, rank, basis)
        if truth == YES:
            read.present.append((graded.place, sign_id, answer, rank, basis))
            read.graded_ranks.add(rank)
            read.regraded = read.regraded or _is_regraded(framework, answer)
        elif rank:
            read.unknown_ranks.add(rank)
    read.present.sort(key=lambda sign: (-sign[3], sign[0]))
    return read


def _regrade(
    framework: Framework, graded: _Graded, answer: SignAnswer, rank: int, basis: str
) -> tuple[int, str]:
    """Return rank and basis as the practitioner regraded them; what is published never sinks."""
    chosen = chosen_for(answer.grades, framework.id)
    level = framework.level(chosen.level) if chosen else None
    if level is None or level.rank == rank:
        return rank, basis
    if graded.published is not None and graded.published.level.rank >= level.rank:
        return graded.published.level.rank, "published"
    return level.rank, "practitioner"


def _is_regraded(framework: Framework, answer: SignAnswer) -> bool:
    return bool(answer.grades) and chosen_for(answer.grades, framework.id) is not None


def _facts(framework: Framework, given: Mapping[str, FactValue]) -> Mapping[str, FactValue]:
    facts = given
    for question in framework.questions.values():
        if question.implied_yes_by and question.id not in given:
            for fact, values in question.implied_yes_by.items():
                if given.get(fact) in values:
                    facts = {**facts, question.id: "yes"}
    return facts


def _any_sign(framework: Framework, truths: Mapping[str, Truth]) -> Truth:
    highest = max(truths.values(), default=NO)
    if highest == NO and len(truths) < len(framework.indicators):
        return NOT_ASKED
    return highest


def _level_rules(framework: Framework, view: View) -> tuple[list[LevelRule], list[LevelRule]]:
    holding, perhaps = [], []
    for rule in framework.level_rules:
        truth = rule.when.truth(view)
        if truth == YES:
            holding.append(rule)
        elif truth == UNKNOWN:
            perhaps.append(rule)
    return holding, perhaps


def _indicated(
    prepared: _Prepared, read: _Read, holding: Iterable[LevelRule]
) -> IndicatedLevel | None:
    candidates = [(rank, basis) for _, _, _, rank, basis in read.present if rank]
    candidates += [(rule.level.rank, rule.basis) for rule in holding]
    if not candidates:
        return None
    highest = max(rank for rank, _ in candidates)
    bases = (basis for rank, basis in candidates if rank == highest)
    return IndicatedLevel(
        prepared.levels_by_rank[highest], min(bases, key=_BASIS_ORDER.__getitem__)
    )


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


class _Status(NamedTuple):
    """An action's status, or None; the condition that says why; those that may still change it."""

    status: str | None
    why: Condition
    unsettled: tuple[Condition, ...] = ()


def _status(action: Action, view: View) -> _Status:
    when, possible_when = action.when, action.possible_when
    truth = when.truth(view)
    if truth == YES:
        return _Status(action.status, when)
    unsettled = (when,) if truth else ()
    if truth == UNKNOWN:
        return _Status("possible", when, unsettled)
    if possible_when is not None:
        perhaps = possible_when.truth(view)
        if perhaps >= UNKNOWN:
            return _Status("possible", possible_when, unsettled)
        if perhaps == NOT_ASKED:
            unsettled = (*unsettled, possible_when)
    return _Status(None, when, unsettled)


def _actions(
    framework: Framework, screening: Screening, view: View, is_bank_holiday: IsBankHoliday
) -> tuple[tuple[CalledAction, ...], list[tuple[str, Condition]]]:
    """Return the actions called for, in order, and the conditions that may still change one."""
    urgent, now, dated, rest, unsettled = [], [], [], [], []
    for action in framework.actions:
        status, why, still_open = _status(action, view)
        for condition in still_open:
            unsettled.append((action.id, condition))
        if status is None:
            continue
        limit, falls_due = action.time_limit, None
        if limit is not None and limit.clock:
            falls_due = due(limit, _start(screening, limit.clock), is_bank_holiday)
        called = CalledAction(action, status, falls_due, tuple(why.because(view)))
        if action.emergency:
            urgent.append(called)
        elif falls_due is not None:
            dated.append((due_order(falls_due), called))
        elif limit is not None and limit.unit == "now":
            now.append(called)
        else:
            rest.append(called)
    dated.sort(key=itemgetter(0))
    return (*urgent, *now, *(called for _, called in dated), *rest), unsettled


def _start(screening: Screening, clock: str) -> Moment | None:
    if clock == "birthday_18":
        born = screening.child.date_of_birth
        if born is None:
            return None
        # born on 29 February: 18 on 1 March, except where that year has the day
        try:
            return born.replace(year=born.year + ADULT)
        except ValueError:
            return born.replace(year=born.year + ADULT, month=3, day=1)
    return screening.clocks.get(clock)


def _reasons(
    framework: Framework,
    prepared: _Prepared,
    read: _Read,
    holding: Iterable[LevelRule],
    section_47: Section47,
) -> Iterator[Reason]:
    for rule in holding:
        present = tuple(
            sign for sign in dict.fromkeys(_signs_of(rule)) if read.truths.get(sign) == YES
        )
        yield Reason(rule.id, f"{rule.text}: {rule.level.name}", present, (), rule.sources)
    for _, sign_id, answer, _, basis in read.present:
        graded = prepared.signs[sign_id]
        reason = graded.reason
        if answer.grades or answer.when:
            reason = _particular_reason(framework, graded, answer, basis)
        yield reason
    for criterion in section_47.criteria:
        if criterion.status == "yes":
            text = f"Section 47 threshold: {criterion.text}"
        elif criterion.id == "age" and section_47.status == "presumed":
            text = "Section 47 presumed: age not known, so act as if 13 or under until it is"
        else:
            continue
        facts = () if criterion.id == "age" else (criterion.id,)
        yield Reason(f"section-47-{criterion.id}", text, (), facts, criterion.sources)
    if section_47.status == "consider":
        rule_47 = framework.section_47
        yield Reason("section-47-consider", rule_47.consider_text, (), (), rule_47.sources)


def _signs_of(rule: LevelRule) -> Sequence[str]:
    nothing_asked = View(signs={}, facts={}, age=None)
    return rule.when.open_leaves(nothing_asked)


def _particular_reason(
    framework: Framework, graded: _Graded, answer: SignAnswer, basis: str
) -> Reason:
    """Return the reason of a sign that is dated or regraded."""
    rule, text, indicators, facts, sources = graded.reason
    if answer.when:
        text = text.replace(graded.name, f"{graded.name} ({answer.when})", 1)
    chosen = chosen_for(answer.grades, framework.id)
    level = framework.level(chosen.level) if chosen else None
    if chosen and level:
        stays = ", but the published grade stands" if basis == "published" else ""
        text = f"{text}. Regraded {level.name} by the practitioner{stays}: {chosen.reason}"
        rule = f"grade-{basis}"
        if basis == "published" and graded.published:
            sources = (graded.published.source,)
    return Reason(rule, text, indicators, facts, sources)


def _open_questions(
    framework: Framework,
    prepared: _Prepared,
    view: View,
    age: CountedAge,
    indicated_rank: int,
    unsettled: Iterable[tuple[str, Condition]],
) -> tuple[OpenQuestion, ...]:
    changes: dict[str, dict[str, None]] = {}
    for target, leaf in _open_leaves(framework, view, age, indicated_rank, unsettled):
        changes.setdefault(leaf, {})[target] = None
    every_sign = tuple(changes.pop(ANY_SIGN, ()))
    found = [
        OpenQuestion(
            leaf,
            "child" if leaf == "age" else "fact",
            "unknown" if leaf == "age" or leaf in view.facts else "not_asked",
            tuple(targets),
        )
        for leaf, targets in changes.items()
        if leaf not in prepared.signs
    ]
    order = prepared.fact_order
    found.sort(key=lambda q: (q.could_change[0] != "section_47", order.get(q.id, -1)))
    found += _open_signs(prepared, view, indicated_rank, changes, every_sign)
    return tuple(found)


def _open_signs(
    prepared: _Prepared,
    view: View,
    indicated_rank: int,
    changes: Mapping[str, Iterable[str]],
    every_sign: tuple[str, ...],
) -> Iterator[OpenQuestion]:
    """Yield the signs without an answer that could change something, the highest grade first."""
    raising = prepared.raising[indicated_rank]
    for sign in prepared.highest_first if every_sign else dict.fromkeys((*raising, *changes)):
        truth = view.signs.get(sign, NOT_ASKED)
        if truth == NOT_ASKED and not every_sign and sign not in changes:
            yield raising[sign]
        elif NO < truth < YES and sign in prepared.signs:
            first = raising[sign].could_change if sign in raising else ()
            could = tuple(dict.fromkeys((*first, *every_sign, *changes.get(sign, ()))))
            if could:
                yield OpenQuestion(sign, "indicator", TRUTH_WORDS[truth], could)


def _open_leaves(
    framework: Framework,
    view: View,
    age: CountedAge,
    indicated_rank: int,
    unsettled: Iterable[tuple[str, Condition]],
) -> Iterator[tuple[str, str]]:
    """Yield what could change with the fact, sign or age that could change it."""
    adult = view.age is not None and view.age >= ADULT
    if view.section_47 != "met" and not adult:
        for criterion in framework.section_47.criteria:
            if NO < criterion.when.truth(view) < YES:
                for leaf in criterion.when.open_leaves(view):
                    yield "section_47", leaf
            elif criterion.id == "age" and age.may_be_younger and age.years:
                younger = View(signs={}, facts={}, age=age.years - 1)
                if criterion.when.truth(younger) == YES:
                    yield "section_47", "age"
    for rule in framework.level_rules:
        if rule.level.rank > indicated_rank and NO < rule.when.truth(view) < YES:
            for leaf in rule.when.open_leaves(view):
                yield "indicated_level", leaf
    for action, condition in unsettled:
        for leaf in condition.open_leaves(view):
            yield action, leaf
