"""Answering signs and questions by keys and by the mouse."""

from csescreen.core.screening import Child, Screening, SignAnswer
from csescreen.widgets.answer_list import AnswerList
from csescreen.widgets.words import MARKS
from tests.terminal.conftest import Open
from tests.terminal.look import lines_with, screen_text, type_text

SIGN = "unknown-vehicles"
NAME = "Gets into or out of vehicles"


async def test_marking_a_sign_changes_the_outcome_and_moves_on(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        workspace = app.workspace
        assert "Nothing is marked yet. A concern alone is enough" in screen_text(app)
        workspace.show_item(SIGN)
        await pilot.press("y")
        await pilot.pause()
        assert workspace.record.screening.signs[SIGN].answer == "yes"
        assert lines_with(app, f"[yes] {NAME}")
        assert "Highest sign present: ACUTE (published)" in screen_text(app)
        assert workspace.answers.key == "sexual-exchange"
        assert ">Direct signs    1/14" in screen_text(app)
        assert "1 present" in screen_text(app)
        assert app.saved[-1] == workspace.record
        assert workspace.record.revision == 1


async def test_unknown_no_and_clear(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        workspace = app.workspace
        workspace.show_item(SIGN)
        await pilot.press("u")
        assert workspace.record.screening.signs[SIGN].answer == "unknown"
        assert "possible Acute" in screen_text(app)
        workspace.answers.move_to(SIGN)
        await pilot.press("n")
        assert lines_with(app, f"[no ] {NAME}")
        workspace.answers.move_to(SIGN)
        await pilot.press("delete")
        assert SIGN not in workspace.record.screening.signs
        assert lines_with(app, f"[   ] {NAME}")


async def test_when_goes_round_and_means_the_sign_just_answered(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        workspace = app.workspace
        workspace.show_item(SIGN)
        await pilot.press("y", "c")
        assert workspace.answers.key == SIGN
        seen = [workspace.record.screening.signs[SIGN].when]
        for _ in range(3):
            await pilot.press("c")
            seen.append(workspace.record.screening.signs[SIGN].when)
        assert seen == ["current", "recent", "historic", None]
        assert len(workspace.record.screening.signs) == 1


async def test_a_row_that_was_never_answered_takes_no_note(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        app.workspace.show_item(SIGN)
        await pilot.press("f2", "c", "g")
        assert app.screen is app.workspace
        assert not app.saved


async def test_regrading_keeps_the_published_grade(open_workspace: Open) -> None:
    screening = Screening(frameworks=("telford",), signs={SIGN: SignAnswer("yes")})
    async with open_workspace(screening) as (app, pilot):
        workspace = app.workspace
        workspace.show_item(SIGN)
        await pilot.press("g")
        await pilot.pause()
        assert "Acute (published)" in screen_text(app)
        await pilot.press("down", "down", "enter", "enter")
        assert "Write the reason" in screen_text(app)
        await type_text(pilot, "seen once")
        await pilot.press("enter")
        await pilot.pause()
        (chosen,) = workspace.record.screening.signs[SIGN].grades
        assert (chosen.level, chosen.reason) == ("vulnerable", "seen once")
        assert "regraded Vulnerable" in screen_text(app)
        assert "Highest sign present: ACUTE (published)" in screen_text(app)


async def test_a_note_is_kept_as_it_is_typed(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        workspace = app.workspace
        workspace.show_item(SIGN)
        await pilot.press("y", "f2")
        await pilot.pause()
        await type_text(pilot, "red car")
        await pilot.press("tab")
        await type_text(pilot, "school")
        await pilot.pause()
        answer = workspace.record.screening.signs[SIGN]
        assert (answer.note, answer.heard_from) == ("red car", "school")
        await pilot.press("escape")
        await pilot.pause()
        assert "school · note" in screen_text(app)


async def test_questions_say_when_they_cannot_matter_now(open_workspace: Open) -> None:
    # from 18 on section 47 is not met, and a sign is a concern already
    screening = Screening(frameworks=("telford",), child=Child(18), signs={SIGN: SignAnswer("yes")})
    async with open_workspace(screening) as (app, _):
        rows = {row.key: row for row in app.workspace.answers.rows}
        assert "no effect now" in rows["carer_encourages"].tail
        assert rows["carer_encourages"].tone == "muted"


async def test_a_choice_is_made_from_a_list_and_takes_questions_with_it(
    open_workspace: Open,
) -> None:
    screening = Screening(frameworks=("telford",)).with_fact("case_status", "looked_after")
    async with open_workspace(screening) as (app, pilot):
        workspace = app.workspace
        workspace.show_step("circumstances")
        await pilot.pause()
        workspace.answers.move_to("case_status")
        assert any(
            row.tail == "Looked after by a local authority" for row in workspace.answers.rows
        )
        await pilot.press("y")
        await pilot.pause()
        assert "Enter: choose" in screen_text(app)
        await pilot.press("home", "down", "enter")
        await pilot.pause()
        assert "Not open to children's services" in screen_text(app)
        rows = {row.key: row for row in workspace.answers.rows}
        assert workspace.record.screening.facts["case_status"] == "not_open"
        assert "placement" not in rows


async def test_the_mouse_moves_the_cursor_and_marks(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        workspace = app.workspace
        workspace.show_step("direct")
        await pilot.pause()
        await pilot.click(AnswerList, offset=(20, 2))
        assert workspace.answers.key == SIGN
        assert SIGN not in workspace.record.screening.signs
        await pilot.click(AnswerList, offset=(3, 2))
        await pilot.pause()
        assert workspace.record.screening.signs[SIGN].answer == "yes"
        await pilot.click("#rail", offset=(4, 1))
        await pilot.pause()
        assert workspace.step.id == "urgent"


async def test_marks_are_words_of_one_width() -> None:
    assert {len(mark) for mark in MARKS.values()} == {5}


async def test_undo_and_redo(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        workspace = app.workspace
        workspace.show_item(SIGN)
        await pilot.press("y", "n")
        await pilot.press("ctrl+z")
        assert workspace.answers.key == "sexual-exchange"
        assert set(workspace.record.screening.signs) == {SIGN}
        await pilot.press("ctrl+z")
        assert not workspace.record.screening.signs
        await pilot.press("ctrl+z")
        await pilot.press("ctrl+y", "ctrl+y", "ctrl+y")
        assert len(workspace.record.screening.signs) == 2
        revisions = [record.revision for record in app.saved]
        assert revisions == sorted(set(revisions))
