"""Two frameworks that mean different things by one id: the app refuses, and says what to do."""

from pathlib import Path

import pytest

from csescreen.screens.dialogs import ErrorDialog
from csescreen.screens.new import NewScreening
from tests.core.two_tools import DIFFERENT, two_tools
from tests.terminal.app import fakes
from tests.terminal.app.fakes import FakeStore
from tests.terminal.app.helpers import home, until
from tests.terminal.look import screen_text

ASKED = DIFFERENT["the question as it is asked"]


@pytest.mark.parametrize("keys", [("end",), ("end", "up", "space", "up", "space")])
async def test_a_new_screening_is_refused_and_what_was_typed_stays(
    store: FakeStore, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with fakes.app(store, shelf=two_tools(tmp_path, ASKED)).run_test() as pilot:
        await home(pilot)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(pilot.app.screen, NewScreening))
        await pilot.press("B", "7", "enter", *keys, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ErrorDialog))
        text = " ".join(screen_text(pilot.app).split())
        assert "Tool XA" in text
        assert "Tool XB" in text
        assert "Leave one of the two out" in text
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, NewScreening))
        assert "B7" in screen_text(pilot.app)
        assert not store.records
