"""What every app of csescreen has in common: its look, the gate to the terminal, help and keys.

The app with the store and the training app are both built on it; neither knows of the other.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from textual.app import SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from csescreen import keyboard, keymap, themes
from csescreen.calm import CalmApp
from csescreen.chosen_keys import read_keys
from csescreen.commands import key_in_words
from csescreen.errors import InputError
from csescreen.palette import offered_on
from csescreen.screens.cover import TooSmall, cover_if_too_small
from csescreen.terminal import Gate, borders, refuse_leaks
from csescreen.widgets.fields import Passphrase

COPIED = "Copied to the clipboard: other programs can read it until something else is copied."


class ManneredApp(CalmApp):
    """An app that looks and behaves like csescreen, and lets nothing harmful reach the terminal."""

    # all at the start: one more sheet later would have every sheet read once more
    CSS_PATH = [  # noqa: RUF012 - typed by Textual
        Path(__file__).with_name("app.tcss"),
        Path(__file__).with_name("screens") / "workspace.tcss",
    ]
    TITLE = "csescreen"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012 - typed by Textual
    SIGN = "csescreen"
    TO_LEAVE = "F12 save and quit"
    """The words at both ends of the top line."""
    LEAVING = "Press F12 to save and quit."
    """What is said to whoever presses Ctrl+C."""

    def __init__(self) -> None:
        """Begin in the usual theme.

        Raises `UserError` where the environment asks for what is typed to be written down.
        """
        refuse_leaks()
        keyboard.guard()
        super().__init__()
        keymap.use({})  # until the settings are read
        self.animation_level = "none"
        for theme in themes.THEMES.values():
            self.register_theme(theme)
        self.theme = themes.DEFAULT
        self._filters.append(Gate())  # private: pinned, and a test proves that it works

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return what the style sheet takes from the console: the borders that it can draw."""
        edge = borders()
        return {"edge": edge.usual, "edge-focused": edge.focused}

    def on_resize(self) -> None:
        """Cover everything while the window is too small."""
        self.call_after_refresh(cover_if_too_small, self)

    def action_next_theme(self) -> None:
        """Take the next theme."""
        self.theme = themes.after(self.theme)

    def take_keys(self, chosen: Mapping[str, str]) -> None:
        """Take the keys that the user chose: they hold at once, and everything shows them."""
        keymap.use(chosen)
        self.set_keymap(chosen)
        for screen in self.screen_stack:
            for part in (*screen.query("*"), screen):
                if callable(show_keys := getattr(part, "show_keys", None)):
                    show_keys()

    def take_written_keys(self, written: Mapping[str, str]) -> InputError | None:
        """Take the keys in the settings; where they cannot be used, say why and keep the usual.

        Nobody is kept from a screening by a key.
        """
        try:
            self.take_keys(read_keys(written))
        except InputError as error:
            return error
        return None

    def action_help(self) -> None:
        """Show what to do here, and the keys that hold here now."""
        from csescreen.screens.help import HelpScreen, help_on  # noqa: PLC0415

        if not isinstance(self.screen, HelpScreen | TooSmall):
            self.push_screen(HelpScreen(help_on(self.screen)))

    def action_help_quit(self) -> None:
        """Ctrl+C neither copies nor kills: say how to leave."""
        self.notify(self.LEAVING, markup=False)

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as people write it: "Ctrl+S"."""
        return binding.key_display or key_in_words(binding.key)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what the user asked to copy, and say who can read it; never a passphrase or code."""
        if text and not isinstance(self.focused, Passphrase):
            super().copy_to_clipboard(text)
            self.notify(COPIED, markup=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer our own commands for the screen, and none that writes the screen to a file."""
        return offered_on(screen, self.run_action)
