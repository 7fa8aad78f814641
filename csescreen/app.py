"""The terminal app: what is opened from where, and the commands that hold everywhere."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from csescreen import keyboard, themes
from csescreen.commands import EVERYWHERE, GROUPS, bindings, key_in_words, keys_in_words
from csescreen.core.backups import BackupStoppedError
from csescreen.core.ports import Record
from csescreen.errors import UserError
from csescreen.pinned import VersionMissingError
from csescreen.process import Reason
from csescreen.resuming import ResumingApp, locked_words
from csescreen.saving import MakeSaver, make_saver
from csescreen.screens.cover import TooSmall, is_large_enough
from csescreen.screens.messages import (
    BackupNotMade,
    ExportRequested,
    RecordNotSaved,
    RecordSaved,
    VersionsRequested,
)
from csescreen.screens.unlock import UnlockScreen
from csescreen.terminal import Gate, borders, refuse_leaks
from csescreen.widgets.fields import Passphrase

if TYPE_CHECKING:  # the rest is imported after the first paint
    from csescreen.screens.home import HomeScreen
    from csescreen.screens.new import Start
    from csescreen.services import Services


_LOOK_FOR_A_NEW_DAY: Final = 3600.0
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


class CsescreenApp(ResumingApp):
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
        self._services: Services | None = None
        self._door = UnlockScreen()
        self._home: HomeScreen | None = None
        self._backup_told = False
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
        if self.locked and services.vault.exists():
            self._door.locked(locked_words(self.locked, services.settings.lock_minutes))
        self._door.call_later(self._door.ready, services.vault)

    @property
    def services(self) -> "Services":
        """What screens may ask for; there once loaded."""
        assert self._services is not None  # noqa: S101 - no screen that asks is there before
        return self._services

    @on(UnlockScreen.Opened)
    async def opened(self, event: UnlockScreen.Opened) -> None:
        """Go home: the store is open."""
        from csescreen.screens.home import HomeScreen  # noqa: PLC0415

        self.services.store = event.store
        self.start_saving(event.store)
        while self.screen is not self._door:  # help, or the message that the window is too small
            await self.pop_screen()
        self._home = HomeScreen(self.services)
        await self.switch_screen(self._home)
        await self.ask_to_go_on(event.store, self.services.now())
        if event.by_code:
            from csescreen.screens.new_code import after_code  # noqa: PLC0415

            after_code(self, self.services.vault, event.by_code)
        self._check_size()
        self.call_after_refresh(self._back_up_daily)
        self.set_interval(_LOOK_FOR_A_NEW_DAY, self._back_up_daily)

    @work(thread=True, group="backup")
    def _back_up_daily(self) -> None:
        try:
            self.services.back_up_daily()
        except BackupStoppedError:  # the app is leaving: it is made the next time
            pass
        except UserError as error:
            self.post_message(BackupNotMade(error))

    def on_backup_not_made(self, event: BackupNotMade) -> None:
        """Say once, quietly, that today's backup was not made; it keeps nobody from their work."""
        if not (self._backup_told or self.leaving):
            self._backup_told = True
            self.notify(" ".join(event.error.lines()), severity="warning", markup=False)

    @property
    def lock_minutes(self) -> float:
        """After how many minutes without a key the app locks."""
        known = self._services is not None
        return self.services.settings.lock_minutes if known else super().lock_minutes

    def check_secret(self, secret: str) -> None:
        """Raise a `UserError` where this does not open the store."""
        self.services.vault.prove(secret)

    def after_saving(self, message: RecordSaved | RecordNotSaved) -> None:
        """Tell the screen that shows the record, and the list."""
        super().after_saving(message)
        if isinstance(message, RecordSaved) and self._home is not None:
            self._home.post_message(RecordSaved(message.record))

    def on_home_screen_wanted(self, event: "HomeScreen.Wanted") -> None:
        """Open the dialog for a new screening, or the settings."""
        from csescreen.screens.new import NewScreening  # noqa: PLC0415
        from csescreen.screens.settings import SettingsScreen  # noqa: PLC0415

        if event.what == "settings":
            self.push_screen(SettingsScreen(self.services))
        elif self._home is not None:
            taken = [line.reference for line in self._home.lines]
            self.push_screen(NewScreening(self.services, taken), self._start)

    def _start(self, start: "Start | None") -> None:
        if start is None:
            return
        try:
            new = self.services.new_record(start.frameworks, start.reference)
        except UserError as error:
            self.complain(error)
            return
        record = self.services.changed(new, new.screening)
        self.submit(record)  # from its first moment it is on the disk
        self.open_record(record)

    def on_home_screen_record_read(self, event: "HomeScreen.RecordRead") -> None:
        """Open a screening from the list."""
        self.open_record(event.record)

    def open_record(self, record: Record, step: str = "") -> None:
        """Show a screening, at a step."""
        from csescreen.screens.workspace import WorkspaceScreen  # noqa: PLC0415

        try:
            screen = WorkspaceScreen(self.services, record)
        except VersionMissingError:  # it can be read and exported, and nothing is worked out
            self.open_versions(record)
            return
        except UserError as error:
            self.note_open(None)  # or the next start would ask for it again
            self.complain(error)
            return
        if step:
            screen.begin_at(step)
        self.show_record(record, screen)
        self.push_screen(screen, lambda _: self.note_open(None))
        self.note_once_painted(screen, record.key, step)

    def on_versions_requested(self, event: VersionsRequested) -> None:
        """Show what another version of the tool would change."""
        event.stop()
        self.open_versions(event.record)

    def open_versions(self, record: Record) -> None:
        """Show a screening under its own version beside the one on file."""
        from csescreen.screens.versions import VersionScreen  # noqa: PLC0415

        def reread(moved: Record | None) -> None:
            if moved is not None:
                self.call_later(self._reopen, moved)

        self.push_screen(VersionScreen(self.services, record), reread)

    async def _reopen(self, record: Record) -> None:
        if self.screen is self.showing.get(record.key):
            await self.pop_screen()
        self.open_record(record)
        self.notify("Both outcomes are kept, each with its date: Ctrl+R.", markup=False)

    def on_export_requested(self, event: ExportRequested) -> None:
        """Open the export of a screening."""
        from csescreen.screens.export import ExportScreen  # noqa: PLC0415

        event.stop()
        self.push_screen(ExportScreen(self.services, event.record))

    def complain(self, error: UserError) -> None:
        """Say an error in a dialog."""
        from csescreen.screens.dialogs import ErrorDialog  # noqa: PLC0415

        self.push_screen(ErrorDialog(error))

    def on_resize(self) -> None:
        """Cover everything while the window is too small."""
        self.call_after_refresh(self._check_size)

    def _check_size(self) -> None:
        covered = isinstance(self.screen, TooSmall)
        large = is_large_enough(self.size.width, self.size.height)
        if large and covered:
            self.pop_screen()
        elif not large and not covered:
            self.push_screen(TooSmall())

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
        ours = {command.id: command for group in GROUPS.values() for command in group}
        offered = set()
        for active in screen.active_bindings.values():
            command = ours.get(active.binding.id or "")
            if command is None or command.name in offered or command.id == "palette":
                continue
            offered.add(command.name)
            act = partial(self.run_action, command.action, active.node)
            told = f"{command.help} · {keys_in_words(command.keys)}"
            yield SystemCommand(command.name, told, act)
        for title, go in getattr(screen, "steps", ()):
            yield SystemCommand(f"Go to: {title}", "A step of this screening", go)
