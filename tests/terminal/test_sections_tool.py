"""A tool of sections, by keyboard alone: statements, protective factors, no level for the child."""

from pathlib import Path

import pytest

from csescreen.core.screening import Child, ChosenLevel, Screening
from csescreen.widgets.line_list import LineList
from csescreen.widgets.words import level_line
from tests.terminal.conftest import Open
from tests.terminal.look import lines_with, said, screen_text, type_text
from tests.tools import same_on_the_command_line

SIZES = [(80, 24), (60, 20)]
CHILD = Screening(frameworks=("lanterns",), child=Child(age=14))


@pytest.mark.parametrize("size", SIZES)
async def test_a_whole_case_by_keyboard(
    open_workspace: Open, size: tuple[int, int], tmp_path: Path
) -> None:
    async with open_workspace(CHILD, framework="lanterns", size=size) as (app, pilot):
        workspace = app.workspace
        await pilot.press("n", "f7", "down")
        await pilot.pause()
        assert workspace.answers.key == "level_before"
        await pilot.press(
            "enter", "down", "enter", "f7"
        )  # the last time: low; on to the first section
        await pilot.pause()
        assert workspace.step.title == "Home"
        await pilot.press("enter")
        await pilot.pause()
        assert lines_with(app, "Home is strained at times")[0].rstrip(" │").endswith("Medium")
        await pilot.press("down", "down", "down", "enter")
        await pilot.pause()
        assert lines_with(app, "[ x ] Which statement fits the child's home?")
        assert lines_with(app, "The child has nowhere to sleep that is safe")
        assert lines_with(app, "Home: High, 2 open · Out of doors: no level, 2 open")
        await pilot.press("down", "y", "u")  # an adult who stands by the child; missing
        await pilot.press("slash")
        await type_text(pilot, "festival")
        await pilot.press("enter")
        await pilot.pause()
        assert "show it in Out of doors" in " ".join(screen_text(app).replace("│", " ").split())
        await pilot.press("enter", "p")
        await pilot.pause()
        assert workspace.step.title == "Out of doors"
        screening = workspace.record.screening
        assert screening.facts == {
            "immediate_danger": "no",
            "level_before": "low",
            "home_statement": "broken",
            "kind_aunt": "yes",
        }
        found = same_on_the_command_line(screening, tmp_path)
        assert found["indicated_level"] is None
        levels = {one["id"]: one["level"] and one["level"]["id"] for one in found["sections"]}
        assert levels == {"home": "high", "out": None}
        assert found["previous"]["level"]["id"] == "low"
        assert [action["id"] for action in found["actions"]] == ["la-visit"]


@pytest.mark.parametrize("size", SIZES)
async def test_the_outcome_makes_no_level_up(open_workspace: Open, size: tuple[int, int]) -> None:
    screening = CHILD.with_fact("kind_aunt", "yes").with_fact("sings_in_choir", "no")
    async with open_workspace(screening, framework="lanterns", size=size) as (app, pilot):
        await pilot.press("f6")
        await pilot.pause()
        assert "f1 About" in screen_text(app)
        rows = [row.text for row in app.workspace.query_one("#outcome", LineList).rows]
        assert "This tool names no level for the child as a whole." in rows
        assert not any("Judged" in row for row in rows)
        home = rows.index("What protects the child: Home")
        assert rows[home + 1] == "An adult stands by the child: yes"
        family = rows.index("What protects the child: Family, home and relationships")
        assert rows[family + 1] == "Sings in a choir: no"
        app.workspace.judge()
        await pilot.pause()
        assert "names no level for the child as a whole" in said(app)
        assert app.screen is app.workspace


async def test_what_stands_beside_the_result_never_says_no_effect(open_workspace: Open) -> None:
    async with open_workspace(CHILD, framework="lanterns") as (app, _):
        workspace = app.workspace
        for fact in ("kind_aunt", "sings_in_choir", "level_before", "home_statement"):
            workspace.show_item(fact)
            (row,) = (row for row in workspace.answers.rows if row.key == fact)
            assert "no effect" not in row.tail


async def test_a_question_explains_its_answers_and_its_section(open_workspace: Open) -> None:
    async with open_workspace(CHILD, framework="lanterns", size=(100, 40)) as (app, pilot):
        app.workspace.show_item("home_statement")
        await pilot.press("f1")
        await pilot.pause()
        text = screen_text(app)
        assert "- Home is strained at times: Medium" in text
        assert "Home. Look at where the child sleeps." in text


async def test_an_entered_level_is_asked_for_with_a_reason(open_workspace: Open) -> None:
    async with open_workspace(framework="tidemark") as (app, pilot):
        workspace = app.workspace
        assert "No level entered yet" in screen_text(app)
        await pilot.press("f6")
        await pilot.pause()
        workspace.query_one("#outcome", LineList).move_to("judge:")
        await pilot.press("enter")
        await pilot.pause()
        assert "say who entered it, and why" in screen_text(app)
        await pilot.press("enter")
        await type_text(pilot, "Panel chair")
        await pilot.press("enter")
        await pilot.pause()
        assert workspace.record.screening.judged_levels == (ChosenLevel("high", "Panel chair"),)
        assert level_line(workspace.current.outcome) == "Entered: HIGH"
        assert "Level entered by people: HIGH" in screen_text(app)
        assert "Call the invented meeting." in screen_text(app)
