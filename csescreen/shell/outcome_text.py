"""An outcome as plain text for a terminal or a pipe: no colour, no box, wrapped to the width."""

import shutil
import textwrap
from collections.abc import Iterable, Sequence

from csescreen.core.framework import Framework
from csescreen.core.outcome import CalledAction, Outcome
from csescreen.core.screening import Screening
from csescreen.core.tool_words import tool_rows
from csescreen.core.union import unite
from csescreen.core.wording import indicated_words, worded
from csescreen.core.words import (
    ANSWERS,
    BASES,
    STATUSES,
    by_when,
    highest_sign,
    question_words,
    section_47_words,
    sources_words,
)

_SHOWN_SIGNS = 5


def outcome_text(outcome: Outcome, screening: Screening) -> str:
    """Return the outcome with every reason, action, open question and notice."""
    framework = outcome.framework
    lines = [f"{framework.name}, version {framework.version}"]
    if screening.reference:
        lines.append(f"Reference: {screening.reference}")
    lines.append(f"Age that counts: {'not known' if outcome.age is None else outcome.age}")
    basis = f" ({BASES[outcome.indicated_level.basis]})" if outcome.indicated_level else ""
    lines += ["", f"{indicated_words(framework)}: {highest_sign(outcome)}{basis}"]
    if outcome.possible_level:
        could_be = worded(framework, "possible_level")
        lines.append(f"{could_be}: {outcome.possible_level.name} (answers not known)")
    if outcome.judged_level:
        judged = outcome.judged_level
        lines.append(f"Judged by the practitioner: {judged.level.name}. {judged.reason}")
    for row in tool_rows(outcome):
        lines += [f"{row.label}: {row.lines[0]}", *(f"    {line}" for line in row.lines[1:])]
    lines.append(f"Section 47: {section_47_words(outcome)}")
    for criterion in outcome.section_47.criteria:
        lines.append(f"  [{ANSWERS[criterion.status].lower()}] {criterion.text}")
    lines += _headed("What must happen", _actions(outcome))
    lines += _headed(
        "Why",
        (
            f"- {reason.text} ({'; '.join(sources_words(framework, reason.sources))})"
            for reason in outcome.reasons
        ),
    )
    lines += _headed("What is not known and could change this", _open_questions(outcome))
    lines += _headed("Please note", (f"- {notice.text}" for notice in outcome.notices))
    return _wrapped(lines)


def union_text(outcomes: Sequence[Outcome]) -> str:
    """Return every action of several frameworks once, sooner and stricter first."""
    frameworks = {outcome.framework.id: outcome.framework for outcome in outcomes}
    lines = ["All frameworks together: every action once, sooner and stricter first", ""]
    for united in unite(outcomes):
        authorities = "; ".join(frameworks[name].name for name in united.frameworks)
        action = _action(frameworks[united.frameworks[0]], united.called)
        lines.append(f"- {action} [{authorities}]")
    return _wrapped(lines)


def _actions(outcome: Outcome) -> Iterable[str]:
    for called in outcome.actions:
        yield f"- {_action(outcome.framework, called)}"
        limit = called.action.time_limit
        if limit is not None and (called.due is not None or limit.clock):
            assumed = f"; {limit.assumption}" if limit.assumption else ""
            yield f"    Time limit: {limit.in_full}{assumed}"
        written = "; ".join(sources_words(outcome.framework, called.action.sources))
        yield f"    Because: {'; '.join(called.because)} ({written})"


def _action(framework: Framework, called: CalledAction) -> str:
    return f"{STATUSES[called.status]}. {by_when(framework, called)}: {called.action.text}"


def _open_questions(outcome: Outcome) -> Iterable[str]:
    framework = outcome.framework
    signs = [question for question in outcome.open_questions if question.kind == "indicator"]
    for question in outcome.open_questions:
        if question.kind != "indicator":
            so_far = ANSWERS[question.status].lower()
            yield f"- {question_words(framework, question.id)} ({so_far})"
    for question in signs[:_SHOWN_SIGNS]:
        name = framework.indicators[question.id].name
        yield f"- Sign: {name} ({ANSWERS[question.status].lower()})"
    if len(signs) > _SHOWN_SIGNS:
        yield f"- and {len(signs) - _SHOWN_SIGNS} more signs"


def _headed(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", title, *found] if found else []


def _wrapped(lines: Iterable[str]) -> str:
    width = max(40, min(100, shutil.get_terminal_size((100, 24)).columns))
    wrapped = []
    for text in lines:
        for line in text.split("\n"):
            indent = " " * (len(line) - len(line.lstrip(" -[")))
            wrapped += textwrap.wrap(line, width, subsequent_indent=indent) or [""]
    return "\n".join(wrapped) + "\n\n"
