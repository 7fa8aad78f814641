"""The least that Textual can show: one line of text."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """An app with one widget, without a style sheet."""

    def compose(self) -> ComposeResult:
        yield Static("Ready")


def main() -> None:
    Bare().run()
