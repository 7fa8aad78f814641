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


def indicated_words(framework: Framework) -> str:
    """Return what the level is called that the framework works out, or that it works out none."""
    own = framework.wording.get("indicated_level")
    if framework.overall_level != "worked_out":
        return own or "Level of the child as a whole"
    if not framework.levels:
        return own or "Signs"
    return own or ("Level by what is known" if framework.sums else WORDING["indicated_level"])


def judged_by(framework: Framework) -> str:
    """Return the same where there is little room: who judged it, or that people entered it."""
    if framework.overall_level == "entered" or "judged_level" in framework.wording:
        return judged_words(framework)
    return "Judged by the practitioner"


def judged_words(framework: Framework) -> str:
    """Return what the level is called that people set, beside the indicated one or alone."""
    own = framework.wording.get("judged_level")
    if framework.overall_level == "entered":
        return own or "Level entered by people"
    return own or WORDING["judged_level"]
