"""The sections of a summary that set several authorities' outcomes side by side.

Each level stays its authority's own: none is translated, and none stands over all of them.
"""

from collections.abc import Sequence
from datetime import datetime

from csescreen.core.charting import sign_chart
from csescreen.core.outcome import Outcome
from csescreen.core.reading import Reading
from csescreen.core.screening import Screening
from csescreen.core.summary import (
    QUIET,
    Block,
    Bullets,
    Cell,
    Heading,
    OwnWords,
    Paragraph,
    Section,
    Table,
)
from csescreen.core.summary_outcome import (
    ADVICE,
    action_text,
    basis,
    because_of_section_47,
    contacts,
    next_words,
    open_questions,
    section_47_at_stake,
    tool_blocks,
    with_status,
)
from csescreen.core.union import UnitedAction
from csescreen.core.words import (
    LEVEL_BASES,
    STATUSES,
    highest_sign,
    is_now,
    listed,
    section_47_words,
    sentence,
    sources_words,
    time_limit,
)

_NO_HIGHER = "No answer of “not known” could raise it"


def urgent(reading: Reading, made_at: datetime) -> Section | None:
    """Return what must happen now under any of them; None where nothing must."""
    at_stake = [one for one in reading.by_section_47 if section_47_at_stake(one)]
    now = [united for united in reading.actions if is_now(united.called)]
    if not (at_stake or now):
        return None
    first = [one for one in now if one.called.action.emergency and one.called.status == "required"]
    blocks: list[Block] = [Paragraph(_named(reading, one), lead=True) for one in first]
    for outcome in at_stake:
        words = f"Section 47, {outcome.framework.name}. {section_47_words(outcome)}."
        blocks += [Paragraph(words, lead=True), because_of_section_47(outcome)]
    lines = [f"Now: {_named(reading, one)}" for one in now if one not in first]
    lines += _next_lines(reading, made_at)
    if lines:
        blocks.append(Bullets(tuple(lines)))
    return Section("urgent", "What must happen now", tuple(blocks))


def _next_lines(reading: Reading, made_at: datetime) -> list[str]:
    """Return each authority's first step without a limit, and what falls due next."""
    required = [one for one in reading.actions if one.called.status == "required"]
    unlimited = [one for one in required if one.called.action.time_limit is None]
    firsts = dict.fromkeys(
        next((one for one in unlimited if outcome.framework.id in one.frameworks), None)
        for outcome in reading.outcomes
    )
    lines = [f"First, with no limit stated: {_named(reading, one)}" for one in firsts if one]
    dated = next((one for one in required if one.called.due and not is_now(one.called)), None)
    if dated is not None:
        when = next_words(reading.asks, dated.called, made_at)
        lines.append(f"{when}: {_named(reading, dated)}")
    return lines


def _named(reading: Reading, united: UnitedAction) -> str:
    """Return an action with the authorities that call for it."""
    return f"{with_status(united.called)} ({listed(_names(reading, united.frameworks))})"


def _names(reading: Reading, frameworks: Sequence[str]) -> tuple[str, ...]:
    return tuple(one.name for one in reading.frameworks if one.id in frameworks)


def levels(reading: Reading) -> Section:
    """Return the authorities' levels and section 47 side by side, and the notices once."""
    header = (
        "Authority",
        "Highest sign present",
        "Could be as high as",
        "Judged by the practitioner",
        "Section 47",
    )
    rows = tuple(_level_row(outcome) for outcome in reading.outcomes)
    blocks: list[Block] = [
        Paragraph(
            "Each level belongs to the authority that published it. None is translated into "
            "another's, and none stands for all of them."
        ),
        Table(header, rows, "What each authority's framework makes of the same answers"),
        Heading("To keep in mind"),
        Bullets(tuple(_notices(reading))),
    ]
    return Section("outcome", "Outcome under each authority", tuple(blocks))


def _level_row(outcome: Outcome) -> tuple[Cell, ...]:
    indicated, judged, possible = (
        outcome.indicated_level,
        outcome.judged_level,
        outcome.possible_level,
    )
    rests_on = (f"Basis: {LEVEL_BASES[indicated.basis]}",) if indicated else ()
    own_words = outcome.framework.wording.get("indicated_level")
    called = (f"{own_words}:",) if own_words else ()
    return (
        outcome.framework.name,
        (*called, highest_sign(outcome), *rests_on),
        possible.name if possible else _NO_HIGHER if outcome.framework.levels else "",
        (judged.level.name, OwnWords(judged.reason)) if judged else "Not set",
        section_47_words(outcome),
    )


def _notices(reading: Reading) -> list[str]:
    notices = []
    for notice, frameworks in reading.notices:
        everywhere = len(frameworks) == len(reading.outcomes)
        names = "" if everywhere else f" ({listed(_names(reading, frameworks))})"
        notices.append(f"{notice.text}{names}")
    return notices


def actions(reading: Reading) -> Section:
    """Return every action once, sooner and stricter first, and which authorities call for it."""
    if not reading.actions:
        nothing = "None of the frameworks calls for an action on what is known so far."
        return Section("actions", "Actions", (Paragraph(f"{nothing} {ADVICE}"),))
    rows = tuple(
        (
            STATUSES[called.status],
            action_text(called),
            _names(reading, frameworks),
            time_limit(reading.asks, called),
            tuple(sentence(because) for because in called.because),
            sources_words(reading.asks, called.action.sources),
        )
        for called, frameworks in reading.actions
    )
    header = ("Status", "Action", "Called for by", "By when", "Because", QUIET)
    caption = "Every action once, the sooner and the stricter first, London time"
    called_for = [united.called for united in reading.actions]
    return Section(
        "actions",
        "Actions of all authorities together",
        (Table(header, rows, caption, row_header=1), *contacts(reading.asks, called_for)),
    )


def under_one(reading: Reading, outcome: Outcome, screening: Screening) -> Section:
    """Return why the outcome under one authority is what it is, and what could change it."""
    framework = outcome.framework
    still_open = open_questions(framework, outcome)
    chart = sign_chart(framework, screening)
    return Section(
        f"outcome-{framework.id}",
        f"{framework.name}: why, and what could change it",
        (
            *((chart,) if chart else ()),
            *tool_blocks(outcome),
            *basis(framework, outcome),
            Heading(still_open.title),
            *still_open.blocks,
        ),
    )
