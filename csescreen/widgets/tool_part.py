"""What only some tools have, as rows of the outcome page: sums, sections, what stands beside."""

from collections.abc import Iterator

from csescreen.core.outcome import Outcome
from csescreen.core.tool_words import beside_rows, counted_rows
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.picture import heading


def tool_part(outcome: Outcome, at: str = "") -> Iterator[ListRow]:
    """Yield the rows; none under a framework without such parts. ``at`` ends every key."""
    under = f": {outcome.framework.name}" if at else ""
    for title, rows in (
        ("What the tool counts", counted_rows(outcome)),
        ("Beside the result", beside_rows(outcome)),
    ):
        if rows:
            yield from heading(f"{title}{under}")
        for place, row in enumerate(rows):
            yield ListRow(f"{title}-{place}{at}", row.label, tone="strong")
            for number, line in enumerate(row.lines):
                yield ListRow(f"{title}-{place}-{number}{at}", line, " ")
    if outcome.missing_evidence:
        yield from heading(f"Evidence still to be written down{under}", "Enter: to the sign")
        for sign in outcome.missing_evidence:
            name = outcome.framework.indicators[sign].name
            yield ListRow(f"sign:{sign}{at}", name, "-")
