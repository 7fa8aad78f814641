"""The copy for supervision and training: what an anonymised summary says of itself."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from csescreen.core.anonymise import Anonymised
from csescreen.core.audience import SUPERVISION
from csescreen.core.framework import Framework
from csescreen.core.summary import Block, Bullets, Heading, Paragraph, Section, Summary
from csescreen.core.words import counted

TITLE: Final = "Child sexual exploitation: a screening for supervision and training"

_READ_IT: Final = (
    "Read it before you pass it on: no program knows every name. A name in small letters, a "
    "nickname, or what happened itself can still tell who the child is."
)
_MOVED: Final = (
    "Every date, and the time at which this copy was made, is moved by the same number of weeks. "
    "Days of the week and times of day are the real ones. Bank holidays are counted anew, so what "
    "falls due in working days may fall on another day.",
    "The child's age is such that the age that counts is the same. Where the worry began before "
    "today, the result may ask anew whether the child was a year younger then.",
    "What hangs on the 18th birthday has no date here.",
    "Gender and ethnicity are left out: where few children share them, they tell who it is. What "
    "was typed may still say them.",
    "Square brackets show where something stood that names somebody.",
    "The framework is named, and with it the authority.",
)
_NOTHING: Final = "Nothing was found in it that names somebody."


def summarise_supervision(summary: Summary, anonymised: Anonymised) -> Summary:
    """Return the summary of an anonymised screening as a copy that says what was removed."""
    removed = tuple(f"{kind}: {counted(times, 'time')}" for kind, times in anonymised.removed)
    listed: tuple[Block, ...] = (Bullets(removed, compact=True),) if removed else ()
    first = Section("anonymised", "An anonymised copy", (Paragraph(_READ_IT, lead=True),))
    what = Section(
        "removed",
        "What was removed",
        (
            *(listed or (Paragraph(_NOTHING),)),
            Heading("What was changed, and what was not"),
            Bullets(_MOVED, compact=True),
        ),
    )
    *sections, record = summary.sections
    return replace(
        summary,
        title=TITLE,
        sections=(first, *sections, what, record),
        audience=SUPERVISION.id,
    )


def without_contacts(framework: Framework) -> Framework:
    """Return the framework with a stand-in for each contact that the authority entered."""
    filled: Mapping[str, str] = {
        key: "[contact]"
        for key, contact in framework.contacts.items()
        if contact.value.strip() and contact.value.strip() != "999"
    }
    return framework.with_contacts(filled)
