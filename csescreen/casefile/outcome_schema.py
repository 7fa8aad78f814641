"""The JSON Schema of an outcome, format 1."""

from collections.abc import Mapping
from typing import Any

from csescreen.casefile.schema import DRAFT, json_object
from csescreen.core.levels import BASES


def outcome_schema() -> dict[str, Any]:
    """Return the schema of an outcome, of several with their union, and of a refused line."""
    text = {"type": "string"}
    maybe = {"type": ["string", "null"]}
    texts = {"type": "array", "items": text}
    sources = {
        "type": "array",
        "items": json_object({"document": text, "lines": text}, ["document", "lines"]),
    }
    level = {"id": text, "name": text}
    action = {
        "id": text,
        "text": text,
        "status": {"enum": ["required", "consider", "possible"]},
        "audience": {"enum": ["all", "professionals"]},
        "time_limit": maybe,
        "clock": maybe,
        "due": maybe,
        "assumption": maybe,
        "because": texts,
        "sources": sources,
    }
    criterion = {"id": text, "status": {"enum": ["yes", "no", "unknown", "not_asked"]}}
    status = ["met", "presumed", "possible", "not_met", "consider", "not_stated"]
    outcome = {
        "format": {"const": 1},
        "framework": _whole({"id": text, "version": text, "sha256": text}),
        "indicated_level": _or_null(_whole(level | {"basis": {"enum": list(BASES)}})),
        "possible_level": _or_null(_whole(level)),
        "judged_level": _or_null(_whole(level | {"reason": text})),
        "section_47": _whole({"status": {"enum": status}, "criteria": _list(_whole(criterion))}),
        "actions": _list(_whole(action)),
        "reasons": _list(
            _whole(
                {
                    "rule": text,
                    "text": text,
                    "indicators": texts,
                    "facts": texts,
                    "sources": sources,
                }
            )
        ),
        "open_questions": _list(
            _whole(
                {
                    "id": text,
                    "kind": {"enum": ["child", "fact", "indicator"]},
                    "could_change": texts,
                }
            )
        ),
        "notices": _list(_whole({"id": text, "text": text})),
    }
    problem = {
        "file": text,
        "key": text,
        "code": text,
        "problem": text,
        "remedy": text,
        "warning": {"type": "boolean"},
    }
    refused = {"line": {"type": "integer", "minimum": 1}, "errors": _list(_whole(problem))}
    several = {
        "format": {"const": 1},
        "outcomes": _list({"$ref": "#/$defs/outcome"}),
        "union": _list(_whole(action | {"frameworks": texts})),
    }
    return {
        "$schema": DRAFT,
        "title": "csescreen outcome, format 1",
        "anyOf": [{"$ref": "#/$defs/outcome"}, _whole(several), _whole(refused)],
        "$defs": {"outcome": _whole(outcome) | {"properties": outcome | _tool_schema()}},
    }


def _tool_schema() -> dict[str, Any]:
    """Return the keys that are there only under a framework whose document has the part."""
    text, number = {"type": "string"}, {"type": "integer", "minimum": 0}
    texts = _list(text)
    level = _or_null(_whole({"id": text, "name": text}))
    a_range = {"so_far": number, "least": number, "most": number}
    a_sum = {
        "id": text,
        "name": text,
        **a_range,
        "band": level,
        "could_be": texts,
        "unknown": texts,
        "not_asked": texts,
    }
    amended = {"id": text, "preset": number, "weight": number, "reason": text}
    numbers = {"type": "object", "additionalProperties": number}
    section = {
        "id": text,
        "name": text,
        "level": level,
        "could_be": texts,
        "counts": numbers,
        "present": number,
        "unknown": number,
        "not_asked": number,
    }
    preset = {"preset": _whole(a_range), "amended": _list(_whole(amended))}
    return {
        "sums": _list(json_object(a_sum | preset, a_sum)),
        "sections": _list(_whole(section)),
        "protective_factors": _list(_whole({"id": text, "domain": text, "status": text})),
        "missing_evidence": texts,
        "previous": _whole({"level": level, "sums": numbers}),
    }


def _whole(properties: Mapping[str, Any]) -> dict[str, Any]:
    return json_object(properties, properties)


def _list(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _or_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}
