"""What a summary says of the dated readings of its screening."""

from collections.abc import Sequence
from dataclasses import replace

from csescreen.core.dated_readings import level_words, pin_json, reading_json, section_47_status
from csescreen.core.ports import DatedReading, FrameworkPin
from csescreen.core.summary import Heading, OwnWords, Summary, Table
from csescreen.core.words import moment_words


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
