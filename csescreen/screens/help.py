"""Help: what to do with what has the keyboard, what the screen is for, the keys that hold now."""

from textwrap import wrap
from typing import Any, ClassVar, Final, NamedTuple

from textual import on
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Button, Label, Static

from csescreen.commands import DIALOG, EVERYWHERE, HELP, Command, bindings, key_in_words
from csescreen.keymap import COMMANDS, with_keys
from csescreen.widgets.fields import Press
from csescreen.widgets.here import here_words
from csescreen.widgets.plain import plain, styled

_KEY_WIDTH: Final = 15
_DIALOG: Final = 76
_FRAME: Final = 6
"""How wide a dialog is at most, and what its frame and scroll bar take of it."""


_ELSEWHERE = {
    "WorkspaceScreen": "Answer what you know with {sign.yes}, {sign.no} or {sign.unknown}; what "
    "you leave is not asked yet. {sign.find} finds a sign by any word that you hear, {sign.about} "
    "says what it looks like. Every change is saved at once. {step.outcome} shows what must happen "
    "now, and why.",
}
"""What to do on screens that do not say it themselves, by the name of their class."""


class Help(NamedTuple):
    """What there is to say: of what has the keyboard, of the screen, and the keys with commands."""

    here: str
    screen: str
    keys: tuple[tuple[str, Command], ...]


def help_on(screen: Screen[Any]) -> Help:
    """Return the help for a screen as it is now."""
    here = here_words(screen.focused) if screen.focused is not None else ""
    about = getattr(screen, "HELP", "") or _ELSEWHERE.get(type(screen).__name__, "")
    return Help(with_keys(here), with_keys(about), _keys_here(screen))


def _keys_here(screen: Screen[object]) -> tuple[tuple[str, Command], ...]:
    """Return the keys that do something here and now, each command once."""
    found: dict[str, list[str]] = {}
    for key, active in screen.active_bindings.items():
        command = COMMANDS.get(active.binding.id or "")
        if command is not None and active.enabled:
            found.setdefault(command.id, []).append(key_in_words(key))
    own_first = sorted(COMMANDS, key=lambda id: COMMANDS[id] in EVERYWHERE)  # else in their order
    return tuple((" or ".join(found[id]), COMMANDS[id]) for id in own_first if id in found)


class HelpScreen(ModalScreen[None]):
    """What to do here, the keys that hold here, and where to look up more."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(DIALOG), *bindings(HELP)]

    def __init__(self, told: Help) -> None:
        """Take what there is to say."""
        super().__init__()
        self._told = told

    def compose(self) -> ComposeResult:
        """Yield the help; Escape closes it."""
        with Vertical(classes="dialog", id="help-page"):
            yield Label("Help · Escape closes it", classes="heading")
            with VerticalScroll():
                if self._told.here:
                    yield Static(styled("[b]Where you are[/b]"), classes="group")
                    yield Static(plain(self._told.here), classes="here")
                if self._told.screen:
                    yield Static(styled("[b]This screen[/b]"), classes="group")
                    yield Static(plain(self._told.screen), classes="here")
                yield Static(styled("[b]Keys that work here now[/b]"), classes="group")
                for keys, command in self._told.keys:
                    yield Static(key_line(keys, command, room_in_dialog(self.app)))
            with Container(id="links"):
                for command in HELP:
                    yield Press(f"{{{command.id}}} {command.name}", id=command.id.split(".")[1])

    def on_mount(self) -> None:
        """Scroll with the arrow keys."""
        self.query_one(VerticalScroll).focus()

    @on(Button.Pressed)
    async def pressed(self, event: Button.Pressed) -> None:
        """Open the page of the button."""
        event.stop()
        await self.app.run_action(COMMANDS[f"help.{event.button.id}"].action)

    def action_back(self) -> None:
        """Close the help."""
        self.dismiss(None)


def room_in_dialog(app: App[object]) -> int:
    """Return how wide a text in a dialog of full width may be."""
    return min(_DIALOG, int(app.size.width * 0.96)) - _FRAME


def key_line(keys: str, command: Command, width: int) -> Content:
    """Return a command with its keys before it; what it does keeps clear of the keys."""
    room = max(20, width - _KEY_WIDTH)
    lines = wrap(f"{command.name}: {command.help}", room)
    if len(keys) >= _KEY_WIDTH:
        lines.insert(0, "")
    text = f"\n{' ' * _KEY_WIDTH}".join(lines)
    return styled("[b]$keys[/b]$text", keys=keys.ljust(_KEY_WIDTH), text=text)
