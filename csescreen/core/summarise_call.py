"""The contact record of a call: who called, what was said and when, and what must happen by when.

It is for professionals alone. It is made of their summary, with the call in the place of what is
written later: everything that was typed or answered in the call is in it.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from csescreen.core.audience import CALL
from csescreen.core.call import (
    ANONYMOUS,
    BEGAN,
    BY_CHILD,
    CONTACT,
    ENDED,
    LOG,
    NAME,
    RECEIVED,
    ROLE,
    TOLD,
    TYPING,
    age_was_asked,
    call_of,
)
from csescreen.core.part_names import CALL_DETAILS, WORKER_DETAILS
from csescreen.core.screening import Screening
from csescreen.core.situation import Situation
from csescreen.core.summarise import NOT_FILLED_IN
from csescreen.core.summary import (
    Block,
    Cell,
    Fields,
    Heading,
    OwnWords,
    Paragraph,
    Section,
    Summary,
    Table,
)
from csescreen.core.summary_case import further_details
from csescreen.core.words import ANSWERS, counted, day_words, moment_words, question_words

TITLE: Final = "Contact record of a call"
_FOR_PROFESSIONALS: Final = (
    "For professionals only. It names the caller and holds their words: do not give it, or any "
    "part of it, to the child's family or to anybody whom it names."
)
_IN_SECTIONS: Final = (BEGAN, ENDED, LOG, TOLD, TYPING)
_NOT_WRITTEN_NOW: Final = ("child", "narrative", "blank")
"""The parts of a referral that a call does not fill, or that are told here in another way."""
_STILL_OPEN: Final = "The call was not ended when this was written"
_DANGER: Final = "immediate_danger"
"""What is asked first of all, whatever a framework calls urgent."""
_UNKNOWN: Final = {
    NAME: "The caller's name",
    ROLE: "Who the caller is to the child",
    CONTACT: "A number to call back",
    "child_name": "The child's name",
}
_INSTEAD: Final = {
    NAME: (ANONYMOUS, "Wants to stay anonymous"),
    ROLE: (BY_CHILD, "The child"),
}
"""What stands in a field of the caller that is no blank, where something else of them is so."""


def summarise_call(summary: Summary, screening: Screening, situation: Situation | None) -> Summary:
    """Return the contact record, made of the summary for professionals.

    ``situation`` is what the frameworks make of it; None where their version cannot be had.
    """
    kept = {one.id: one for one in summary.sections if one.id not in _NOT_WRITTEN_NOW}
    urgent, record = kept.pop("urgent", None), kept.pop("record", None)
    sections = (
        Section(
            "for-professionals", "Who may read this", (Paragraph(_FOR_PROFESSIONALS, lead=True),)
        ),
        *((urgent,) if urgent else ()),
        _call(screening),
        _said(screening),
        _not_known(screening, situation),
        *((kept.pop("actions"),) if "actions" in kept else ()),
        *kept.values(),
        *((record,) if record else ()),
    )
    reference, *others = (row for row in summary.at_a_glance.rows if row[0] != NOT_FILLED_IN)
    return replace(
        summary,
        title=TITLE,
        sections=sections,
        audience=CALL.id,
        at_a_glance=Fields((reference, *_who_and_when(screening), *others)),
    )


def _who_and_when(screening: Screening) -> Iterator[tuple[str, Cell]]:
    """Yield what whoever takes the call over looks for first: when it came, and from whom."""
    received = screening.clocks.get(RECEIVED)
    if received:
        yield "Received", moment_words(received)
    who = [_of_caller(screening, key) for key in (NAME, ROLE, CONTACT)]
    yield "Caller", tuple(text for text in who if text.strip()) or ("Not named",)


def _of_caller(screening: Screening, key: str) -> str:
    """Return what is known in a field of the caller; no text where it is a blank."""
    text = screening.details.get(key, "")
    so, instead = _INSTEAD.get(key, ("", ""))
    return instead if so in screening.details and not text.strip() else OwnWords(text)


def _call(screening: Screening) -> Section:
    details, call, child = screening.details, call_of(screening), screening.child
    received = screening.clocks.get(RECEIVED)
    times: list[tuple[str, Cell]] = [("Received", moment_words(received) if received else "")]
    if call is not None:
        began, ended = call.began, call.ended
        times += [
            (CALL_DETAILS[BEGAN], moment_words(began) if began else details.get(BEGAN, "")),
            (CALL_DETAILS[ENDED], moment_words(ended) if ended else _STILL_OPEN),
        ]
    caller = tuple(
        (label, _of_caller(screening, key))
        for key, label in CALL_DETAILS.items()
        if key not in _IN_SECTIONS and (key in _UNKNOWN or key in details)
    )
    age = "" if child.age is None else counted(child.age, "year")
    if child.date_of_birth is not None:
        age = f"Born {day_words(child.date_of_birth)}"
    about = (("Name", OwnWords(details.get("child_name", ""))), ("Age", age))
    others = {key: text for key, text in details.items() if key.startswith("typed_")}
    taken_by = tuple((label, OwnWords(details.get(k, ""))) for k, label in WORKER_DETAILS.items())
    blocks: tuple[Block, ...] = (
        Fields((("Reference", OwnWords(screening.reference)), *times)),
        Heading("The caller"),
        Fields(caller),
        Heading("The child"),
        Fields((*about, *further_details(others))),
        Heading("Taken by"),
        Fields(taken_by),
    )
    return Section("call", "The call", blocks)


def _said(screening: Screening) -> Section:
    blocks: list[Block] = []
    call = call_of(screening)
    said, told = (call.said, call.told) if call else ((), ())
    if said:
        blocks.append(_lines(said, "What was said, in the caller's words", "What was said"))
    else:
        blocks.append(Paragraph("Nothing was written down of what was said."))
    if call is not None and call.typing.strip():
        blocks += [Heading(CALL_DETAILS[TYPING]), Paragraph(call.typing, own_words=True)]
    blocks.append(Heading(CALL_DETAILS[TOLD]))
    if told:
        blocks.append(_lines(told, "", "What was said to them"))
    else:
        blocks.append(Paragraph("Nothing was noted of what the caller was told."))
    return Section("said", "What was said", tuple(blocks))


def _lines(lines: tuple[str, ...], caption: str, title: str) -> Table:
    rows = tuple(_at_and_what(line) for line in lines)
    return Table(("Time", title), rows, caption)


def _at_and_what(line: str) -> tuple[Cell, Cell]:
    """Return the time of a line and what was said; exporters set apart what a person typed."""
    at, opening, words = line.partition(" “")
    if opening:
        return at, OwnWords(words.removesuffix("”"))
    at, _, what = line.partition(" ")
    return at, what


def _not_known(screening: Screening, situation: Situation | None) -> Section:
    lacks: tuple[tuple[str, Cell], ...] = tuple((what, "") for what in _lacking(screening))
    asked = tuple(_without_answer(screening, situation))
    said = "Nobody has said it, or nobody has asked. A blank says nothing about a child."
    if not (lacks or asked):
        said = "Every field has a text, and every first question has an answer."
    blocks: list[Block] = [Paragraph(said)]
    if lacks:
        blocks.append(Fields(lacks))
    if asked:
        blocks.append(
            Table(("First question", "So far"), asked, "First questions without an answer")
        )
    return Section("not-known", "What is not known", tuple(blocks))


def _lacking(screening: Screening) -> Iterator[str]:
    for key, what in _UNKNOWN.items():
        if not _of_caller(screening, key).strip():
            yield what


def _without_answer(screening: Screening, situation: Situation | None) -> Iterator[tuple[str, str]]:
    """Yield what is asked first in a call and has no answer: nobody asked, or nobody knows."""
    if screening.child.age is None and screening.child.date_of_birth is None:
        asked = "unknown" if age_was_asked(screening) else "not_asked"
        yield "How old is the child?", ANSWERS[asked]
    if situation is None:
        return
    for fact in dict.fromkeys((_DANGER, *situation.framework.urgent)):
        so_far = str(screening.facts.get(fact, "not_asked"))
        if so_far in ("unknown", "not_asked") and fact not in situation.left_out:
            yield question_words(situation.framework, fact), ANSWERS[so_far]
