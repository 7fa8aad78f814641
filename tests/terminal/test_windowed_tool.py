"""A tool that counts, by keyboard alone: windows, possible answers, weights, evidence, the sum."""

from dataclasses import replace
from pathlib import Path

import pytest

from csescreen.core.screening import Child, ChosenWeight, Screening, SignAnswer
from csescreen.screens.modals.find import FindScreen
from csescreen.widgets.answer_list import AnswerList
from csescreen.widgets.line_list import LineList
from csescreen.widgets.rows import told
from tests.terminal.conftest import Open
from tests.terminal.host import services
from tests.terminal.look import lines_with, said, screen_text, type_text
from tests.tools import same_on_the_command_line

NEAR, FAR = "lighthouse-visits@six_months", "lighthouse-visits@before"
SIZES = [(80, 24), (60, 20)]
CHILD = Screening(frameworks=("quayside",), child=Child(age=14))


@pytest.mark.parametrize("size", SIZES)
async def test_a_whole_case_by_keyboard(
    open_workspace: Open, size: tuple[int, int], tmp_path: Path
) -> None:
    async with open_workspace(CHILD, framework="quayside", size=size) as (app, pilot):
        workspace = app.workspace
        await pilot.press("n", "slash", *"beacon", "enter", "enter")
        await pilot.pause()
        assert workspace.answers.key == NEAR
        await pilot.press("y", "n")
        await pilot.pause()
        windows = workspace.record.screening.signs["lighthouse-visits"].windows
        assert dict(windows) == {"six_months": "yes", "before": "no"}
        assert lines_with(app, "[yes] Is taken to the old lighthouse - in the last six")
        assert lines_with(app, "[no ] - more than six months ago")
        assert "Total 5 so far, 5 to 21 · No level to Significant open" in screen_text(app)
        for words, sign, keys in (
            ("regularly late", "missing-episodes", "nn"),
            ("groups of adults", "groups-of-adults", "yy"),
            ("bereaved", "bereavement", "u"),
            ("young carer", "young-carer", "y"),
        ):
            await pilot.press("slash")
            await type_text(pilot, words)
            await pilot.press("enter", "enter")
            await pilot.pause()
            assert workspace.answers.key == f"{sign}@six_months"
            await pilot.press(*keys)
            await pilot.pause()
        await pilot.press("g")
        await pilot.pause()
        assert "Preset weight: 2" in screen_text(app)
        await pilot.press("3", "enter")
        await type_text(pilot, "nights")
        await pilot.press("enter")
        await pilot.pause()
        assert "weight 2 -> 3 amended" in screen_text(app)
        await pilot.press("f6")
        await pilot.pause()
        screening = workspace.record.screening
        answer = screening.signs["young-carer"]
        assert answer.weights == (ChosenWeight(3, "nights"),)
        found = same_on_the_command_line(screening, tmp_path)
        (total,) = found["sums"]
        assert (total["so_far"], total["least"], total["most"]) == (14, 14, 16)
        assert total["preset"] == {"so_far": 13, "least": 13, "most": 15}
        assert found["indicated_level"]["id"] == "significant"
        assert "Level of the sheet: SIGNIFICANT (published) · Total 14 so" in screen_text(app)


@pytest.mark.parametrize("size", SIZES)
async def test_possible_has_a_key_a_mark_and_a_place_in_the_footer(
    open_workspace: Open, size: tuple[int, int]
) -> None:
    async with open_workspace(CHILD, framework="quayside", size=size) as (app, pilot):
        workspace = app.workspace
        assert "p Possible" in screen_text(app)
        await pilot.press("p")  # a question that every tool shares
        await pilot.pause()
        assert 'This question has no answer "possible".' in said(app)
        assert workspace.answers.key == "immediate_danger"
        assert not app.saved
        workspace.show_item("lighthouse-visits")
        await pilot.press("p")
        await pilot.pause()
        assert lines_with(app, "[po?] Is taken to the old lighthouse")
        assert workspace.answers.key == FAR
        assert workspace.record.screening.signs["lighthouse-visits"].answer == "possible"


async def test_a_tool_without_it_says_so_and_keeps_the_cursor(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        workspace = app.workspace
        assert "p Possible" not in screen_text(app)
        workspace.show_item("unknown-vehicles")
        await pilot.press("p")
        await pilot.pause()
        assert 'has no answer "possible"' in said(app)
        assert workspace.answers.key == "unknown-vehicles"
        assert not app.saved


async def test_note_weight_and_explanation_belong_to_the_sign_in_every_window(
    open_workspace: Open,
) -> None:
    async with open_workspace(CHILD, framework="quayside") as (app, pilot):
        workspace = app.workspace
        workspace.show_item("lighthouse-visits")
        await pilot.press("y")
        await pilot.pause()
        assert lines_with(app, "weight 5 · evidence?")
        assert workspace.answers.key == FAR
        await pilot.press("f2")
        await pilot.pause()
        assert "Write who saw it, where and on which day." in screen_text(app)
        await type_text(pilot, "Sand on the shoes")
        await pilot.press("escape")
        await pilot.pause()
        assert workspace.record.screening.signs["lighthouse-visits"].note == "Sand on the shoes"
        assert not lines_with(app, "evidence?")
        await pilot.press("c")
        await pilot.pause()
        assert "answer the row of that time" in said(app)
        await pilot.press("g")
        await pilot.pause()
        assert "does not let it be amended" in said(app)
        await pilot.press("f1")
        await pilot.pause()
        text = screen_text(app)
        assert "Preset weight: 5 in the last six months and 1 more than six months" in text
        assert "(quayside.txt, line 5)" in text


async def test_undo_goes_to_the_window_and_the_mouse_reaches_every_answer(
    open_workspace: Open,
) -> None:
    async with open_workspace(CHILD, framework="quayside") as (app, pilot):
        workspace = app.workspace
        workspace.show_item("lighthouse-visits")
        await pilot.press("y", "n")
        await pilot.pause()
        workspace.show_step("narrative")
        await pilot.press("escape", "ctrl+z")
        await pilot.pause()
        assert workspace.answers.key == FAR
        answer = workspace.record.screening.signs["lighthouse-visits"]
        assert answer.windows == (("six_months", "yes"),)
        seen = []
        for _ in range(5):
            workspace.wanted(FAR, "next")
            given = workspace.record.screening.signs["lighthouse-visits"].windows
            seen.append(dict(given).get("before"))
        assert seen == ["yes", "possible", "no", "unknown", None]


async def test_a_weight_needs_a_number_and_a_reason_and_can_be_taken_back(
    open_workspace: Open,
) -> None:
    async with open_workspace(CHILD, framework="quayside") as (app, pilot):
        workspace = app.workspace

        def weights() -> tuple[ChosenWeight, ...]:
            return workspace.record.screening.signs["young-carer"].weights

        workspace.show_item("young-carer")
        await pilot.press("u", "g")
        await pilot.pause()
        assert "The weight of a sign is amended where it is present." in said(app)
        workspace.show_item("young-carer")
        await pilot.press("y", "g")
        await type_text(pilot, "three")
        await pilot.press("enter")
        await pilot.pause()
        assert "Type a whole number from 0 to 1000" in screen_text(app)
        await pilot.press("0", "enter", "enter")
        await pilot.pause()
        assert "Write why: others will have to follow it." in screen_text(app)
        await type_text(pilot, "A week")
        await pilot.press("enter")
        await pilot.pause()
        assert weights() == (ChosenWeight(0, "A week"),)
        await pilot.press("g")
        await pilot.pause()
        assert "Amended to 0 by the practitioner: A week" in screen_text(app)
        await pilot.press("backspace", "enter")
        await pilot.pause()
        assert weights() == ()


async def test_the_outcome_leads_to_signs_without_evidence(open_workspace: Open) -> None:
    async with open_workspace(CHILD, framework="quayside") as (app, pilot):
        workspace = app.workspace
        workspace.show_item("missing-episodes")
        await pilot.press("y", "f6")
        await pilot.pause()
        text = screen_text(app)
        assert "What the tool counts" in text
        assert "Total of the sheet" in text
        assert "Evidence still to be written down" in text
        outcome = workspace.query_one("#outcome", LineList)
        outcome.move_to("sign:missing-episodes")
        await pilot.press("enter")
        await pilot.pause()
        assert workspace.answers.key == "missing-episodes@six_months"


async def test_the_search_marks_windows_where_it_finds_them(open_workspace: Open) -> None:
    async with open_workspace(CHILD, framework="quayside") as (app, pilot):
        await pilot.press("slash", *"beacon", "enter")
        await pilot.pause()
        assert isinstance(app.screen, FindScreen)
        assert "y p n u mark it" in screen_text(app)
        assert len(app.screen.query_one(AnswerList).rows) == 2
        await pilot.press("down", "p", "enter")
        await pilot.pause()
        assert app.workspace.answers.key == FAR
        windows = app.workspace.record.screening.signs["lighthouse-visits"].windows
        assert windows == (("before", "possible"),)


async def test_beside_another_framework_windows_weights_and_whose_they_are(
    open_workspace: Open,
) -> None:
    both = replace(CHILD, frameworks=("telford", "quayside"))
    async with open_workspace(both, size=(120, 40)) as (app, pilot):
        workspace = app.workspace
        workspace.show_item("missing-episodes")
        await pilot.press("y", "n")
        await pilot.pause()
        (first, second) = (row for row in workspace.answers.rows if "missing" in row.key)
        assert "Quayside: weight 5" in first.tail
        assert "evidence?" in first.tail
        assert second.lead == "[no ]"
        workspace.show_item("young-carer")
        await pilot.press("y", "g")
        await pilot.pause()
        assert lines_with(app, "Another weight under Quayside")
        assert lines_with(app, "Another level under Telford & Wrekin")
        await pilot.press("enter")
        await type_text(pilot, "1")
        await pilot.press("enter")
        await type_text(pilot, "Twice")
        await pilot.press("enter")
        await pilot.pause()
        screening = workspace.record.screening
        own = ChosenWeight(1, "Twice", "quayside")
        assert screening.signs["young-carer"].weights == (own,)
        rows = [row.key for row in workspace.answers.rows]
        assert len(rows) == len(set(rows))
        await pilot.press("f6")
        await pilot.pause()
        keys = [row.key for row in workspace.query_one("#outcome", LineList).rows]
        assert "sign:missing-episodes@quayside" in keys
        assert len(keys) == len(set(keys))


def test_the_list_says_the_least_of_an_open_sum() -> None:
    answered = CHILD.with_sign("bereavement", SignAnswer("yes"))
    assert _level_in_the_list(answered) == "open"
    near = SignAnswer("yes", windows=(("six_months", "yes"), ("before", "yes")))
    assert _level_in_the_list(answered.with_sign("groups-of-adults", near)) == "Mild or more"
    assert _level_in_the_list(CHILD) == "—"


def _level_in_the_list(screening: Screening) -> str:
    host = services()
    record = host.changed(host.new_record("quayside", "A-17"), screening)
    return told(host, record).level


@pytest.mark.parametrize("size", SIZES)
async def test_clearing_a_time_of_a_sign_without_a_time_says_why_it_stays(
    open_workspace: Open, size: tuple[int, int]
) -> None:
    undated = CHILD.with_sign("lighthouse-visits", SignAnswer("yes", note="seen"))
    async with open_workspace(undated, framework="quayside", size=size) as (app, pilot):
        workspace = app.workspace
        workspace.show_item(NEAR)
        await pilot.pause()
        await pilot.press("delete")
        await pilot.pause()
        assert workspace.record.screening == undated
        assert "nobody said when" in said(app)
        workspace.show_item(NEAR)
        await pilot.press("n")
        await pilot.pause()
        answer = workspace.record.screening.signs["lighthouse-visits"]
        assert (answer.answer, answer.windows) == ("yes", (("six_months", "no"),))
        assert lines_with(app, "yes, but not in which time")
