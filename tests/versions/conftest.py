"""The fixtures of the terminal app's tests, which drive the page of versions as well."""

from tests.terminal.app.conftest import clean_terminal, real_workspace, store

__all__ = ["clean_terminal", "real_workspace", "store"]
