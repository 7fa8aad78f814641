"""Keys in a burst, on a slow computer: none overtakes the one before, or the screen that opens."""

import asyncio

import pytest
from textual.events import Key, Paste
from textual.screen import Screen

from csescreen import opening
from csescreen.core.screening import Screening, SignAnswer
from csescreen.screens.modals.note import NoteScreen
from csescreen.screens.workspace import WorkspaceScreen
from csescreen.widgets.answer_list import AnswerList
from csescreen.widgets.text_fields import TextBox, TextField
from tests.terminal.conftest import Open
from tests.terminal.host import Host

SIGN = "unknown-vehicles"
SCREENING = Screening(frameworks=("telford",), signs={SIGN: SignAnswer("yes")})
BOXES = ("f1", "f2", "g", "slash", "ctrl+t", "c")
"""The keys that open a box over the workspace, and one that opens none."""


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a long time over laying out each box."""
    usual = Screen._compose

    async def compose(screen: Screen[object]) -> None:
        if not isinstance(screen, WorkspaceScreen):
            for _ in range(200):
                await asyncio.sleep(0)
        await usual(screen)

    monkeypatch.setattr(Screen, "_compose", compose)


def burst(app: Host, *typed: str) -> None:
    """Press keys, and paste what stands in angle brackets, with no time between them."""
    for one in typed:
        if one.startswith("<"):
            app.post_message(Paste(one.strip("<>")))
        else:
            app.post_message(Key(one, one if len(one) == 1 else None))


async def settled(app: Host) -> None:
    """Wait until all of it had its effect."""
    reached = asyncio.Event()
    app.call_later(reached.set)
    await reached.wait()
    await app.all_typed()
    await opening.laid_out(app.screen)


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("key", BOXES[:-1])
async def test_a_box_may_be_left_before_it_is_there(open_workspace: Open, key: str) -> None:
    async with open_workspace(SCREENING) as (app, pilot):
        app.workspace.show_item(SIGN)
        await pilot.pause()
        for _ in range(3):
            burst(app, key, "escape")
            await settled(app)
            await pilot.pause()
            assert app.is_running
            assert app.screen is app.workspace


@pytest.mark.usefixtures("slow")
async def test_a_key_reaches_the_field_that_is_about_to_be_there(open_workspace: Open) -> None:
    async with open_workspace(SCREENING) as (app, pilot):
        app.workspace.show_item(SIGN)
        await pilot.pause()
        burst(app, "f2", *"seen", "< in a red car>", "tab", *"aunt")
        await settled(app)
        await pilot.pause()
        assert isinstance(app.screen, NoteScreen)
        assert app.screen.query_one(TextBox).text == "seen in a red car"
        assert app.screen.query_one(TextField).value == "aunt"
        assert [*app.workspace.record.screening.signs] == [SIGN]
        burst(app, "x", "escape", "u")
        await settled(app)
        await pilot.pause()
        marked = app.workspace.record.screening.signs[SIGN]
        assert (marked.answer, marked.heard_from) == ("unknown", "auntx")


@pytest.mark.usefixtures("slow")
async def test_a_command_waits_for_the_list_that_it_needs(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        burst(app, "slash", "down")
        await settled(app)
        await pilot.pause()
        assert app.is_running
        assert isinstance(app.focused, AnswerList)
        assert app.focused.id == "found"


@pytest.mark.parametrize("step", ["narrative", "child"])
async def test_a_paste_is_not_removed_by_the_key_before_it(open_workspace: Open, step: str) -> None:
    async with open_workspace() as (app, pilot):
        app.workspace.show_step(step)
        await pilot.pause()
        for _ in range(5):
            burst(app, "<first>", "ctrl+u", "<second>", "home", "<the >")
            await settled(app)
            await pilot.pause()
            field = app.focused
            assert isinstance(field, TextBox | TextField)
            shown = field.text if isinstance(field, TextBox) else field.value
            assert shown == "the second"
            burst(app, "end", "ctrl+u")
