"""Stand-ins for what is missing or wrong in a framework file, so that the rest can be looked at.

An author wants every problem at once: an action with a misspelt status still has its condition and
its contacts looked at. What is built with stand-ins is thrown away.
"""

from collections.abc import Callable, Mapping, Set
from typing import Any

Schema = Mapping[str, Any]
Path = tuple[str | int, ...]


def with_stand_ins(schema: Schema, data: Any, bad: Set[Path]) -> Any:
    """Return the data with every needed key, and a stand-in for each value that is bad.

    The stand-in for a text is empty: no name may be, so whoever looks it up knows that its problem
    was already told. Keys that the schema does not know are kept, for nobody asks for them.
    """

    def resolved(part: Schema) -> Schema:
        return schema["$defs"][part["$ref"].rsplit("/", 1)[1]] if "$ref" in part else part

    return _mended(resolved, schema, data, bad, ())


def _mended(
    resolved: Callable[[Schema], Schema], part: Schema, value: Any, bad: Set[Path], at: Path
) -> Any:
    part = resolved(part)
    if isinstance(value, dict) and _takes(part, "object"):
        known, others = part.get("properties", {}), part.get("additionalProperties") or {}
        mended = {
            key: _mended(resolved, known.get(key, others), inner, bad, (*at, key))
            for key, inner in value.items()
        }
        missing = [key for key in part.get("required", ()) if key not in value]
        return mended | {key: _stand_in(resolved, known[key]) for key in missing}
    if isinstance(value, list) and _takes(part, "array"):
        return [
            _mended(resolved, part["items"], inner, bad, (*at, index))
            for index, inner in enumerate(value)
        ]
    return _stand_in(resolved, part) if at in bad else value


def _takes(part: Schema, kind: str) -> bool:
    kinds = part.get("type", ())
    return kind in ([kinds] if isinstance(kinds, str) else kinds)


def _stand_in(resolved: Callable[[Schema], Schema], part: Schema) -> Any:
    part = resolved(part)
    if part.get("type") == "object":
        return {
            key: _stand_in(resolved, part["properties"][key]) for key in part.get("required", ())
        }
    if part.get("type") == "array":
        return []
    return part.get("minimum", "")
