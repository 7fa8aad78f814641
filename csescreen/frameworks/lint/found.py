"""What a warning is made of, before it is given the file's name."""

from collections.abc import Iterator
from typing import NamedTuple


class Warned(NamedTuple):
    """Something legal but unsafe: where, its code, what it is, and what to do."""

    place: str
    code: str
    what: str
    remedy: str


Found = Iterator[Warned]
