"""Reading the screen as a person does: its text, line by line."""

from textual.app import App


def screen_text(app: App[None]) -> str:
    """Return what is on screen as plain text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def lines_with(app: App[None], words: str) -> list[str]:
    """Return the lines of the screen that contain the words."""
    return [line for line in screen_text(app).splitlines() if words in line]
