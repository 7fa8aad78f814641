"""What every test of the terminal app needs."""

import pytest

from csescreen.screens import workspace
from tests.terminal.app.fakes import FakeStore, WorkspaceScreen


@pytest.fixture(autouse=True)
def clean_terminal(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Start from an environment in which nothing about the terminal is decided."""
    for name in ("NO_COLOR", "TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DEBUG", "TEXTUAL_SCREENSHOT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    if "real_workspace" not in request.fixturenames:
        monkeypatch.setattr(workspace, "WorkspaceScreen", WorkspaceScreen)


@pytest.fixture
def real_workspace() -> None:
    """Ask for the real workspace in place of the stand-in."""


@pytest.fixture
def store() -> FakeStore:
    """An empty store."""
    return FakeStore()
