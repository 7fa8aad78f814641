"""What a referral still lacks. It is said, and never bars."""

from typing import Final

from csescreen.core.framework import Framework
from csescreen.core.screening import NARRATIVE_PARTS, Screening

_PARTS: Final = {
    "working_well": "What is working well",
    "worried_about": "What we are worried about",
    "judgement": "Professional judgement",
    "next_steps": "Next steps",
}
_DETAILS: Final = {"child_name": "The child's name", "worker_name": "The practitioner's name"}


def missing(screening: Screening, framework: Framework | None) -> tuple[str, ...]:
    """Return what is blank in the referral, in the order of the document.

    ``framework`` is what is asked; None where the screening's own version cannot be had.
    """
    details, narrative = screening.details, screening.narrative
    found = [name for key, name in _DETAILS.items() if not details.get(key, "").strip()]
    if screening.child.age is None and screening.child.date_of_birth is None:
        found.insert(0, "The child's age or date of birth")
    if not screening.signs and not screening.facts:
        found.append("Any answer: no sign and no question was answered yet")
    found += [_PARTS[part] for part in NARRATIVE_PARTS if not narrative.get(part, "").strip()]
    contacts = framework.contacts.values() if framework else ()
    blank = [contact.name for contact in contacts if not contact.value.strip()]
    return (*found, *(f"Contact: {name}" for name in blank))
