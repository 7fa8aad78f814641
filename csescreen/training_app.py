"""The training app: invented cases alone. It knows of no vault, no store and no saver.

It shares looks, keys and the gate to the terminal with the app, and nothing else.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from csescreen import signals, themes
from csescreen.commands import TRAINING_EVERYWHERE, bindings
from csescreen.errors import UserError
from csescreen.mannered import ManneredApp
from csescreen.widgets.training_line import TrainingLine

if TYPE_CHECKING:  # imported after the first paint
    from csescreen.core.scenario import Scenario
    from csescreen.screens.training.attempt import Attempts
    from csescreen.screens.training.case import CaseScreen
    from csescreen.screens.training.choose import ChooseCase
    from csescreen.screens.training.showing import Showing
    from csescreen.services.training import TrainingServices

_LOOK_FOR_SERVER: Final = 2.0
_FOR_A_ROOM: Final = "csescreen-contrast"
_WRITES: Final = (
    "This is the one thing in training that writes: the files that you tick, to the folder below, "
    "once you press {export.write}. Each page says TRAINING, and so does each file's name."
)


class Wait(Screen[None]):
    """What is shown for the moment in which the cases are read."""

    def compose(self) -> ComposeResult:
        """Yield that the cases are read."""
        yield TrainingLine()
        yield Static("Reading the cases…", id="busy")


class TrainingApp(ManneredApp):
    """Training with invented cases. All of it is in memory, and gone at the end."""

    CSS_PATH = [  # noqa: RUF012 - typed by Textual
        *ManneredApp.CSS_PATH,
        Path(__file__).with_name("screens") / "training" / "training.tcss",
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TRAINING_EVERYWHERE)]
    TITLE = "csescreen training"
    SIGN = "TRAINING"
    TO_LEAVE = "F12 leave"
    LEAVING = "Press F12 to leave. Nothing of training is kept."

    def __init__(
        self,
        load: "Callable[[], TrainingServices]",
        *,
        facilitator: bool = False,
        server: int | None = None,
    ) -> None:
        """Take how to load what training may ask for, and whether cases open for a room.

        ``server`` is the process that shows it in a browser: without it the app ends.
        """
        super().__init__()
        self._load = load
        self._facilitator, self._server = facilitator, server
        self._services: TrainingServices | None = None
        self._attempts: Attempts | None = None
        self.ended_by = 0
        """The signal that ended the app; 0 while none did."""

    @property
    def exit_status(self) -> int:
        """The status with which the program ends."""
        return signals.SIGNALLED + self.ended_by if self.ended_by else self.return_code or 0

    def save_at_once(self) -> str:
        """Say what there is to say of saving: nothing is saved in training."""
        return "Nothing of training is kept, so nothing was lost. No screening was open."

    # -- beginning and ending -----------------------------------------------------------------

    def on_mount(self) -> None:
        """Listen for the end of the session, and load once something is painted."""
        signals.listen(dict.fromkeys(signals.ENDING, self._end))
        if self._facilitator:
            self.theme = _FOR_A_ROOM
        if self._server is not None:
            self.set_interval(_LOOK_FOR_SERVER, self._leave_without_server)
        self.push_screen(Wait())
        self.call_after_refresh(self._begin)

    def _leave_without_server(self) -> None:
        if os.getppid() != self._server:
            self.exit()

    def on_unmount(self) -> None:
        """Give the signals back."""
        signals.give_back(dict.fromkeys(signals.ENDING))

    def _end(self, number: int) -> None:
        self.ended_by = self.ended_by or number
        self.exit(return_code=self.exit_status)

    @work(thread=True, group="load")
    def _begin(self) -> None:
        try:
            services = self._load()
            services.cases.all()  # reads them, and the frameworks that they name
        except UserError as error:
            self.call_from_thread(self._cannot_begin, error)
        else:
            self.call_from_thread(self._loaded, services)

    def _cannot_begin(self, error: UserError) -> None:
        self.last_words(*error.lines())
        self.exit(return_code=error.exit_status)

    def _loaded(self, services: "TrainingServices") -> None:
        from csescreen.screens.training.attempt import Attempts  # noqa: PLC0415
        from csescreen.screens.training.choose import ChooseCase  # noqa: PLC0415

        self._services, self._attempts = services, Attempts(services)
        if services.settings.theme in themes.THEMES and not self._facilitator:
            self.theme = services.settings.theme
        wrong = self.take_written_keys(services.settings.keys)
        self.switch_screen(ChooseCase(services, for_a_room=self._facilitator))
        if wrong is not None:
            self.notify("\n".join(wrong.lines()), markup=False)

    @property
    def services(self) -> "TrainingServices":
        """What screens may ask for; there once loaded."""
        assert self._services is not None  # noqa: S101 - no screen that asks is there before
        return self._services

    # -- going about --------------------------------------------------------------------------

    def on_choose_case_wanted(self, event: "ChooseCase.Wanted") -> None:
        """Open a case, or the quiz."""
        from csescreen.screens.training.case import CaseScreen  # noqa: PLC0415
        from csescreen.screens.training.compare import CompareScreen  # noqa: PLC0415
        from csescreen.screens.training.quiz import QuizScreen  # noqa: PLC0415

        assert self._attempts is not None  # noqa: S101 - nor is the list of cases
        if event.case is None:
            self.push_screen(QuizScreen(self.services, self._attempts))
        elif event.what == "compare":
            self.push_screen(CompareScreen(self.services, event.case))
        elif event.what == "room" or self._facilitator:
            self._show_to_room(event.case)
        else:
            attempt = self._attempts.of(event.case)
            self.push_screen(CaseScreen(self.services, self._attempts, attempt))

    def _show_to_room(self, case: "Scenario") -> None:
        """Show a case to a room; where it is under way, ask first whether it goes on."""
        from csescreen.screens.modals.choose import ChooseScreen  # noqa: PLC0415
        from csescreen.widgets.list_row import ListRow  # noqa: PLC0415

        assert self._attempts is not None  # noqa: S101
        kept, new = self._attempts.showing(case), self._attempts.new_showing(case)
        if kept is None:
            self._put_on_wall(case, new)
            return
        place = f"{kept.at + 1} of {len(kept.beats)}"
        rows = [
            ListRow("on", f"Go on where the room was, at {place}"),
            ListRow("anew", "Begin anew, without votes"),
        ]

        def go(chosen: str | None) -> None:
            if chosen is not None:
                self._put_on_wall(case, kept if chosen == "on" else new)

        self.push_screen(ChooseScreen(case.title, rows, "on"), go)

    def _put_on_wall(self, case: "Scenario", showing: "Showing") -> None:
        from csescreen.screens.training.room import RoomScreen  # noqa: PLC0415

        before, self.theme = self.theme, _FOR_A_ROOM

        def back(shown: "Showing | None") -> None:
            self.theme = before
            if shown is not None and self._attempts is not None:
                self._attempts.keep_showing(case, shown)

        self.push_screen(RoomScreen(case.title, showing), back)

    def on_case_screen_reveal_wanted(self, event: "CaseScreen.RevealWanted") -> None:
        """Show the document's reading; then have the story go on, where that is wanted."""
        from csescreen.screens.training.case import CaseScreen  # noqa: PLC0415
        from csescreen.screens.training.reveal import RevealScreen  # noqa: PLC0415

        one = event.attempt
        comparison = self.services.compare(one.case, one.step, one.framework, one.marks)

        def revealed(on: bool | None) -> None:
            if on and isinstance(self.screen, CaseScreen):
                self.screen.go_on()

        self.push_screen(RevealScreen(one, comparison), revealed)

    def on_case_screen_export_wanted(self, event: "CaseScreen.ExportWanted") -> None:
        """Ask where what was marked shall be written."""
        from csescreen.keymap import with_keys  # noqa: PLC0415
        from csescreen.screens.export import ExportScreen  # noqa: PLC0415

        self.push_screen(ExportScreen(self.services, event.record, with_keys(_WRITES)))

    def action_page(self, name: str) -> None:
        """Open a page to look something up in, for the case that is open, else all frameworks."""
        from csescreen.screens.lookup import LookUp, pages  # noqa: PLC0415
        from csescreen.screens.training.case import CaseScreen  # noqa: PLC0415

        if self._services is not None:
            at = next((one for one in self.screen_stack if isinstance(one, CaseScreen)), None)
            frameworks = [at.attempt.framework] if at else list(self.services.frameworks)
            self.push_screen(LookUp(*pages(name, frameworks)))
