"""Small and large windows."""

import pytest
from textual.widgets import Input

from csescreen.widgets.line_list import LineList
from tests.terminal.conftest import Open
from tests.terminal.host import EXAMPLE
from tests.terminal.look import screen_text


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (160, 50)])
async def test_every_step_at_every_size(open_workspace: Open, size: tuple[int, int]) -> None:
    async with open_workspace(EXAMPLE, size=size) as (app, pilot):
        workspace = app.workspace
        for _ in workspace._steps:
            workspace.action_step(1)
            await pilot.pause()
            text = screen_text(app)
            lines = text.split("\n")
            assert len(lines) == size[1]
            assert workspace.step.short in text or workspace.step.title in text
            assert "Highest sign present: ACUTE" in text
            assert "Section 47: possible" in text
            assert "Could change it" in text
        assert workspace.query_one("#rail").display == (size[0] >= 72)
        assert not workspace.query_one(LineList).max_scroll_x


async def test_resizing_keeps_cursor_and_text(open_workspace: Open) -> None:
    async with open_workspace(EXAMPLE) as (app, pilot):
        workspace = app.workspace
        workspace.show_step("behaviour")
        await pilot.press("end")
        last = workspace.answers.key
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert workspace.answers.key == last
        assert any(line.startswith(">[") for line in screen_text(app).splitlines())
        workspace.show_item("age")
        await pilot.press("6")
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert workspace.query_one("#field-age", Input).value == "156"
