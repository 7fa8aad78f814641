"""The level and section 47 as rows: of one framework, or of several side by side, never joined.

A row's key names its framework behind an "@" where there are several.
"""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, set_cell_size

from csescreen.core.leveling import ENTERED, NO_OVERALL_LEVEL, WORKED_OUT
from csescreen.core.outcome import Outcome
from csescreen.core.reading import Reading
from csescreen.core.wording import worded
from csescreen.core.words import POSSIBLY, counted, signs_present
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.picture import heading
from csescreen.widgets.situation import Situation
from csescreen.widgets.tool_part import tool_part
from csescreen.widgets.words import BASES, MARKS, NO_MARK, SECTION_47, short_level

CRITERION_MARKS = MARKS | {"not_asked": NO_MARK}
_LABEL_WIDTH = 22
_NARROWEST_COLUMN = 24


def level_rows(situation: Situation, width: int) -> Iterator[ListRow]:
    """Yield level, judged level and section 47 under each framework."""
    reading = situation.reading
    if not reading.several:
        yield from _levels(reading.first)
        yield from tool_part(reading.first)
        yield from _section_47(reading.first)
        return
    yield ListRow(
        "heading:levels",
        "Each authority's own level; none is translated, and none stands for all",
        tone="heading",
    )
    column = (width - _LABEL_WIDTH) // len(reading.outcomes)
    if column >= _NARROWEST_COLUMN:
        yield from _side_by_side(reading, column)
    for place, outcome in enumerate(reading.by_section_47):
        if place or column >= _NARROWEST_COLUMN:
            yield ListRow(f"blank:{at(reading, outcome)}", "")
        yield from _levels(outcome, at(reading, outcome))
        yield from tool_part(outcome, at(reading, outcome))
        yield from _section_47(outcome, at(reading, outcome))


def at(reading: Reading, outcome: Outcome) -> str:
    """Return what a row's key has at its end, so that it is known whose row it is."""
    return f"@{outcome.framework.id}" if reading.several else ""


def _side_by_side(reading: Reading, column: int) -> Iterator[ListRow]:
    """Yield a small table, an authority a column."""
    outcomes, names = reading.outcomes, reading.short_names
    indicated = [one.indicated_level for one in outcomes]
    table: dict[str, Sequence[str]] = {
        "": [names[one.framework.id] for one in outcomes],
        "Highest sign present": [short_level(one) for one in outcomes],
        "  which rests on": [BASES[one.basis] if one else "–" for one in indicated],
        "Could be as high as": [
            one.possible_level.name if one.possible_level else "–" for one in outcomes
        ],
        "Judged by you": [
            one.judged_level.level.name.upper() if one.judged_level else "not set"
            for one in outcomes
        ],
        "Section 47": [SECTION_47[one.section_47.status] for one in outcomes],
    }
    for label, cells in table.items():
        text = "".join(_cell(cell, column) for cell in cells)
        yield ListRow(f"beside:{label}", f"{label:<{_LABEL_WIDTH}}{text}".rstrip())


def _cell(text: str, column: int) -> str:
    """Return the text in exactly so many cells, cut where it is longer."""
    if cell_len(text) >= column:
        text = f"{set_cell_size(text, column - 2)}…"
    return set_cell_size(text, column)


def _levels(outcome: Outcome, at: str = "") -> Iterator[ListRow]:
    framework = outcome.framework
    if not framework.levels:
        present = counted(signs_present(outcome), "sign")
        yield ListRow(
            f"level{at}", f"{present} present. {framework.name} names no level.", tone="strong"
        )
        return
    yield ListRow(f"heading:level{at}", f"Level under {framework.name}", tone="heading")
    if framework.overall_level == WORKED_OUT:
        yield from _worked_out(outcome, at)
    if framework.overall_level == NO_OVERALL_LEVEL:
        yield ListRow(f"level{at}", "This tool names no level for the child as a whole.")
    else:
        yield _judged(outcome, at)


def _worked_out(outcome: Outcome, at: str) -> Iterator[ListRow]:
    framework, indicated = outcome.framework, outcome.indicated_level
    if indicated:
        label = worded(framework, "indicated_level")
        yield ListRow(
            f"level{at}",
            f"{label}: {indicated.level.name.upper()} ({BASES[indicated.basis]})",
            note=indicated.level.description,
            tone="strong",
        )
    elif any(len(reading.could_be) > 1 for reading in outcome.sums if reading.known):
        words = f"{worded(framework, 'open_level')}: the sum below is still open."
        yield ListRow(f"level{at}", words)
    else:
        words = framework.wording.get("no_level", "No level so far").rstrip(".")
        yield ListRow(f"level{at}", f"{words}. A concern alone is enough to seek advice.")
    if outcome.possible_level:
        yield ListRow(
            f"possible{at}",
            f"It could be {outcome.possible_level.name}: {POSSIBLY}.",
        )


def _judged(outcome: Outcome, at: str) -> ListRow:
    judged = outcome.judged_level
    entered = outcome.framework.overall_level == ENTERED
    label = outcome.framework.wording.get("judged_level") or (
        "Level entered by people" if entered else "Judged by you"
    )
    return ListRow(
        f"judge:{at}",
        f"{label}: {judged.level.name.upper() if judged else 'not set'}",
        tail="Enter: change" if judged else "Enter: set it",
        note=judged.reason if judged else "",
        tone="strong" if judged else "",
    )


def _section_47(outcome: Outcome, at: str = "") -> Iterator[ListRow]:
    rule = outcome.section_47
    urgent = rule.status in ("met", "presumed")
    if not at:
        yield ListRow("blank:47", "")
    yield ListRow(
        f"section47{at}",
        f"Section 47: {SECTION_47[rule.status]}",
        tone="warning" if urgent else "heading",
        note="" if rule.criteria else outcome.framework.section_47.consider_text,
    )
    for criterion in rule.criteria:
        yield ListRow(
            f"criterion:{criterion.id}{at}",
            criterion.text,
            CRITERION_MARKS.get(criterion.status, NO_MARK),
            tone="strong" if criterion.status == "yes" else "",
        )


def elsewhere(hint: str) -> Iterator[ListRow]:
    """Yield that the other authority's framework can be added."""
    yield from heading("A child placed in another area")
    yield ListRow("elsewhere", f"Both authorities' actions apply. {hint}.")
