"""Writes the tables of keys in docs/framework-reference.md from the schema.

Run it after a key was added: ``python docs/reference.py``. A test says when it is needed.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from csescreen.frameworks.schema import FRAMEWORK
from csescreen.frameworks.schema_parts import ID
from csescreen.frameworks.schema_words import Key, keys

FILE = Path(__file__).parent / "framework-reference.md"
BEGIN, END = "<!-- keys: written by docs/reference.py -->", "<!-- end of keys -->"
_TYPES = {
    "string": "text",
    "integer": "a number",
    "array": "a list",
    "object": "a table",
    "boolean": "true or false",
}


def with_keys(text: str) -> str:
    """Return the reference with its tables of keys written anew."""
    before, rest = text.split(BEGIN)
    return "\n".join((before + BEGIN, "", *_lines(), END + rest.split(END)[1]))


def _lines() -> Iterator[str]:
    of_a_file = [key for key in keys(FRAMEWORK) if not key.path.startswith("condition.")]
    by_table = sorted(of_a_file, key=_table_of)  # stable: keys stay in the schema's order
    order = list(dict.fromkeys(["", *(key.path for key in of_a_file)]))
    tables = {name: list(found) for name, found in groupby(by_table, _table_of)}
    for name in sorted(tables, key=order.index):
        yield f"### {_title(name)}"
        yield ""
        yield "| key | needed | what it is | what fits |"
        yield "|---|---|---|---|"
        for key in tables[name]:
            own = key.path.rsplit(".", 1)[-1]
            yield f"| `{own}` | {'yes' if key.needed else ''} | {key.words} | {_fits(key.schema)} |"
        yield ""


def _table_of(key: Key) -> str:
    return key.path.rpartition(".")[0]


def _title(table: str) -> str:
    if not table:
        return "At the top of the file"
    kinds = {key.path: key.schema.get("type") for key in keys(FRAMEWORK)}
    return f"`[[{table}]]`" if kinds[table] == "array" else f"`[{table}]`"


def _fits(schema: Mapping[str, Any]) -> str:
    if "enum" in schema or "const" in schema:
        values = schema.get("enum") or [schema["const"]]
        return ", ".join(f"`{str(value).replace('True', 'true')}`" for value in values)
    if "$ref" in schema:
        return "a condition"
    if schema.get("type") == "array":
        inner = schema["items"]
        of = "tables" if "properties" in inner else "ids" if "pattern" in inner else "texts"
        return f"a list of {of}" if "enum" not in inner else f"a list of {_fits(inner)}"
    if schema == ID:
        return "an id"
    if schema["type"] == "integer":
        return f"a number from {schema['minimum']} to {schema['maximum']}"
    return _TYPES[str(schema["type"])]


if __name__ == "__main__":
    FILE.write_text(with_keys(FILE.read_text(encoding="utf-8")), encoding="utf-8")
