"""The clipboard: on request alone, said so, and never a passphrase."""

import pytest
from textual.app import App
from textual.widgets import Input

from csescreen.mannered import COPIED
from tests.terminal.app import fakes
from tests.terminal.app.fakes import FakeStore
from tests.terminal.app.helpers import form, home
from tests.terminal.look import said


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what reached the clipboard."""
    found: list[str] = []

    def note(_app: App[None], text: str) -> None:
        found.append(text)

    monkeypatch.setattr(App, "copy_to_clipboard", note)
    return found


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+x"])
async def test_what_is_copied_on_request_is_said_so(
    store: FakeStore, copied: list[str], key: str
) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.press("n")
        await pilot.pause()
        field = app.screen.query_one("#reference", Input)
        field.value = "A-17"
        field.focus()
        await pilot.pause()
        field.action_select_all()
        await pilot.pause()
        assert not copied
        assert COPIED not in said(app)
        await pilot.press(key)
        await pilot.pause()
        assert copied == ["A-17"]
        assert COPIED in said(app)


async def test_a_selection_by_the_mouse_alone_copies_nothing(
    store: FakeStore, copied: list[str]
) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await pilot.mouse_down(offset=(2, 2))
        await pilot.hover(offset=(40, 6))
        await pilot.mouse_up(offset=(40, 6))
        await pilot.pause()
        assert not copied


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+x"])
async def test_a_passphrase_is_never_copied(store: FakeStore, copied: list[str], key: str) -> None:
    app = fakes.app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await form(pilot)
        field = app.screen.query_one("#passphrase", Input)
        field.value = "three invented words"
        field.focus()
        field.action_select_all()
        await pilot.press(key)
        await pilot.pause()
        app.copy_to_clipboard(field.value)
        assert not copied
        assert COPIED not in said(app)
