"""One row of a list, and how it wraps."""

from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from csescreen.core.text import clean_line

Pieces = tuple[tuple[str, str], ...]
"""One line: texts with the tone of each."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: a lead that stands before the text, the text, and a tail at the right.

    ``tone`` is "", "muted", "strong", "heading" or "warning"; ``lead_tone`` is the lead's own.
    ``note`` stands under the text.
    """

    key: str
    text: str
    lead: str = ""
    tail: str = ""
    note: str = ""
    tone: str = ""
    lead_tone: str = ""
    note_tone: str = "muted"


def row_lines(row: ListRow, width: int) -> list[Pieces]:
    """Return the row wrapped to the width, which leaves out the cursor's cell."""
    lead = f"{row.lead} " if row.lead else ""
    indent = min(cell_len(lead), max(0, width - 10))
    room = max(4, width - indent)
    tail = clean_line(row.tail)
    texts = [line.plain.rstrip() for line in Content(clean_line(row.text)).wrap(room)] or [""]
    lines: list[Pieces] = [((" " * indent, ""), (text, row.tone)) for text in texts]
    lines[0] = ((lead, row.lead_tone or row.tone), (texts[0], row.tone))
    if tail:
        used = cell_len(texts[-1])
        gap = room - used - cell_len(tail)
        if gap >= 1:
            lines[-1] = (*lines[-1], (" " * gap, ""), (tail, "muted"))
        else:
            for part in Content(tail).wrap(room):
                text = part.plain.strip()
                lines.append(((" " * (width - cell_len(text)), ""), (text, "muted")))
    if row.note:
        inner = " " * (indent + 2)
        for part in Content(clean_line(row.note)).wrap(max(4, width - len(inner))):
            lines.append(((inner, ""), (part.plain.rstrip(), row.note_tone)))
    return lines
