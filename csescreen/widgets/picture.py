"""A small picture of the present signs by domain and level, in numbers, not in colours."""

from collections import Counter
from collections.abc import Iterator

from csescreen.core.answers import counted_level
from csescreen.core.framework import Framework
from csescreen.core.screening import Screening
from csescreen.core.steps import steps_of
from csescreen.widgets.list_row import ListRow

COLUMN = 11


def heading(text: str, note: str = "") -> Iterator[ListRow]:
    """Yield an empty row and a heading."""
    yield ListRow(f"blank:{text}", "")
    yield ListRow(f"heading:{text}", text, note=note, tone="heading")


def picture(framework: Framework, screening: Screening, under: str = "") -> Iterator[ListRow]:
    """Yield a small picture of the present signs, in numbers and words, under one framework."""
    signs = screening.signs
    steps = [step for step in steps_of(framework) if step.signs]
    place = {sign: step.id for step in steps for sign in step.signs}
    levels = [level.name for level in reversed(framework.levels)] if framework.grades else []
    rest = "no grade" if levels else "present"
    counts: Counter[tuple[str, str]] = Counter()
    for sign, answer in signs.items():
        if sign in place and answer.answer == "yes":
            level = counted_level(framework, sign, answer)
            counts[place[sign], level.name if level else rest] += 1
    if not counts:
        return
    columns = [*levels, rest]
    parts = "part of the tool" if framework.sections else "domain"
    title = f"Signs present, by {parts} and level" if levels else f"Signs present, by {parts}"
    yield from heading(f"{title}{under}")
    heads = "".join(f"{name[: COLUMN - 1]:>{COLUMN}}" for name in columns)
    yield ListRow(f"picture{under}", f"{'':<14}{heads}")
    for step in steps:
        cells = "".join(f"{counts[step.id, name] or '-':>{COLUMN}}" for name in columns)
        yield ListRow(f"picture{under}:{step.id}", f"{step.short[:13]:<14}{cells}")
