"""The whole outcome as rows: what it is, why, what to do by when, and what is not known.

A row's key says what it is about ("action:tw-contact"), so that enter or F1 can lead there.
"""

from collections import Counter
from collections.abc import Iterator

from csescreen.core.outcome import CalledAction
from csescreen.core.timelimits import TimeLimit
from csescreen.core.words import ANSWERS, counted, question_words, signs_present
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.picture import heading, picture
from csescreen.widgets.situation import Situation
from csescreen.widgets.words import (
    BASES,
    MARKS,
    NO_MARK,
    SECTION_47,
    by_urgency,
    change_words,
    due_words,
    source_words,
)

CRITERION_MARKS = MARKS | {"not_asked": NO_MARK}
DUE_LEAD = 12


def outcome_rows(situation: Situation) -> list[ListRow]:
    """Return the whole outcome, the most pressing first."""
    return [
        *_levels(situation),
        *_section_47(situation),
        *_actions(situation),
        *_questions(situation),
        *_reasons(situation),
        *picture(situation),
        *_notices(situation),
        *_open_signs(situation),
        *_after(situation),
    ]


def _levels(situation: Situation) -> Iterator[ListRow]:
    outcome, framework = situation.outcome, situation.framework
    if not framework.levels:
        present = counted(signs_present(outcome), "sign")
        yield ListRow(
            "level", f"{present} present. {framework.name} names no level.", tone="strong"
        )
        return
    yield ListRow("heading:level", f"Level under {framework.name}", tone="heading")
    indicated = outcome.indicated_level
    if indicated:
        yield ListRow(
            "level",
            f"Highest sign present: {indicated.level.name.upper()} ({BASES[indicated.basis]})",
            note=indicated.level.description,
            tone="strong",
        )
    else:
        yield ListRow(
            "level",
            "No level so far. A concern alone is enough to seek advice.",
        )
    if outcome.possible_level:
        yield ListRow(
            "possible",
            f"It could be {outcome.possible_level.name}: answers that are not known may be yes.",
        )
    judged = outcome.judged_level
    yield ListRow(
        "judge:",
        f"Judged by you: {judged.level.name.upper()}" if judged else "Judged by you: not set",
        tail="enter: change" if judged else "enter: set it",
        note=judged.reason if judged else "",
        tone="strong" if judged else "",
    )


def _section_47(situation: Situation) -> Iterator[ListRow]:
    rule = situation.outcome.section_47
    urgent = rule.status in ("met", "presumed")
    yield ListRow("blank:47", "")
    yield ListRow(
        "section47",
        f"Section 47: {SECTION_47[rule.status]}",
        tone="warning" if urgent else "heading",
        note="" if rule.criteria else situation.framework.section_47.consider_text,
    )
    for criterion in rule.criteria:
        yield ListRow(
            f"criterion:{criterion.id}",
            criterion.text,
            CRITERION_MARKS.get(criterion.status, NO_MARK),
            tone="strong" if criterion.status == "yes" else "",
        )


def _limit_words(limit: TimeLimit, *, counted: bool) -> Iterator[str]:
    if limit.words and limit.unit != "now":
        yield limit.in_full
    if limit.clock and not counted and limit.unit not in ("now", "words"):
        yield f"enter the time to count it: {limit.clock.replace('_', ' ')}"
    if limit.assumption:
        yield limit.assumption


def _actions(situation: Situation) -> Iterator[ListRow]:
    actions = by_urgency(situation.outcome.actions)
    yield from heading("What to do, in the order in which it falls due")
    if not actions:
        yield ListRow(
            "no-action",
            "Nothing is called for by what is answered so far. If you are worried, say so under "
            "Circumstances, and speak to your safeguarding lead.",
        )
    for called in actions:
        yield _action_row(situation, called)


def _action_row(situation: Situation, called: CalledAction) -> ListRow:
    limit = called.action.time_limit
    when = due_words(called, situation.now)
    parts = [called.status]
    lead = when if len(when) <= DUE_LEAD else "–"
    if limit is not None:
        parts += _limit_words(limit, counted=called.due is not None)
    parts += [f"because {why}" for why in called.because]
    parts += [source_words(situation.framework, source) for source in called.action.sources[:1]]
    urgent = when == "now" or when.startswith("LATE")
    return ListRow(
        f"action:{called.action.id}",
        called.action.text,
        f"{lead or '–':<{DUE_LEAD}}",
        note=" · ".join(parts),
        lead_tone="warning" if urgent else "strong",
        tone="strong" if urgent else "",
    )


def _questions(situation: Situation) -> Iterator[ListRow]:
    outcome = situation.outcome
    questions = [q for q in outcome.open_questions if q.kind != "indicator"]
    signs = [q for q in outcome.open_questions if q.kind == "indicator"]
    if not outcome.open_questions:
        return
    yield from heading("What you do not know that could change it")
    for question in questions:
        yield ListRow(
            f"question:{question.id}",
            question_words(outcome.framework, question.id),
            tail=ANSWERS[question.status].lower(),
            note=f"could change {change_words(outcome, question)}",
        )
    if signs:
        yield ListRow(
            "signs-open",
            f"{len(signs)} signs without a clear answer: {_by_level(situation)}",
            note="listed below",
        )


def _by_level(situation: Situation) -> str:
    framework = situation.framework
    grades = framework.grades
    counts: Counter[str] = Counter()
    for question in situation.outcome.open_questions:
        if question.kind == "indicator":
            best = max(
                (grade.level for grade in grades.get(question.id, ())),
                key=lambda level: level.rank,
                default=None,
            )
            counts[best.name if best else "no grade"] += 1
    names = [*(level.name for level in reversed(framework.levels)), "no grade"]
    return ", ".join(f"{counts[name]} {name}" for name in names if counts[name])


def _reasons(situation: Situation) -> Iterator[ListRow]:
    outcome = situation.outcome
    if not outcome.reasons:
        return
    yield from heading("Why")
    for place, reason in enumerate(outcome.reasons):
        sources = [source_words(outcome.framework, source) for source in reason.sources]
        yield ListRow(f"reason:{place}", reason.text, note="; ".join(sources))


def _notices(situation: Situation) -> Iterator[ListRow]:
    yield from heading("Please note")
    for notice in situation.outcome.notices:
        yield ListRow(f"notice:{notice.id}", notice.text, "-")


def _open_signs(situation: Situation) -> Iterator[ListRow]:
    outcome = situation.outcome
    signs = [q for q in outcome.open_questions if q.kind == "indicator"]
    if not signs:
        return
    yield from heading("Signs without a clear answer", "enter goes to the sign")
    for question in signs:
        grades = outcome.framework.grades.get(question.id, ())
        best = max((g.level for g in grades), key=lambda level: level.rank, default=None)
        yield ListRow(
            f"question:{question.id}",
            question_words(outcome.framework, question.id),
            MARKS["unknown"] if question.status == "unknown" else NO_MARK,
            tail=best.name if best else "no grade",
        )


def _after(situation: Situation) -> Iterator[ListRow]:
    framework = situation.framework
    if framework.dispute:
        sources = "; ".join(source_words(framework, one) for one in framework.dispute_sources)
        yield from heading("If professionals disagree", sources)
        for place, step in enumerate(framework.dispute, 1):
            yield ListRow(f"dispute:{place}", step, f"{place}.")
    if framework.roles:
        yield from heading("Who does what")
        for place, role in enumerate(framework.roles):
            yield ListRow(f"role:{place}", role.name, note="; ".join(role.duties), tone="strong")
