"""How a value of the wrong kind is written, shown with what stands there."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from csescreen.validation.words import short

_PLAIN = (str, int, float)


def how_to_write(
    value: object, schema: Mapping[str, Any], path: tuple[str | int, ...], *, toml: bool
) -> str:
    """Return how what was probably meant is written; an empty string where nothing is clear.

    ``path`` is where the value stands, and ``toml`` says that people write TOML, not JSON.
    """
    kinds = schema.get("type", ())
    kinds = (kinds,) if isinstance(kinds, str) else tuple(kinds)
    name = short(str(next((step for step in reversed(path) if isinstance(step, str)), "")))
    if "string" in kinds and isinstance(value, (date, time)):
        return f'Put it in quotes: "{value.isoformat()}".'
    if kinds == ("string",) and isinstance(value, (int, float)) and not isinstance(value, bool):
        return f'It should be text: put it in quotes, "{short(str(value))}".'
    if kinds == ("integer",) and isinstance(value, str) and value.strip().isdecimal():
        return f"Write it without quotes: {short(value.strip())}."
    if kinds == ("array",):
        return _list(value, schema, name, toml=toml)
    if kinds == ("object",):
        return _table(value, schema, name, toml=toml)
    return ""


def _list(value: object, schema: Mapping[str, Any], name: str, *, toml: bool) -> str:
    tables = "properties" in schema.get("items", {})
    if tables and isinstance(value, dict) and toml:
        return f"There may be several: begin each with [[{name}]], in double brackets."
    if isinstance(value, str):
        return f'It should be a list: ["{short(value)}"].'
    if isinstance(value, _PLAIN) and not isinstance(value, bool):
        return f"It should be a list: [{value}]."
    return f"It should be a list{' of tables' if tables else ''}, in [ ]."


def _table(value: object, schema: Mapping[str, Any], name: str, *, toml: bool) -> str:
    said = schema.get("description", "")
    if toml and name and isinstance(value, list) and value and isinstance(value[0], dict):
        return f"There is one alone: begin it with [{name}], in single brackets. {said}".strip()
    if said:
        return ""
    keys = [*schema.get("required", ()), *schema.get("properties", ())]
    key = keys[0] if keys else "key"
    of_key = schema.get("properties", {}).get(key) or {}
    example = "15" if of_key.get("type") == "integer" else f'"{of_key.get("enum", ["text"])[0]}"'
    written = f"{{ {key} = {example} }}" if toml else f'{{"{key}": {example}}}'
    return f"It should be a table of keys and values, such as {written}."
