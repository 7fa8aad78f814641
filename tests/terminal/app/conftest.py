"""What every test of the terminal app needs."""

import sys
from collections.abc import Iterator

import pytest

from tests.terminal.app.fakes import FakeStore, stand_in_for_workspace


@pytest.fixture(autouse=True)
def clean_terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Start from an environment in which nothing about the terminal is decided."""
    for name in ("NO_COLOR", "TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DEBUG", "TEXTUAL_SCREENSHOT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    before = sys.modules.get("csescreen.screens.workspace")
    stand_in_for_workspace()
    yield
    sys.modules.pop("csescreen.screens.workspace")
    if before is not None:
        sys.modules["csescreen.screens.workspace"] = before


@pytest.fixture
def store() -> FakeStore:
    """An empty store."""
    return FakeStore()
