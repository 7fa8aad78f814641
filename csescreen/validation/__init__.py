"""Holding data against a JSON Schema: every problem at once, located, with what to do."""

from csescreen.validation.limits import MAX_PROBLEMS, MAX_VALUES, first_problems, too_many_values
from csescreen.validation.shape import Shape, Written
from csescreen.validation.words import closest, dotted, nearest, short, shown

__all__ = [
    "MAX_PROBLEMS",
    "MAX_VALUES",
    "Shape",
    "Written",
    "closest",
    "dotted",
    "first_problems",
    "nearest",
    "short",
    "shown",
    "too_many_values",
]
