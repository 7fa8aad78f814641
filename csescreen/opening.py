"""One key after the other: each has its effect before the next one is looked at.

Textual hands a key to the field that has the focus, and looks up what it does once the field had
no use for it; meanwhile the next key or paste overtakes it. Ctrl+U then removed a text that was
pasted after it, Escape left the screening and not the box that F1 was about to open, or it removed
a box that was not laid out yet, and what that did once it was there failed and ended the app.
"""

import asyncio
from collections import deque
from contextlib import suppress
from typing import Any, Final

from textual import events
from textual._context import active_message_pump
from textual.app import App
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

PATIENCE: Final = 10.0
"""How long, in seconds, a key waits for a screen. It must never wait for ever, whatever fails."""
_EFFECT: Final = 1.0
"""How long, in seconds, the next key waits for what a key does."""


async def laid_out(screen: Screen[Any]) -> bool:
    """Wait until the screen has its parts, and has begun; return whether it has."""
    if not screen.is_mounted:
        with suppress(TimeoutError):  # private: pinned, and a test holds it
            await asyncio.wait_for(screen._mounted_event.wait(), PATIENCE)
    return screen.is_mounted


class OpeningApp(App[None]):
    """An app in which no key overtakes the one before, or the screen that opens."""

    def __init__(self) -> None:
        """Begin with nothing typed."""
        super().__init__()
        self._typed: deque[events.Event] = deque()
        self._taking_effect: asyncio.Task[None] | None = None

    async def on_event(self, event: events.Event) -> None:
        """Let a key or a paste wait until those before it have had their effect."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed.append(event)
            if self._taking_effect is None:
                await self._take_typed()
        else:
            await super().on_event(event)

    async def all_typed(self) -> None:
        """Wait until everything that was typed so far has had its effect."""
        while (task := self._taking_effect) is not None:
            await asyncio.wait({task})
            await asyncio.sleep(0)

    def forget_typed(self) -> None:
        """Drop what was typed and had no effect yet."""
        self._typed.clear()

    async def _take_typed(self) -> None:
        self._taking_effect = None
        while self._typed:
            await self._all_there()
            if self._is_ending():  # its screens are being taken down
                self.forget_typed()
                return
            event, at = self._typed.popleft(), self.focused or self.screen
            await super().on_event(event)
            if not _is_text(event, at):
                self._taking_effect = asyncio.create_task(self._take_effect(at))
                return

    async def _take_effect(self, at: Widget) -> None:
        """Follow a key up to the app, where its action runs, and once more what that posted."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_EFFECT):
                for node in at.ancestors_with_self * 2:
                    reached = asyncio.Event()
                    if node.is_running and node.call_later(reached.set):
                        await reached.wait()
        self.call_later(self._take_typed)

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Look a key up, also one that a former screen let through, once the newest is there."""
        await self._all_there()
        return await super()._check_bindings(key, priority)

    def _is_ending(self) -> bool:
        # private: pinned, and a test holds it
        return self._exit or not self.screen_stack or self.screen_stack[-1]._pruning

    async def _all_there(self) -> None:
        newest = None
        while self.screen_stack and newest is not self.screen_stack[-1]:
            newest = self.screen_stack[-1]
            await laid_out(newest)


def gone_unopened() -> bool:
    """Return whether what runs is a screen that is removed, at the app's end, before it is there.

    Textual lays such a screen out without any parts, and has it begin all the same.
    """
    screen = active_message_pump.get(None)
    return isinstance(screen, Screen) and screen._pruning and not screen.is_mounted


def _is_text(event: events.Event, at: Widget) -> bool:
    """Return whether this is text for a field, which takes it in the order in which it comes."""
    is_text = isinstance(event, events.Paste) or (
        isinstance(event, events.Key) and event.is_printable
    )
    return is_text and isinstance(at, Input | TextArea)
