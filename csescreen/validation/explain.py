"""From an error of the schema library to problems for people: what is wrong, and what to do."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from csescreen.errors import Problem
from csescreen.validation.notation import how_to_write
from csescreen.validation.words import dotted, nearest, short, shown

Path = tuple[str | int, ...]
_TYPE_WORDS = {
    "object": "a table of keys and values",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
}
_CODES = {
    "type": "wrong-type",
    "anyOf": "wrong-type",
    "minimum": "out-of-range",
    "maximum": "out-of-range",
    "maxLength": "too-long",
    "minLength": "empty",
    "minItems": "empty",
    "minProperties": "empty",
    "maxItems": "too-long",
    "maxProperties": "too-long",
    "pattern": "wrong-form",
    "uniqueItems": "twice",
}
_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Explainer:
    """Says what is wrong with some data that was held against a schema."""

    schema: Mapping[str, Any]
    data: object
    file: str
    written: str = "JSON"

    def problems(self, error: Any) -> Iterator[Problem]:
        """Yield what the error means; each is worked out when it is asked for."""
        path, name = tuple(error.instance_path), error.kind.name
        schema = self._schema_at(error.schema_path[:-1])
        value = _value_at(self.data, path)
        if name == "additionalProperties":
            for key in error.kind.unexpected:
                what = f"There is no key {shown(key)} here."
                remedy = self._of_unknown(key, path, list(schema.get("properties", {})))
                yield self._problem((*path, key), "unknown-key", what, remedy)
        elif name == "required":
            key = str(error.kind.property).strip("'\"")
            needed = self._resolved(schema.get("properties", {}).get(key, {}))
            remedy = f"Add it. {_wanted(needed)}".strip()
            yield self._problem((*path, key), "missing-key", "This key is needed.", remedy)
        elif name == "enum":
            options = _options(error.kind.options)
            remedy = nearest(value, options) if isinstance(value, str) else ""
            remedy = remedy or _one_of(options) or "Give one that is known here."
            yield self._problem(path, "unknown-value", f"{shown(value)} is not known here.", remedy)
        elif name == "anyOf" and (branch := _fitting_branch(error)):
            for inner in branch:
                yield from self.problems(inner)
        else:
            what = f"{shown(value)} does not fit."
            code = _CODES.get(name, "wrong-value")
            open_table = "additionalProperties" in error.schema_path[-3:]
            if open_table and self._is_of_the_top(path):
                what = f"{shown(path[-1])} is no name that may stand here."
                yield self._problem(path, code, what, self._at_the_top(path[:-1]))
                return
            remedy = (
                how_to_write(value, schema, path, toml=self.written != "JSON")
                if name == "type"
                else ""
            )
            remedy = remedy or _remedy(name, schema) + _suggested(name, value, schema)
            yield self._problem(path, code, what, remedy)

    def _of_unknown(self, key: str, path: Path, known: list[str]) -> str:
        """Return what to do with a key that is not known where it stands."""
        if self._is_of_the_top((*path, key)):
            return self._at_the_top(path)
        return nearest(key, known) or _one_of(known) or "Leave it out."

    def _is_of_the_top(self, path: Path) -> bool:
        return len(path) > 1 and path[-1] in self.schema.get("properties", {})

    def _at_the_top(self, path: Path) -> str:
        where = ": above the first line that begins with a [" if self.written == "TOML file" else ""
        return f"It belongs at the top{where}, not in {dotted(path, self.data)}."

    def _problem(self, path: Path, code: str, what: str, remedy: str) -> Problem:
        return Problem(self.file, dotted(path, self.data), code, what, remedy)

    def _schema_at(self, path: Sequence[Any]) -> Mapping[str, Any]:
        place: Any = self.schema
        for step in path:
            if step != "$ref":
                place = self._resolved(place)[step]
        place = self._resolved(place)
        return place if isinstance(place, dict) else {}

    def _resolved(self, place: Any) -> Any:
        if isinstance(place, dict) and "$ref" in place:
            return self.schema["$defs"][place["$ref"].rsplit("/", 1)[1]]
        return place


def _value_at(data: Any, path: Path) -> Any:
    """Return the value as it was written, even where the schema library was shown another."""
    for step in path:
        data = data[step]
    return data


def _fitting_branch(error: Any) -> Sequence[Any]:
    """Return the errors of the alternative that was probably meant: the one of the right type."""
    wrong, depth = ("type", "enum", "const"), len(error.instance_path)
    fitting = [
        errors
        for errors in error.kind.context
        if not any(e.kind.name in wrong and len(e.instance_path) <= depth for e in errors)
    ]
    return min(fitting, key=len, default=())


def _suggested(name: str, value: object, schema: Mapping[str, Any]) -> str:
    """Return the text in the form that is wanted, where small letters are all that it lacks."""
    if name != "pattern" or not isinstance(value, str):
        return ""
    small = "-".join(value.lower().split())
    fits = small != value and re.search(schema["pattern"], small)
    return f' Did you mean "{short(small)}"?' if fits else ""


def _remedy(name: str, schema: Mapping[str, Any]) -> str:
    """Return what to do where a value does not fit what the schema says of it."""
    limit = schema.get(name)
    ways = {
        "minLength": "Write something, or leave the key out where it is not needed.",
        "minItems": "Give at least one, or leave the key out.",
        "minProperties": "Give at least one key.",
        "maxLength": f"Write at most {limit} characters.",
        "maxItems": f"Give at most {limit}.",
        "maxProperties": f"Give at most {limit}.",
        "uniqueItems": "Say each only once.",
        "minimum": f"Give a number from {limit}.",
        "maximum": f"Give a number up to {limit}.",
        "const": f"It should be {json.dumps(limit)}.",
    }
    if name in ("minLength", "maxLength", "uniqueItems", "maxItems"):
        return ways[name]
    return _wanted(schema) or ways.get(name, "Give what the schema describes.")


def _wanted(schema: Mapping[str, Any]) -> str:
    if schema.get("description"):
        return str(schema["description"])
    if "enum" in schema:
        return _one_of([str(option) for option in schema["enum"]])
    types = schema.get("type", [])
    words = [_TYPE_WORDS[kind] for kind in ([types] if isinstance(types, str) else types)]
    bounds = [f"{word} {schema[key]}" for key, word in _BOUNDS.items() if key in schema]
    return f"It should be {' '.join([' or '.join(words), *bounds])}." if words else ""


_BOUNDS = {"minimum": "from", "maximum": "to"}


def _options(options: object) -> list[str]:
    # the library hands the options on as JSON text in some versions
    values = json.loads(options) if isinstance(options, str) else options
    return [str(value) for value in values] if isinstance(values, list) else []


def _one_of(names: Sequence[str]) -> str:
    return f"Known here: {', '.join(names)}." if 0 < len(names) <= _MOST_NAMED else ""
