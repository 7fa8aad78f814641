"""Reading the screen as a person does: its text, line by line."""

from textual.app import App
from textual.events import Key
from textual.pilot import Pilot


def screen_text(app: App[None]) -> str:
    """Return what is on screen as plain text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def lines_with(app: App[None], words: str) -> list[str]:
    """Return the lines of the screen that contain the words."""
    return [line for line in screen_text(app).splitlines() if words in line]


def said(app: App[None]) -> str:
    """Return what the app tells in passing now."""
    return "\n".join(notification.message for notification in app._notifications)


async def type_text(pilot: Pilot[None], text: str) -> None:
    """Type the text without the wait after each key that `Pilot.press` makes."""
    for letter in text:
        pilot.app.post_message(Key(letter, letter))
    await pilot.pause()
    await pilot.pause()
