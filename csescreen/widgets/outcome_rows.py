"""The whole outcome as rows: what it is, why, what to do by when, and what is not known.

A row's key says what it is about ("action:tw-contact"), so that enter or F1 can lead there.
"""

from collections import Counter
from collections.abc import Iterator

from csescreen.core.outcome import Outcome
from csescreen.core.reading import Reading
from csescreen.core.short_words import NO_ACTION
from csescreen.core.timelimits import TimeLimit
from csescreen.core.union import UnitedAction
from csescreen.core.weighing import preset_words, weights_of
from csescreen.core.words import ANSWERS, question_words
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.outcome_levels import at, elsewhere, level_rows
from csescreen.widgets.picture import heading, picture
from csescreen.widgets.situation import Situation, placed_elsewhere
from csescreen.widgets.words import (
    MARKS,
    NO_MARK,
    authorities,
    by_urgency,
    change_words,
    due_words,
    elsewhere_words,
    source_words,
)

DUE_LEAD = 12


def outcome_rows(situation: Situation, width: int = 0) -> list[ListRow]:
    """Return the whole outcome, the most pressing first, for a page of this width."""
    reading = situation.reading
    under = {one.framework.id: _under(reading, one) for one in reading.outcomes}
    return [
        *level_rows(situation, width),
        *_actions(situation),
        *(elsewhere(elsewhere_words()) if placed_elsewhere(situation) else ()),
        *_questions(situation),
        *(row for one in reading.outcomes for row in _reasons(reading, one)),
        *(
            row
            for one in reading.outcomes
            for row in picture(one.framework, situation.screening, under[one.framework.id])
        ),
        *_notices(reading),
        *_open_signs(reading),
        *(row for one in reading.outcomes for row in _after(reading, one)),
    ]


def _under(reading: Reading, outcome: Outcome) -> str:
    """Return what a heading says of whose it is, where there are several frameworks."""
    return f": {outcome.framework.name}" if reading.several else ""


def _limit_words(limit: TimeLimit, *, counted: bool) -> Iterator[str]:
    if limit.words and limit.unit != "now":
        yield limit.in_full
    if limit.clock and not counted and limit.unit not in ("now", "words"):
        yield f"enter the time to count it: {limit.clock.replace('_', ' ')}"
    if limit.assumption:
        yield limit.assumption


def _actions(situation: Situation) -> Iterator[ListRow]:
    actions = by_urgency(situation.reading.actions)
    yield from heading("What to do, in the order in which it falls due")
    if not actions:
        yield ListRow("no-action", NO_ACTION)
    for united in actions:
        yield _action_row(situation, united)


def _action_row(situation: Situation, united: UnitedAction) -> ListRow:
    called = united.called
    limit = called.action.time_limit
    when = due_words(called, situation.now)
    names = authorities(situation.reading, united.frameworks)
    parts = [*([names] if names else []), called.status]
    lead = when if len(when) <= DUE_LEAD else "–"
    if limit is not None:
        parts += _limit_words(limit, counted=called.due is not None)
    parts += [f"because {why}" for why in called.because]
    parts += [source_words(situation.framework, source) for source in called.action.sources[:1]]
    urgent = when == "now" or when.startswith("LATE")
    return ListRow(
        f"action:{situation.reading.key_of(united)}",
        called.action.text,
        f"{lead or '–':<{DUE_LEAD}}",
        note=" · ".join(parts),
        lead_tone="warning" if urgent else "strong",
        tone="strong" if urgent else "",
    )


def _questions(situation: Situation) -> Iterator[ListRow]:
    reading = situation.reading
    signs = [one for one in reading.open_questions if one.question.kind == "indicator"]
    if not reading.open_questions:
        return
    yield from heading("What you do not know that could change it")
    for question, frameworks in reading.open_questions:
        if question.kind != "indicator":
            names = authorities(reading, frameworks)
            yield ListRow(
                f"question:{question.id}",
                question_words(reading.asks, question.id),
                tail=ANSWERS[question.status].lower(),
                note=f"could change {change_words(question)}{f' · {names}' if names else ''}",
            )
    if signs:
        words = f"{len(signs)} signs without a clear answer"
        # a tool that only weighs has no levels for signs
        grading = [one for one in reading.outcomes if one.framework.grades or not one.sums]
        graded = "; ".join(_by_level(reading, outcome) for outcome in grading)
        yield ListRow(
            "signs-open",
            ": ".join(part for part in (words, graded) if part),
            note="listed below",
        )


def _by_level(reading: Reading, outcome: Outcome) -> str:
    framework = outcome.framework
    grades = framework.grades
    counts: Counter[str] = Counter()
    for question in outcome.open_questions:
        if question.kind == "indicator":
            best = max(
                (grade.level for grade in grades.get(question.id, ())),
                key=lambda level: level.rank,
                default=None,
            )
            counts[best.name if best else "no grade"] += 1
    names = [*(level.name for level in reversed(framework.levels)), "no grade"]
    short = f"{reading.short_names[framework.id]}: " if reading.several else ""
    return short + ", ".join(f"{counts[name]} {name}" for name in names if counts[name])


def _reasons(reading: Reading, outcome: Outcome) -> Iterator[ListRow]:
    if not outcome.reasons:
        return
    yield from heading(f"Why{_under(reading, outcome)}")
    for place, reason in enumerate(outcome.reasons):
        sources = [source_words(outcome.framework, source) for source in reason.sources]
        key = f"reason:{place}{at(reading, outcome)}"
        yield ListRow(key, reason.text, note="; ".join(sources))


def _notices(reading: Reading) -> Iterator[ListRow]:
    yield from heading("Please note")
    for place, (notice, frameworks) in enumerate(reading.notices):
        everywhere = len(frameworks) == len(reading.outcomes)
        tail = "" if everywhere else authorities(reading, frameworks)
        yield ListRow(f"notice:{place}", notice.text, "-", tail=tail)


def _open_signs(reading: Reading) -> Iterator[ListRow]:
    signs = [one.question for one in reading.open_questions if one.question.kind == "indicator"]
    if not signs:
        return
    yield from heading("Signs without a clear answer", "Enter: to the sign")
    for question in signs:
        yield ListRow(
            f"question:{question.id}",
            question_words(reading.asks, question.id),
            MARKS["unknown"] if question.status == "unknown" else NO_MARK,
            tail=" · ".join(_could_count(reading, question.id)),
        )


def _could_count(reading: Reading, sign: str) -> Iterator[str]:
    """Yield the grade and the weight that the sign has under each framework."""
    for framework in reading.frameworks:
        grades = framework.grades.get(sign, ())
        best = max((g.level for g in grades), key=lambda level: level.rank, default=None)
        short = f"{reading.short_names[framework.id]}: " if reading.several else ""
        weights = weights_of(framework, sign)
        if best or (not weights and (framework.levels or not reading.several)):
            yield f"{short}{best.name if best else 'no grade'}"
        for label, weight in weights:
            yield f"{short}{label} {preset_words(framework, weight)}"


def _after(reading: Reading, outcome: Outcome) -> Iterator[ListRow]:
    framework, end = outcome.framework, at(reading, outcome)
    under = _under(reading, outcome)
    if framework.dispute:
        sources = "; ".join(source_words(framework, one) for one in framework.dispute_sources)
        yield from heading(f"If professionals disagree{under}", sources)
        for place, step in enumerate(framework.dispute, 1):
            yield ListRow(f"dispute:{place}{end}", step, f"{place}.")
    if framework.roles:
        yield from heading(f"Who does what{under}")
        for place, role in enumerate(framework.roles):
            yield ListRow(
                f"role:{place}{end}", role.name, note="; ".join(role.duties), tone="strong"
            )
