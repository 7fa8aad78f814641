"""The two kinds of placeholder that a form has: one text, and rows that a form goes through."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from csescreen.core.summary import Summary


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One text. ``matters`` marks what a referral can hardly do without."""

    name: str
    means: str
    example: str
    value: Callable[[Summary], str]
    matters: bool = False


class Field(NamedTuple):
    """One text of each row."""

    name: str
    means: str
    example: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Many of one kind, each with the same fields in their order.

    ``one`` is what one of them is called in examples.
    """

    name: str
    one: str
    means: str
    fields: tuple[Field, ...]
    rows: Callable[[Summary], Iterable[tuple[str, ...]]]
    matters: bool = False

    def of(self, summary: Summary) -> list[dict[str, str]]:
        """Return the rows of a summary, each with its fields by name."""
        names = [field.name for field in self.fields]
        return [dict(zip(names, row, strict=True)) for row in self.rows(summary)]
