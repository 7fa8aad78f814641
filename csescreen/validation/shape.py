"""Data held against a JSON Schema."""

from collections.abc import Iterator, Sequence
from datetime import date, time
from functools import cache
from typing import Any, Literal, NamedTuple

from csescreen.errors import Problem
from csescreen.validation.limits import MAX_PROBLEMS, exceeded, first_problems

Path = tuple[str | int, ...]
Written = Literal["JSON", "TOML", "TOML file"]
"""How people write the data: as JSON, within a TOML file, or as a whole TOML file."""


class Findings(NamedTuple):
    """What was found: the problems, and the paths of the values that have one.

    ``bad`` is None where the data is so far from the schema that no more can be said of it.
    """

    problems: list[Problem]
    bad: frozenset[Path] | None


class Shape:
    """A JSON Schema, ready to hold data against."""

    def __init__(self, schema: dict[str, Any], written: Written = "JSON") -> None:
        """Keep the schema; it is compiled at the first use."""
        self.schema = schema
        self.written = written

    def problems(self, data: object, file: str) -> list[Problem]:
        """Return everything in which the data departs from the schema."""
        return self.examine(data, file).problems

    def check(self, data: object, file: str) -> tuple[list[Problem], Any]:
        """Return every problem, and the data without the parts that have one.

        So what else is wrong can be found in the same reading. In a list of tables None stands for
        one that has a problem, so that the places of those after it stay true. The data is None
        where nothing of it can be used.
        """
        problems, bad = self.examine(data, file)
        return problems, None if bad is None else _without(data, bad)

    def examine(self, data: object, file: str) -> Findings:
        """Return every problem, or the first ones of many, and where they are."""
        if problem := exceeded(data, file):
            return Findings([problem], None)
        errors = self._errors(data)
        if not errors:
            return Findings([], frozenset())
        from csescreen.validation.explain import Explainer  # noqa: PLC0415 - for a wrong file only

        explainer = Explainer(self.schema, data, file, written=self.written)
        told = first_problems((p for error in errors for p in explainer.problems(error)), file)
        if len(told) > MAX_PROBLEMS:
            return Findings(told, None)
        return Findings(told, frozenset(path for error in errors for path in _bad_paths(error)))

    def _errors(self, data: object) -> Sequence[Any]:
        try:
            return list(_validator(self).iter_errors(data))
        except ValueError:  # it holds dates or times, which TOML has and JSON has not
            return list(_validator(self).iter_errors(_without_times(data)))


@cache
def _validator(shape: Shape) -> Any:
    import jsonschema_rs  # noqa: PLC0415 - only where something is validated

    return jsonschema_rs.Draft202012Validator(shape.schema)


def _without_times(value: Any) -> Any:
    """Return the data with null for each date and time, which is at fault wherever it stands."""
    if isinstance(value, dict):
        return {key: _without_times(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_times(inner) for inner in value]
    return None if isinstance(value, (date, time)) else value


def _bad_paths(error: Any) -> Iterator[Path]:
    path = tuple(error.instance_path)
    if error.kind.name == "additionalProperties":
        yield from ((*path, key) for key in error.kind.unexpected)
    elif path or error.kind.name != "required":
        yield path


def _without(data: Any, bad: frozenset[Path], at: Path = ()) -> Any:
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
        tables = any(isinstance(value, dict) for value in data)
        return [
            _without(value, bad, (*at, index))
            for index, value in enumerate(data)
            if tables or (*at, index) not in bad
        ]
    return data
