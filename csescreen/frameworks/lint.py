"""What is legal in a framework file but unsafe, said to its author as warnings."""

import re
from collections.abc import Iterator

from csescreen.core.framework import Framework
from csescreen.errors import Problem

_LOOKS_LIKE_A_CONTACT = re.compile(
    r"[^\s@]+@[^\s@]+\.[a-z]{2,}|\b0\d{2,4}[ -]?\d{3}[ -]?\d{3,4}\b|https?://"
)


def warnings(framework: Framework, file: str) -> list[Problem]:
    """Return the warnings about a framework that reads without a problem."""
    return [
        Problem(file, place, code, what, remedy, warning=True)
        for place, code, what, remedy in _found(framework)
    ]


def _found(framework: Framework) -> Iterator[tuple[str, str, str, str]]:
    graded = {grade.level.id for grades in framework.grades.values() for grade in grades}
    graded |= {rule.level.id for rule in framework.level_rules}
    for level in framework.levels:
        if level.id not in graded:
            yield (
                f"levels.{level.id}",
                "unreachable-level",
                "No sign and no rule leads to this level.",
                "Grade a sign with it, or leave the level out.",
            )
    if framework.levels:
        for sign in framework.indicators:
            if sign not in framework.grades:
                yield (
                    f"grades.{sign}",
                    "silent-sign",
                    "This sign has no grade here, so it never raises the level.",
                    'Give it a grade; basis = "suggested" where the document has none.',
                )
    for contact in framework.contacts.values():
        if contact.value:
            yield (
                f"contacts.{contact.id}.value",
                "contact-in-file",
                "A contact in a framework file grows old unnoticed.",
                "Leave it blank here and enter it in the settings.",
            )
    for action in framework.actions:
        if not action.sources:
            yield (
                f"actions.{action.id}",
                "missing-source",
                "Nothing says where this is written.",
                "Give document and lines.",
            )
        if _LOOKS_LIKE_A_CONTACT.search(action.text):
            yield (
                f"actions.{action.id}.text",
                "contact-in-text",
                "This looks like an address or a number, which grows old.",
                "Name the team as a contact instead.",
            )
