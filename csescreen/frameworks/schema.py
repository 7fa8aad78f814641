"""The JSON Schema of a framework file, format 1. What it describes is what `read` accepts."""

from typing import Any, Final

from csescreen.core.framework import DOMAINS
from csescreen.frameworks.schema_parts import (
    COMMON_PARTS,
    CONDITION,
    CONDITION_FORMS,
    CONDITION_SCHEMA,
    CONDITION_TABLE,
    ID,
    IDS,
    LINES,
    SOURCED,
    TEXT,
    list_of,
    table,
)
from csescreen.frameworks.schema_tool import TOOL_PARTS

__all__ = ["CATALOGUE", "COMMON", "CONDITION_FORMS", "FRAMEWORK"]

_INDICATOR = table(
    {
        "id": ID,
        "domain": {"enum": list(DOMAINS)},
        "serious": {"const": True, "description": "It is true or left out."},
        "name": TEXT,
        "looks_like": TEXT,
        "why_it_matters": TEXT,
        "other_explanations": TEXT,
        "search": {"type": "array", "items": TEXT, "maxItems": 50},
        "sources": list_of(table({"ref": ID, **SOURCED}, ("document", "lines"))),
    },
    ("id", "domain", "name", "looks_like", "why_it_matters", "other_explanations", "search"),
)


def _document(title: str, properties: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **table(properties, required),
        "$defs": {"condition": CONDITION_SCHEMA},
    }


_DOCUMENTS = {"type": "object", "additionalProperties": TEXT, "maxProperties": 50}

COMMON: Final = _document(
    "What all frameworks share", {"documents": _DOCUMENTS, **COMMON_PARTS}, ()
)
CATALOGUE: Final = _document(
    "The catalogue of signs", {"indicators": list_of(_INDICATOR)}, ("indicators",)
)
FRAMEWORK: Final = _document(
    "csescreen framework file, format 1",
    {
        "format": {"const": 1, "description": "This program reads format 1."},
        "id": ID,
        "version": {
            "type": "string",
            "pattern": "^[0-9]+(\\.[0-9]+)*$",
            "maxLength": 20,
            "description": 'A version is numbers with full stops, such as "1.0"; no words.',
        },
        "name": TEXT,
        "authority": TEXT,
        "source_date": TEXT,
        "urgent": IDS,
        "circumstances": IDS,
        "documents": _DOCUMENTS,
        "levels": list_of(
            table(
                {"id": ID, "name": TEXT, "description": TEXT, "outcome": TEXT, **SOURCED},
                ("id", "name"),
            ),
            20,
        ),
        "grades": list_of(
            table(
                {
                    "level": ID,
                    "basis": {"enum": ["published", "suggested", "reading"]},
                    "because": TEXT,
                    "document": TEXT,
                    "signs": {
                        "type": "object",
                        "additionalProperties": LINES,
                        "maxProperties": 500,
                    },
                },
                ("level", "basis", "because", "document", "signs"),
            )
        ),
        "level_rules": list_of(
            table(
                {
                    "id": ID,
                    "level": ID,
                    "section": ID,
                    "basis": {"enum": ["published", "reading"]},
                    "text": TEXT,
                    "when": CONDITION,
                    **SOURCED,
                },
                ("id", "level", "basis", "text", "when", "document", "lines"),
            )
        ),
        "section_47": table(
            {
                "stands_for": IDS,
                "consider_when": CONDITION,
                "consider_text": TEXT,
                "criteria": list_of(
                    table(
                        {
                            "id": ID,
                            "text": TEXT,
                            "when": CONDITION,
                            "presumed_if_unknown": {"type": "boolean"},
                            **SOURCED,
                        },
                        ("id", "text", "when", "document", "lines"),
                    ),
                    50,
                ),
                **SOURCED,
            }
        ),
        "dispute": table(
            {"steps": {"type": "array", "items": TEXT, "maxItems": 50}, **SOURCED}, ("steps",)
        ),
        "roles": list_of(
            table(
                {
                    "name": TEXT,
                    "duties": {"type": "array", "items": TEXT, "maxItems": 50},
                    **SOURCED,
                },
                ("name", "duties"),
            )
        ),
        "support": list_of(table({"name": TEXT, "what": TEXT, **SOURCED}, ("name", "what"))),
        "ask_clocks": IDS,
        "ask_when": CONDITION_TABLE,
        **TOOL_PARTS,
        **COMMON_PARTS,
    },
    ("format", "id", "version", "name", "authority", "source_date", "actions"),
)
"""The schema of a framework file."""
