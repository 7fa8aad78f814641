"""The screening that a call became: what was said in the call stays at hand."""

from csescreen.core import call
from csescreen.screens.modals.read import ReadScreen
from tests.terminal.conftest import Open
from tests.terminal.host import EXAMPLE, NOW
from tests.terminal.look import screen_text


async def test_what_was_said_can_be_read_while_the_screening_is_made(open_workspace: Open) -> None:
    began = call.heard(call.begin(EXAMPLE, NOW), "an invented thing", NOW)
    async with open_workspace(call.end(began, NOW)) as (app, pilot):
        await pilot.press("f10")
        assert isinstance(app.screen, ReadScreen)
        assert "10:15 “an invented thing”" in screen_text(app)
        await pilot.press("f10")
        assert app.screen_stack[-1] is app.workspace


async def test_without_a_call_there_is_nothing_to_read(open_workspace: Open) -> None:
    async with open_workspace(EXAMPLE) as (app, pilot):
        await pilot.press("f10")
        assert app.screen is app.workspace
