"""An outcome as plain text for a terminal or a pipe: no colour, no box, wrapped to the width."""

import shutil
import textwrap
from collections.abc import Iterable

from csescreen.core.framework import Framework
from csescreen.core.outcome import CalledAction, Outcome
from csescreen.core.screening import Screening
from csescreen.core.tool_words import tool_rows
from csescreen.core.wording import indicated_words, judged_by, worded
from csescreen.core.words import (
    ANSWERS,
    BASES,
    FOR_PROFESSIONALS,
    POSSIBLY,
    STATUSES,
    by_when,
    highest_sign,
    open_sign_words,
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
    lines += ["", *level_lines(outcome), *criteria_lines(outcome)]
    lines += headed(
        "What must happen",
        (line for called in outcome.actions for line in action_lines(framework, called)),
    )
    lines += headed("Why", reason_lines(outcome))
    lines += headed("What is not known and could change this", question_lines(outcome))
    lines += headed("Please note", (f"- {notice.text}" for notice in outcome.notices))
    return wrapped(lines)


def level_lines(outcome: Outcome) -> Iterable[str]:
    """Yield the level, how high it could be, the judged one, and section 47."""
    basis = f" ({BASES[outcome.indicated_level.basis]})" if outcome.indicated_level else ""
    framework = outcome.framework
    yield f"{indicated_words(framework)}: {highest_sign(outcome)}{basis}"
    if outcome.possible_level:
        could_be = worded(framework, "possible_level")
        yield f"{could_be}: {outcome.possible_level.name}, {POSSIBLY}"
    if outcome.judged_level:
        judged = outcome.judged_level
        yield f"{judged_by(framework)}: {judged.level.name}. {judged.reason}"
    for row in tool_rows(outcome):
        yield f"{row.label}: {row.lines[0]}"
        yield from (f"    {line}" for line in row.lines[1:])
    yield f"Section 47: {section_47_words(outcome)}"


def criteria_lines(outcome: Outcome) -> Iterable[str]:
    """Yield the criteria of section 47 with their answers."""
    for criterion in outcome.section_47.criteria:
        yield f"  [{ANSWERS[criterion.status].lower()}] {criterion.text}"


def reason_lines(outcome: Outcome) -> Iterable[str]:
    """Yield every reason and where it is written."""
    for reason in outcome.reasons:
        yield f"- {reason.text} ({'; '.join(sources_words(outcome.framework, reason.sources))})"


def action_lines(framework: Framework, called: CalledAction, after: str = "") -> Iterable[str]:
    """Yield an action, its limit, why, and where it is written; ``after`` stands at its end."""
    when = by_when(framework, called)
    whose = f" [{FOR_PROFESSIONALS}]" if called.action.audience == "professionals" else ""
    yield f"- {STATUSES[called.status]}. {when}: {called.action.text}{whose}{after}"
    contacts = [framework.contacts[name] for name in called.action.contacts]
    if contacts:
        named = (
            f"{one.name}: {one.value}" if one.value else f"{one.name} (blank)" for one in contacts
        )
        yield f"    Contact: {'; '.join(named)}"
    limit = called.action.time_limit
    if limit is not None and (called.due is not None or limit.clock):
        assumed = f"; {limit.assumption}" if limit.assumption else ""
        yield f"    Time limit: {limit.in_full}{assumed}"
    written = "; ".join(sources_words(framework, called.action.sources))
    yield f"    Because: {'; '.join(called.because)} ({written})"


def question_lines(outcome: Outcome) -> Iterable[str]:
    """Yield what is not known, and the weightiest signs of those without a clear answer."""
    framework = outcome.framework
    signs = [question for question in outcome.open_questions if question.kind == "indicator"]
    for question in outcome.open_questions:
        if question.kind != "indicator":
            so_far = ANSWERS[question.status].lower()
            yield f"- {question_words(framework, question.id)} ({so_far})"
    for question in signs[:_SHOWN_SIGNS]:
        name = framework.indicators[question.id].name
        yield f"- Sign: {name} ({open_sign_words(outcome, question)})"
    if len(signs) > _SHOWN_SIGNS:
        yield f"- and {len(signs) - _SHOWN_SIGNS} more signs"


def headed(title: str, lines: Iterable[str]) -> list[str]:
    """Return the lines under a heading; nothing where there are none."""
    found = list(lines)
    return ["", title, *found] if found else []


def wrapped(lines: Iterable[str]) -> str:
    """Return the lines as text, wrapped to the terminal's width."""
    width = max(40, min(100, shutil.get_terminal_size((100, 24)).columns))
    wrapped = []
    for text in lines:
        for line in text.split("\n"):
            indent = " " * (len(line) - len(line.lstrip(" -[")))
            wrapped += textwrap.wrap(line, width, subsequent_indent=indent) or [""]
    return "\n".join(wrapped) + "\n\n"
