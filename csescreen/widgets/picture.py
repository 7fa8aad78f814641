"""A small picture of the present signs by domain and level, in numbers, not in colours."""

from collections import Counter
from collections.abc import Iterator

from csescreen.core.answers import counted_level
from csescreen.core.framework import DOMAINS
from csescreen.core.steps import steps_of
from csescreen.widgets.list_row import ListRow
from csescreen.widgets.situation import Situation

COLUMN = 11


def heading(text: str, note: str = "") -> Iterator[ListRow]:
    """Yield an empty row and a heading."""
    yield ListRow(f"blank:{text}", "")
    yield ListRow(f"heading:{text}", text, note=note, tone="heading")


def picture(situation: Situation) -> Iterator[ListRow]:
    """Yield a small picture of the present signs, in numbers and words."""
    framework, signs = situation.framework, situation.screening.signs
    levels = [level.name for level in reversed(framework.levels)]
    counts: Counter[tuple[str, str]] = Counter()
    for sign, answer in signs.items():
        indicator = framework.indicators.get(sign)
        if indicator and answer.answer == "yes":
            level = counted_level(framework, sign, answer)
            counts[indicator.domain, level.name if level else "no grade"] += 1
    if not counts:
        return
    columns = [*levels, "no grade"]
    yield from heading("Signs present, by domain and level")
    heads = "".join(f"{name[: COLUMN - 1]:>{COLUMN}}" for name in columns)
    yield ListRow("picture", f"{'':<14}{heads}")
    short = {step.id: step.short for step in steps_of(framework)}
    for domain in DOMAINS:
        if domain in short:
            cells = "".join(f"{counts[domain, name] or '-':>{COLUMN}}" for name in columns)
            yield ListRow(f"picture:{domain}", f"{short[domain][:13]:<14}{cells}")
