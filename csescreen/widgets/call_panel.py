"""The outcome so far of a call: above all what must happen, by when, and who calls for it.

Somebody on the telephone reads no line that is cut off. What several authorities ask for in words
of their own stands once, and whatever has no room is counted, with the key that shows it.
"""

import re
from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content

from csescreen.core.reading import Reading
from csescreen.core.short_words import ToldOnce, told_once
from csescreen.core.words import is_now
from csescreen.keymap import key_of
from csescreen.widgets.outcome_panel import (
    BECAUSE_FROM,
    NO_SIGN,
    NOTHING_YET,
    OutcomePanel,
    because_words,
    head_lines,
)
from csescreen.widgets.plain import plain, styled
from csescreen.widgets.situation import Situation
from csescreen.widgets.words import SECTION_47, by_urgency, due_words, short_level

NO_ACTION = "Nothing is called for by what is known so far. A concern is enough to seek advice."
_LEAST_FOR_DUE = 5
_LEAST_FOR_WHY = 22
_ENDS_NAME = re.compile(r",? (?:&|and) |, ")
"""What a name can be cut at: of "Telford & Wrekin" people say the first part."""


def actions_first(situation: Situation, width: int, height: int) -> list[Content]:
    """Return the panel's lines with as many actions as there is room for.

    What is still open is asked elsewhere on the screen.
    """
    reading = situation.reading
    several = reading.several
    lines = _strictest(reading, width) if several else head_lines(reading.first, width)
    lines += _actions(situation, width, height - len(lines))
    if not reading.actions:
        present = any(answer.answer == "yes" for answer in situation.screening.signs.values())
        marked = bool(situation.screening.signs or situation.screening.facts)
        none = NO_SIGN if marked else NOTHING_YET
        lines.append(plain(NO_ACTION if present else none).truncate(width, ellipsis=True))
    return lines[:height]


def brief_names(reading: Reading) -> Mapping[str, str]:
    """Return each framework's name as short as people say it, where that tells them apart."""
    names = reading.short_names
    brief = {key: _ENDS_NAME.split(name)[0] for key, name in names.items()}
    return brief if len({*brief.values()}) == len(brief) else names


def _strictest(reading: Reading, width: int) -> list[Content]:
    """Return the levels that there are, and where section 47 holds most; F6 has all of it."""
    names = brief_names(reading)
    reached = [one for one in reading.outcomes if one.indicated_level or one.judged_level]
    levels = " · ".join(f"{names[one.framework.id]}: {short_level(one)}" for one in reached)
    status = reading.by_section_47[0].section_47.status
    under = [one.framework.id for one in reading.outcomes if one.section_47.status == status]
    whose = "" if status in ("not_met", "not_stated") else f"{_whose(reading, under)} "
    urgent = status in ("met", "presumed")
    threshold = f"{whose}{SECTION_47[status]}"
    section_47 = styled(
        "Section 47: [bold $warning]$words[/]" if urgent else "Section 47: $words", words=threshold
    )
    left = styled("[bold]$words[/]", words=levels or "No level so far")
    gap = width - left.cell_length - section_47.cell_length
    if gap >= 2:
        return [Content.assemble(left, " " * gap, section_47)]
    return [line.truncate(width, ellipsis=True) for line in (left, section_47)]


def _whose(reading: Reading, frameworks: Sequence[str]) -> str:
    if not reading.several:
        return ""
    names = brief_names(reading)
    return "all" if len(frameworks) == len(names) else ", ".join(names[one] for one in frameworks)


def _actions(situation: Situation, width: int, room: int) -> list[Content]:
    """Return the first actions; of the rest, how many there are and how many of them are for now.

    Where one wording stands for several, the others are of the rest: they may ask for more.
    """
    actions = by_urgency(situation.reading.actions)
    shown = told_once(actions)[: max(0, room)]
    if not shown:
        return []
    told = {id(once.told) for once in shown}
    rest = [united for united in actions if id(united) not in told]
    due = [due_words(once.told.called, situation.now) or "–" for once in shown]
    column = max(_LEAST_FOR_DUE, *(cell_len(when) + 2 for when in due))
    lines = [_action(situation, *one, column, width) for one in zip(shown[:-1], due, strict=False)]
    more = _more(len(rest), sum(is_now(united.called) for united in rest))
    last = _action(situation, shown[-1], due[-1], column, width - cell_len(more))
    gap = " " * (width - last.cell_length - cell_len(more)) if more else ""
    return [*lines, Content.assemble(last, gap, styled("[$text-muted]$words[/]", words=more))]


def _more(rest: int, now: int) -> str:
    if not rest:
        return ""
    of_them = f", {now} now" if now else ""
    return f"  +{rest} more{of_them}: {key_of('triage.now')}"


def _action(situation: Situation, once: ToldOnce, when: str, column: int, width: int) -> Content:
    called = once.told.called
    urgent = when == "now" or when.startswith("LATE")
    status = "" if called.status == "required" else f"({called.status}) "
    beside = _whose(situation.reading, once.frameworks)
    room = width - column - (cell_len(beside) + 2 if beside else 0)
    text = _fitting(f"{status}{called.action.text}", room)
    left = room - cell_len(text) - 2
    if not beside and width >= BECAUSE_FROM and left >= _LEAST_FOR_WHY:
        beside = plain(because_words(called)).truncate(left, ellipsis=True).plain
    template = "[bold $warning]$when[/]$pad$text" if urgent else "[bold]$when[/]$pad$text"
    line = styled(template, when=when, pad=" " * (column - cell_len(when)), text=text)
    gap = " " * (width - line.cell_length - cell_len(beside))
    return Content.assemble(line, gap, styled("[$text-muted]$words[/]", words=beside))


def _fitting(text: str, room: int) -> str:
    """Return as much of the text as has room: whole sentences rather than half of one."""
    if cell_len(text) <= room:
        return text
    whole = [at.start() for at in re.finditer(r"(?<=[.:]) ", text) if at.start() + 2 <= room]
    if whole:
        return f"{text[: whole[-1]]} …"
    return plain(text).truncate(max(1, room), ellipsis=True).plain


class CallPanel(OutcomePanel):
    """The outcome so far, as somebody on the telephone needs it."""

    lines = staticmethod(actions_first)
