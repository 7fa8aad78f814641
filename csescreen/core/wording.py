"""The words for parts of an outcome, which a framework may replace by its document's own."""

from typing import Final

from csescreen.core.framework import Framework

WORDING: Final = {
    "indicated_level": "Highest sign present",
    "possible_level": "Could be as high as",
    "judged_level": "Level judged by the practitioner",
    "no_level": "No level indicated by what is known so far",
    "open_level": "No one level yet",
    "previous": "The screening before",
}
"""What the program says of a part where a framework says nothing else, by part."""


def worded(framework: Framework, part: str) -> str:
    """Return what a part of the outcome is called under the framework."""
    return framework.wording.get(part) or WORDING[part]
