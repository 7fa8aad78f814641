"""The sections of a summary that say what the outcome is, why, and what it calls for."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from csescreen.core.charting import sign_chart
from csescreen.core.framework import Framework
from csescreen.core.leveling import NO_OVERALL_LEVEL
from csescreen.core.outcome import CalledAction, OpenQuestion, Outcome
from csescreen.core.screening import Screening
from csescreen.core.summary import (
    QUIET,
    Block,
    Bullets,
    Cell,
    Fields,
    Heading,
    OwnWords,
    Paragraph,
    Section,
    Table,
)
from csescreen.core.tool_words import tool_rows
from csescreen.core.wording import indicated_words, judged_words, worded
from csescreen.core.words import (
    ANSWERS,
    FOR_PROFESSIONALS,
    LEVEL_BASES,
    POSSIBLY,
    STATUSES,
    by_when,
    counted,
    highest_sign,
    is_now,
    is_past,
    listed,
    question_words,
    section_47_words,
    sentence,
    sources_words,
    time_limit,
)

_AT_STAKE = ("met", "presumed", "possible")
"""The states of section 47 in which somebody has to act on it now."""

OPEN_QUESTIONS: Final = ("Question", "So far", "Could change")
OPEN_SIGNS: Final = "Signs that could change the outcome"
"""How the signs that are open begin, below the questions that are."""

ADVICE: Final = "Where you remain worried, ask your manager or safeguarding lead for advice."


def first_due(outcome: Outcome) -> CalledAction | None:
    """Return the required action that falls due first, if any has a time."""
    return first_with_time(outcome.actions)


def first_with_time(actions: Iterable[CalledAction]) -> CalledAction | None:
    """Return the first required action that has a time, or is to be done now."""
    return next(
        (
            called
            for called in actions
            if called.status == "required" and (is_now(called) or called.due is not None)
        ),
        None,
    )


def section_47_at_stake(outcome: Outcome) -> bool:
    """Return whether somebody has to act on section 47 now."""
    return outcome.section_47.status in _AT_STAKE


def because_of_section_47(outcome: Outcome) -> Paragraph:
    """Return which criteria put section 47 at stake."""
    telling = ("yes",) if outcome.section_47.status == "met" else ("yes", "unknown")
    because = [
        f"{criterion.text}: {ANSWERS[criterion.status].lower()}"
        for criterion in outcome.section_47.criteria
        if criterion.status in telling
    ]
    return Paragraph(f"Because: {'; '.join(because)}.")


def urgent(framework: Framework, outcome: Outcome, made_at: datetime) -> Section | None:
    """Return what must happen now; None where nothing must and section 47 is not at stake."""
    at_stake = section_47_at_stake(outcome)
    now = [called for called in outcome.actions if is_now(called)]
    if not (at_stake or now):
        return None
    first = [called for called in now if called.action.emergency and called.status == "required"]
    blocks: list[Block] = [Paragraph(called.action.text, lead=True) for called in first]
    if at_stake:
        blocks.append(Paragraph(f"Section 47. {section_47_words(outcome)}.", lead=True))
        blocks.append(because_of_section_47(outcome))
    first_step = next(
        (c for c in outcome.actions if c.status == "required" and c.action.time_limit is None), None
    )
    dated = next((c for c in outcome.actions if c.status == "required" and c.due), None)
    lines = [f"Now: {with_status(called)}" for called in now if called not in first]
    if first_step is not None:
        lines.append(f"First, with no limit stated: {first_step.action.text}")
    if dated is not None and not is_now(dated):
        lines.append(f"{next_words(framework, dated, made_at)}: {dated.action.text}")
    if lines:
        blocks.append(Bullets(tuple(lines)))
    return Section("urgent", "What must happen now", tuple(blocks))


def next_words(framework: Framework, called: CalledAction, now: datetime) -> str:
    """Return when the next action falls due, or fell due: "Next, Tue …", "Was due Tue …"."""
    when = by_when(framework, called, now)
    return when if is_past(called, now) else f"Next, {when}"


def with_status(called: CalledAction) -> str:
    """Return what is to be done, and how far it is called for where it is not required."""
    if called.status == "required":
        return called.action.text
    return f"{called.action.text} ({STATUSES[called.status].lower()})"


def outcome_section(framework: Framework, outcome: Outcome, screening: Screening) -> Section:
    """Return levels, the signs in numbers, section 47, the reasons and the notices."""
    chart = sign_chart(framework, screening)
    blocks: list[Block] = [
        Fields(tuple(_levels(outcome))),
        *((chart,) if chart else ()),
        *tool_blocks(outcome),
        *basis(framework, outcome),
    ]
    if outcome.notices:
        blocks.append(Heading("To keep in mind"))
        blocks.append(Bullets(tuple(notice.text for notice in outcome.notices)))
    return Section("outcome", "Outcome", tuple(blocks))


def basis(framework: Framework, outcome: Outcome) -> list[Block]:
    """Return section 47 with its criteria, and the reasons."""
    blocks: list[Block] = [
        Heading("Section 47 (Children Act 1989)"),
        Paragraph(f"{section_47_words(outcome)}."),
    ]
    if outcome.section_47.criteria:
        rows = tuple(
            (sentence(c.text), ANSWERS[c.status], sources_words(framework, c.sources))
            for c in outcome.section_47.criteria
        )
        caption = "Section 47 criteria: any one that is yes meets the threshold"
        blocks.append(Table(("Criterion", "Answer", QUIET), rows, caption))
    blocks.append(Heading("Why"))
    if outcome.reasons:
        reasons = tuple(
            (reason.text, sources_words(framework, reason.sources)) for reason in outcome.reasons
        )
        blocks.append(Table(("Reason", QUIET), reasons, "Reasons for this outcome"))
    else:
        blocks.append(Paragraph("No sign and no rule has set a level so far."))
    return blocks


def _levels(outcome: Outcome) -> Iterator[tuple[str, Cell]]:
    indicated, judged = outcome.indicated_level, outcome.judged_level
    framework = outcome.framework
    rests_on = (f"Basis: {LEVEL_BASES[indicated.basis]}",) if indicated else ()
    yield indicated_words(framework), (highest_sign(outcome), *rests_on)
    if outcome.possible_level is not None:
        yield (
            worded(framework, "possible_level"),
            (outcome.possible_level.name, POSSIBLY),
        )
    if judged or (framework.levels and framework.overall_level != NO_OVERALL_LEVEL):
        yield judged_words(framework), judged.level.name if judged else ""
        yield "Reason for the judged level", OwnWords(judged.reason) if judged else ""


def tool_blocks(outcome: Outcome) -> Iterator[Block]:
    """Yield what only some tools have; nothing under the others."""
    if rows := tool_rows(outcome):
        yield Heading("What the tool counts, and what stands beside it")
        yield Fields(tuple((row.label, row.lines) for row in rows))


def actions(framework: Framework, outcome: Outcome) -> Section:
    """Return every action that is called for, in the outcome's order, and whom to contact."""
    if not outcome.actions:
        nothing = "The framework calls for no action on what is known so far."
        return Section("actions", "Actions", (Paragraph(f"{nothing} {ADVICE}"),))
    rows = tuple(
        (
            STATUSES[called.status],
            action_text(called),
            time_limit(framework, called),
            tuple(sentence(because) for because in called.because),
            sources_words(framework, called.action.sources),
        )
        for called in outcome.actions
    )
    header = ("Status", "Action", "By when", "Because", QUIET)
    caption = "Actions in the order in which they fall due, London time"
    blocks: list[Block] = [Table(header, rows, caption, row_header=1)]
    return Section("actions", "Actions", (*blocks, *contacts(framework, outcome.actions)))


def contacts(framework: Framework, called_for: Iterable[CalledAction]) -> Iterator[Block]:
    """Yield whom to contact for the actions; what is blank is a blank to fill."""
    used = dict.fromkeys(contact for called in called_for for contact in called.action.contacts)
    known = [framework.contacts[contact] for contact in used if contact in framework.contacts]
    if known:
        yield Heading("Contacts")
        yield Fields(tuple((contact.name, contact.value) for contact in known))


def action_text(called: CalledAction) -> Cell:
    """Return what is to be done, and for whom it is to read."""
    if called.action.audience == "professionals":
        return called.action.text, FOR_PROFESSIONALS
    return called.action.text


def open_questions(framework: Framework, outcome: Outcome) -> Section:
    """Return what is not known that could change the outcome: facts, then signs."""
    facts = [question for question in outcome.open_questions if question.kind != "indicator"]
    signs = [question for question in outcome.open_questions if question.kind == "indicator"]
    blocks: list[Block] = []
    if facts:
        rows = tuple(
            (
                question_words(framework, question.id),
                _known_so_far(question),
                _could_change(question),
            )
            for question in facts
        )
        blocks.append(
            Table(OPEN_QUESTIONS, rows, "Questions whose answers could change the outcome")
        )
    if signs:
        not_asked = sum(question.status == "not_asked" for question in signs)
        not_known = [q for q in signs if q.status == "unknown"]
        parts = [f"{counted(not_asked, 'sign')} not asked"] if not_asked else []
        parts += [f"{counted(len(not_known), 'sign')} answered not known"] if not_known else []
        blocks.append(Paragraph(f"{OPEN_SIGNS}: {listed(parts)}."))
        if not_known:
            names = tuple(framework.indicators[question.id].name for question in not_known)
            blocks.append(Bullets(names))
    if not blocks:
        blocks.append(Paragraph("Nothing that is still open could change this outcome."))
    return Section("open-questions", "What is not known and could change this", tuple(blocks))


def _known_so_far(question: OpenQuestion) -> str:
    return ANSWERS["unknown" if question.kind == "child" else question.status]


def _could_change(question: OpenQuestion) -> str:
    parts = {
        "section_47": "section 47",
        "indicated_level": "the highest sign present",
        "sections": "the level of a section",
    }
    named = [words for part, words in parts.items() if part in question.could_change]
    others = sum(part not in parts for part in question.could_change)
    return listed([*named, *([counted(others, "action")] if others else [])])
