"""What a call shows in full: what must happen, what can be said, and what was said so far."""

from collections.abc import Iterable, Iterator, Sequence

from textual.content import Content

from csescreen.core.call import call_of
from csescreen.core.framework import Contact
from csescreen.core.reading import Reading
from csescreen.core.screening import Screening
from csescreen.widgets.pages import section
from csescreen.widgets.plain import plain, styled
from csescreen.widgets.situation import Situation
from csescreen.widgets.words import (
    authorities,
    by_urgency,
    due_words,
    sections_47,
    side_by_side,
)

_LOOKED_AT = 4
"""How many of the first actions are looked at for somebody to contact."""


def first_contact(reading: Reading) -> str:
    """Return whom to contact for the first action that names somebody; "" where all are blank."""
    for united in by_urgency(reading.actions)[:_LOOKED_AT]:
        for contact in _contacts(reading, united.called.action.contacts):
            return _contact_words(contact)
    return ""


def _contacts(reading: Reading, ids: Iterable[str]) -> Iterator[Contact]:
    for key in ids:
        contact = reading.asks.contacts.get(key)
        if contact is not None and contact.value.strip():
            yield contact


def _contact_words(contact: Contact) -> str:
    return f"{contact.name}: {' '.join(contact.value.split())}"


def to_do_page(situation: Situation, to_say: Sequence[str]) -> list[Content]:
    """Return every action in the order in which it is to be done, and every sentence to say."""
    reading = situation.reading
    blocks = [section("To say to the caller", "\n\n".join(f"“{one}”" for one in to_say))]
    for united in by_urgency(reading.actions):
        called = united.called
        when = due_words(called, situation.now) or "no time stated"
        status = "" if called.status == "required" else f" ({called.status})"
        lines = [f"{called.action.text}{status}"]
        if names := authorities(reading, united.frameworks):
            lines.append(f"Called for by: {names}")
        lines += [_contact_words(one) for one in _contacts(reading, called.action.contacts)]
        if called.because:
            lines.append(f"Because: {'; '.join(called.because)}")
        blocks.append(section(when, "\n".join(lines)))
    if not reading.actions:
        nothing = "Nothing is called for by what is known so far. A worry is enough to seek advice."
        blocks.append(section("What must happen", nothing))
    if reading.several:
        levels, section_47 = side_by_side(reading, full=True), sections_47(reading)
        blocks.append(section("Levels and section 47", f"{levels}\nSection 47: {section_47}"))
    return blocks


def heard_page(screening: Screening) -> list[Content]:
    """Return what was said and what the caller was told, line by line."""
    call = call_of(screening)
    said, told = (call.said, call.told) if call else ((), ())
    blocks = [section("What was said", "\n".join(said) or "Nothing was written down yet.")]
    if call is not None and call.typing.strip():
        blocks.append(styled("In the box, not kept yet: “$words”", words=call.typing))
    blocks.append(section("What the caller was told", "\n".join(told) or "Nothing was noted yet."))
    blocks.append(plain("Everything here is saved, and stands in the contact record."))
    return blocks
