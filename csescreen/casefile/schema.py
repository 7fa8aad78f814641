"""The JSON Schema of a case file, format 1."""

from collections.abc import Iterable, Mapping
from typing import Any

from csescreen.casefile.allowed import Allowed
from csescreen.casefile.moments import MOMENT_FORM, MOMENT_PATTERN
from csescreen.core.framework import Question
from csescreen.core.screening import ANSWERS, NARRATIVE_PARTS, POSSIBLE, RECENCIES

DRAFT = "https://json-schema.org/draft/2020-12/schema"
MAX_TEXT = 200_000
"""Longer than anything that a person writes about one child in one field."""

_MOMENT = {"type": "string", "pattern": MOMENT_PATTERN, "description": MOMENT_FORM}
_DAY = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    "description": "Write a date such as 2010-03-02.",
}
_TEXT = {"type": "string", "maxLength": MAX_TEXT}
_ID = {"type": "string", "minLength": 1, "maxLength": 200}
_SIGN = {"$ref": "#/$defs/sign"}
_WEIGHT = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "framework": _ID,
        "weight": {"type": "integer", "minimum": 0, "maximum": 1000},
        "reason": {**_TEXT, "minLength": 1},
    },
    "required": ["weight", "reason"],
    "description": "A weight and the reason for it.",
}


def json_object(
    properties: Mapping[str, Any], required: Iterable[str] = (), **more: Any
) -> dict[str, Any]:
    """Return the schema of an object with no other keys than these."""
    schema = {"type": "object", "additionalProperties": False, "properties": dict(properties)}
    needed = list(required)
    return schema | ({"required": needed} if needed else {}) | more


def _one_or_several(schema: dict[str, Any], description: str) -> dict[str, Any]:
    several = {"type": "array", "items": schema, "minItems": 1, "maxItems": 50}
    return {"anyOf": [schema, several], "description": description}


def case_schema(allowed: Allowed) -> dict[str, Any]:
    """Return the schema of a case file that may say what is allowed."""
    chosen = json_object(
        {"framework": _ID, "level": _ID, "reason": _TEXT},
        ["level"],
        description="A level and the reason for it.",
    )
    several_chosen = _one_or_several(chosen, "A level and the reason for it, or a list of such.")
    answers = [*ANSWERS, POSSIBLE] if allowed.possible else list(ANSWERS)
    answered: dict[str, Any] = {
        "answer": {"enum": answers},
        "when": {"enum": list(RECENCIES)},
        "grade": several_chosen,
        "note": _TEXT,
        "heard_from": _TEXT,
    }
    windowed = bool(allowed.windows) or allowed.others
    if windowed:
        windows = json_object({key: {"enum": answers} for key in allowed.windows})
        answered["windows"] = windows | _more(allowed, {"enum": answers})
    if allowed.amendable:
        answered["weight"] = _one_or_several(_WEIGHT, "A weight and the reason for it.")
    sign = {
        "anyOf": [
            {"enum": answers},
            json_object(answered, [] if windowed else ["answer"]),
        ],
        "description": f"An answer is {', '.join(answers[:-1])} or {answers[-1]}, "
        "or a table with the key answer.",
    }
    return {
        "$schema": DRAFT,
        "title": "csescreen case file, format 1",
        **json_object(
            {
                "format": {"const": 1, "description": "This program reads format 1."},
                "framework": {
                    "anyOf": [
                        _ID,
                        {"type": "array", "items": _ID, "minItems": 1, "uniqueItems": True},
                    ],
                    "description": "The id of a framework, or a list of ids without repeats.",
                },
                "reference": {"type": "string", "maxLength": 200},
                "child": json_object(
                    {
                        "age": {
                            "type": "integer",
                            "minimum": 0,
                            "maximum": 120,
                            "description": "Whole years, from 0 to 120.",
                        },
                        "date_of_birth": _DAY,
                    }
                ),
                "as_of": _MOMENT,
                "facts": json_object(
                    {
                        name: _fact(one, allowed.possible and name in allowed.own_questions)
                        for name, one in allowed.questions.items()
                    }
                )
                | _more(allowed, {}),
                "clocks": json_object(dict.fromkeys(allowed.clocks, _MOMENT))
                | _more(allowed, _MOMENT),
                "indicators": json_object(dict.fromkeys(allowed.signs, _SIGN))
                | _more(allowed, _SIGN),
                "narrative": json_object(dict.fromkeys(NARRATIVE_PARTS, _TEXT)),
                "judged_level": several_chosen,
            },
            ["format"],
        ),
        "$defs": {"sign": sign},
    }


def _more(allowed: Allowed, schema: dict[str, Any]) -> dict[str, Any]:
    """Return what is said of further keys, where a framework that is not known may have some."""
    return {"additionalProperties": schema} if allowed.others else {}


def _fact(question: Question, possible: bool) -> dict[str, Any]:
    if question.kind == "choice":
        return {"enum": list(question.choices)}
    if question.kind == "number":
        number = {"type": "integer", "minimum": 0, "maximum": 100_000}
        return {
            "anyOf": [number, {"enum": ["unknown"]}],
            "description": "A whole number from 0, or unknown.",
        }
    if question.kind == "names":
        return {"type": "array", "items": {"type": "string", "maxLength": 200}, "maxItems": 100}
    return {"enum": [*ANSWERS, POSSIBLE] if possible else list(ANSWERS)}
