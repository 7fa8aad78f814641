"""The terminal app: how it begins, and the commands that hold everywhere."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType

from csescreen import themes
from csescreen.commands import EVERYWHERE, bindings
from csescreen.daily_backup import BackingUpApp
from csescreen.errors import UserError
from csescreen.process import Reason
from csescreen.resuming import locked_words
from csescreen.saving import MakeSaver, make_saver
from csescreen.screens.cover import cover_if_too_small
from csescreen.screens.recovery import RecoveryCode
from csescreen.screens.unlock import UnlockScreen

if TYPE_CHECKING:  # the rest is imported after the first paint
    from csescreen.services import Services


def _nothing() -> None:
    """Warm up nothing."""


class CsescreenApp(BackingUpApp):
    """The app. ``load`` and ``warm`` run in a thread after the first paint."""

    CSS_PATH = [  # noqa: RUF012 - typed by Textual
        *BackingUpApp.CSS_PATH,
        Path(__file__).with_name("screens") / "triage.tcss",
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EVERYWHERE)]

    def __init__(
        self,
        load: "Callable[[], Services]",
        *,
        warm: Callable[[], None] = _nothing,
        saver: MakeSaver = make_saver,
        locked: Reason | None = None,
        call_received: datetime | None = None,
    ) -> None:
        """Take how to load the services, and what to import while the user types.

        ``locked`` says why the process before this one locked, where it did; ``call_received``
        when a call came in that begins as soon as the store is open.

        Raises `UserError` where the environment asks for what is typed to be written down.
        """
        super().__init__(saver, locked)
        self.call_received = call_received
        self._load, self._warm = load, warm
        self._door = UnlockScreen(call_received)
        self._told_at_home: UserError | None = None
        """What to say once the store is open: that the keys in the settings cannot be used."""

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

        frameworks = offered(services)  # reads each once, while the passphrase is typed
        self._warm()
        for framework in frameworks:
            services.finder(framework)  # so that the first search is as fast as the next

    def _cannot_begin(self, error: UserError) -> None:
        self.last_words(*error.lines())
        self.exit(return_code=error.exit_status)

    def _loaded(self, services: "Services") -> None:
        self._services = services
        if services.settings.theme in themes.THEMES:
            self.theme = services.settings.theme
        self._told_at_home = self.take_written_keys(services.settings.keys)
        if self.locked:
            minutes, there = services.settings.lock_minutes, services.vault.exists()
            self._door.locked(locked_words(self.locked, minutes, store=there))
        self._door.call_later(self._door.ready, services.vault)

    @on(UnlockScreen.Opened)
    async def opened(self, event: UnlockScreen.Opened) -> None:
        """Go home: the store is open."""
        self.services.store = event.store
        self.start_saving(event.store)
        a_call_waits = self.call_received is not None
        while self.screen is not self._door:  # help, or the message that the window is too small
            await self.pop_screen()
        await self.go_home(event.store)
        if event.by_code:
            from csescreen.screens.new_code import after_code  # noqa: PLC0415

            after_code(self, self.services.vault, event.by_code)
        if not a_call_waits:
            self._tell_at_home()
        cover_if_too_small(self)
        self.begin_daily_backups()

    def on_home_screen_reached(self) -> None:
        """Tell, after a call at the door, what would have covered it."""
        if self.screen is self._home:
            self._tell_at_home()

    def _tell_at_home(self) -> None:
        told, self._told_at_home = self._told_at_home, None
        if told is not None:
            self.complain(told)

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

    def action_next_theme(self) -> None:
        """Take the next theme, and remember it."""
        super().action_next_theme()
        if self._services is not None:
            settings = replace(self._services.settings, theme=self.theme)
            try:
                self._services.write_settings(settings)
            except (UserError, OSError):  # the colours changed; that they are forgotten is no error
                return
            self._services.settings = settings
