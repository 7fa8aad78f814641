"""What the workspace looks like, at the design size, wide, and without colour."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from csescreen.core.screening import Screening
from tests.terminal.host import EXAMPLE, Host

SnapCompare = Callable[..., bool]


def example(step: str, screening: Screening = EXAMPLE) -> tuple[Host, Callable[..., object]]:
    app = Host(screening=screening)

    async def before(pilot: object) -> None:
        app.workspace.show_step(step)
        await app.workspace.query_one("#middle").wait_for_refresh()

    return app, before


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("step", ["direct", "outcome"])
def test_looks(snap_compare: SnapCompare, size: tuple[int, int], step: str) -> None:
    app, before = example(step)
    assert snap_compare(app, terminal_size=size, run_before=before)


def test_looks_without_colour(snap_compare: SnapCompare, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app, before = example("direct")
    assert snap_compare(app, terminal_size=(80, 24), run_before=before)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize("step", ["direct", "outcome"])
def test_looks_of_several(snap_compare: SnapCompare, size: tuple[int, int], step: str) -> None:
    app, before = example(step, replace(EXAMPLE, frameworks=("telford", "llr")))
    assert snap_compare(app, terminal_size=size, run_before=before)
