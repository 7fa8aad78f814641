"""The summary as JSON, for other programs: the case, the outcome and the document as data."""

import json

from csescreen.core.audience import NOT_FAMILY
from csescreen.core.public import FORMAT
from csescreen.core.summary import (
    Block,
    Bullets,
    Cell,
    Chart,
    Fields,
    Heading,
    OwnWords,
    Paragraph,
    Summary,
    Table,
    TimeLine,
    lines_of,
)
from csescreen.core.text import clean


class JsonExporter:
    """Renders a summary as one JSON object, in ASCII."""

    format = "json"
    suffix = ".json"
    says = "JSON: data for another program"
    audiences = NOT_FAMILY

    def render(self, summary: Summary) -> bytes:
        """Return the document; the same summary always gives the same bytes."""
        document: dict[str, object] = {
            "format": FORMAT,
            "marking": summary.marking,
            "audience": summary.audience,
            "title": summary.title,
            "reference": summary.reference,
            "framework": summary.framework,
            "readings": summary.readings,
            "case": summary.case,
            "outcome": summary.outcome,
            "details": summary.details,
            "wording": summary.wording,
            "at_a_glance": _block(summary.at_a_glance)["rows"],
            "summary": [
                {
                    "id": section.id,
                    "title": section.title,
                    "blocks": [_block(block) for block in section.blocks],
                }
                for section in summary.sections
            ],
        }
        if summary.audit_head:
            document["audit_head"] = summary.audit_head
        text = json.dumps(_cleaned(document), ensure_ascii=True, allow_nan=False, indent=1)
        return text.encode("ascii") + b"\n"


def _block(block: Block) -> dict[str, object]:
    match block:
        case Paragraph():
            own = {"own_words": True} if block.own_words else {}
            return {"kind": "paragraph", "text": block.text, **own}
        case Heading():
            return {"kind": "heading", "text": block.text}
        case Fields():
            rows = [{"label": label, "value": _cell(value)} for label, value in block.rows]
            return {"kind": "fields", "rows": rows}
        case Bullets():
            return {"kind": "bullets", "items": [_cell(item) for item in block.items]}
        case Table() | Chart() | TimeLine():
            table = block.as_table()
            return {
                "kind": "table",
                "caption": table.caption,
                "header": list(table.header),
                "rows": [[_cell(cell) for cell in row] for row in table.rows],
            }


def _cell(cell: Cell) -> list[dict[str, object]]:
    return [
        {"text": str(line), **({"own_words": True} if isinstance(line, OwnWords) else {})}
        for line in lines_of(cell)
    ]


def _cleaned(value: object) -> object:
    """Return the value with every text cleaned: a lone surrogate would break other programs."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(item) for item in value]
    return value
