"""The line at the bottom of a screen: the keys that do something now, and what they do.

One widget paints it. Textual's own footer makes a widget of each key, and all of them anew at each
change of focus: half of the work of opening a screen.
"""

from itertools import accumulate
from typing import ClassVar, NamedTuple

from textual.content import Content
from textual.events import MouseDown
from textual.screen import Screen
from textual.widget import Widget


class Key(NamedTuple):
    """A key, how people write it, what it does, and whether it does so now."""

    key: str
    written: str
    does: str
    enabled: bool


class KeyLine(Widget):
    """Shows the keys of what has the focus; a click on one presses it."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--does"}

    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        text-wrap: nowrap;
        color: $footer-foreground;
        background: $panel;
    }
    KeyLine > .key-line--key { color: $footer-key-foreground; text-style: bold; }
    KeyLine > .key-line--does { color: $footer-description-foreground; }
    """

    def __init__(self, *, compact: bool = False) -> None:
        """Take whether the keys stand close together."""
        super().__init__()
        self._before = "" if compact else " "
        self._keys: tuple[Key, ...] = ()

    def on_mount(self) -> None:
        """Follow what the keys do."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, screen: Screen[object]) -> None:
        if not (self.is_attached and screen is self.screen):
            return
        offered: dict[str, Key] = {}
        for _, binding, enabled, _ in screen.active_bindings.values():
            if binding.show:  # of several keys for one action the first is shown
                written = self.app.get_key_display(binding)
                key = Key(binding.key, written, binding.description, enabled)
                offered.setdefault(binding.action, key)
        keys = tuple(offered.values())
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render(self) -> Content:
        """Return the keys, each with what it does."""
        key_style = self.get_visual_style("key-line--key")
        does_style = self.get_visual_style("key-line--does")
        return Content("").join(
            Content.assemble(
                self._before, (key.written, key_style), " ", (key.does, does_style), " "
            ).stylize("" if key.enabled else "dim")
            for key in self._keys
        )

    def on_mouse_down(self, event: MouseDown) -> None:
        """Press the key that was clicked on."""
        widths = [len(f"{self._before}{key.written} {key.does} ") for key in self._keys]
        for key, end in zip(self._keys, accumulate(widths), strict=True):
            if event.x < end:
                if key.enabled:
                    self.app.simulate_key(key.key)
                else:
                    self.app.bell()
                return
