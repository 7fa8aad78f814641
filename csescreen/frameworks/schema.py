"""The JSON Schema of a framework file, format 1. What it describes is what `read` accepts."""

from typing import Any, Final

from csescreen.core.framework import DOMAINS
from csescreen.core.screening import NARRATIVE_PARTS

_ID = {
    "type": "string",
    "pattern": "^[a-z0-9]+([-_][a-z0-9]+)*$",
    "maxLength": 80,
    "description": "An id is small letters, digits, dashes and underscores.",
}
_TEXT = {"type": "string", "minLength": 1, "maxLength": 4000}
_LINES = {
    "type": "string",
    "pattern": "^([0-9]+(-[0-9]+)?(, )?)+$",
    "maxLength": 200,
    "description": 'Lines of the document, such as "38", "38-41" or "13, 117-127".',
}
_IDS = {"type": "array", "items": _ID, "maxItems": 200, "uniqueItems": True}
_SOURCED: dict[str, Any] = {"document": _TEXT, "lines": _LINES}
_CONDITION = {"$ref": "#/$defs/condition"}


def _table(
    properties: dict[str, Any], required: tuple[str, ...] = (), **more: Any
) -> dict[str, Any]:
    table = {"type": "object", "additionalProperties": False, "properties": properties, **more}
    return table | ({"required": list(required)} if required else {})


def _list_of(table: dict[str, Any], at_most: int = 500) -> dict[str, Any]:
    return {"type": "array", "items": table, "maxItems": at_most}


_CONDITIONS = {
    "type": "array",
    "items": _CONDITION,
    "minItems": 1,
    "maxItems": 100,
    "description": "A list of conditions.",
}

CONDITION_FORMS: Final[dict[str, tuple[str, ...]]] = {
    "fact": ("is", "at_least", "at_most"),
    "sign": (),
    "any_sign": (),
    "historic_sign": (),
    "sign_graded": (),
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

_CONDITION_SCHEMA = {
    "type": ["string", "object"],
    "description": "A condition is the name of one under [conditions], or a table such as "
    '{ fact = "professional_concern" }.',
    "additionalProperties": False,
    "minProperties": 1,
    "properties": {
        "fact": _ID,
        "is": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 50},
        "at_least": {"type": "integer", "minimum": 1, "maximum": 1000},
        "at_most": {"type": "integer", "minimum": 0, "maximum": 1000},
        "sign": _ID,
        "any_sign": {"const": True, "description": "It is true or left out."},
        "historic_sign": {"const": True, "description": "It is true or left out."},
        "sign_graded": _ID,
        "level": {"type": "array", "items": _ID, "minItems": 1, "maxItems": 20},
        "section_47": {"enum": ["met", "met_or_presumed"]},
        "age_from": {"type": "integer", "minimum": 0, "maximum": 30},
        "age_to": {"type": "integer", "minimum": 0, "maximum": 30},
        "age_unknown": {"const": True, "description": "It is true or left out."},
        "all": _CONDITIONS,
        "any": _CONDITIONS,
        "of": _CONDITIONS,
        "not": _CONDITION,
        "unless": _CONDITION,
    },
}

_NUMBER = {"type": "integer", "minimum": 1, "maximum": 10000}
_TIME_LIMIT = _table(
    {
        "hours": _NUMBER,
        "days": _NUMBER,
        "working_days": _NUMBER,
        "months": _NUMBER,
        "same_day": {"const": True},
        "before": _TEXT,
        "now": {"const": True},
        "words": _TEXT,
        "clock": _ID,
        "assumption": _TEXT,
    },
    description="A time limit has a kind: hours, days, working_days, months, same_day, before, "
    "now or words; and, where it counts, a clock.",
)

_ACTION = _table(
    {
        "id": _ID,
        "text": _TEXT,
        "status": {"enum": ["required", "consider"]},
        "when": _CONDITION,
        "possible_when": _CONDITION,
        "time_limit": _TIME_LIMIT,
        "audience": {"enum": ["all", "professionals"]},
        "contacts": _IDS,
        "emergency": {"type": "boolean"},
        "stands_for": _IDS,
        "software_text": {"const": True},
        **_SOURCED,
    },
    ("id", "text", "status", "when"),
)
_QUESTION = _table(
    {
        "id": _ID,
        "kind": {"enum": ["yes_no", "choice", "number", "names"]},
        "ask": _TEXT,
        "statement": _TEXT,
        "help": _TEXT,
        "choices": {"type": "object", "additionalProperties": _TEXT, "maxProperties": 30},
        "implied_yes_by": {
            "type": "object",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
    ("id", "kind", "ask", "statement"),
)
_CLOCK = _table({"id": _ID, "ask": _TEXT, "help": _TEXT}, ("id", "ask"))
_CONTACT = _table(
    {"id": _ID, "name": _TEXT, "value": {"type": "string", "maxLength": 500}}, ("id", "name")
)
_NOTICE = _table({"id": _ID, "text": _TEXT, "when": _CONDITION}, ("id", "text"))
_GUIDANCE = _table(
    {
        "part": {"enum": list(NARRATIVE_PARTS)},
        "title": _TEXT,
        "prompts": {"type": "array", "items": _TEXT, "maxItems": 20},
        **_SOURCED,
    },
    ("part", "title", "prompts"),
)
_CONDITION_TABLE = {"type": "object", "additionalProperties": _CONDITION, "maxProperties": 200}

COMMON_PARTS: Final[dict[str, Any]] = {
    "questions": _list_of(_QUESTION),
    "clocks": _list_of(_CLOCK),
    "conditions": _CONDITION_TABLE,
    "contacts": _list_of(_CONTACT),
    "actions": _list_of(_ACTION),
    "notices": _list_of(_NOTICE),
    "guidance": _list_of(_GUIDANCE),
}

_INDICATOR = _table(
    {
        "id": _ID,
        "domain": {"enum": list(DOMAINS)},
        "name": _TEXT,
        "looks_like": _TEXT,
        "why_it_matters": _TEXT,
        "other_explanations": _TEXT,
        "search": {"type": "array", "items": _TEXT, "maxItems": 50},
        "sources": _list_of(_table({"ref": _ID, **_SOURCED}, ("document", "lines"))),
    },
    ("id", "domain", "name", "looks_like", "why_it_matters", "other_explanations", "search"),
)


def _document(title: str, properties: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **_table(properties, required),
        "$defs": {"condition": _CONDITION_SCHEMA},
    }


COMMON: Final = _document("What all frameworks share", COMMON_PARTS, ())
CATALOGUE: Final = _document(
    "The catalogue of signs", {"indicators": _list_of(_INDICATOR)}, ("indicators",)
)
FRAMEWORK: Final = _document(
    "csescreen framework file, format 1",
    {
        "format": {"const": 1, "description": "This program reads format 1."},
        "id": _ID,
        "version": {"type": "string", "pattern": "^[0-9]+(\\.[0-9]+)*$", "maxLength": 20},
        "name": _TEXT,
        "authority": _TEXT,
        "source_date": _TEXT,
        "urgent": _IDS,
        "circumstances": _IDS,
        "documents": {"type": "object", "additionalProperties": _TEXT, "maxProperties": 50},
        "levels": _list_of(
            _table({"id": _ID, "name": _TEXT, "description": _TEXT, **_SOURCED}, ("id", "name")),
            20,
        ),
        "grades": _list_of(
            _table(
                {
                    "level": _ID,
                    "basis": {"enum": ["published", "suggested", "reading"]},
                    "because": _TEXT,
                    "document": _TEXT,
                    "signs": {
                        "type": "object",
                        "additionalProperties": _LINES,
                        "maxProperties": 500,
                    },
                },
                ("level", "basis", "because", "document", "signs"),
            )
        ),
        "level_rules": _list_of(
            _table(
                {
                    "id": _ID,
                    "level": _ID,
                    "basis": {"enum": ["published", "reading"]},
                    "text": _TEXT,
                    "when": _CONDITION,
                    **_SOURCED,
                },
                ("id", "level", "basis", "text", "when", "document", "lines"),
            )
        ),
        "section_47": _table(
            {
                "stands_for": _IDS,
                "consider_when": _CONDITION,
                "consider_text": _TEXT,
                "criteria": _list_of(
                    _table(
                        {
                            "id": _ID,
                            "text": _TEXT,
                            "when": _CONDITION,
                            "presumed_if_unknown": {"type": "boolean"},
                            **_SOURCED,
                        },
                        ("id", "text", "when", "document", "lines"),
                    ),
                    50,
                ),
                **_SOURCED,
            }
        ),
        "dispute": _table(
            {"steps": {"type": "array", "items": _TEXT, "maxItems": 50}, **_SOURCED}, ("steps",)
        ),
        "roles": _list_of(
            _table(
                {
                    "name": _TEXT,
                    "duties": {"type": "array", "items": _TEXT, "maxItems": 50},
                    **_SOURCED,
                },
                ("name", "duties"),
            )
        ),
        "ask_clocks": _IDS,
        **COMMON_PARTS,
    },
    ("format", "id", "version", "name", "authority", "source_date", "actions"),
)
"""The schema of a framework file."""
