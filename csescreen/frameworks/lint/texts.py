"""Texts that grow old, and texts that read as if a child were out of danger."""

import re
from collections.abc import Iterator
from typing import Final

from csescreen.core.framework import Framework
from csescreen.frameworks.lint.found import Found, Warned

_LOOKS_LIKE_A_CONTACT: Final = re.compile(
    r"[^\s@]@[^\s@]+\.[a-z]{2,}"
    r"|(\b0|\+44[ -]?)\d{2,4}[ -]?\d{3}[ -]?\d{3,4}\b"
    r"|https?://|\bwww\."
    r"|\b[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}\b"
)
"""An e-mail address, a telephone number, a web address or a postcode."""
_CLOSED_NETWORK: Final = re.compile(r"\.(gcsx|gsx|gsi|gse|pnn)(\.|\b)", re.IGNORECASE)
"""Mail of the government's secure networks, which closed in 2019."""
_READS_AS_SAFE: Final = re.compile(
    r"\b(safe|no risk|not at risk|no concerns?|risk[- ]free|all clear|unlikely)\b", re.IGNORECASE
)


def text_warnings(framework: Framework) -> Found:
    """Yield the warnings about texts and contacts."""
    for contact in framework.contacts.values():
        if contact.value:
            place = f"contacts.{contact.id}.value"
            yield (
                _old(place)
                if _CLOSED_NETWORK.search(contact.value)
                else Warned(
                    place,
                    "contact-in-file",
                    "A contact in a framework file grows old unnoticed.",
                    "Leave it blank here and enter it in the settings.",
                )
            )
    for place, text in _placed_texts(framework):
        if _CLOSED_NETWORK.search(text):
            yield _old(place)
        elif _LOOKS_LIKE_A_CONTACT.search(text):
            yield Warned(
                place,
                "contact-in-text",
                "This looks like an address or a number, which grows old.",
                "Name the team as a contact instead.",
            )
    for place, text in _results(framework):
        if _READS_AS_SAFE.search(text):
            yield Warned(
                place,
                "reads-as-safe",
                "A result in these words can be read as if the child were out of danger.",
                "Say what was found, not that there is nothing to find.",
            )


def _old(place: str) -> Warned:
    return Warned(
        place,
        "old-address",
        "This address belongs to a network that closed in 2019: nobody reads it.",
        "Leave it out, and enter the present address in the settings.",
    )


def _results(framework: Framework) -> Iterator[tuple[str, str]]:
    for level in framework.levels:
        yield f"levels.{level.id}.name", level.name
        yield f"levels.{level.id}.outcome", level.outcome
    for part, text in framework.wording.items():
        yield f"wording.{part}", text


def _placed_texts(framework: Framework) -> Iterator[tuple[str, str]]:
    """Yield every text that people read, with its place."""
    yield from _texts_of_levels(framework)
    yield from _texts_of_what_is_asked(framework)
    for contact in framework.contacts.values():
        yield f"contacts.{contact.id}.name", contact.name
    for action in framework.actions:
        yield f"actions.{action.id}.text", action.text
        if action.time_limit:
            yield f"actions.{action.id}.time_limit.words", action.time_limit.in_full
    for notice in framework.notices.values():
        yield f"notices.{notice.id}.text", notice.text
    for number, step in enumerate(framework.dispute, 1):
        yield f"dispute.steps[{number}]", step
    for number, role in enumerate(framework.roles, 1):
        yield from ((f"roles[{number}].duties[{i}]", text) for i, text in enumerate(role.duties, 1))
    for number, service in enumerate(framework.support, 1):
        yield f"support[{number}].what", service.what
    for number, part in enumerate(framework.guidance, 1):
        prompts = enumerate(part.prompts, 1)
        yield from ((f"guidance[{number}].prompts[{i}]", text) for i, text in prompts)


def _texts_of_levels(framework: Framework) -> Iterator[tuple[str, str]]:
    for level in framework.levels:
        yield f"levels.{level.id}.description", level.description
        yield f"levels.{level.id}.outcome", level.outcome
    for rule in framework.level_rules:
        yield f"level_rules.{rule.id}.text", rule.text
    for criterion in framework.section_47.criteria:
        yield f"section_47.criteria.{criterion.id}.text", criterion.text
    yield "section_47.consider_text", framework.section_47.consider_text


def _texts_of_what_is_asked(framework: Framework) -> Iterator[tuple[str, str]]:
    if framework.evidence:
        yield "evidence.ask", framework.evidence.ask
    for section in framework.sections:
        yield f"sections.{section.id}.help", section.help
    for question in framework.questions.values():
        yield f"questions.{question.id}.ask", question.ask
        yield f"questions.{question.id}.help", question.help
