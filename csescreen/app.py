"""The terminal app: how it begins, and the commands that hold everywhere."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from csescreen import keyboard, themes
from csescreen.commands import EVERYWHERE, bindings, key_in_words
from csescreen.daily_backup import BackingUpApp
from csescreen.errors import UserError
from csescreen.palette import offered_on
from csescreen.process import Reason
from csescreen.resuming import locked_words
from csescreen.saving import MakeSaver, make_saver
from csescreen.screens.cover import TooSmall, cover_if_too_small
from csescreen.screens.recovery import RecoveryCode
from csescreen.screens.unlock import UnlockScreen
from csescreen.terminal import Gate, borders, refuse_leaks
from csescreen.widgets.fields import Passphrase

if TYPE_CHECKING:  # the rest is imported after the first paint
    from csescreen.services import Services


_OVER_DIALOGS = {("quit", "f12"), ("quit", "ctrl+q"), ("help", "f3")}
"""The keys that hold in dialogs and fields, too; a question mark is typed there."""
COPIED = "Copied to the clipboard: other programs can read it until something else is copied."


def _nothing() -> None:
    """Warm up nothing."""


def _everywhere() -> list[BindingType]:
    """Return the bindings that hold everywhere."""
    return [
        replace(binding, key=key, priority=binding.priority or (binding.id, key) in _OVER_DIALOGS)
        for binding in bindings(EVERYWHERE)
        for key in binding.key.split(",")
    ]


class CsescreenApp(BackingUpApp):
    """The app. ``load`` and ``warm`` run in a thread after the first paint."""

    # all at the start: one more sheet later would have every sheet read once more
    CSS_PATH = [  # noqa: RUF012 - typed by Textual
        Path(__file__).with_name("app.tcss"),
        Path(__file__).with_name("screens") / "workspace.tcss",
    ]
    TITLE = "csescreen"
    BINDINGS: ClassVar[list[BindingType]] = _everywhere()
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012 - typed by Textual

    def __init__(
        self,
        load: "Callable[[], Services]",
        *,
        warm: Callable[[], None] = _nothing,
        saver: MakeSaver = make_saver,
        locked: Reason | None = None,
    ) -> None:
        """Take how to load the services, and what to import while the user types.

        ``locked`` says why the process before this one locked, where it did.

        Raises `UserError` where the environment asks for what is typed to be written down.
        """
        refuse_leaks()
        keyboard.guard()
        super().__init__(saver, locked)
        self._load, self._warm = load, warm
        self._door = UnlockScreen()
        self.animation_level = "none"
        for theme in themes.THEMES.values():
            self.register_theme(theme)
        self.theme = themes.DEFAULT
        self._filters.append(Gate())  # private: pinned, and a test proves that it works

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return what the style sheet takes from the console: the borders that it can draw."""
        edge = borders()
        return {"edge": edge.usual, "edge-focused": edge.focused}

    def on_mount(self) -> None:
        """Show the door, and load the rest once it is painted."""
        self.push_screen(self._door)
        self.call_after_refresh(self._begin)

    @work(thread=True, group="load")
    def _begin(self) -> None:
        try:
            services = self._load()
        except UserError as error:
            self.call_from_thread(self._cannot_begin, error)
            return
        self.call_from_thread(self._loaded, services)
        from csescreen.screens.offered import offered  # noqa: PLC0415

        offered(services)  # reads each framework once, while the passphrase is typed
        self._warm()

    def _cannot_begin(self, error: UserError) -> None:
        self.last_words(*error.lines())
        self.exit(return_code=error.exit_status)

    def _loaded(self, services: "Services") -> None:
        self._services = services
        if services.settings.theme in themes.THEMES:
            self.theme = services.settings.theme
        if self.locked:
            minutes, there = services.settings.lock_minutes, services.vault.exists()
            self._door.locked(locked_words(self.locked, minutes, store=there))
        self._door.call_later(self._door.ready, services.vault)

    @on(UnlockScreen.Opened)
    async def opened(self, event: UnlockScreen.Opened) -> None:
        """Go home: the store is open."""
        self.services.store = event.store
        self.start_saving(event.store)
        while self.screen is not self._door:  # help, or the message that the window is too small
            await self.pop_screen()
        await self.go_home(event.store)
        if event.by_code:
            from csescreen.screens.new_code import after_code  # noqa: PLC0415

            after_code(self, self.services.vault, event.by_code)
        cover_if_too_small(self)
        self.begin_daily_backups()

    @property
    def lock_minutes(self) -> float:
        """After how many minutes without a key the app locks."""
        known = self._services is not None
        return self.services.settings.lock_minutes if known else super().lock_minutes

    @property
    def has_secrets(self) -> bool:
        """Whether there is something that must not stay in sight: a first recovery code, too."""
        shows_code = any(isinstance(screen, RecoveryCode) for screen in self.screen_stack)
        return super().has_secrets or shows_code

    def check_secret(self, secret: str) -> None:
        """Raise a `UserError` where this does not open the store."""
        self.services.vault.prove(secret)

    def on_resize(self) -> None:
        """Cover everything while the window is too small."""
        self.call_after_refresh(cover_if_too_small, self)

    def action_next_theme(self) -> None:
        """Take the next theme, and remember it."""
        self.theme = themes.after(self.theme)
        if self._services is not None:
            settings = replace(self._services.settings, theme=self.theme)
            try:
                self._services.write_settings(settings)
            except (UserError, OSError):  # the colours changed; that they are forgotten is no error
                return
            self._services.settings = settings

    def action_help(self) -> None:
        """Show every key, and what to do here."""
        from csescreen.screens.help import HelpScreen, what_to_do  # noqa: PLC0415

        if not isinstance(self.screen, HelpScreen | TooSmall):
            self.push_screen(HelpScreen(what_to_do(self.screen)))

    def action_help_quit(self) -> None:
        """Ctrl+C neither copies nor kills: say how to leave."""
        self.notify("Press F12 to save and quit.", markup=False)

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as people write it: "Ctrl+S"."""
        return key_in_words(binding.key)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy what the user asked to copy, and say who can read it; never a passphrase or code."""
        if text and not isinstance(self.focused, Passphrase):
            super().copy_to_clipboard(text)
            self.notify(COPIED, markup=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer our own commands for the screen, and none that writes the screen to a file."""
        return offered_on(screen, self.run_action)
