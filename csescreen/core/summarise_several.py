"""From a screening read under several frameworks to the one document that exporters render."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from csescreen.core import summary_case, summary_several
from csescreen.core.form_answers import answered
from csescreen.core.missing import missing
from csescreen.core.public import case_json, union_json
from csescreen.core.reading import Reading
from csescreen.core.screening import Screening, SignAnswer
from csescreen.core.summarise import (
    ALWAYS,
    TITLE,
    framework_rows,
    making_rows,
    still_blank,
    summarise,
    with_blanks,
    with_time_line,
)
from csescreen.core.summarise_lines import action_lines, level_lines, sign_lines
from csescreen.core.summary import (
    MARKING,
    Block,
    Bullets,
    Cell,
    Fields,
    Heading,
    OwnWords,
    Section,
    Summary,
)
from csescreen.core.summary_outcome import first_with_time
from csescreen.core.summary_signs import GradeOf
from csescreen.core.tool_words import in_brief
from csescreen.core.within import within
from csescreen.core.wording import indicated_words, judged_by
from csescreen.core.words import by_when, counted_age_words, highest_sign, section_47_words


def summarise_reading(
    reading: Reading,
    screening: Screening,
    *,
    wording: Mapping[str, str],
    made_at: datetime,
    program: str,
) -> Summary:
    """Return the summary of a screening under its one framework, or under its several."""
    if not reading.several:
        return summarise(
            reading.first.framework,
            screening,
            reading.first,
            wording=wording,
            made_at=made_at,
            program=program,
        )
    urgent = summary_several.urgent(reading, made_at)
    called_for = action_lines(reading, made_at)
    lacks = missing(screening, reading.asks)
    grades = _grades(reading)
    sections = (
        *((urgent,) if urgent else ()),
        summary_case.child(screening, reading.first),
        summary_several.levels(reading),
        with_time_line(summary_several.actions(reading), called_for),
        *(summary_several.under_one(reading, outcome, screening) for outcome in reading.outcomes),
        summary_case.signs(reading.asks, screening, wording, grades, reading.frameworks),
        summary_case.answers(reading.asks, screening),
        summary_case.narrative(reading.asks, screening),
        *still_blank(lacks),
        _record(reading, screening, made_at, program),
    )
    # with its time and its frameworks, so that the case read back has the same outcome
    dated = replace(
        screening,
        as_of=screening.as_of or made_at,
        frameworks=tuple(framework.id for framework in reading.frameworks),
    )
    return Summary(
        title=TITLE,
        made_at=made_at,
        reference=screening.reference,
        marking=MARKING,
        sections=sections,
        case=case_json(within(dated, reading.frameworks)),
        outcome=union_json(reading.outcomes),
        details=dict(screening.details),
        wording={sign: text for sign, text in wording.items() if sign in screening.signs},
        at_a_glance=with_blanks(_at_a_glance(reading, screening, made_at), lacks),
        signs=sign_lines(reading.asks, reading.frameworks, screening, wording, grades),
        actions=called_for,
        levels=level_lines(reading.outcomes),
        forms=tuple(answered(framework, dated) for framework in reading.frameworks),
    )


def _at_a_glance(reading: Reading, screening: Screening, now: datetime) -> Fields:
    rows: list[tuple[str, Cell]] = [
        ("Reference", OwnWords(screening.reference)),
        ("Age that counts", counted_age_words(reading.first)),
    ]
    for outcome in reading.outcomes:
        judged = outcome.judged_level
        said = (f"{judged_by(outcome.framework)}: {judged.level.name}",) if judged else ()
        section_47 = f"Section 47: {section_47_words(outcome)}"
        highest = highest_sign(outcome)
        if outcome.framework.levels:
            highest = f"{indicated_words(outcome.framework)}: {highest}"
        tool = tuple(f"{name}: {'; '.join(lines)}" for name, lines in in_brief(outcome))
        rows.append((outcome.framework.name, (highest, *tool, *said, section_47)))
    first = first_with_time(united.called for united in reading.actions)
    if first is not None:
        rows.append(("First action due", (by_when(reading.asks, first, now), first.action.text)))
    return Fields(tuple(rows))


def _grades(reading: Reading) -> GradeOf:
    """Return how a sign is graded under each framework, by its short name."""
    names = reading.short_names

    def grades(sign: str, answer: SignAnswer) -> tuple[str, ...]:
        return tuple(
            line if isinstance(line, OwnWords) or place else f"{names[framework.id]}: {line}"
            for framework in reading.frameworks
            for place, line in enumerate(summary_case.grade_lines(framework, sign, answer))
        )

    return grades


def _record(reading: Reading, screening: Screening, made_at: datetime, program: str) -> Section:
    blocks: list[Block] = []
    for framework in reading.frameworks:
        blocks += [Heading(framework.name), Fields(framework_rows(framework))]
    blocks += [Heading("This summary"), Fields(making_rows(screening, made_at, program))]
    documents = reading.asks.documents
    if documents:
        listed = tuple(f"{title} ({name})" for name, title in documents.items())
        blocks += [Heading("Documents"), Bullets(listed, compact=True)]
    told = {united.notice.id: united.notice.text for united in reading.notices}
    notices = tuple(told.get(notice, text) for notice, text in ALWAYS.items())
    blocks += [Heading("How to read this summary"), Bullets(notices)]
    return Section("record", "How this was made", tuple(blocks))
