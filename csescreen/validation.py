"""Holding data against a JSON Schema: every problem at once, located, with the nearest name."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any

from csescreen.core.text import clean_line
from csescreen.errors import Problem

MAX_DEPTH = 40
"""Deeper nesting than any honest file has."""
_SHOWN_VALUE = 60
_TYPE_WORDS = {
    "object": "a table of keys and values",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
}


def nearest(name: str, names: Iterable[str]) -> str:
    """Return a hint with the name that was probably meant, or an empty string."""
    close = get_close_matches(name, list(names), n=1, cutoff=0.6)
    return f'Did you mean "{close[0]}"?' if close else ""


def shown(value: object) -> str:
    """Return the value, harmless and short, for a message."""
    text = clean_line(value if isinstance(value, str) else repr(value))
    text = text if len(text) <= _SHOWN_VALUE else text[: _SHOWN_VALUE - 1] + "…"
    return f'"{text}"' if isinstance(value, str) else text


def too_deep(value: object) -> bool:
    """Return whether the value is nested deeper than `MAX_DEPTH`."""
    layer: list[object] = [value]
    for _ in range(MAX_DEPTH):
        layer = [
            inner
            for outer in layer
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not layer:
            return False
    return True


class Shape:
    """A JSON Schema, ready to hold data against."""

    def __init__(self, schema: dict[str, Any]) -> None:
        """Keep the schema; it is compiled at the first use."""
        self.schema = schema

    def problems(self, data: object, file: str) -> list[Problem]:
        """Return everything in which the data departs from the schema."""
        return self.check(data, file)[0]

    def check(self, data: object, file: str) -> tuple[list[Problem], Any]:
        """Return every problem, and the data without the parts that have one.

        So what else is wrong can be found in the same reading. The data is None where nothing of
        it can be used.
        """
        if too_deep(data):
            return [
                Problem(file, "", "too-deep", f"It is nested more than {MAX_DEPTH} deep.")
            ], None
        errors = list(_validator(self).iter_errors(data))
        problems = [problem for error in errors for problem in self._explain(error, file, data)]
        return problems, _without(data, {path for error in errors for path in _bad_paths(error)})

    def _explain(self, error: Any, file: str, data: object) -> Iterator[Problem]:
        kind, path = error.kind, list(error.instance_path)
        place = dotted(path, data)
        name = kind.name
        if name == "additionalProperties":
            known = self._known_keys(error.schema_path)
            for key in kind.unexpected:
                yield Problem(
                    file,
                    dotted([*path, key], data),
                    "unknown-key",
                    f"There is no key {shown(key)} here.",
                    nearest(key, known) or _allowed(known),
                )
        elif name == "required":
            key = str(kind.property).strip("'\"")
            yield Problem(file, dotted([*path, key], data), "missing-key", "This key is needed.")
        elif name == "enum":
            options = _options(kind.options)
            value = error.instance
            hint = nearest(value, options) if isinstance(value, str) else ""
            yield Problem(
                file,
                place,
                "unknown-value",
                f"{shown(value)} is not known here.",
                hint or _allowed(options),
            )
        elif name == "anyOf" and (branch := _fitting_branch(error)):
            for inner in branch:
                yield from self._explain(inner, file, data)
        elif name in ("type", "anyOf"):
            wanted = self._wanted(error)
            yield Problem(
                file, place, "wrong-type", f"{shown(error.instance)} does not fit.", wanted
            )
        elif name == "propertyNames":
            value = path[-1] if path else ""
            yield Problem(
                file, place, "unknown-key", clean_line(error.message), nearest(str(value), ())
            )
        else:
            hint = self._at(error.schema_path[:-1]).get("description", "")
            yield Problem(
                file,
                place,
                _CODES.get(name, "wrong-value"),
                f"{shown(error.instance)} does not fit.",
                str(hint),
            )

    def _at(self, path: Sequence[Any]) -> dict[str, Any]:
        place: Any = self.schema
        for step in path:
            if isinstance(place, dict) and "$ref" in place:
                place = self.schema["$defs"][place["$ref"].rsplit("/", 1)[1]]
            if step == "$ref":
                continue
            place = place[step]
        if isinstance(place, dict) and "$ref" in place:
            place = self.schema["$defs"][place["$ref"].rsplit("/", 1)[1]]
        return place if isinstance(place, dict) else {}

    def _known_keys(self, schema_path: Sequence[Any]) -> list[str]:
        return list(self._at(schema_path[:-1]).get("properties", {}))

    def _wanted(self, error: Any) -> str:
        schema = self._at(error.schema_path[:-1])
        if schema.get("description"):
            return str(schema["description"])
        types = schema.get("type", [])
        words = [_TYPE_WORDS[kind] for kind in ([types] if isinstance(types, str) else types)]
        return f"It should be {' or '.join(words)}." if words else ""


@cache
def _validator(shape: Shape) -> Any:
    import jsonschema_rs  # noqa: PLC0415 - only where something is validated

    return jsonschema_rs.Draft202012Validator(shape.schema)


def _fitting_branch(error: Any) -> Sequence[Any]:
    """Return the errors of the alternative that was probably meant: the one of the right type."""
    wrong, depth = ("type", "enum", "const"), len(error.instance_path)
    fitting = [
        errors
        for errors in error.kind.context
        if not any(e.kind.name in wrong and len(e.instance_path) <= depth for e in errors)
    ]
    return min(fitting, key=len, default=())


def _bad_paths(error: Any) -> Iterator[tuple[str | int, ...]]:
    path = tuple(error.instance_path)
    if error.kind.name == "additionalProperties":
        yield from ((*path, key) for key in error.kind.unexpected)
    elif path or error.kind.name != "required":
        yield path


def _without(data: Any, bad: set[tuple[str | int, ...]], at: tuple[str | int, ...] = ()) -> Any:
    """Return the data without what stands at the bad paths; depth is bounded by the caller."""
    if at in bad:
        return None
    if isinstance(data, dict):
        return {
            key: _without(value, bad, (*at, key))
            for key, value in data.items()
            if (*at, key) not in bad
        }
    if isinstance(data, list):
        return [
            _without(value, bad, (*at, index))
            for index, value in enumerate(data)
            if (*at, index) not in bad
        ]
    return data


_CODES = {
    "minimum": "out-of-range",
    "maximum": "out-of-range",
    "maxLength": "too-long",
    "minLength": "empty",
    "minItems": "empty",
    "maxItems": "too-long",
    "pattern": "wrong-form",
    "const": "wrong-value",
}


def _options(options: object) -> list[str]:
    import json  # noqa: PLC0415 - the library hands the options on as JSON text in some versions

    values = json.loads(options) if isinstance(options, str) else options
    return [str(value) for value in values] if isinstance(values, list) else []


def _allowed(names: Sequence[str]) -> str:
    return f"Known here: {', '.join(names)}." if 0 < len(names) <= 12 else ""


def dotted(path: Iterable[str | int], data: object = None) -> str:
    """Return a path in the data as a person reads it: ``actions.tw-contact.when.is[2]``.

    An item of a list goes by its id where it has one, otherwise by its number, from 1.
    """
    text = ""
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        name = data.get("id") if isinstance(step, int) and isinstance(data, dict) else step
        if isinstance(name, str):
            text += ("." if text else "") + clean_line(name)[:_SHOWN_VALUE]
        else:
            text += f"[{int(step) + 1}]"
    return text
