"""What is opened from where: home, a new screening, a screening, its versions, its export."""

from datetime import datetime
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from textual.widgets import Input

from csescreen.core.audience import PROFESSIONALS
from csescreen.core.ports import Record, ScreeningStore
from csescreen.duty import DutyApp
from csescreen.errors import UserError
from csescreen.keymap import with_keys
from csescreen.pinned import VersionMissingError
from csescreen.process import Reason
from csescreen.saving import MakeSaver
from csescreen.screens.messages import (
    ExportRequested,
    RecordNotSaved,
    RecordSaved,
    VersionsRequested,
)

if TYPE_CHECKING:  # the screens are imported once the first paint is done
    from csescreen.core.framework import Framework
    from csescreen.screens.home import HomeScreen
    from csescreen.screens.new import Start
    from csescreen.screens.unlock import UnlockScreen
    from csescreen.services import Services

_CHOSEN_ON_THE_LIST: Final = (
    "This is the screening that is chosen on the list. Look at the reference above: is it the "
    "child you mean?"
)
_TRAINING: Final = "training"
_NOT_IN_IT: Final = (
    "What is typed in the box that is open is kept there, and is not part of this export yet."
)
_TO_TRAINING: Final = (
    "Everything is saved and your screenings are locked first: training knows nothing of them. To "
    "come back you give the passphrase again."
)
_BOTH_KEPT: Final = "Both outcomes are kept, each with its date: {screening.versions}."


@runtime_checkable
class Exporting(Protocol):
    """A screen that has a screening to write."""

    def action_export(self) -> None:
        """Ask for the referral of that screening."""
        ...


class NavigatingApp(DutyApp):
    """An app that opens the screens for which others ask."""

    def __init__(self, saver: MakeSaver, locked: Reason | None) -> None:
        """Take how to make a saver, and why the process before this one locked, if it did."""
        super().__init__(saver, locked)
        self.call_received: datetime | None = None
        """When a call was received that begins as soon as the store is open; None where none is."""
        self._services: Services | None = None
        self._home: HomeScreen | None = None

    @property
    def services(self) -> "Services":
        """What screens may ask for; there once loaded."""
        assert self._services is not None  # noqa: S101 - no screen that asks is there before
        return self._services

    async def go_home(self, store: ScreeningStore) -> None:
        """Put home in the place of the screen that is there, and ask what to go on with."""
        from csescreen.screens.home import HomeScreen  # noqa: PLC0415

        self._home = HomeScreen(self.services, call_waits=self.call_received is not None)
        await self.switch_screen(self._home)
        if self.call_received is not None:
            received, self.call_received = self.call_received, None
            await self.begin_call_at_the_door(store, received)
        else:
            await self.ask_to_go_on(store, self.services.now())

    def after_saving(self, message: RecordSaved | RecordNotSaved) -> None:
        """Tell the screen that shows the record, and the list."""
        super().after_saving(message)
        if isinstance(message, RecordSaved) and self._home is not None:
            self._home.post_message(RecordSaved(message.record))

    @property
    def goes_to_training(self) -> bool:
        """Whether training is to take the place of the app, now that it has closed in order."""
        return self._leaves_for == _TRAINING and not (self.ended_by or self.return_code)

    def go_to_training(self) -> None:
        """Save everything, close the store, and make room for training, which knows no store."""
        if not self.covered:
            self.leave(_TRAINING)

    def ask_to_train(self) -> None:
        """Ask before training takes the place of the store: its key is beside that of a call."""
        from csescreen.screens.dialogs import Confirm  # noqa: PLC0415

        def answered(yes: bool | None) -> None:
            if yes:
                self.go_to_training()

        question = Confirm("Go to training?", _TO_TRAINING, yes="Go to training", no="Stay")
        self.push_screen(question, answered)

    def on_unlock_screen_wanted(self, event: "UnlockScreen.Wanted") -> None:
        """Open the training or the settings, which need no passphrase."""
        if event.what == "training":
            self.go_to_training()
        else:
            self.action_settings()

    def on_home_screen_wanted(self, event: "HomeScreen.Wanted") -> None:
        """Open the dialog for a new screening, or the training; or begin a call."""
        from csescreen.screens.new import NewScreening  # noqa: PLC0415

        if event.what == "training":
            self.ask_to_train()
        elif self._home is not None:
            taken = [line.reference for line in self._home.lines]
            if event.what == "call":
                self.begin_call(taken)
                return
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

        if self.goes_on_as_call(record):
            self.open_call(record)
            return
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
        self.notify(with_keys(_BOTH_KEPT), markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action holds now: an export where there is a screening to write."""
        if getattr(self.screen, "TAKES_KEYS", False):  # but nobody is kept from leaving
            return action in ("quit", "lock")
        if action == "settings":
            return self._may_set()
        if action == "export":
            return self._exports_from() is not None
        return super().check_action(action, parameters)

    def action_settings(self) -> None:
        """Open the settings over what is there, which stays as it is."""
        from csescreen.screens.settings import SettingsScreen  # noqa: PLC0415

        if self._may_set():
            below, services = self.screen, self.services
            before = services.settings.contacts

            def kept(_: None) -> None:
                look = getattr(below, "show_keys", None)
                if callable(look) and services.settings.contacts != before:
                    look()

            self.push_screen(SettingsScreen(services, self.take_keys), kept)

    def _may_set(self) -> bool:
        """Return whether the settings may be opened: not over themselves, nor over a lock."""
        known = self._services is not None and not self.covered
        barred = any(getattr(screen, "bars_settings", False) for screen in self.screen_stack)
        return known and not barred

    def action_page(self, name: str) -> None:
        """Open a page to look something up in, for the frameworks of what is open or chosen."""
        from csescreen.screens.lookup import LookUp, pages  # noqa: PLC0415

        if not self.covered and self._services is not None:
            self.push_screen(LookUp(*pages(name, self._frameworks_here())))

    def _frameworks_here(self) -> "list[Framework]":
        """Return the frameworks of the screening that is open or chosen, else all on file."""
        from csescreen.screens.offered import offered  # noqa: PLC0415

        for screen in reversed(self.screen_stack):
            here = getattr(screen, "frameworks_here", None)
            if callable(here) and (found := here()):
                return list(found)
        usual = self.services.settings.default_framework
        return sorted(offered(self.services), key=lambda one: one.id != usual)

    def action_export(self) -> None:
        """Write the referral of the screening that is open, or else chosen, from any screen."""
        if (screen := self._exports_from()) is not None:
            screen.action_export()

    def _exports_from(self) -> "Exporting | None":
        """Return the topmost screen that has a screening to write; none behind a lock."""
        if self.covered:
            return None
        for screen in reversed(self.screen_stack):
            if getattr(screen, "BARS_EXPORT", False):
                return None
            if isinstance(screen, Exporting):
                return screen
        return None

    def on_export_requested(self, event: ExportRequested) -> None:
        """Open the export of a screening."""
        from csescreen.screens.export import ExportScreen  # noqa: PLC0415

        event.stop()
        notes = [_NOT_IN_IT] if self._holds_back() else []
        if self.screen is not self._home and self._exports_from() is self._home:
            notes.insert(0, _CHOSEN_ON_THE_LIST)
        self.push_screen(ExportScreen(self.services, event.record, "\n".join(notes)))

    def open_export(self, record: Record, audience: str = PROFESSIONALS.id) -> None:
        """Show the export of a screening, for an audience to begin with."""
        from csescreen.screens.export import ExportScreen  # noqa: PLC0415

        self.push_screen(ExportScreen(self.services, record, audience=audience))

    def _holds_back(self) -> bool:
        """Return whether something was typed in a dialog that keeps it only at its end."""
        holding = [one for one in self.screen_stack if getattr(one, "KEPT_AT_ITS_END", False)]
        return any(field.value for screen in holding for field in screen.query(Input))

    def complain(self, error: UserError) -> None:
        """Say an error in a dialog."""
        from csescreen.screens.dialogs import ErrorDialog  # noqa: PLC0415

        self.push_screen(ErrorDialog(error))
