"""Where the keyboard is on arrival, and where the next session comes back to."""

import pytest
from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import Label, TextArea

from csescreen.core.screening import Screening
from csescreen.screens.messages import PlaceChanged
from csescreen.screens.workspace import WorkspaceScreen
from csescreen.widgets.narrative_form import NarrativeForm
from tests.terminal.app import fakes
from tests.terminal.app.fakes import FakeStore
from tests.terminal.app.helpers import home
from tests.terminal.conftest import Open
from tests.terminal.host import Host
from tests.terminal.look import said, screen_text, type_text

SIZES = [(80, 24), (60, 20)]
URGENT = "immediate_danger"
SETTLED = 0.6
"""Seconds after which whatever is animated has come to its end."""


def written(*parts: str) -> Screening:
    """Return a screening in which these parts of the narrative say "Old text."."""
    screening = Screening(frameworks=("telford",))
    for part in parts:
        screening = screening.with_narrative(part, "Old text.")
    return screening


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_typed_on_arrival_is_seen(
    open_workspace: Open, size: tuple[int, int]
) -> None:
    screening = written("working_well", "worried_about", "judgement")
    async with open_workspace(screening, size=size) as (app, pilot):
        for _ in range(8):
            await pilot.press("f7")
        await pilot.pause()
        assert app.workspace.step.id == "narrative"
        assert app.focused is app.workspace.query_one("#text-next_steps")
        await type_text(pilot, "Zebra")
        assert "Zebra" in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_line_that_is_being_written_stays_in_view(
    open_workspace: Open, size: tuple[int, int]
) -> None:
    async with open_workspace(written("working_well"), size=size) as (app, pilot):
        app.workspace.show_step("narrative")
        await pilot.pause()
        for number in range(14):
            await type_text(pilot, f"line {number}")
            assert f"line {number}" in screen_text(app)
            await pilot.press("enter")


@pytest.mark.parametrize("size", SIZES)
async def test_tab_brings_each_field_into_view(open_workspace: Open, size: tuple[int, int]) -> None:
    async with open_workspace(size=size) as (app, pilot):
        app.workspace.show_step("narrative")
        await pilot.pause()
        for number in range(5):
            await type_text(pilot, f"Zebra{number}")
            assert f"Zebra{number}" in screen_text(app)
            await pilot.press("tab")


async def test_one_goes_on_at_the_end_of_old_text(open_workspace: Open) -> None:
    everywhere = ("working_well", "worried_about", "judgement", "next_steps")
    screening = written(*everywhere).with_detail("child_words", "Old text.")
    async with open_workspace(screening) as (app, pilot):
        app.workspace.show_step("narrative")
        await pilot.pause()
        await type_text(pilot, " New.")
        narrative = app.workspace.record.screening.narrative
        assert narrative["working_well"] == "Old text. New."


async def reopened(app: Host, place: str) -> None:
    """Open the record again at a place, as after a lock."""
    again = type(app.workspace)(app.services, app.workspace.record)
    again.begin_at(place)
    await app.pop_screen()
    app.workspace = again
    await app.push_screen(again)


@pytest.mark.parametrize("size", SIZES)
async def test_the_next_session_comes_back_to_the_field_and_the_letter(
    open_workspace: Open, size: tuple[int, int]
) -> None:
    screening = written("worried_about", "judgement", "next_steps")
    async with open_workspace(screening, size=size) as (app, pilot):
        app.workspace.show_step("narrative")
        await pilot.pause()
        await pilot.press("tab", "tab", "home", "right", "right", "right")
        place = app.workspace.place
        assert place == "narrative/judgement/0,3"
        await reopened(app, place)
        await pilot.pause()
        assert app.focused is app.workspace.query_one("#text-judgement")
        await type_text(pilot, "er")
        narrative = app.workspace.record.screening.narrative
        assert narrative["judgement"] == "Older text."
        assert "Older text." in screen_text(app)


@pytest.mark.parametrize("place", ["narrative/gone/1,2", "narrative/judgement/99,999", "gone/x"])
async def test_a_place_that_is_gone_harms_nothing(open_workspace: Open, place: str) -> None:
    async with open_workspace(written("judgement")) as (app, pilot):
        await reopened(app, place)
        await pilot.pause()
        focused = app.focused
        assert focused is not None
        if "judgement" in place:
            assert isinstance(focused, TextArea)
            assert focused.cursor_location == (0, len("Old text."))


async def test_the_next_session_comes_back_to_the_row(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        await pilot.press("f7", "f7", "down", "down")
        key, place = app.workspace.answers.key, app.workspace.place
        await reopened(app, place)
        await pilot.pause()
        assert app.workspace.place == place
        assert app.workspace.answers.key == key


async def test_each_step_and_each_field_is_noted(
    open_workspace: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[str] = []
    monkeypatch.setattr(
        Host, "on_place_changed", lambda _, event: noted.append(event.place), raising=False
    )
    assert PlaceChanged.handler_name == "on_place_changed"
    async with open_workspace() as (app, pilot):
        await pilot.press("f7")
        assert noted == ["urgent", "circumstances"]
        app.workspace.show_step("narrative")
        await pilot.press("tab")
        await pilot.pause()
        assert noted[-1] == "narrative/worried_about"


@pytest.mark.parametrize(
    ("key", "after"), [("n", "no"), ("u", "not known"), ("delete", "not asked")]
)
async def test_an_urgent_yes_that_is_taken_back_is_said_with_the_way_back(
    open_workspace: Open, key: str, after: str
) -> None:
    screening = Screening(frameworks=("telford",)).with_fact(URGENT, "yes")
    async with open_workspace(screening) as (app, pilot):
        workspace = app.workspace
        workspace.show_item(URGENT)
        await pilot.press(key)
        assert f": yes → {after}. Ctrl+Z takes it back." in said(app)
        assert workspace.current.framework.questions[URGENT].ask in said(app)
        await pilot.press("ctrl+z")
        assert workspace.record.screening.facts[URGENT] == "yes"


async def test_other_changes_are_not_remarked_on(open_workspace: Open) -> None:
    screening = Screening(frameworks=("telford",)).with_fact(URGENT, "no")
    async with open_workspace(screening) as (app, pilot):
        app.workspace.show_item(URGENT)
        await pilot.press("y")
        app.workspace.show_item(URGENT)
        await pilot.press("y")
        assert not said(app)
        app.workspace.show_step("circumstances")
        await pilot.press("y", "up", "n")
        assert not said(app)


async def test_the_palette_offers_each_step_by_its_name() -> None:
    app = fakes.app(FakeStore())
    async with app.run_test() as pilot:
        await home(pilot)
        screen = WorkspaceScreen(app.services, fakes.record("A-17"))
        await app.push_screen(screen)
        offered = {one.title: one for one in app.get_system_commands(app.screen)}
        offered["Go to: Narrative"].callback()
        await pilot.pause()
        assert screen.step.id == "narrative"


@pytest.mark.parametrize("size", SIZES)
async def test_the_heading_of_the_field_that_is_written_in_comes_back_into_view(
    open_workspace: Open, size: tuple[int, int]
) -> None:
    async with open_workspace(size=size) as (app, pilot):
        app.workspace.show_step("narrative")
        await pilot.pause(SETTLED)
        form = app.workspace.query_one(NarrativeForm)
        form.scroll_to(y=1, animate=False, force=True, immediate=True)
        await pilot.pause()
        assert "What is working well" not in screen_text(app)
        await pilot.press("a")
        await pilot.pause()
        assert "What is working well" in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_field_that_the_keyboard_comes_to_is_shown_with_its_heading(
    open_workspace: Open, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    # as on a slow computer: nothing is laid out yet when Textual looks whether to centre the field
    monkeypatch.setattr(WorkspaceScreen, "can_view_entire", lambda *_: False)
    centred: list[Widget] = []
    monkeypatch.setattr(
        WorkspaceScreen, "scroll_to_center", lambda _, widget, **__: centred.append(widget)
    )
    async with open_workspace(size=size) as (app, pilot):
        app.workspace.show_step("narrative")
        await pilot.pause(SETTLED)
        headings = [
            str(label.content)
            for label in app.workspace.query("NarrativeForm .heading").results(Label)
        ]
        assert headings[0] in screen_text(app)
        keys = ["tab"] * len(headings[1:]) + ["shift+tab"] * len(headings[1:])
        for key, heading in zip(keys, [*headings[1:], *headings[-2::-1]], strict=True):
            await pilot.press(key)
            await pilot.pause()
            assert heading in screen_text(app)
        assert not [widget for widget in centred if isinstance(widget, TextArea)]


async def test_a_text_stays_under_the_mouse_while_it_is_clicked(open_workspace: Open) -> None:
    async with open_workspace(size=(80, 24)) as (app, pilot):
        app.workspace.show_step("narrative")
        await pilot.pause(SETTLED)
        form = app.workspace.query_one(NarrativeForm)
        box = form.first_field()
        lines = [f"line {number} of the text" for number in range(4)]
        box.insert("\n".join(lines))
        await pilot.pause(SETTLED)
        form.scroll_to(y=box.virtual_region.y, animate=False, force=True, immediate=True)
        await pilot.pause(SETTLED)
        at = box.region.offset + Offset(4, 2)
        await pilot.mouse_down(offset=at)
        await pilot.pause(SETTLED)
        await pilot.hover(offset=at + Offset(2, 0))
        await pilot.mouse_up(offset=at + Offset(2, 0))
        await type_text(pilot, "z")
        assert len(box.text.split("\n")) == len(lines), "two letters were chosen, not two lines"
        assert "What is working well" in screen_text(app)
