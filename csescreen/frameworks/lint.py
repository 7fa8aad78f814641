"""What is legal in a framework file but unsafe, said to its author as warnings."""

import re
from collections.abc import Iterator

from csescreen.core.conditions import Condition
from csescreen.core.framework import Framework
from csescreen.core.text import clean_line
from csescreen.errors import Problem
from csescreen.frameworks.contradictions import Contradictions

_LOOKS_LIKE_A_CONTACT = re.compile(
    r"[^\s@]@[^\s@]+\.[a-z]{2,}"
    r"|(\b0|\+44[ -]?)\d{2,4}[ -]?\d{3}[ -]?\d{3,4}\b"
    r"|https?://|\bwww\."
    r"|\b[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}\b"
)
"""An e-mail address, a telephone number, a web address or a postcode."""

Found = Iterator[tuple[str, str, str, str]]


def warnings(framework: Framework, file: str) -> list[Problem]:
    """Return the warnings about a framework that reads without a problem."""
    found = (_levels, _signs, _contacts, _sources, _conditions, _texts)
    return [
        Problem(clean_line(file), place, code, what, remedy, warning=True)
        for part in found
        for place, code, what, remedy in part(framework)
    ]


def _levels(framework: Framework) -> Found:
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


def _signs(framework: Framework) -> Found:
    if not framework.levels:
        return
    for sign in framework.indicators:
        if sign not in framework.grades:
            yield (
                f"grades.{sign}",
                "silent-sign",
                "This sign has no grade here, so it never raises the level.",
                'Give it a grade; basis = "suggested" where the document has none.',
            )


def _contacts(framework: Framework) -> Found:
    for contact in framework.contacts.values():
        if contact.value:
            yield (
                f"contacts.{contact.id}.value",
                "contact-in-file",
                "A contact in a framework file grows old unnoticed.",
                "Leave it blank here and enter it in the settings.",
            )


def _sources(framework: Framework) -> Found:
    for action in framework.actions:
        if not action.sources:
            yield (
                f"actions.{action.id}",
                "missing-source",
                "Nothing says where this is written.",
                "Give document and lines.",
            )


def _conditions(framework: Framework) -> Found:
    contradictions = Contradictions()
    for place, condition in placed_conditions(framework):
        if contradictions.within(condition):
            yield (
                place,
                "never-holds",
                "This asks one thing for two answers at once, so it never holds.",
                "Join them with any instead of all, or mend one of them.",
            )


def placed_conditions(framework: Framework) -> Iterator[tuple[str, Condition]]:
    """Yield every condition that a part of the framework has, with its place."""
    for action in framework.actions:
        yield f"actions.{action.id}.when", action.when
        if action.possible_when:
            yield f"actions.{action.id}.possible_when", action.possible_when
    for rule in framework.level_rules:
        yield f"level_rules.{rule.id}.when", rule.when
    for criterion in framework.section_47.criteria:
        yield f"section_47.criteria.{criterion.id}.when", criterion.when
    if framework.section_47.consider_when:
        yield "section_47.consider_when", framework.section_47.consider_when
    for notice in framework.notices.values():
        if notice.when:
            yield f"notices.{notice.id}.when", notice.when


def _texts(framework: Framework) -> Found:
    for place, text in _placed_texts(framework):
        if _LOOKS_LIKE_A_CONTACT.search(text):
            yield (
                place,
                "contact-in-text",
                "This looks like an address or a number, which grows old.",
                "Name the team as a contact instead.",
            )


def _placed_texts(framework: Framework) -> Iterator[tuple[str, str]]:
    for level in framework.levels:
        yield f"levels.{level.id}.description", level.description
    for rule in framework.level_rules:
        yield f"level_rules.{rule.id}.text", rule.text
    for criterion in framework.section_47.criteria:
        yield f"section_47.criteria.{criterion.id}.text", criterion.text
    yield "section_47.consider_text", framework.section_47.consider_text
    for question in framework.questions.values():
        yield f"questions.{question.id}.ask", question.ask
        yield f"questions.{question.id}.help", question.help
    for action in framework.actions:
        yield f"actions.{action.id}.text", action.text
        if action.time_limit:
            yield f"actions.{action.id}.time_limit.words", action.time_limit.words
    for notice in framework.notices.values():
        yield f"notices.{notice.id}.text", notice.text
    for number, step in enumerate(framework.dispute, 1):
        yield f"dispute.steps[{number}]", step
    for number, role in enumerate(framework.roles, 1):
        yield from ((f"roles[{number}].duties[{i}]", text) for i, text in enumerate(role.duties, 1))
    for number, part in enumerate(framework.guidance, 1):
        prompts = enumerate(part.prompts, 1)
        yield from ((f"guidance[{number}].prompts[{i}]", text) for i, text in prompts)
