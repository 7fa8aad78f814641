"""Several frameworks in the workspace, by the keyboard alone: side by side, never translated."""

from dataclasses import replace

import pytest

from csescreen.core.screening import ChosenLevel, Screening
from csescreen.screens.modals.choose import ChooseScreen
from csescreen.screens.modals.frameworks import FrameworksScreen
from csescreen.screens.modals.level import LevelScreen
from csescreen.widgets.outcome_page import OutcomePage
from tests.terminal.conftest import Open
from tests.terminal.host import EXAMPLE
from tests.terminal.look import lines_with, screen_text, type_text

BOTH = replace(EXAMPLE, frameworks=("telford", "llr"))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_each_authoritys_level_is_always_in_sight(
    open_workspace: Open, size: tuple[int, int]
) -> None:
    async with open_workspace(BOTH, size=size) as (app, pilot):
        for _ in app.workspace._steps:
            app.workspace.action_step(1)
            await pilot.pause()
            panel = "\n".join(screen_text(app).splitlines()[-7 if size[1] < 34 else -12 :])
            assert "Telford & Wrekin: ACUTE · LLR: HIGH RISK" in panel
            assert "Section 47: Telford & Wrekin possible · LLR may be" in panel
            assert "now" in panel
            assert "more: F6" in panel
            assert "Could change it" in panel


async def test_actions_name_their_authority_beside_them(open_workspace: Open) -> None:
    async with open_workspace(BOTH) as (app, _):
        (line,) = lines_with(app, "Hold a CSE High Risk")
        assert line.rstrip().endswith("Telford & Wrekin")
        (line,) = lines_with(app, "Act at once")
        assert "LLR" in line or "…" in line
    async with open_workspace(BOTH, size=(120, 40)) as (app, _):
        (line,) = lines_with(app, "Act at once")
        assert line.rstrip().endswith("LLR")


async def test_a_sign_shows_each_frameworks_grade_by_its_short_name(open_workspace: Open) -> None:
    async with open_workspace(BOTH, size=(120, 40)) as (app, pilot):
        app.workspace.show_item("unknown-vehicles")
        await pilot.pause()
        assert "Telford & Wrekin: Acute · LLR: High Risk" in screen_text(app)
        await pilot.press("f1")
        await pilot.pause()
        text = screen_text(app)
        assert "Grade under Telford & Wrekin" in text
        assert "Grade under Leicester, Leicestershire and Rutland" in text


async def test_a_framework_is_added_and_every_answer_stays(open_workspace: Open) -> None:
    judged = replace(EXAMPLE, judged_levels=(ChosenLevel("acute", "on balance"),))
    async with open_workspace(judged) as (app, pilot):
        before = app.workspace.record
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert isinstance(app.screen, FrameworksScreen)
        assert "[x] Telford & Wrekin" in screen_text(app)
        await pilot.press("space")  # the cursor begins on what is not in use
        await pilot.pause()
        assert "[x] Leicester" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        after = app.workspace.record
        assert after.screening.frameworks == ("telford", "llr")
        assert after.screening.signs == before.screening.signs
        assert after.screening.facts == before.screening.facts
        assert after.screening.judged_levels == (ChosenLevel("acute", "on balance", "telford"),)
        assert [pin.id for pin in after.pins] == ["telford", "llr"]
        assert after.pins[0] == before.pin
        assert app.saved[-1] == after
        assert "trafficking_suspected" in app.workspace._steps["circumstances"].items
        await pilot.press("ctrl+z")
        await pilot.pause()
        assert app.workspace.record.pins == before.pins
        assert app.workspace.record.screening == before.screening
        assert "Highest sign present: ACUTE" in screen_text(app)


async def test_what_only_a_removed_framework_asks_is_kept_and_said(open_workspace: Open) -> None:
    answered = replace(BOTH, facts={**BOTH.facts, "placement": "foster_care"})
    async with open_workspace(answered) as (app, pilot):
        await pilot.press("ctrl+t", "home", "space")
        await pilot.pause()
        assert "Kept in the store, but not asked or shown: 1 answer." in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        after = app.workspace.record.screening
        assert after.frameworks == ("llr",)
        assert after.facts["placement"] == "foster_care"
        assert "placement" not in app.workspace._steps["circumstances"].items


async def test_one_framework_has_to_stay(open_workspace: Open) -> None:
    async with open_workspace(EXAMPLE) as (app, pilot):
        await pilot.press("ctrl+t", "home", "space", "enter")
        await pilot.pause()
        assert isinstance(app.screen, FrameworksScreen)
        assert "At least one framework has to stay" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert app.workspace.record.screening.frameworks == ("telford",)


async def test_typed_text_survives_a_framework_that_is_added(open_workspace: Open) -> None:
    async with open_workspace(EXAMPLE) as (app, pilot):
        app.workspace.show_step("child")
        app.workspace.show_item("age")
        await pilot.press("backspace", "4")
        await pilot.press("ctrl+t", "space", "enter")
        await pilot.pause()
        await pilot.pause()
        assert app.workspace.record.screening.child.age == 14
        assert app.workspace.query("#field-age")
        assert app.focused is not None
        await pilot.press("f7")
        await pilot.pause()
        assert app.workspace.step.id == "urgent"


async def test_a_judged_level_asks_whose_it_is(open_workspace: Open) -> None:
    async with open_workspace(BOTH) as (app, pilot):
        app.workspace.judge()
        await pilot.pause()
        assert isinstance(app.screen, ChooseScreen)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, LevelScreen)
        assert "Leicester, Leicestershire and Rutland" in " ".join(screen_text(app).split())
        await pilot.press("enter")
        await type_text(pilot, "seen")
        await pilot.press("enter")
        await pilot.pause()
        assert app.workspace.record.screening.judged_levels == (ChosenLevel("high", "seen", "llr"),)
        assert "judged HIGH RISK" in screen_text(app)


async def test_from_the_outcome_a_row_leads_to_its_own_authoritys_level(
    open_workspace: Open,
) -> None:
    async with open_workspace(BOTH) as (app, pilot):
        await pilot.press("f6")
        page = app.workspace.query_one(OutcomePage)
        page.move_to("judge:@llr")
        await pilot.press("enter", "enter")
        await type_text(pilot, "x")
        await pilot.press("enter")
        await pilot.pause()
        assert app.workspace.record.screening.judged_levels == (ChosenLevel("high", "x", "llr"),)


async def test_regrading_asks_under_which_framework(open_workspace: Open) -> None:
    async with open_workspace(BOTH) as (app, pilot):
        app.workspace.show_item("unknown-vehicles")
        await pilot.press("g")
        await pilot.pause()
        assert isinstance(app.screen, ChooseScreen)
        await pilot.press("enter", "end", "up", "enter")
        await type_text(pilot, "y")
        await pilot.press("enter")
        await pilot.pause()
        answer = app.workspace.record.screening.signs["unknown-vehicles"]
        assert answer.grades == (ChosenLevel("vulnerable", "y", "telford"),)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_the_outcome_page_has_rows_of_its_own_for_each_authority(
    open_workspace: Open, size: tuple[int, int]
) -> None:
    async with open_workspace(BOTH, size=size) as (app, pilot):
        await pilot.press("f6")
        await pilot.pause()
        page = app.workspace.query_one(OutcomePage)
        keys = [row.key for row in page.rows]
        assert len(keys) == len(set(keys))
        beside = any(row.key.startswith("beside:") for row in page.rows)
        assert beside == (size[0] == 120)
        texts = " ".join(row.text for row in page.rows)
        assert "Level under Telford & Wrekin" in texts
        assert "Level under Leicester, Leicestershire and Rutland" in texts
        actions = [row for row in page.rows if row.key.startswith("action:")]
        assert all(
            row.note.startswith(("Telford & Wrekin ·", "LLR ·", "Telford & Wrekin, LLR ·"))
            for row in actions
        )
        # every row can be followed; where there is less room, one of each kind stands for it
        kinds = {key.split(":")[0]: key for key in reversed(keys)}
        for key in keys if size == (80, 24) else kinds.values():
            page.move_to(key)
            await pilot.press("f1")
            while app.screen is not app.workspace:
                await pilot.press("escape")
            if app.workspace.step.id != "outcome":
                app.workspace.show_step("outcome")
            if key.startswith("question:"):
                break


@pytest.mark.parametrize(("said", "hinted"), [("placed", True), ("planned", True), ("no", False)])
async def test_a_child_placed_elsewhere_brings_a_quiet_hint(
    open_workspace: Open, said: str, hinted: bool
) -> None:
    placed = Screening(frameworks=("telford",), facts={"out_of_area": said})
    async with open_workspace(placed, size=(120, 60)) as (app, pilot):
        await pilot.press("f6")
        await pilot.pause()
        shown = "Ctrl+T adds the other authority's framework" in screen_text(app)
        assert shown == hinted
    both = replace(placed, frameworks=("telford", "llr"))
    async with open_workspace(both, size=(120, 60)) as (app, pilot):
        await pilot.press("f6")
        await pilot.pause()
        assert "Ctrl+T adds" not in screen_text(app)
