"""The whole outcome, the judged level, and where everything is written."""

from collections.abc import Sequence

import pytest
from textual.content import Content

from csescreen.core.screening import Screening, SignAnswer
from csescreen.screens.modals.read import ReadScreen
from csescreen.widgets.outcome_page import OutcomePage
from tests.terminal.conftest import Open
from tests.terminal.host import SHELF, services
from tests.terminal.look import screen_text, type_text

MARKED = Screening(
    frameworks=("telford",),
    reference="A-17",
    signs={"unknown-vehicles": SignAnswer("yes", when="current"), "low-mood": SignAnswer("no")},
)


async def test_the_judged_level_stands_beside_the_indicated(open_workspace: Open) -> None:
    async with open_workspace(MARKED) as (app, pilot):
        await pilot.press("f6")
        await pilot.pause()
        page = app.screen.query_one(OutcomePage)
        page.move_to("judge:")
        await pilot.press("enter", "down", "enter")
        await type_text(pilot, "carers act")
        await pilot.press("enter")
        await pilot.pause()
        (judged,) = app.workspace.record.screening.judged_levels
        assert (judged.level, judged.reason) == ("complex", "carers act")
        text = screen_text(app)
        assert "Judged by you: COMPLEX" in text
        assert "Highest sign present: ACUTE" in text


async def test_f1_on_an_action_shows_document_and_lines(open_workspace: Open) -> None:
    async with open_workspace(MARKED) as (app, pilot):
        await pilot.press("f6")
        page = app.screen.query_one(OutcomePage)
        page.move_to("action:tw-contact")
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, ReadScreen)
        assert "002_b8c57ba4503bf551.txt, lines 105, 153" in " ".join(screen_text(app).split())
        await pilot.press("escape")
        page.move_to("reason:0")
        await pilot.press("enter")
        await pilot.pause()
        assert "379-381" in screen_text(app)


async def test_an_open_question_leads_to_its_step(open_workspace: Open) -> None:
    async with open_workspace(MARKED) as (app, pilot):
        await pilot.press("f6")
        page = app.screen.query_one(OutcomePage)
        page.move_to("question:trusted_adult_involved")
        await pilot.press("enter")
        await pilot.pause()
        assert app.workspace.step.id == "urgent"
        assert app.workspace.answers.key == "trusted_adult_involved"


async def test_about_a_sign_names_grade_basis_and_every_source(open_workspace: Open) -> None:
    async with open_workspace(MARKED, size=(100, 60)) as (app, pilot):
        app.workspace.show_item("unknown-vehicles")
        await pilot.press("f1")
        await pilot.pause()
        text = " ".join(screen_text(app).replace("│", " ").split())
        for words in (
            "What it looks like",
            "Why it matters",
            "What else could explain it",
            "Acute (published)",
            "379-381",
            "line 47",
            "563bc802c0e85211.txt, line 68",
        ):
            assert words in text
        await pilot.press("f1")
        assert app.screen is app.workspace


@pytest.mark.parametrize("framework", SHELF.ids())
async def test_every_row_of_the_outcome_can_be_asked_about(
    open_workspace: Open, framework: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs = services().framework(framework).indicators
    answers = {sign: SignAnswer("yes" if n % 3 else "unknown") for n, sign in enumerate(signs)}
    screening = Screening(frameworks=(framework,), signs=answers)
    async with open_workspace(screening, framework=framework) as (app, pilot):
        workspace = app.workspace
        await pilot.press("f6")
        shown: list[str] = []

        def read(title: str, blocks: Sequence[Content]) -> None:
            assert all(block.plain for block in blocks)
            shown.append(title)

        monkeypatch.setattr(workspace, "read", read)
        for row in app.screen.query_one(OutcomePage).rows:
            if row.key != "judge:":
                workspace._follow(row.key, about=True)
        assert {"About this action", "Why", "About this question"} <= set(shown)


async def test_it_never_says_safe(open_workspace: Open) -> None:
    screening = Screening(
        frameworks=("telford",),
        signs={s: SignAnswer("no") for s in services().framework("telford").indicators},
    )
    async with open_workspace(screening) as (app, pilot):
        await pilot.press("f6")
        text = screen_text(app).lower()
        assert "no sign is marked as present. a concern alone is enough to seek advice." in text
        assert "no risk" not in text
        assert " safe " not in text
