"""Questions come and go with the answers; a key never lands on a row that nobody saw."""

from textual.events import Key

from csescreen.core.screening import Child, FactValue, Screening
from csescreen.widgets.outcome_page import OutcomePage
from tests.terminal.conftest import Open
from tests.terminal.host import Host
from tests.terminal.look import lines_with, screen_text

OVERSIGHT = "Do you oversee several children"


def county(**facts: FactValue) -> Screening:
    return Screening(frameworks=("county",), reference="A-17", child=Child(15), facts=facts)


def keys(app: Host) -> list[str]:
    return [row.key for row in app.workspace.answers.rows]


async def test_a_question_comes_and_is_counted_and_goes(open_workspace: Open) -> None:
    async with open_workspace(county(), framework="county") as (app, pilot):
        app.workspace.show_step("circumstances", item="case_status")
        await pilot.pause()
        assert "0 of 4 answered" in screen_text(app)
        assert "out_of_area" not in keys(app)
        app.workspace.answer("case_status", "looked_after")
        await pilot.pause()
        assert "out_of_area" in keys(app)
        assert "district_active" not in keys(app)
        assert app.workspace.answers.key == "case_status"
        counted = f"1 of {len(keys(app))} answered"
        assert counted in screen_text(app)
        assert lines_with(app, f">Circumstances   1/{len(keys(app))}")
        app.workspace.answer("case_status", "not_open")
        await pilot.pause()
        assert "1 of 4 answered" in screen_text(app)


async def test_the_cursor_stays_on_its_row_when_rows_come_above_it(open_workspace: Open) -> None:
    async with open_workspace(county(), framework="county") as (app, pilot):
        app.workspace.show_step("circumstances", item="oversight")
        app.workspace.answer("case_status", "looked_after")
        await pilot.pause()
        assert app.workspace.answers.key == "oversight"
        await pilot.press("n")
        assert app.record_facts()["oversight"] == "no"


async def test_the_row_under_the_cursor_stays_until_the_cursor_has_left_it(
    open_workspace: Open,
) -> None:
    screening = county(case_status="early_help", step_down_proposed="yes")
    async with open_workspace(screening, framework="county") as (app, pilot):
        app.workspace.show_step("circumstances", item="step_down_proposed")
        await pilot.pause()
        await pilot.press("n")
        assert app.workspace.answers.key == "police_information"
        assert "police_information" in keys(app)
        assert "step_down_compared" not in keys(app)
        await pilot.press("up")
        app.workspace.answer("siblings", "yes")
        await pilot.pause()
        assert "police_information" not in keys(app)


async def test_a_held_key_answers_the_rows_that_were_there(open_workspace: Open) -> None:
    screening = county(case_status="early_help", step_down_proposed="yes")
    async with open_workspace(screening, framework="county") as (app, pilot):
        app.workspace.show_step("circumstances", item="step_down_proposed")
        await pilot.pause()
        for _ in range(2):
            app.post_message(Key("n", "n"))
        await pilot.pause()
        await pilot.pause()
        facts = app.record_facts()
        assert facts["step_down_proposed"] == "no"
        assert facts["police_information"] == "no", "it was the row below, and was seen"
        assert not {"agencies_present", "step_down_compared", "oversight"} & facts.keys()


async def test_a_burst_of_keys_never_answers_a_row_that_came_with_the_first(
    open_workspace: Open,
) -> None:
    async with open_workspace(county(case_status="early_help"), framework="county") as (app, pilot):
        workspace = app.workspace
        workspace.show_step("circumstances", item="step_down_proposed")
        workspace.answer("oversight", "no")
        await pilot.pause()
        answers = workspace.answers
        answers.action_answer("yes")
        workspace.answer("step_down_proposed", "yes")
        assert "police_information" in keys(app)
        answers.action_answer("yes")  # pressed before the row that came could be seen
        assert answers.key == "step_down_proposed"
        await pilot.pause()
        assert "police_information" not in app.record_facts()
        await pilot.press("y")
        assert answers.key == "police_information"


async def test_an_open_question_can_be_gone_to_before_it_matters(open_workspace: Open) -> None:
    async with open_workspace(county(), framework="county") as (app, pilot):
        await pilot.press("f6")
        page = app.screen.query_one(OutcomePage)
        page.move_to("question:out_of_area")
        await pilot.press("enter")
        assert app.workspace.answers.key == "out_of_area"
        assert "Is the child placed outside" in screen_text(app)


async def test_the_panel_asks_first_what_matters_now(open_workspace: Open) -> None:
    screening = Screening(
        frameworks=("hounslow",),
        child=Child(15),
        facts=dict.fromkeys(("immediate_danger", "child_protection_concern"), "no")
        | dict.fromkeys(("allocated_social_worker", "trafficking_suspected"), "no"),
    )
    async with open_workspace(screening, framework="hounslow") as (app, _):
        asked = [question.id for question in app.workspace.current.outcome.open_questions]
        assert asked[0] == "serious_harm_risk"
        assert lines_with(app, "Could change it: Are other children")


async def test_a_tool_without_levels_spends_no_line_on_saying_so(open_workspace: Open) -> None:
    async with open_workspace(county(), framework="county") as (app, pilot):
        assert lines_with(app, " Nothing is marked yet. A concern alone is enough")
        app.workspace.answer("despair", "yes")
        await pilot.pause()
        assert lines_with(app, " 1 sign present")
        assert "names no level" not in screen_text(app)
