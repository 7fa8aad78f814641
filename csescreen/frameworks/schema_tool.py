"""The JSON Schema of the parts with which a framework file expresses a tool of its own.

Weights and sums, time windows, sections, signs of its own, evidence and wording.
"""

from typing import Any, Final

from csescreen.core.framework import DOMAINS
from csescreen.core.screening import RECENCIES
from csescreen.core.wording import WORDING
from csescreen.frameworks.schema_parts import ID, IDS, LINES, SOURCED, TEXT, list_of, table

_WEIGHT = {"type": "integer", "minimum": 0, "maximum": 1000}
_LINES_BY_SIGN = {"type": "object", "additionalProperties": LINES, "maxProperties": 500}
_WEIGHT_BY = {
    "type": "object",
    "additionalProperties": _WEIGHT,
    "minProperties": 1,
    "maxProperties": 50,
}

_WINDOW = table(
    {
        "id": ID,
        "name": TEXT,
        "recencies": {
            "type": "array",
            "items": {"enum": list(RECENCIES)},
            "uniqueItems": True,
            "minItems": 1,
        },
    },
    ("id", "name", "recencies"),
)
_SIGN = table(
    {
        "id": ID,
        "domain": {"enum": list(DOMAINS)},
        "serious": {"const": True, "description": "It is true or left out."},
        "name": TEXT,
        "looks_like": TEXT,
        "why_it_matters": TEXT,
        "other_explanations": TEXT,
        "search": {"type": "array", "items": TEXT, "maxItems": 50},
        **SOURCED,
    },
    ("id", "domain", "name"),
)
_SECTION = table(
    {"id": ID, "name": TEXT, "help": TEXT, "signs": IDS, "questions": IDS, **SOURCED},
    ("id", "name"),
)
_BAND = table(
    {
        "from": {"type": "integer", "minimum": 0, "maximum": 100_000},
        "to": {"type": "integer", "minimum": 0, "maximum": 100_000},
        "level": ID,
        **SOURCED,
    },
    ("from", "level"),
)
_SUM = table(
    {"id": ID, "name": TEXT, "section": ID, "bands": list_of(_BAND, 20), **SOURCED},
    ("id", "name"),
)
_WEIGHTS = table(
    {
        "sum": ID,
        "weight": _WEIGHT,
        "possible": _WEIGHT,
        "windows": _WEIGHT_BY,
        "signs": _LINES_BY_SIGN,
        "may_amend": {"const": True, "description": "It is true or left out."},
        "fact": ID,
        "answers": _WEIGHT_BY,
        **SOURCED,
    },
    description="Weights have signs with a weight or windows, or a fact with answers.",
)

TOOL_PARTS: Final[dict[str, Any]] = {
    "overall_level": {"enum": ["worked_out", "entered", "none"]},
    "possible_answer": {"const": True, "description": "It is true or left out."},
    "windows": list_of(_WINDOW, 4),
    "signs": list_of(_SIGN),
    "sections": list_of(_SECTION, 50),
    "sums": list_of(_SUM, 20),
    "weights": list_of(_WEIGHTS),
    "evidence": table({"ask": TEXT, "signs": IDS, **SOURCED}, ("ask",)),
    "wording": table(dict.fromkeys(WORDING, TEXT)),
}
"""The parts, by key."""
