"""A small picture of the present signs by domain and level, in numbers, not in colours."""

from collections import Counter
from collections.abc import Iterator

from csescreen.core.answers import counted_level
from csescreen.core.framework import DOMAINS, Framework
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
    yield from heading(f"Signs present, by domain and level{under}")
    heads = "".join(f"{name[: COLUMN - 1]:>{COLUMN}}" for name in columns)
    yield ListRow(f"picture{under}", f"{'':<14}{heads}")
    short = {step.id: step.short for step in steps_of(framework)}
    for domain in DOMAINS:
        if domain in short:
            cells = "".join(f"{counts[domain, name] or '-':>{COLUMN}}" for name in columns)
            yield ListRow(f"picture{under}:{domain}", f"{short[domain][:13]:<14}{cells}")
