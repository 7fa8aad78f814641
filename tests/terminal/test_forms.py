"""The child, the narrative: nothing typed is lost, and only what is right counts."""

from datetime import date

import pytest
from textual.widgets import Input, TextArea

from csescreen.core.screening import Screening
from csescreen.errors import UserError
from csescreen.screens.messages import RecordNotSaved
from csescreen.widgets.child_form import ChildForm
from tests.terminal.conftest import Open
from tests.terminal.host import NOW
from tests.terminal.look import screen_text, type_text


async def test_the_age_decides_section_47(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        workspace = app.workspace
        assert "Section 47: PRESUMED: age not known" in screen_text(app)
        workspace.show_item("age")
        await pilot.press("1")
        await pilot.pause()
        assert "Section 47: MET" in screen_text(app)
        await pilot.press("5")
        await pilot.pause()
        assert "Section 47: not met so far" in screen_text(app)
        await pilot.press("0")
        await pilot.pause()
        assert "Type an age from 0 to 25." in screen_text(app)
        assert "Section 47: PRESUMED" in screen_text(app)
        assert workspace.record.screening.details["typed_age"] == "150"
        await pilot.press("backspace")
        await pilot.pause()
        assert workspace.record.screening.child.age == 15
        assert "typed_age" not in workspace.record.screening.details


async def test_a_date_of_birth_counts_before_an_age(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        app.workspace.show_item("age")
        await pilot.press("9", "down", *"27/3/2010")
        await pilot.pause()
        child = app.workspace.record.screening.child
        assert (child.age, child.date_of_birth) == (None, date(2010, 3, 27))
        assert app.workspace.current.outcome.age == 15
        await pilot.press("backspace")
        await pilot.pause()
        assert app.workspace.record.screening.child.age == 9


async def test_now_and_what_cannot_be_a_time(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        workspace = app.workspace
        workspace.show_step("child")
        await pilot.pause()
        await pilot.click("#now-referral_received")
        await pilot.press("enter")
        await pilot.pause()
        assert workspace.record.screening.clocks["referral_received"] == NOW
        assert app.screen.query_one("#field-referral_received", Input).value == "2/3/2026 10:15"
        await type_text(pilot, "31/2/2026")
        await pilot.press("enter")
        await pilot.pause()
        assert "There is no such day." in screen_text(app)
        assert "to be checked" in screen_text(app)
        details = workspace.record.screening.details
        assert details["typed_concern_identified"] == "31/2/2026"


async def test_time_limits_count_from_the_referral(open_workspace: Open) -> None:
    screening = Screening(frameworks=("telford",)).with_fact("professional_concern", "yes")
    screening = screening.with_clock("referral_received", NOW)
    async with open_workspace(screening, size=(120, 40)) as (app, _):
        assert "Tue 10:15" in screen_text(app)


async def test_the_narrative_is_kept_when_the_step_changes(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        workspace = app.workspace
        workspace.show_step("narrative")
        await pilot.pause()
        await type_text(pilot, "Loves school")
        await pilot.press("f7", "f5")
        await pilot.pause()
        assert workspace.record.screening.narrative["working_well"] == "Loves school"
        assert app.screen.query_one("#text-working_well", TextArea).text == "Loves school"
        assert "Loves school" in screen_text(app)
        assert "1 of 5 written" in screen_text(app)


async def test_the_last_letter_is_kept_on_leaving(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        workspace = app.workspace
        workspace.show_step("narrative")
        await pilot.pause()
        workspace.query_one("#text-child_words", TextArea).insert("he said stop")
        workspace.action_close()  # before the field's message could arrive
        await pilot.pause()
        assert app.saved[-1].screening.details["child_words"] == "he said stop"


async def test_quick_typing_is_not_overtaken(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        app.workspace.show_step("narrative")
        await pilot.pause()
        box = app.workspace.query_one("#text-working_well", TextArea)
        text = "the quick brown fox " * 5
        for letter in text:
            box.insert(letter)
        await pilot.pause()
        assert box.text == text
        assert app.workspace.record.screening.narrative["working_well"] == text


async def test_one_text_is_one_undo(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        workspace = app.workspace
        workspace.show_step("child")
        await pilot.press("end", *"-bis")
        await pilot.pause()
        assert workspace.record.screening.reference == "A-17-bis"
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert workspace.record.screening.reference == "A-17"
        assert app.screen.query_one("#field-reference", Input).value == "A-17"


async def test_escape_leaves_the_field_then_the_screening(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        app.workspace.show_step("narrative")
        await pilot.press("x", "escape")
        assert app.screen is app.workspace
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is not app.workspace
        assert app.saved[-1].screening.narrative["working_well"] == "x"


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_failed_save_is_said_plainly(open_workspace: Open, size: tuple[int, int]) -> None:
    async with open_workspace(saves=False, size=size) as (app, pilot):
        workspace = app.workspace
        await pilot.press("y")
        await pilot.pause()
        assert "saving…" in screen_text(app)
        error = UserError("The disk [/] is full.")
        workspace.post_message(RecordNotSaved(workspace.record, error))
        await pilot.pause()
        assert "NOT SAVED" in screen_text(app)
        assert "The disk [/] is full." in screen_text(app)
        assert "kept" in screen_text(app)
        assert "will be tried again" in " ".join(screen_text(app).split())
        lasting = UserError("The store is damaged.")
        lasting.lasting = True
        workspace.post_message(RecordNotSaved(workspace.record, lasting))
        await pilot.pause()
        shown = " ".join(screen_text(app).split())
        assert "export it: Ctrl+E" in shown
        assert "tried again" not in shown


async def test_export_asks_the_app(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        app.workspace.show_step("narrative")
        await pilot.press("z", "ctrl+e")
        await pilot.pause()
        assert app.exported == [app.workspace.record]
        assert app.exported[0].screening.narrative["working_well"] == "z"


async def test_leaving_a_field_never_takes_back_a_letter(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        workspace = app.workspace
        workspace.show_step("child")
        await pilot.pause()
        field = workspace.query_one("#field-child_name", Input)
        field.focus()
        await pilot.pause()
        field.value = "Alex"  # its message is on its way while the keyboard goes on
        workspace.query_one("#field-child_school").focus()
        await pilot.pause()
        assert field.value == "Alex"
        assert workspace.record.screening.details["child_name"] == "Alex"
        workspace.gather()
        assert workspace.record.screening.details["child_name"] == "Alex"


async def test_what_is_on_its_way_is_handed_over_before_the_app_leaves(
    open_workspace: Open,
) -> None:
    async with open_workspace() as (app, pilot):
        workspace = app.workspace
        workspace.show_item("unknown-vehicles")
        await pilot.press("y", "f2")
        await pilot.pause()
        workspace.query_one("#child", ChildForm).show(workspace.record.screening)
        workspace.query_one("#field-child_name", Input).value = "Alex"
        app.screen.query_one(TextArea).insert("a red car")
        for screen in app.screen_stack[1:]:
            assert screen.hand_over()  # type: ignore[attr-defined]
        screening = workspace.record.screening
        assert screening.details["child_name"] == "Alex"
        assert screening.signs["unknown-vehicles"].note == "a red car"
