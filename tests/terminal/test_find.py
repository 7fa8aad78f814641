"""Finding a sign while somebody talks."""

import pytest
from textual.events import Key
from textual.widgets import Input

from csescreen import keymap
from csescreen.screens.modals.find import FindScreen
from csescreen.widgets.answer_list import AnswerList
from tests.terminal.conftest import Open
from tests.terminal.look import lines_with, screen_text, type_text


async def test_find_by_taxi_and_mark(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        await pilot.press("slash", *"taxi")
        await pilot.pause()
        assert isinstance(app.screen, FindScreen)
        assert "taxi firms" in screen_text(app)
        await pilot.press("enter", "y")
        await pilot.pause()
        marked = app.screen.query_one(AnswerList).key
        assert app.workspace.record.screening.signs[marked].answer == "yes"
        assert lines_with(app, ">[yes]")
        assert "Highest sign present" in screen_text(app)  # the outcome stays in sight
        await pilot.press("enter")
        await pilot.pause()
        assert app.workspace.answers.key == marked


async def test_what_is_typed_is_never_a_command(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        await pilot.press("slash", *"ynu/cg")
        await pilot.pause()
        assert not app.saved
        await pilot.press("escape")
        assert app.screen is app.workspace


async def test_find_from_a_text_field(
    open_workspace: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_workspace() as (app, pilot):
        app.workspace.show_step("narrative")
        await pilot.press("a", "/", "ctrl+f")
        await pilot.pause()
        assert isinstance(app.screen, FindScreen)
        assert app.workspace.record.screening.narrative["working_well"] == "a/"
        # a key that types nothing does it from there too
        await pilot.press("escape")
        chosen = {"sign.find_quickly": "f11"}
        monkeypatch.setattr(keymap, "_chosen", chosen)
        app.set_keymap(chosen)
        await pilot.press("f11")
        assert isinstance(app.screen, FindScreen)


async def test_nothing_found_says_so(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        await pilot.press("slash", *"qqqqqq", "enter", "down")
        await pilot.pause()
        assert "No sign found" in screen_text(app)


async def test_note_from_the_find_list(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        await pilot.press("slash", *"taxi", "enter", "y", "f2")
        await pilot.pause()
        await type_text(pilot, "drives a cab")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, FindScreen)
        assert lines_with(app, "note")


async def test_words_typed_while_the_box_opens_are_not_lost(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        app.post_message(Key("slash", "/"))
        await type_text(pilot, "taxi")
        assert isinstance(app.screen, FindScreen)
        assert app.screen.query_one(Input).value == "taxi"
        assert not app.saved


async def test_keys_on_the_way_to_a_step_reach_it_and_mark_nothing(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        app.post_message(Key("f5", None))
        await type_text(pilot, "yuny")
        assert app.workspace.record.screening.reference == "A-17yuny"
        assert not app.workspace.record.screening.facts
        app.post_message(Key("f5", None))
        await type_text(pilot, "yn")
        assert app.workspace.step.id == "outcome"
        assert app.workspace.record.screening.reference == "A-17yuny"
