"""What invented tools look like: time windows with weights, and sections with statements."""

from collections.abc import Callable

import pytest

from csescreen.core.screening import Child, FactValue, Screening, SignAnswer
from tests.terminal.host import Host

SnapCompare = Callable[..., bool]

SIGNS = {
    "quayside": {
        "lighthouse-visits": SignAnswer("yes", windows=(("six_months", "yes"), ("before", "no"))),
        "young-carer": SignAnswer("yes", note="Seen"),
    },
    "lanterns": {"missing-episodes": SignAnswer("possible")},
}
FACTS: dict[str, dict[str, FactValue]] = {
    "quayside": {},
    "lanterns": {"home_statement": "strained", "kind_aunt": "yes"},
}


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
@pytest.mark.parametrize(
    ("tool", "step"),
    [("quayside", "direct"), ("lanterns", "section:home"), ("quayside", "outcome")],
)
def test_looks(snap_compare: SnapCompare, tool: str, step: str, size: tuple[int, int]) -> None:
    screening = Screening((tool,), "A-17", Child(14), facts=FACTS[tool], signs=SIGNS[tool])
    app = Host(tool, screening)

    async def before(pilot: object) -> None:
        app.workspace.show_step(step)
        await app.workspace.query_one("#middle").wait_for_refresh()

    assert snap_compare(app, terminal_size=size, run_before=before)
