"""The signs of a summary as rows for a spreadsheet: CSV in UTF-8, with a mark that says so."""

import csv
import io
from typing import Final
from unicodedata import category

from csescreen.core.audience import NOT_FAMILY
from csescreen.core.summary import SignLine, Summary
from csescreen.core.text import clean

HEADER: Final = (
    *("Reference", "Marking", "Domain", "Sign", "Id", "Answer"),
    *("When", "Grade and its basis", "Evidence", "Said by"),
)
GUARD: Final = "'"
"""What stands before a cell that a spreadsheet would take for a formula."""
_FORMULAS: Final = frozenset(
    "=+-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}"
    "\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
)
_NOT_SEEN: Final = frozenset(("Zs", "Zl", "Zp", "Cc", "Cf"))
"""Spaces, line ends, and what has no width, by Unicode's categories."""


class CsvExporter:
    """Renders every sign of a summary as a row, whether or not it was asked."""

    format = "csv"
    suffix = ".csv"
    says = "CSV: every sign as a row, for a spreadsheet"
    audiences = NOT_FAMILY

    def render(self, summary: Summary) -> bytes:
        """Return the document; spreadsheets know its encoding by its first mark."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(HEADER)
        for line in summary.signs:
            writer.writerow(map(as_cell, _row(summary, line)))
        return out.getvalue().encode("utf-8-sig")


def as_cell(text: str) -> str:
    """Return text as a cell that shows the text; what begins as a formula does gets a guard.

    Blanks before it do not count: some spreadsheets take them off first. A text that begins with
    the guard itself gets another, so that whoever takes one off has every text as it was.
    """
    cleaned = clean(text)
    first = next((char for char in cleaned if category(char) not in _NOT_SEEN), "")
    guarded = first in _FORMULAS or cleaned.startswith(GUARD)
    return GUARD + cleaned if guarded else cleaned


def _row(summary: Summary, line: SignLine) -> tuple[str, ...]:
    return (
        *(summary.reference, summary.marking, line.domain, line.sign, line.id, line.answer),
        *(line.when, line.grade, line.evidence, line.said_by),
    )
