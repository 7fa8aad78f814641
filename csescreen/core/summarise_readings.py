"""What a summary says of framework versions: the dated readings, and a version that is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from csescreen.core import summary_case
from csescreen.core.dated_readings import (
    NOT_WORKED_OUT,
    level_words,
    pin_json,
    reading_json,
    section_47_status,
)
from csescreen.core.missing import missing
from csescreen.core.ports import DatedReading, FrameworkPin, Record
from csescreen.core.public import case_json
from csescreen.core.screening import Screening
from csescreen.core.summarise import MARKING, TITLE, still_blank
from csescreen.core.summarise_lines import unread_signs
from csescreen.core.summary import (
    Block,
    Cell,
    Fields,
    Heading,
    OwnWords,
    Paragraph,
    Section,
    Summary,
    Table,
)
from csescreen.core.words import ANSWERS, humanised, moment_words


def with_readings(summary: Summary, pin: FrameworkPin, readings: Sequence[DatedReading]) -> Summary:
    """Return the summary with its version as data, and the dated readings where there are any."""
    sections = summary.sections
    if readings:
        *others, last = sections
        blocks = (*last.blocks, Heading("Dated readings"), _table(readings))
        sections = (*others, replace(last, blocks=blocks))
    return replace(
        summary,
        sections=sections,
        framework=pin_json(pin),
        readings=[reading_json(reading) for reading in readings],
    )


def _table(readings: Sequence[DatedReading]) -> Table:
    rows = tuple(
        (
            moment_words(reading.made_at),
            f"{reading.pin.id}, version {reading.pin.version}",
            level_words(reading.outcome),
            section_47_status(reading.outcome),
            OwnWords(reading.why),
        )
        for reading in readings
    )
    header = ("Read on", "Under", "Highest sign present", "Section 47", "Why")
    return Table(header, rows, "What each version of the framework made of the answers of that day")


def summarise_unread(
    record: Record, what: str, *, readings: Sequence[DatedReading], made_at: datetime, program: str
) -> Summary:
    """Return the summary of a record whose version cannot be had: answers and text, no outcome.

    ``what`` says which version is missing.
    """
    screening, pin = record.screening, record.pin
    made: tuple[tuple[str, Cell], ...] = (
        ("Framework", pin.id),
        ("Version", pin.version),
        ("Fingerprint (SHA-256, first 12 digits)", pin.sha256[:12]),
        ("Program", program),
        ("Summary made", f"{moment_words(made_at)} (London time)"),
    )
    lacks = missing(screening, None)
    sections = (
        Section("urgent", "Nothing was worked out", (Paragraph(what, lead=True),)),
        summary_case.child(screening, None),
        _signs(screening, record.wording),
        _answers(screening),
        summary_case.narrative(None, screening),
        *still_blank(lacks),
        Section("record", "How this was made", (Fields(made),)),
    )
    summary = Summary(
        title=TITLE,
        made_at=made_at,
        reference=screening.reference,
        marking=MARKING,
        sections=sections,
        case=case_json(replace(screening, as_of=screening.as_of or made_at)),
        outcome={},
        details=dict(screening.details),
        wording={sign: text for sign, text in record.wording.items() if sign in screening.signs},
        at_a_glance=Fields(
            (("Reference", OwnWords(screening.reference)), ("Outcome", NOT_WORKED_OUT))
        ),
        signs=unread_signs(screening, record.wording),
    )
    return with_readings(summary, pin, readings)


def _signs(screening: Screening, wording: Mapping[str, str]) -> Section:
    rows = tuple(
        (
            wording.get(sign) or humanised(sign),
            ANSWERS.get(answer.answer, answer.answer),
            humanised(answer.when or "not said"),
            OwnWords(answer.note),
            OwnWords(answer.heard_from),
        )
        for sign, answer in screening.signs.items()
    )
    header = ("Sign", "Answer", "When", "Evidence", "Said by")
    table = Table(header, rows, "Signs as they were worded when they were answered")
    blocks: tuple[Block, ...] = (table,) if rows else (Paragraph("No sign has been answered yet."),)
    return Section("signs", "Signs", blocks)


def _answers(screening: Screening) -> Section:
    rows: list[tuple[str, Cell]] = []
    for fact, value in screening.facts.items():
        said: Cell = OwnWords(", ".join(value)) if isinstance(value, tuple) else str(value)
        rows.append((humanised(fact), ANSWERS.get(said, said) if isinstance(said, str) else said))
    rows += [(humanised(clock), moment_words(at)) for clock, at in screening.clocks.items()]
    blocks: tuple[Block, ...] = (
        (Fields(tuple(rows)),) if rows else (Paragraph("No question has been answered yet."),)
    )
    return Section("answers", "Questions and answers", blocks)
