"""Training on the screen: what is seen in a window of each size, and what the keys do."""

import asyncio
from dataclasses import replace
from random import Random

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from csescreen.core.training import Marks
from csescreen.screens.export import ExportScreen
from csescreen.screens.help import help_on
from csescreen.screens.training.attempt import Attempts
from csescreen.screens.training.beats import Beat
from csescreen.screens.training.case import CaseScreen
from csescreen.screens.training.choose import ChooseCase
from csescreen.screens.training.quiz import QuizScreen
from csescreen.screens.training.reveal import RevealScreen
from csescreen.screens.training.room import RoomScreen
from csescreen.screens.training.showing import Showing
from csescreen.services.training import TrainingServices
from csescreen.training_app import TrainingApp
from csescreen.widgets.line_list import LineList
from csescreen.widgets.training_line import NOTHING_KEPT
from csescreen.wiring import training
from tests.terminal.look import lines_with, said, screen_text, type_text

SERVICES = training(served=True)  # the shipped cases, whatever the machine has


def load() -> TrainingServices:
    return SERVICES


def app() -> TrainingApp:
    return TrainingApp(load)


async def chosen(opened: TrainingApp, pilot: Pilot[None]) -> ChooseCase:
    """Wait for the list of cases."""
    for _ in range(1000):
        if isinstance(opened.screen, ChooseCase) and opened.screen.focused is not None:
            await pilot.pause()
            return opened.screen
        await asyncio.sleep(0.01)
    raise AssertionError("the cases never came")


async def test_a_case_in_a_narrow_window() -> None:
    trained = app()
    async with trained.run_test(size=(60, 20)) as pilot:
        screen = await chosen(trained, pilot)
        assert NOTHING_KEPT in screen_text(trained)
        # any word finds a case
        await pilot.press("slash")
        await type_text(pilot, "disabled")
        rows = [row.text for row in screen.query_one("#cases", LineList).rows]
        assert "What Tess likes" in rows
        assert len(rows) < len(SERVICES.cases.all()) / 2
        await pilot.press("escape", "home", "down", "down", "enter")
        case = trained.screen
        assert isinstance(case, CaseScreen)
        assert case.attempt.case.title == "The tablet under the pillow"
        assert NOTHING_KEPT in screen_text(trained)
        # signs and questions are marked as in a screening; every key is a mark in memory
        await pilot.press("n", "f7")  # from the story, where reading begins, as well
        assert lines_with(trained, "2/")
        await pilot.press("y")
        assert case.attempt.marks.facts == {"immediate_danger": "no", "professional_concern": "yes"}
        await pilot.press("slash")
        assert NOTHING_KEPT in screen_text(trained)
        await type_text(pilot, "online")
        await pilot.press("enter", "y", "enter")
        assert isinstance(trained.screen, CaseScreen)
        [sign] = case.attempt.marks.signs
        assert case.situation.screening.signs[sign].answer == "yes"
        await pilot.press("delete")
        assert case.attempt.marks.signs == {}
        # help names no key that does nothing here, where signs were found neither
        for opened in ((), ("slash", "enter")):
            await pilot.press(*opened)
            told = help_on(trained.screen)
            assert "the story shows it" in told.here
            offered = {command.id for _, command in told.keys}
            assert {"sign.yes", "sign.clear", "sign.about"} <= offered
            assert not {"sign.when", "sign.regrade", "sign.note"} & offered
        await pilot.press("p")
        assert 'no answer "possible"' in said(trained)
        await pilot.press("escape", "f5")
        assert help_on(case).here.startswith("A question:")
        await pilot.press("f7")
        # what may not be written from a browser is not offered
        await pilot.press("ctrl+e")
        assert trained.screen is case
        # the reading below the marks, then the next step; the marks stay
        await pilot.press("f6")
        shown = screen_text(trained)
        assert NOTHING_KEPT in shown
        assert shown.index("Yours:") < shown.index("The document's reading:")
        await pilot.press("f7")
        assert trained.screen is case
        assert case.attempt.step == 1
        assert lines_with(trained, "Step 2 of 4")
        assert case.attempt.marks.facts == {"immediate_danger": "no", "professional_concern": "yes"}
        # the reading is the one of this step, and of no other
        await pilot.press("f6")
        attempt = case.attempt
        assert lines_with(trained, "After step 2 of 4")
        assert isinstance(trained.screen, RevealScreen)
        of_step = SERVICES.document(attempt.case, 1, attempt.framework)
        assert trained.screen.comparison.document == of_step
        assert of_step != SERVICES.document(attempt.case, 0, attempt.framework)
        await pilot.press("escape")
        # another framework asks other questions
        await pilot.press("f8", "down", "enter")
        assert case.attempt.framework.id == "llr"
        # what was marked is there when the case is opened again, and gone with the app
        await pilot.press("escape", "enter")
        again = trained.screen
        assert isinstance(again, CaseScreen)
        assert (again.attempt.step, again.attempt.framework.id) == (1, "llr")
        await pilot.press("f12")
    assert trained.return_code == 0
    assert app()._attempts is None


def columns(trained: TrainingApp) -> list[str]:
    return [str(one.content) for one in trained.screen.query("#columns Static").results(Static)]


async def test_both_readings_stand_side_by_side_in_a_wide_window() -> None:
    trained = app()
    async with trained.run_test(size=(120, 40)) as pilot:
        await chosen(trained, pilot)
        await pilot.press("down", "down", "enter")
        [line] = lines_with(trained, "Step 1 of 4")
        assert "│" in line  # the signs are beside the story
        await pilot.press("f6")
        [both, *_] = lines_with(trained, "Yours:")
        assert "The document's reading:" in both
        assert lines_with(trained, "The story shows it; it was not marked")
        assert lines_with(trained, "Written in: Telford & Wrekin")
        await pilot.press("escape", "escape", "c")
        heads = lines_with(trained, "Level: ")
        assert any(line.count("Level: ") == 2 for line in heads)
        # a column names the most urgent and counts the rest, and no step is offered past the end
        for column in columns(trained):
            assert sum(line.startswith("- ") for line in column.splitlines()) <= 3 + 4
        assert lines_with(trained, "further actions")
        assert not lines_with(trained, "Next step")
        await pilot.press("escape", "up", "c", "f5")
        assert lines_with(trained, "Next step")
        assert any("signs that nobody asked about" in column for column in columns(trained))
        assert any("It could be " in column for column in columns(trained))
        # where files may be written, no form is offered that would be refused
        case = SERVICES.cases.all()[0]
        record = SERVICES.training_record(case, 0, SERVICES.frameworks[0], Marks())
        await trained.push_screen(ExportScreen(training(), record))
        reached = {widget.id for widget in trained.screen.focus_chain}
        assert {"folder", "password"} <= reached
        assert "template" not in reached


async def test_a_room_votes_and_one_key_reveals() -> None:
    trained = TrainingApp(load, facilitator=True)
    async with trained.run_test(size=(60, 20)) as pilot:
        await chosen(trained, pilot)
        assert lines_with(trained, "Enter: for a room")
        before = trained.theme
        await pilot.press("down", "down", "enter")
        room = trained.screen
        assert isinstance(room, RoomScreen)
        assert trained.theme == "csescreen-contrast"
        assert lines_with(trained, "Space On Page Up Back")
        while not room.showing.beat.choices:
            assert NOTHING_KEPT in screen_text(trained)
            await pilot.press("pagedown")  # as a presenter's remote does
        await pilot.press("5", "1", "minus", "minus", "1", "1", "2", "9", "minus")
        assert lines_with(trained, "1  Yes        ## 2 votes")
        assert lines_with(trained, "2  No            0 votes")
        await pilot.press("0", "1", "1")  # miscounted: anew
        assert lines_with(trained, "1  Yes        ## 2 votes")
        assert not lines_with(trained, "<- the document")
        await pilot.press("space")
        assert len(lines_with(trained, "<- the document")) == 1
        assert lines_with(trained, "The story: ")
        await pilot.press("pageup")
        assert not lines_with(trained, "<- the document")
        # whoever leaves by mistake is asked, and goes on with the votes; or begins anew
        asked = room.showing
        await pilot.press("escape", "enter")
        assert lines_with(trained, f"Go on where the room was, at {asked.at + 1} of")
        await pilot.press("enter")
        room = trained.screen
        assert isinstance(room, RoomScreen)
        assert room.showing == asked
        assert lines_with(trained, "1  Yes        ## 2 votes")
        await pilot.press("escape", "enter", "down", "enter")
        room = trained.screen
        assert isinstance(room, RoomScreen)
        assert (room.showing.at, room.showing.counted) == (0, {})
        # nothing that is revealed is passed over: what is below is read before the story goes on
        beats, lines = room.showing.beats, [f"Reason {number}." for number in range(30)]
        room._take(Showing((Beat("Which?", "Why?", revealed=tuple(lines)), *beats)))
        await pilot.pause()
        room.action_on()
        room.action_on()  # a key that comes before the page is laid out waits for it
        await pilot.pause()
        assert (room.showing.at, room.showing.reveals) == (0, True)
        await pilot.press("pageup", "space")
        await pilot.pause()
        seen, pages = "", 0
        while room.showing.at == 0:
            seen, pages = seen + screen_text(trained), pages + 1
            await pilot.press("space")
            await pilot.pause()
        assert pages > 1
        assert all(line in seen for line in lines)
        room._take(replace(room.showing, at=len(beats) - 1))
        await pilot.press(*["space"] * 3)
        assert lines_with(trained, "The end of the story")
        assert lines_with(trained, "Esc leads to the cases")
        await pilot.press("escape")
        assert trained.theme == before
        await pilot.press("enter")  # at its end it begins anew without a question
        assert isinstance(trained.screen, RoomScreen)
        assert trained.screen.showing.at == 0
        await pilot.resize_terminal(133, 40)
        for _ in range(500):  # a busy machine paints it later
            if lines_with(trained, "make the letters of this window larger"):
                break
            await asyncio.sleep(0.01)
        else:
            raise AssertionError("never told to make the letters larger")


async def test_a_quiz_brings_back_what_was_missed_and_makes_no_mark_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("csescreen.screens.training.quiz.ROUND", 2)
    trained = app()
    async with trained.run_test(size=(60, 20)) as pilot:
        await chosen(trained, pilot)
        attempts = Attempts(SERVICES)
        quiz = QuizScreen(SERVICES, attempts, Random(1))  # noqa: S311 - an order, no secret
        await trained.push_screen(quiz)
        await pilot.press("3")
        assert quiz.session is not None
        asked = quiz.session.now
        assert asked is not None
        wrong = next(at for at, one in enumerate(asked.choices, 1) if one.id != asked.right)
        await pilot.press(str(wrong))
        assert lines_with(trained, "The answer is: ")
        assert lines_with(trained, "It will come back.")
        assert lines_with(trained, "Written in:")
        # leaving half-way loses nothing: the round can be gone on with, and what was missed in it
        await pilot.press("escape")
        quiz = QuizScreen(SERVICES, attempts, Random(1))  # noqa: S311
        await trained.push_screen(quiz)
        assert lines_with(trained, "1 Go on where you left: 2 to go")
        await pilot.press("1")
        assert quiz.session is not None
        assert quiz.session.missed == (asked.id,)
        while quiz.session.now is not None or quiz._told is not None:
            if (now := quiz.session.now) is not None and quiz._told is None:
                place = [one.id for one in now.choices].index(now.right) + 1
                await pilot.press(str(place))
            else:
                await pilot.press("enter")
        shown = screen_text(trained)
        assert "To look at again" in shown
        assert asked.about[:20] in shown
        assert "%" not in shown
        assert "score" not in shown.lower()
        assert quiz.session.missed == (asked.id,)


async def test_a_damaged_case_of_the_users_own_is_said_before_anything_else() -> None:
    from csescreen.errors import InputError

    def refuse() -> TrainingServices:
        raise InputError("A training case cannot be used.", do_next="Mend it.")

    trained = TrainingApp(refuse)
    async with trained.run_test():
        await asyncio.sleep(0.1)
    assert trained.return_code == 2
