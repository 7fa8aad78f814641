"""From a screening and its outcome to the one document that every exporter renders."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from csescreen.core import summary_case, summary_outcome
from csescreen.core.charting import time_line
from csescreen.core.form_answers import answered
from csescreen.core.framework import Framework
from csescreen.core.missing import missing
from csescreen.core.outcome import Outcome
from csescreen.core.public import case_json, outcome_json
from csescreen.core.reading import read_together
from csescreen.core.screening import Screening
from csescreen.core.summarise_lines import action_lines, level_lines, sign_lines
from csescreen.core.summary import (
    MARKING,
    Block,
    Bullets,
    Cell,
    Fields,
    Heading,
    OwnWords,
    Paragraph,
    Section,
    Summary,
)
from csescreen.core.summary_lines import ActionLine
from csescreen.core.tool_words import in_brief
from csescreen.core.within import within
from csescreen.core.wording import indicated_words, judged_by
from csescreen.core.words import (
    by_when,
    counted,
    counted_age_words,
    highest_sign,
    moment_words,
    section_47_words,
)

TITLE: Final = "Child sexual exploitation: screening and referral"

NOT_FILLED_IN: Final = "Not filled in yet"

ALWAYS: Final = {
    "informs-not-decides": "This summary informs; people decide.",
    "confirm-locally": "Confirm with your local procedures.",
}
"""What is told even where a framework lacks its own words for it, by notice id."""


def summarise(
    framework: Framework,
    screening: Screening,
    outcome: Outcome,
    *,
    wording: Mapping[str, str],
    made_at: datetime,
    program: str,
) -> Summary:
    """Return the summary of a screening under one framework.

    ``wording`` is the text of each sign as it was shown when it was answered; ``program`` names
    the program with its version.
    """
    urgent = summary_outcome.urgent(framework, outcome, made_at)
    called_for = action_lines(read_together([outcome]), made_at)
    lacks = missing(screening, framework)
    grade = partial(summary_case.grade_lines, framework)
    sections = (
        *((urgent,) if urgent else ()),
        summary_case.child(screening, outcome),
        summary_outcome.outcome_section(framework, outcome, screening),
        with_time_line(summary_outcome.actions(framework, outcome), called_for),
        summary_outcome.open_questions(framework, outcome),
        summary_case.signs(framework, screening, wording),
        summary_case.answers(framework, screening),
        summary_case.narrative(framework, screening),
        *still_blank(lacks),
        _record(framework, screening, outcome, made_at, program),
    )
    # with its time, so that the case read back another day has the same outcome
    dated = replace(screening, as_of=screening.as_of or made_at)
    return Summary(
        title=TITLE,
        made_at=made_at,
        reference=screening.reference,
        marking=MARKING,
        sections=sections,
        case=case_json(within(dated, (framework,))),
        outcome=outcome_json(outcome),
        details=dict(screening.details),
        wording={sign: text for sign, text in wording.items() if sign in screening.signs},
        at_a_glance=with_blanks(_at_a_glance(framework, screening, outcome, made_at), lacks),
        signs=sign_lines(framework, (framework,), screening, wording, grade),
        actions=called_for,
        levels=level_lines((outcome,)),
        forms=(answered(framework, dated),),
    )


def with_time_line(section: Section, called_for: Sequence[ActionLine]) -> Section:
    """Return the section of the actions with what falls due in order, at its head."""
    line = time_line(called_for)
    return replace(section, blocks=(line, *section.blocks)) if line else section


def still_blank(lacks: Sequence[str]) -> tuple[Section, ...]:
    """Return the section that says what was not filled in; none where nothing is missing."""
    if not lacks:
        return ()
    said = Paragraph("A blank says nothing about the child: nobody has written it down yet.")
    return (Section("blank", NOT_FILLED_IN, (said, Bullets(tuple(lacks)))),)


def with_blanks(glance: Fields, lacks: Sequence[str]) -> Fields:
    """Return the glance with how much was not filled in."""
    if not lacks:
        return glance
    return Fields((*glance.rows, (NOT_FILLED_IN, f"{counted(len(lacks), 'part')}, listed below")))


def _at_a_glance(
    framework: Framework, screening: Screening, outcome: Outcome, now: datetime
) -> Fields:
    first = summary_outcome.first_due(outcome)
    rows: list[tuple[str, Cell]] = [
        ("Reference", OwnWords(screening.reference)),
        ("Age that counts", counted_age_words(outcome)),
        (indicated_words(framework), highest_sign(outcome)),
        *in_brief(outcome),
        ("Section 47", section_47_words(outcome)),
    ]
    if outcome.judged_level is not None:
        rows.insert(3, (judged_by(framework), outcome.judged_level.level.name))
    if first is not None:
        rows.append(("First action due", (by_when(framework, first, now), first.action.text)))
    return Fields(tuple(rows))


def framework_rows(framework: Framework) -> tuple[tuple[str, Cell], ...]:
    """Return which framework a screening was read under, in which version."""
    return (
        ("Framework", framework.name),
        ("Authority", framework.authority),
        ("Version", framework.version),
        ("Fingerprint (SHA-256, first 12 digits)", framework.sha256[:12]),
        ("Date of the documents", framework.source_date),
    )


def making_rows(
    screening: Screening, made_at: datetime, program: str
) -> tuple[tuple[str, Cell], ...]:
    """Return what made the summary, and when."""
    rows: tuple[tuple[str, Cell], ...] = (
        ("Program", program),
        ("Summary made", f"{moment_words(made_at)} (London time)"),
    )
    if screening.as_of is None:
        return rows
    return (*rows, ("Answers read as at", moment_words(screening.as_of)))


def _record(
    framework: Framework,
    screening: Screening,
    outcome: Outcome,
    made_at: datetime,
    program: str,
) -> Section:
    rows = (*framework_rows(framework), *making_rows(screening, made_at, program))
    documents = tuple(f"{title} ({name})" for name, title in framework.documents.items())
    told = {notice.id: notice.text for notice in outcome.notices}
    notices = tuple(told.get(notice, text) for notice, text in ALWAYS.items())
    blocks: list[Block] = [Fields(rows)]
    if documents:
        blocks += [Heading("Documents"), Bullets(documents, compact=True)]
    blocks += [Heading("How to read this summary"), Bullets(notices)]
    return Section("record", "How this was made", tuple(blocks))
