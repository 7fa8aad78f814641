"""The summary of a record of which nothing can be worked out: all that people answered and judged.

Its framework's version is missing, or the program failed. What only the framework could name (a
level, a time window, a choice) is told by its id, in words.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from csescreen.core import summary_case
from csescreen.core.missing import missing
from csescreen.core.ports import FrameworkPin, Record
from csescreen.core.public import case_json
from csescreen.core.screening import POSSIBLE, Chosen, FactValue, Screening, SignAnswer
from csescreen.core.summarise import TITLE, making_rows, still_blank, with_blanks
from csescreen.core.summary import (
    MARKING,
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
from csescreen.core.summary_lines import LevelLine, SignLine, on_one_line
from csescreen.core.wording import WORDING
from csescreen.core.words import ANSWERS, SIGN_ANSWERS, humanised, moment_words

_NOT_WORKED_OUT: Final = "It could not be worked out"
_WHAT_STANDS: Final = (
    "Which level, which actions and whether section 47 applies could not be worked out: that says "
    "nothing about the child. All that people answered, wrote and judged stands below, as they "
    "entered it. Decide by the authority's own document."
)
_DANGER: Final = "If the child is in danger now, call 999."
_IN_DANGER: Final = "The answers say that the child is in danger now: call 999."
_NOT_JUDGED: Final = "No level has been judged by the practitioner yet."


def summarise_unread(record: Record, what: str, *, made_at: datetime, program: str) -> Summary:
    """Return the summary without an outcome; ``what`` says why there is none."""
    screening, pins = record.screening, record.pins
    lacks = missing(screening, None)
    judged = _judged(screening, pins)
    sections = (
        Section(
            *("urgent", "Nothing was worked out"),
            (_danger(screening), Paragraph(what, lead=True), Paragraph(_WHAT_STANDS)),
        ),
        summary_case.child(screening, None),
        Section(
            *("outcome", "What the practitioner judged"),
            (Fields(judged) if judged else Paragraph(_NOT_JUDGED),),
        ),
        _signs(record),
        _answers(screening),
        summary_case.narrative(None, screening),
        *still_blank(lacks),
        _record(record, made_at, program),
    )
    glance: tuple[tuple[str, Cell], ...] = (
        ("Reference", OwnWords(screening.reference)),
        ("Outcome", _NOT_WORKED_OUT),
        *((label, levels[0]) for label, levels in judged),
    )
    return Summary(
        title=TITLE,
        made_at=made_at,
        reference=screening.reference,
        marking=MARKING,
        sections=sections,
        case=case_json(replace(screening, as_of=screening.as_of or made_at)),
        outcome={},
        details=dict(screening.details),
        wording={sign: text for sign, text in record.wording.items() if sign in screening.signs},
        at_a_glance=with_blanks(Fields(glance), lacks),
        signs=tuple(_sign_line(record, sign) for sign in screening.signs),
        levels=tuple(_level_line(screening, pin) for pin in pins),
    )


def _danger(screening: Screening) -> Paragraph:
    """Return what holds whatever the framework says: it cannot be asked."""
    answered = screening.facts.get("immediate_danger") in ("yes", POSSIBLE)
    return Paragraph(_IN_DANGER if answered else _DANGER, lead=answered)


def _chosen(
    choices: tuple[Chosen, ...], pins: tuple[FrameworkPin, ...]
) -> Iterator[tuple[str, Chosen]]:
    """Yield what was chosen under the screening's frameworks, each with whose it is if several."""
    for choice in choices:
        if choice.framework in (None, *(pin.id for pin in pins)):
            yield f" ({choice.framework})" if choice.framework and len(pins) > 1 else "", choice


def _judged(
    screening: Screening, pins: tuple[FrameworkPin, ...]
) -> tuple[tuple[str, tuple[str, str]], ...]:
    return tuple(
        (f"{WORDING['judged_level']}{whose}", (humanised(one.level), OwnWords(one.reason)))
        for whose, one in _chosen(screening.judged_levels, pins)
    )


def _level_line(screening: Screening, pin: FrameworkPin) -> LevelLine:
    judged = screening.judged_level(pin.id)
    return LevelLine(
        framework=pin.id,
        highest_sign=_NOT_WORKED_OUT,
        basis="",
        could_be="",
        judged=humanised(judged.level) if judged else "",
        judged_reason=OwnWords(judged.reason) if judged else "",
        section_47=_NOT_WORKED_OUT,
    )


def _when(answer: SignAnswer) -> tuple[str, ...]:
    """Return when a sign was there, or what was answered for each time; none where nobody said."""
    windows = tuple(
        f"{humanised(window)}: {ANSWERS.get(given, given).lower()}"
        for window, given in answer.windows
    )
    return windows or ((humanised(answer.when),) if answer.when else ())


def _amended(answer: SignAnswer, pins: tuple[FrameworkPin, ...]) -> tuple[str, ...]:
    """Return the levels and weights that the practitioner gave a sign, each with its reason."""
    lines: list[str] = []
    for whose, grade in _chosen(answer.grades, pins):
        lines += [f"Regraded {humanised(grade.level)}{whose} by the practitioner:"]
        lines += [OwnWords(grade.reason)]
    for whose, weight in _chosen(answer.weights, pins):
        lines += [f"Weight amended to {weight.weight}{whose} by the practitioner:"]
        lines += [OwnWords(weight.reason)]
    return tuple(lines)


def _name(record: Record, sign: str) -> str:
    return record.wording.get(sign) or humanised(sign)


def _signs(record: Record) -> Section:
    signs, pins = record.screening.signs, record.pins
    amended = {sign: _amended(answer, pins) for sign, answer in signs.items()}
    any_amended = any(amended.values())
    rows: list[tuple[Cell, ...]] = [
        (
            _name(record, sign),
            SIGN_ANSWERS.get(answer.answer, answer.answer),
            _when(answer) or "Not said",
            OwnWords(answer.note),
            OwnWords(answer.heard_from),
            *((amended[sign] or "Nothing",) if any_amended else ()),
        )
        for sign, answer in signs.items()
    ]
    changed = ("Changed by the practitioner",) if any_amended else ()
    header = ("Sign", "Answer", "When", "Evidence", "Said by", *changed)
    table = Table(header, tuple(rows), "Signs as they were worded when they were answered")
    blocks: tuple[Block, ...] = (table,) if rows else (Paragraph("No sign has been answered yet."),)
    return Section("signs", "Signs", blocks)


def _sign_line(record: Record, sign: str) -> SignLine:
    answer = record.screening.signs[sign]
    return SignLine(
        id=sign,
        domain="",
        sign=_name(record, sign),
        answer=SIGN_ANSWERS.get(answer.answer, answer.answer),
        when="; ".join(_when(answer)),
        grade=on_one_line(_amended(answer, record.pins)),
        evidence=OwnWords(answer.note),
        said_by=OwnWords(answer.heard_from),
    )


def _answers(screening: Screening) -> Section:
    rows = [(humanised(fact), _said(value)) for fact, value in screening.facts.items()]
    rows += [(humanised(clock), moment_words(at)) for clock, at in screening.clocks.items()]
    blocks: tuple[Block, ...] = (
        (Fields(tuple(rows)),) if rows else (Paragraph("No question has been answered yet."),)
    )
    return Section("answers", "Questions and answers", blocks)


def _said(value: FactValue) -> str:
    if isinstance(value, tuple):
        return OwnWords(", ".join(value))
    return ANSWERS.get(str(value)) or humanised(str(value))


def _record(record: Record, made_at: datetime, program: str) -> Section:
    blocks: list[Block] = []
    for pin in record.pins:
        rows = (
            ("Framework", pin.id),
            ("Version", pin.version),
            ("Fingerprint (SHA-256, first 12 digits)", pin.sha256[:12]),
        )
        blocks += [*([Heading(pin.id)] if record.further_pins else []), Fields(rows)]
    if record.further_pins:
        blocks.append(Heading("This summary"))
    blocks.append(Fields(making_rows(record.screening, made_at, program)))
    return Section("record", "How this was made", tuple(blocks))
