"""The JSON Schema of a training case, format 1. What it describes is what `read` accepts."""

from typing import Any, Final

from csescreen.casefile.moments import MOMENT_FORM, MOMENT_PATTERN
from csescreen.core.scenario import TAGS
from csescreen.frameworks.expectations import EXPECTATIONS
from csescreen.frameworks.schema_parts import ID, IDS, table

MAX_STEPS: Final = 20
_LINE = {"type": "string", "minLength": 1, "maxLength": 300}
_TEXT = {"type": "string", "minLength": 1, "maxLength": 4000}
_TEXTS = {"type": "array", "items": _TEXT, "minItems": 1, "maxItems": 20}
_MOMENT = {"type": "string", "pattern": MOMENT_PATTERN, "description": MOMENT_FORM}
_DAY = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "description": 'Write a date such as "2010-03-02", between quotation marks.',
}
_AGE = {
    "anyOf": [{"type": "integer", "minimum": 0, "maximum": 120}, {"enum": ["unknown"]}],
    "description": 'Whole years, or "unknown".',
}


def _by_id(items: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a table whose keys are ids."""
    return {"type": "object", "additionalProperties": items, "maxProperties": 200}


def _said(value: dict[str, Any], says: str) -> dict[str, Any]:
    """Return the schema of something that the story says, and why.

    That both keys are there is checked by the reader: here, the other would go unread with it.
    """
    description = f"{says}, and why the story says so: {{ is = ..., because = ... }}."
    return table({"is": value, "because": _TEXT}, description=description)


SIGN_KEYS: Final = ("answer", "when", "windows")
"""What may be said of a sign beside why: as in a case file."""

STEP: Final = table(
    {
        "title": _LINE,
        "time": _MOMENT,
        "tells": _TEXT,
        "discuss": _TEXTS,
        "age": _said(_AGE, "The age"),
        "born": _said(_DAY, "The date of birth"),
        "signs": _by_id(
            table(
                {**{key: {} for key in SIGN_KEYS}, "because": _TEXT},
                description="What the story shows of a sign: "
                '{ answer = "yes", when = "current", because = "..." }.',
            )
        ),
        "facts": _by_id(_said({}, "The answer")),
        "clocks": _by_id(_said(_MOMENT, "A time")),
        "not_shown": _by_id(_TEXT),
        "expect": _by_id(table({key: one.schema for key, one in EXPECTATIONS.items()})),
    },
)
"""One part of the story. The reader asks for the keys that it needs: else it would go unread."""

NEEDED: Final = {
    "title": 'Add the step\'s title: title = "..."',
    "time": 'Add when it happens: time = "2026-03-02", or a time with its zone.',
    "tells": "Add the story of the step, between three quotation marks.",
}
"""What each step has, and what to do where it is missing."""

SCENARIO: Final[dict[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "csescreen training case, format 1",
    **table(
        {
            "format": {"const": 1, "description": "This program reads format 1."},
            "id": ID,
            "title": _LINE,
            "frameworks": {**IDS, "minItems": 1},
            "tags": {
                "type": "array",
                "items": {"enum": list(TAGS)},
                "uniqueItems": True,
                "maxItems": len(TAGS),
            },
            "teaches": _TEXTS,
            "child": table(
                {"name": _LINE, "age": _LINE, "about": _TEXT},
                ("name", "age", "about"),
                description="The invented child: name, age and about.",
            ),
            "step": {
                "type": "array",
                "items": STEP,
                "minItems": 1,
                "maxItems": MAX_STEPS,
                "description": "Each part of the story begins with a line [[step]].",
            },
        },
        ("format", "id", "title", "frameworks", "teaches", "child", "step"),
    ),
}
"""The schema of a training case."""
