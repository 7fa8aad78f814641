"""Two frameworks that mean different things by one id: no screening is read under both."""

from pathlib import Path

import pytest

from csescreen.core.screening import Screening, SignAnswer
from csescreen.screens.modals.frameworks import FrameworksScreen
from csescreen.widgets.outcome_page import OutcomePage
from tests.core.two_tools import DIFFERENT, RING, two_tools
from tests.terminal import host
from tests.terminal.look import screen_text

ASKED = DIFFERENT["the question as it is asked"]


async def test_a_framework_that_clashes_is_not_added(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(host, "SHELF", two_tools(tmp_path, ASKED))
    app = host.Host("xa")
    async with app.run_test() as pilot:
        await pilot.pause()
        await pilot.press("ctrl+t", "end", "space", "enter")
        await pilot.pause()
        assert isinstance(app.screen, FrameworksScreen)
        assert "mean different things by" in " ".join(screen_text(app).split())
        await pilot.press("space", "up", "up", "space", "enter")
        await pilot.pause()
        after = app.workspace.record.screening.frameworks
        assert after[0] == "xa"
        assert len(after) == 2
        assert "xb" not in after


async def test_both_of_two_different_actions_of_one_id_are_reached(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(host, "SHELF", two_tools(tmp_path, RING))
    both = Screening(("xa", "xb"), "A-17", signs={"quay-den": SignAnswer("yes")})
    app = host.Host("xa", both)
    async with app.run_test() as pilot:
        await pilot.pause()
        for name, words in (("xa", "Hold a panel"), ("xb", "Ring the team")):
            await pilot.press("f6")
            app.screen.query_one(OutcomePage).move_to(f"action:meeting@{name}")
            await pilot.press("f1")
            await pilot.pause()
            text = screen_text(app)
            assert "About this action" in text
            assert words in text
            assert f"Tool {name.upper()}" in text
            await pilot.press("escape")
            await pilot.pause()
