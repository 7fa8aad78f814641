"""The JSON Schema of what framework files and the shared file may both hold."""

from typing import Any, Final

from csescreen.core.framework import DOMAINS
from csescreen.core.screening import NARRATIVE_PARTS

ID = {
    "type": "string",
    "pattern": "^[a-z0-9]+([-_][a-z0-9]+)*$",
    "maxLength": 80,
    "description": "An id is small letters, digits, dashes and underscores.",
}
TEXT = {"type": "string", "minLength": 1, "maxLength": 4000}
LINES = {
    "type": "string",
    "pattern": "^([0-9]+(-[0-9]+)?(, )?)+$",
    "maxLength": 200,
    "description": 'Lines of the document, such as "38", "38-41" or "13, 117-127".',
}
IDS = {"type": "array", "items": ID, "maxItems": 200, "uniqueItems": True}
SOURCED: dict[str, Any] = {"document": TEXT, "lines": LINES}
CONDITION = {"$ref": "#/$defs/condition"}


def table(
    properties: dict[str, Any], required: tuple[str, ...] = (), **more: Any
) -> dict[str, Any]:
    """Return the schema of a table with no other keys than these."""
    schema = {"type": "object", "additionalProperties": False, "properties": properties, **more}
    return schema | ({"required": list(required)} if required else {})


def list_of(items: dict[str, Any], at_most: int = 500) -> dict[str, Any]:
    """Return the schema of a list, of 500 where nothing else is said."""
    return {"type": "array", "items": items, "maxItems": at_most}


_CONDITIONS = {
    "type": "array",
    "items": CONDITION,
    "minItems": 1,
    "maxItems": 100,
    "description": "A list of conditions.",
}

CONDITION_FORMS: Final[dict[str, tuple[str, ...]]] = {
    "fact": ("is", "at_least", "at_most"),
    "sign": ("window",),
    "signs": ("at_least",),
    "any_sign": (),
    "historic_sign": (),
    "sign_graded": ("at_least",),
    "sum": ("at_least", "at_most"),
    "section": ("level",),
    "level": (),
    "section_47": (),
    "age_from": ("age_to",),
    "age_to": ("age_from",),
    "age_unknown": (),
    "all": (),
    "any": (),
    "not": (),
    "unless": (),
    "of": ("at_least",),
}
"""The forms of a condition: the key that names the form, and the keys that go with it."""

CONDITION_SCHEMA = {
    "type": ["string", "object"],
    "description": "A condition is the name of one under [conditions], or a table such as "
    '{ fact = "professional_concern" }.',
    "additionalProperties": False,
    "minProperties": 1,
    "properties": {
        "fact": ID,
        "is": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 50},
        "at_least": {"type": "integer", "minimum": 1, "maximum": 100_000},
        "at_most": {"type": "integer", "minimum": 0, "maximum": 100_000},
        "sign": ID,
        "any_sign": {"const": True, "description": "It is true or left out."},
        "historic_sign": {"const": True, "description": "It is true or left out."},
        "sign_graded": ID,
        "signs": {**IDS, "minItems": 1},
        "window": ID,
        "sum": ID,
        "section": ID,
        "level": {"type": "array", "items": ID, "minItems": 1, "maxItems": 20},
        "section_47": {"enum": ["met", "met_or_presumed"]},
        "age_from": {"type": "integer", "minimum": 0, "maximum": 30},
        "age_to": {"type": "integer", "minimum": 0, "maximum": 30},
        "age_unknown": {"const": True, "description": "It is true or left out."},
        "all": _CONDITIONS,
        "any": _CONDITIONS,
        "of": _CONDITIONS,
        "not": CONDITION,
        "unless": CONDITION,
    },
}

_NUMBER = {"type": "integer", "minimum": 1, "maximum": 10000}
_TIME_LIMIT = table(
    {
        "hours": _NUMBER,
        "days": _NUMBER,
        "working_days": _NUMBER,
        "months": _NUMBER,
        "same_day": {"const": True},
        "before": TEXT,
        "now": {"const": True},
        "words": TEXT,
        "clock": ID,
        "assumption": TEXT,
        "sooner_if": TEXT,
    },
    description="A time limit has a kind: hours, days, working_days, months, same_day, before, "
    "now or words; and, where it counts, a clock.",
)

_ACTION = table(
    {
        "id": ID,
        "text": TEXT,
        "status": {"enum": ["required", "consider"]},
        "when": CONDITION,
        "possible_when": CONDITION,
        "time_limit": _TIME_LIMIT,
        "audience": {"enum": ["all", "professionals"]},
        "contacts": IDS,
        "emergency": {"type": "boolean"},
        "stands_for": IDS,
        "stands_for_where_called": IDS,
        "software_text": {"const": True},
        "sources": list_of(table(SOURCED, ("document", "lines")), 20),
        **SOURCED,
    },
    ("id", "text", "status", "when"),
)
_QUESTION = table(
    {
        "id": ID,
        "kind": {"enum": ["yes_no", "choice", "number", "names"]},
        "ask": TEXT,
        "statement": TEXT,
        "help": TEXT,
        "choices": {"type": "object", "additionalProperties": TEXT, "maxProperties": 30},
        "implied_yes_by": {
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "domain": {"enum": list(DOMAINS)},
        "levels": {"type": "object", "additionalProperties": ID, "maxProperties": 30},
        "protective": {"const": True, "description": "It is true or left out."},
        "previous": ID,
        **SOURCED,
    },
    ("id", "kind", "ask", "statement"),
)
_CLOCK = table({"id": ID, "ask": TEXT, "help": TEXT}, ("id", "ask"))
_CONTACT = table(
    {"id": ID, "name": TEXT, "value": {"type": "string", "maxLength": 500}}, ("id", "name")
)
_NOTICE = table({"id": ID, "text": TEXT, "when": CONDITION, "with_actions": IDS}, ("id", "text"))
_GUIDANCE = table(
    {
        "part": {"enum": list(NARRATIVE_PARTS)},
        "title": TEXT,
        "prompts": {"type": "array", "items": TEXT, "maxItems": 20},
        **SOURCED,
    },
    ("part", "title", "prompts"),
)
CONDITION_TABLE = {"type": "object", "additionalProperties": CONDITION, "maxProperties": 200}

COMMON_PARTS: Final[dict[str, Any]] = {
    "questions": list_of(_QUESTION),
    "clocks": list_of(_CLOCK),
    "conditions": CONDITION_TABLE,
    "contacts": list_of(_CONTACT),
    "actions": list_of(_ACTION),
    "notices": list_of(_NOTICE),
    "guidance": list_of(_GUIDANCE),
}
