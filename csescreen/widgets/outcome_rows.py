"""The whole outcome as rows: what it is, why, what to do by when, and what is not known.

A row's key says what it is about ("action:tw-contact"), so that enter or F1 can lead there.
"""

from collections import Counter
from collections.abc import Iterator

from csescreen.core.framework import Framework
from csescreen.core.leveling import ENTERED, NO_OVERALL_LEVEL, WORKED_OUT
from csescreen.core.outcome import CalledAction, Outcome
from csescreen.core.timelimits import TimeLimit
from csescreen.core.weighing import preset_words, weights_of
from csescreen.core.wording import worded
from csescreen.core.words import ANSWERS, counted, question_words, signs_present
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.picture import heading, picture
from csescreen.widgets.situation import Situation
from csescreen.widgets.tool_part import tool_part
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
        *tool_part(situation),
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
    if framework.overall_level == WORKED_OUT:
        yield from _worked_out(outcome)
    if framework.overall_level == NO_OVERALL_LEVEL:
        yield ListRow("level", "This tool names no level for the child as a whole.")
    else:
        yield _judged(outcome)


def _worked_out(outcome: Outcome) -> Iterator[ListRow]:
    framework, indicated = outcome.framework, outcome.indicated_level
    if indicated:
        label = worded(framework, "indicated_level")
        yield ListRow(
            "level",
            f"{label}: {indicated.level.name.upper()} ({BASES[indicated.basis]})",
            note=indicated.level.description,
            tone="strong",
        )
    elif any(len(reading.could_be) > 1 for reading in outcome.sums if reading.known):
        words = f"{worded(framework, 'open_level')}: the sum below is still open."
        yield ListRow("level", words)
    else:
        words = framework.wording.get("no_level", "No level so far").rstrip(".")
        yield ListRow("level", f"{words}. A concern alone is enough to seek advice.")
    if outcome.possible_level:
        yield ListRow(
            "possible",
            f"It could be {outcome.possible_level.name}: answers that are not known may be yes.",
        )


def _judged(outcome: Outcome) -> ListRow:
    judged = outcome.judged_level
    entered = outcome.framework.overall_level == ENTERED
    label = outcome.framework.wording.get("judged_level") or (
        "Level entered by people" if entered else "Judged by you"
    )
    return ListRow(
        "judge:",
        f"{label}: {judged.level.name.upper() if judged else 'not set'}",
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
            f"{len(signs)} signs without a clear answer{_by_level(situation)}",
            note="listed below",
        )


def _by_level(situation: Situation) -> str:
    framework = situation.framework
    grades = framework.grades
    if not grades:
        return ""  # the tool has no levels for signs
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
    return ": " + ", ".join(f"{counts[name]} {name}" for name in names if counts[name])


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
        yield ListRow(
            f"question:{question.id}",
            question_words(outcome.framework, question.id),
            MARKS["unknown"] if question.status == "unknown" else NO_MARK,
            tail=_could_count(outcome.framework, question.id),
        )


def _could_count(framework: Framework, sign: str) -> str:
    """Return what a sign would count for: its grade, and its weight under a tool that adds up."""
    grades = framework.grades.get(sign, ())
    best = max((grade.level for grade in grades), key=lambda level: level.rank, default=None)
    weight = ", ".join(
        f"{label} {preset_words(framework, one)}" for label, one in weights_of(framework, sign)
    )
    grade = best.name if best else "no grade" if framework.grades and not weight else ""
    return " · ".join(part for part in (grade, weight) if part)


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
