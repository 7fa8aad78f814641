"""What only some tools have, as rows of the outcome page: sums, sections, what stands beside."""

from collections.abc import Iterator

from csescreen.core.tool_words import beside_rows, counted_rows
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.picture import heading
from csescreen.widgets.situation import Situation


def tool_part(situation: Situation) -> Iterator[ListRow]:
    """Yield the rows; none under a framework without such parts."""
    outcome = situation.outcome
    for title, rows in (
        ("What the tool counts", counted_rows(outcome)),
        ("Beside the result", beside_rows(outcome)),
    ):
        if rows:
            yield from heading(title)
        for place, row in enumerate(rows):
            yield ListRow(f"{title}:{place}", row.label, tone="strong")
            for number, line in enumerate(row.lines):
                yield ListRow(f"{title}:{place}.{number}", line, " ")
    if outcome.missing_evidence:
        yield from heading("Evidence still to be written down", "enter goes to the sign")
        for sign in outcome.missing_evidence:
            yield ListRow(f"sign:{sign}", situation.framework.indicators[sign].name, "-")
