"""The copy for supervision and training: what an anonymised summary says of itself."""

from dataclasses import replace
from typing import Final

from csescreen.core.anonymise import Anonymised
from csescreen.core.audience import SUPERVISION
from csescreen.core.framework import Framework
from csescreen.core.summary import Block, Bullets, Fields, Heading, Paragraph, Section, Summary
from csescreen.core.summary_case import AGE_COUNTED, AGE_GIVEN, BORN
from csescreen.core.without_names import ALSO_A_NAME, ENTERED, UNKNOWN

TITLE: Final = "Child sexual exploitation: a screening for supervision and training"

_READ_IT: Final = (
    "Read it before you pass it on: no program knows every name. A name in small letters, a "
    "nickname, or a story that people have heard can still tell who the child is."
)
_CHANGED: Final = (
    "Every date, and the time at which this copy was made, is moved by the same number of weeks. "
    "Days of the week and times of day are the real ones. Bank holidays are counted anew, so what "
    "falls due in working days may fall on another day.",
    "Gender and ethnicity are left out: where few children share them, they tell who it is. What "
    "was typed may still say them.",
    "Square brackets show where something stood that names somebody.",
    "Whom to contact at the authority is left out. The framework is named, and with it the "
    "authority.",
)
_AGE: Final = (
    "An age stands for the date of birth; the age that counts is the same. Where the worry began "
    "some time ago, the result may ask whether the child was a year younger then. What falls due "
    "on the 18th birthday is listed without a date."
)
_NOTHING: Final = "Nothing was found in it that names somebody."


def summarise_supervision(summary: Summary, anonymised: Anonymised) -> Summary:
    """Return the summary of an anonymised screening as a copy that says what was removed."""
    removed = tuple(f"{kind}: {times}" for kind, times in anonymised.removed)
    changed = (*_CHANGED, _AGE) if anonymised.age_for_birth else _CHANGED
    listed: tuple[Block, ...] = (Bullets(removed, compact=True),) if removed else ()
    first = Section("anonymised", "An anonymised copy", (Paragraph(_READ_IT, lead=True),))
    what = Section(
        "removed",
        "What was removed",
        (
            *(listed or (Paragraph(_NOTHING),)),
            Heading("What was changed, and what was not"),
            Bullets(changed, compact=True),
        ),
    )
    *sections, record = summary.sections
    return replace(
        summary,
        title=TITLE,
        sections=(first, *map(_without_birth, sections), what, record),
        audience=SUPERVISION.id,
    )


_READ_FIRST: Final = (
    "Read the copy before you pass it on: no program knows every name. The day on which you write "
    "the file is not moved: your computer shows it beside the file."
)
_LOOK_AT: Final = {
    ENTERED: "These words stay because they are ordinary words, and they are also in a name that "
    "you entered. Check each one",
    UNKNOWN: "Look first at these words, which no list knows",
    ALSO_A_NAME: "These are ordinary words, but some people are called by them. Check that none is "
    "a name here",
}
"""What to tell of words that were left, by why they are doubtful."""
_FEW: Final = 20


def read_it_first(anonymised: Anonymised) -> tuple[str, ...]:
    """Return what to tell whoever is about to pass the copy on; never part of the copy."""
    told = [_READ_FIRST]
    for why, look in _LOOK_AT.items():
        words = [word for word, doubt in anonymised.unsure.items() if doubt == why]
        if words:
            more = f" and {len(words) - _FEW} more" if len(words) > _FEW else ""
            told.append(f"{look}: {', '.join(words[:_FEW])}{more}.")
    return tuple(told)


def _without_birth(section: Section) -> Section:
    """Return the section of the child without what would stand there as blank, or was not given."""
    if section.id != "child":
        return section
    identity, *others = section.blocks
    if not isinstance(identity, Fields):
        return section
    labels = {label for label, _ in identity.rows}
    dropped = {BORN, AGE_GIVEN} if AGE_COUNTED in labels else {BORN}
    rows = tuple(row for row in identity.rows if row[0] not in dropped)
    return replace(section, blocks=(Fields(rows), *others))


def without_contacts(framework: Framework) -> Framework:
    """Return the framework with a stand-in for each contact of the authority."""
    return framework.with_contacts(
        {key: "[contact]" for key, contact in framework.contacts.items() if contact.value != "999"}
    )
