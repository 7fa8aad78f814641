"""The outcome so far, always in sight: the level, section 47, what to do by when, what is open."""

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import var
from textual.widget import Widget

from csescreen.core.outcome import CalledAction, Outcome
from csescreen.core.reading import Reading
from csescreen.core.situation import first_question
from csescreen.core.union import UnitedAction
from csescreen.core.words import ANSWERS, counted, question_words
from csescreen.keymap import key_of
from csescreen.widgets.plain import plain, stacked, styled
from csescreen.widgets.situation import Situation
from csescreen.widgets.words import (
    SECTION_47,
    authorities,
    by_urgency,
    due_words,
    level_line,
    sections_47,
    side_by_side,
)

DUE_WIDTH = 11
BECAUSE_FROM = 100
"""The width from which the reason stands beside the action; below, the action needs the room."""
NAMES_FROM = 44
"""The width that an action keeps for itself before those who call for it are named beside it."""

NO_SIGN = "No sign is marked as present. A concern alone is enough to seek advice."
NOTHING_YET = "Nothing is marked yet. A concern alone is enough to seek advice."


def panel_lines(situation: Situation, width: int, height: int) -> list[Content]:
    """Return the panel's lines for the room that there is."""
    reading = situation.reading
    lines = _heads(reading, width) if reading.several else head_lines(reading.first, width)
    question = _question_line(situation, width)
    if not any(answer.answer == "yes" for answer in situation.screening.signs.values()):
        marked = bool(situation.screening.signs or situation.screening.facts)
        none_marked = plain(NO_SIGN if marked else NOTHING_YET).truncate(width, ellipsis=True)
        if not (reading.several or reading.first.framework.levels):
            lines[0] = none_marked  # with no level to tell, this says all that there is to say
        elif height > len(lines) + bool(question):
            lines.append(none_marked)
    room = height - len(lines) - bool(question)
    lines += _action_lines(situation, width, room)
    if question:
        lines.append(question)
    return lines[:height]


def head_lines(outcome: Outcome, width: int) -> list[Content]:
    """Return the level and section 47 under one framework, on one line where both have room."""
    level = level_line(outcome)
    if not outcome.framework.levels:
        level += f" · {counted(len(outcome.actions), 'action')} called for"
        if outcome.section_47.status == "not_stated":
            return [styled("[bold]$words[/]", words=level).truncate(width, ellipsis=True)]
    threshold = SECTION_47[outcome.section_47.status]
    urgent = outcome.section_47.status in ("met", "presumed")
    section_47 = styled(
        "Section 47: [bold $warning]$words[/]" if urgent else "Section 47: $words", words=threshold
    )
    left = styled("[bold]$words[/]", words=level)
    gap = width - left.cell_length - section_47.cell_length
    if gap >= 2:
        return [Content.assemble(left, " " * gap, section_47)]
    return [left.truncate(width, ellipsis=True), section_47]


def _heads(reading: Reading, width: int) -> list[Content]:
    """Return each authority's level, and section 47 under each, the strictest first."""
    in_full, shortly = (side_by_side(reading, full=full) for full in (True, False))
    levels = in_full if cell_len(in_full) <= width else shortly
    urgent = any(one.section_47.status in ("met", "presumed") for one in reading.outcomes)
    section_47 = styled(
        "Section 47: [bold $warning]$words[/]" if urgent else "Section 47: $words",
        words=sections_47(reading),
    )
    lines = [styled("[bold]$words[/]", words=levels), section_47]
    return [line.truncate(width, ellipsis=True) for line in lines]


def _action_lines(situation: Situation, width: int, room: int) -> list[Content]:
    actions = by_urgency(situation.reading.actions)
    if room <= 0:
        return []
    shown = actions[:room]
    lines = [_action_line(situation, united, width) for united in shown]
    more = len(actions) - len(shown)
    if more and lines:
        words = f" +{more} more: {key_of('step.outcome')}"
        if situation.reading.several:  # whose action it is must not be cut off
            words = f" {words}"
            lines[-1] = _action_line(situation, shown[-1], width - len(words))
        lines[-1] = Content.assemble(
            lines[-1]
            .truncate(width - len(words), ellipsis=True)
            .pad_right(max(0, width - len(words) - min(lines[-1].cell_length, width - len(words)))),
            styled("[$text-muted]$words[/]", words=words),
        )
    return lines


def _action_line(situation: Situation, united: UnitedAction, width: int) -> Content:
    called = united.called
    when = due_words(called, situation.now)
    urgent = when == "now" or when.startswith("LATE")
    if not when:
        when = "–"
    pad = " " * max(1, DUE_WIDTH - cell_len(when))
    text = called.action.text
    if called.status != "required":
        text = f"({called.status}) {text}"
    because = because_words(called)
    template = "[bold $warning]$when[/]$pad$text" if urgent else "[bold]$when[/]$pad$text"
    line = styled(template, when=when, pad=pad, text=text)
    if situation.reading.several:
        return _with_authorities(line, authorities(situation.reading, united.frameworks), width)
    room = width - line.cell_length - 2
    if width >= BECAUSE_FROM and room < 30:
        line = line.truncate(width - 32, ellipsis=True)
        room = 30
    if because and room >= 22:
        why = plain(because).truncate(room, ellipsis=True)
        gap = width - line.cell_length - why.cell_length
        line = Content.assemble(line, " " * gap, why.stylize("$text-muted"))
    return line.truncate(width, ellipsis=True)


def because_words(called: CalledAction) -> str:
    """Return the first reason for an action, and how many more there are; "" for none."""
    if not called.because:
        return ""
    more = f" and {len(called.because) - 1} more" if len(called.because) > 1 else ""
    return f"because: {called.because[0]}{more}"


def _with_authorities(line: Content, names: str, width: int) -> Content:
    """Return the line with those who call for the action at its end, where there is room."""
    room = width - cell_len(names) - 2
    if room < NAMES_FROM:
        return line.truncate(width, ellipsis=True)
    line = line.truncate(room, ellipsis=True)
    gap = " " * (width - line.cell_length - cell_len(names))
    return Content.assemble(line, gap, styled("[$text-muted]$names[/]", names=names))


def _question_line(situation: Situation, width: int) -> Content | None:
    reading, question = situation.reading, first_question(situation)
    if question is None:
        return None
    if question.kind == "indicator":
        count = len(reading.open_questions)
        words, status = f"any of {count} signs without a clear answer", "not asked or not known"
    else:
        words = question_words(reading.asks, question.id)
        status = ANSWERS[question.status].lower()
    lead, tail = "Could change it: ", f"  ({status})"
    room = max(8, width - len(lead) - len(tail))
    asked = plain(words).truncate(room, ellipsis=True)
    return Content.assemble((lead, "bold"), asked, (tail, "$text-muted"))


class OutcomePanel(Widget):
    """The outcome so far. It never says "safe"."""

    DEFAULT_CSS = """
    OutcomePanel {
        height: 5;
        padding: 0 1;
        background: $surface;
    }
    """

    situation: var[Situation | None] = var(None)
    lines = staticmethod(panel_lines)
    """What the panel says in the room that there is."""

    def watch_situation(self) -> None:
        """Paint the new outcome."""
        self.refresh()

    def show_keys(self) -> None:
        """Name the keys as they are now."""
        self.refresh()

    def render(self) -> Content:
        """Return the lines."""
        if self.situation is None:
            return Content("")
        return stacked(self.lines(self.situation, self.size.width, self.size.height))
