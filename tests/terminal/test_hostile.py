"""Whatever stands in a text is shown as text: no markup, no control character, no crash."""

from dataclasses import replace

import pytest
from textual import events

from csescreen.core.screening import ChosenLevel, Screening, SignAnswer
from csescreen.widgets.words import SECTION_47
from tests.terminal.conftest import Open
from tests.terminal.host import SHELF, Host, services
from tests.terminal.look import screen_text

HOSTILE = "[/] [@click=app.quit]x[/] [b]bold \x1b[2J\x07\u202egpj.exe\x9b1m\n$name \\[ [sic]"
STEPS = ("child", "urgent", "direct", "narrative", "outcome")


def hostile_screening() -> Screening:
    return Screening(
        frameworks=("telford",),
        reference=HOSTILE,
        signs={
            "unknown-vehicles": SignAnswer(
                "yes", "current", HOSTILE, HOSTILE, (ChosenLevel("complex", HOSTILE),)
            )
        },
        narrative={"working_well": HOSTILE, "judgement": HOSTILE},
        judged_levels=(ChosenLevel("acute", HOSTILE),),
        details={"child_name": HOSTILE, "child_words": HOSTILE, "typed_age": HOSTILE},
    )


def assert_harmless(app: Host) -> None:
    text = screen_text(app)
    for character in "\x07\x1b\x9b\u202e":
        assert character not in text


async def test_hostile_text_in_every_slot(open_workspace: Open) -> None:
    async with open_workspace(hostile_screening()) as (app, pilot):
        workspace = app.workspace
        for step in STEPS:
            workspace.show_step(step)
            await pilot.pause()
            assert "[/] [@click=app.quit]" in screen_text(app)
        workspace.show_item("unknown-vehicles")
        for key in ("f1", "f2", "g", "enter"):
            await pilot.press(key)
            await pilot.pause()
            assert app.screen is not workspace
            assert_harmless(app)
            await pilot.press("escape")
            await pilot.pause()
        await pilot.press("slash")
        await pilot.pause()
        await pilot.press("escape")
        assert app.is_running


async def test_hostile_names_of_signs_questions_and_levels(
    open_workspace: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = services().framework("telford")
    hostile = replace(
        real,
        name=HOSTILE,
        indicators={k: s._replace(name=HOSTILE) for k, s in real.indicators.items()},
        questions={k: q._replace(ask=HOSTILE, help=HOSTILE) for k, q in real.questions.items()},
        actions=tuple(action._replace(text=HOSTILE) for action in real.actions),
        guidance=tuple(one._replace(prompts=(HOSTILE,)) for one in real.guidance),
    )
    monkeypatch.setattr(SHELF, "get", lambda _: hostile)
    async with open_workspace(hostile_screening()) as (app, pilot):
        for step in STEPS:
            app.workspace.show_step(step)
            await pilot.pause()
            assert "[/] [@click=app.quit]" in screen_text(app)
            assert_harmless(app)
            if step in ("urgent", "direct"):
                await pilot.press("f1")
                await pilot.pause()
                await pilot.press("escape", "enter")
                await pilot.pause()
                await pilot.press("escape")


async def test_a_paste_is_cleaned_and_runs_no_key(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        workspace = app.workspace
        workspace.show_step("narrative")
        await pilot.pause()
        app.screen.focused.post_message(events.Paste(HOSTILE))  # type: ignore[union-attr]
        await pilot.pause()
        kept = workspace.record.screening.narrative["working_well"]
        assert "\x1b" not in kept
        assert "\u202e" not in kept
        assert "[/] [@click=app.quit]x[/]" in kept
        assert not workspace.record.screening.signs
        workspace.show_step("child")
        await pilot.pause()
        app.screen.focused.post_message(events.Paste(HOSTILE))  # type: ignore[union-attr]
        await pilot.pause()
        assert "\x1b" not in workspace.record.screening.reference


async def test_a_paste_on_a_list_marks_nothing(open_workspace: Open) -> None:
    async with open_workspace() as (app, pilot):
        app.workspace.show_step("direct")
        await pilot.pause()
        app.screen.focused.post_message(events.Paste("yyy"))  # type: ignore[union-attr]
        await pilot.pause()
        assert not app.workspace.record.screening.signs


def test_section_47_has_words_for_every_status() -> None:
    assert set(SECTION_47) == {"met", "presumed", "possible", "not_met", "consider", "not_stated"}
