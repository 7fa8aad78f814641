"""What a referral still lacks. It is said, and never bars."""

from typing import Final

from csescreen.core.ports import Record
from csescreen.core.reading import asked_by
from csescreen.core.screening import NARRATIVE_PARTS
from csescreen.services import Services

_PARTS: Final = {
    "working_well": "What is working well",
    "worried_about": "What you are worried about",
    "judgement": "Your professional judgement",
    "next_steps": "Next steps",
}
_DETAILS: Final = {"child_name": "The child's name", "worker_name": "Your name"}


def missing(services: Services, record: Record) -> list[str]:
    """Return what is blank in the referral, in the order of the document."""
    screening, framework = record.screening, asked_by(services.frameworks_of(record))
    found = [name for key, name in _DETAILS.items() if not screening.details.get(key, "").strip()]
    if screening.child.age is None and screening.child.date_of_birth is None:
        found.insert(0, "The child's age or date of birth")
    if not screening.signs and not screening.facts:
        found.append("Any answer: no sign and no question was answered yet")
    found += [_PARTS[part] for part in NARRATIVE_PARTS if not screening.narrative.get(part, "")]
    blank = [contact.name for contact in framework.contacts.values() if not contact.value.strip()]
    return found + [f"Contact: {name} (enter it in the settings)" for name in blank]
