"""A small picture of the present signs by domain and level, in numbers, not in colours."""

from collections.abc import Iterator

from csescreen.core.charting import sign_chart, steps_with_signs
from csescreen.core.framework import Framework
from csescreen.core.screening import Screening
from csescreen.widgets.list_row import ListRow

COLUMN = 11


def heading(text: str, note: str = "") -> Iterator[ListRow]:
    """Yield an empty row and a heading."""
    yield ListRow(f"blank:{text}", "")
    yield ListRow(f"heading:{text}", text, note=note, tone="heading")


def picture(framework: Framework, screening: Screening, under: str = "") -> Iterator[ListRow]:
    """Yield a small picture of the present signs, in numbers and words, under one framework."""
    chart = sign_chart(framework, screening)
    if chart is None:
        return
    yield from heading(f"{chart.caption}{under}")
    heads = "".join(f"{name[: COLUMN - 1]:>{COLUMN}}" for name in chart.columns)
    yield ListRow(f"picture{under}", f"{'':<14}{heads}")
    for step, (_, counts) in zip(steps_with_signs(framework), chart.rows, strict=True):
        cells = "".join(f"{count or '-':>{COLUMN}}" for count in counts)
        yield ListRow(f"picture{under}:{step.id}", f"{step.short[:13]:<14}{cells}")
